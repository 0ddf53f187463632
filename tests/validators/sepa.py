#!/usr/bin/env python3
"""Checks SEPA payment files with programs that share no code with ours.

    sepa.py FILE…        one line a check, counts as the last line, exit code 1 when a check fails
    sepa.py --self-test  a good file passes, and each broken copy of it is refused by the check meant for it

Who judges: the ISO 20022 schema and the stricter German one (GBIC_5) by lxml, IBAN and BIC by schwifty, the sums
by this script, and the whole file by mock-bank, which is started on a free port and ended again.
"""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from decimal import Decimal
from pathlib import Path

from lxml import etree
from schwifty import BIC, IBAN

from report import Report

ROOT = Path(__file__).resolve().parents[2]
MESSAGE = re.compile(r"^urn:iso:std:iso:20022:tech:xsd:((?:pain|camt)\.\d{3}\.\d{3}\.\d{2})$")
ADDRESS_LINES_MAX = 2
ADDRESS_LINE_LENGTH_MAX = 70


def schema_folder():
    """The schemas ship inside the sources of the crate `sepa`, so they come from a registry at a pinned version."""
    given = os.environ.get("SEPA_XSD")
    if given:
        return Path(given)
    command = ["cargo", "metadata", "--locked", "--format-version", "1"]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, stdin=subprocess.DEVNULL).stdout
    for package in json.loads(text)["packages"]:
        if package["name"] == "sepa":
            return Path(package["manifest_path"]).parent / "tests" / "xsd"
    raise SystemExit("The crate sepa is not among our dependencies, so its schemas are not here.")


class Bank:
    """mock-bank on a free port: a second opinion by other people's code."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        program = Path(sys.executable).parent / "mock-bank"
        self.process = subprocess.Popen(
            [program, "--port", str(self.port), "--quiet"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        self.end()
        raise SystemExit("mock-bank did not answer within ten seconds.")

    def end(self):
        self.process.terminate()
        self.process.wait(10)

    def opinion(self, data):
        """What the bank finds wrong with the file; nothing when it would take it."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/_mock/validate", data=data)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                lines = answer.read().decode().splitlines()
            return [line for line in lines if line.startswith("error")]
        except urllib.error.HTTPError as refused:
            return refused.read().decode().splitlines() or [f"refused with status {refused.code}"]


def complain(parse, texts):
    """What `parse` says of each text that it does not take."""
    complaints = []
    for text in texts:
        try:
            parse(text)
        except Exception as error:  # schwifty has one exception a kind of fault
            complaints.append(f"{text}: {error}")
    return complaints


def schema_complaints(path, document):
    schema = etree.XMLSchema(etree.parse(str(path)))
    if schema.validate(document):
        return []
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def count_and_sum_complaints(block, amounts, count, total):
    """Compares the count and the sum that a block states with those of its payments."""
    complaints = []
    if count is not None and int(count) != len(amounts):
        complaints.append(f"{block} says {count} payments and holds {len(amounts)}")
    if total is not None and Decimal(total) != sum(amounts, Decimal(0)):
        complaints.append(f"{block} says {total} and adds up to {sum(amounts, Decimal(0))}")
    return complaints


def creditor_id_complaints(ids):
    """A creditor identifier carries ISO 7064 check digits over its national part, the three letters of business left out."""
    complaints = []
    for text in ids:
        digits = "".join(str(int(letter, 36)) for letter in text[7:] + text[:4])
        if int(digits) % 97 != 1:
            complaints.append(f"{text}: wrong check digits")
    return complaints


def address_complaints(addresses):
    """EPC153-22: town and country structured, and beside them at most two free lines of 70 characters."""
    complaints = []
    for address in addresses:
        names = [etree.QName(part).localname for part in address]
        free = [part.text or "" for part in address if etree.QName(part).localname == "AdrLine"]
        where = f"line {address.sourceline}"
        if "TwnNm" not in names or "Ctry" not in names:
            complaints.append(f"{where}: address without TwnNm and Ctry, it has {', '.join(names)}")
        if len(free) > ADDRESS_LINES_MAX:
            complaints.append(f"{where}: {len(free)} AdrLine")
        complaints += [f"{where}: AdrLine of {len(text)} characters" for text in free if len(text) > ADDRESS_LINE_LENGTH_MAX]
    return complaints


def examine(data, schemas, bank):
    """Every check of one file, as pairs of a short name and what is wrong."""
    try:
        document = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)).getroottree()
    except etree.XMLSyntaxError as error:
        return [("is well-formed XML", [error])]
    namespace = etree.QName(document.getroot()).namespace or ""
    known = MESSAGE.match(namespace)
    if not known or not (schemas / f"{known[1]}.xsd").exists():
        return [("is a message that we have a schema for", [f"namespace {namespace!r}"])]
    message = known[1]

    def find(path, start=document):
        return start.xpath(path, namespaces={"d": namespace})

    def texts(path):
        return [element.text or "" for element in find(path)]

    found = [(f"fits the ISO schema {message}", schema_complaints(schemas / f"{message}.xsd", document))]
    german = schemas / f"{message}_GBIC_5.xsd"
    if german.exists():
        found.append(("fits the German schema GBIC_5", schema_complaints(german, document)))
    found.append(("has only right IBANs", complain(IBAN, texts("//d:IBAN"))))
    found.append(("has only right BICs", complain(BIC, texts("//d:BICFI|//d:BIC|//d:AnyBIC"))))
    if not message.startswith("pain."):
        return found

    def text_of(start, name):
        return next((element.text for element in find(f"d:{name}", start)), None)

    sums = []
    amounts = [Decimal(text) for text in texts("//d:InstdAmt")]
    for header in find("//d:GrpHdr"):
        sums += count_and_sum_complaints("the file", amounts, text_of(header, "NbOfTxs"), text_of(header, "CtrlSum"))
    for block in find("//d:PmtInf"):
        inside = [Decimal(element.text) for element in find(".//d:InstdAmt", block)]
        name = f"batch {text_of(block, 'PmtInfId')}"
        sums += count_and_sum_complaints(name, inside, text_of(block, "NbOfTxs"), text_of(block, "CtrlSum"))
    found.append(("states the count and sum that it holds", sums))
    found.append(("pays at least one amount", [] if amounts else ["no InstdAmt"]))

    ends = [text for text in texts("//d:EndToEndId") if text != "NOTPROVIDED"]
    twice = sorted({text for text in ends if ends.count(text) > 1})
    found.append(("names no payment twice", [f"{text} stands {ends.count(text)} times" for text in twice]))
    found.append(("has town and country in every address", address_complaints(find("//d:PstlAdr"))))
    creditors = texts("//d:CdtrSchmeId/d:Id/d:PrvtId/d:Othr/d:Id")
    if creditors:
        found.append(("has only right creditor identifiers", creditor_id_complaints(creditors)))
    if message.startswith(("pain.001", "pain.008")):
        found.append(("would be taken by mock-bank", bank.opinion(data)))
    return found


GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>SELF-TEST-1</MsgId><CreDtTm>2026-10-30T09:00:00</CreDtTm><NbOfTxs>2</NbOfTxs><CtrlSum>150.25</CtrlSum>
      <InitgPty><Nm>Probefirma GmbH</Nm></InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>BATCH-1</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>2</NbOfTxs><CtrlSum>150.25</CtrlSum>
      <PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>
      <ReqdExctnDt><Dt>2026-11-02</Dt></ReqdExctnDt>
      <Dbtr><Nm>Probefirma GmbH</Nm></Dbtr>
      <DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>
      <DbtrAgt><FinInstnId><BICFI>COBADEFFXXX</BICFI></FinInstnId></DbtrAgt>
      <ChrgBr>SLEV</ChrgBr>
      <CdtTrfTxInf>
        <PmtId><EndToEndId>STATEMENT-1</EndToEndId></PmtId>
        <Amt><InstdAmt Ccy="EUR">100.00</InstdAmt></Amt>
        <Cdtr><Nm>Erika Probe</Nm>
          <PstlAdr><StrtNm>Ringstrasse</StrtNm><BldgNb>4</BldgNb><PstCd>1010</PstCd><TwnNm>Wien</TwnNm><Ctry>AT</Ctry></PstlAdr>
        </Cdtr>
        <CdtrAcct><Id><IBAN>AT611904300234573201</IBAN></Id></CdtrAcct>
        <RmtInf><Ustrd>Provision Oktober 2026</Ustrd></RmtInf>
      </CdtTrfTxInf>
      <CdtTrfTxInf>
        <PmtId><EndToEndId>STATEMENT-2</EndToEndId></PmtId>
        <Amt><InstdAmt Ccy="EUR">50.25</InstdAmt></Amt>
        <Cdtr><Nm>Max Probe</Nm></Cdtr>
        <CdtrAcct><Id><IBAN>IT60X0542811101000000123456</IBAN></Id></CdtrAcct>
        <RmtInf><Ustrd>Provision Oktober 2026</Ustrd></RmtInf>
      </CdtTrfTxInf>
    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>
"""

# What is done to the good file, what is put in its place, and every check that must then refuse it.
STRUCTURED = "<StrtNm>Ringstrasse</StrtNm><BldgNb>4</BldgNb><PstCd>1010</PstCd><TwnNm>Wien</TwnNm><Ctry>AT</Ctry>"
BROKEN = [
    ("a wrong IBAN", "AT611904300234573201", "AT611904300234573202",
     ["has only right IBANs", "would be taken by mock-bank"]),
    ("a wrong BIC", "COBADEFFXXX", "COBAXXFFXXX", ["has only right BICs"]),
    ("a wrong sum", "<CtrlSum>150.25</CtrlSum>", "<CtrlSum>150.26</CtrlSum>",
     ["states the count and sum that it holds", "would be taken by mock-bank"]),
    ("a wrong count", "<NbOfTxs>2</NbOfTxs>", "<NbOfTxs>3</NbOfTxs>", ["states the count and sum that it holds"]),
    ("no execution date", "<ReqdExctnDt><Dt>2026-11-02</Dt></ReqdExctnDt>", "", ["fits the ISO schema pain.001.001.09"]),
    ("no sum in the batch, which only the German schema asks for",
     "<NbOfTxs>2</NbOfTxs><CtrlSum>150.25</CtrlSum>\n      <PmtTpInf>", "<PmtTpInf>", ["fits the German schema GBIC_5"]),
    ("an address of free lines only", STRUCTURED, "<AdrLine>Ringstrasse 4</AdrLine><AdrLine>1010 Wien</AdrLine>",
     ["has town and country in every address"]),
    ("one payment named twice", "STATEMENT-2", "STATEMENT-1", ["names no payment twice"]),
    ("an end that is cut off", "</CstmrCdtTrfInitn>", "", ["is well-formed XML"]),
    ("a namespace that nobody knows", "pain.001.001.09\"", "pain.001.009.99\"", ["is a message that we have a schema for"]),
]


# The same for direct debits: the good file is the one that the rule tests keep.
GOOD_DEBITS = ROOT / "tests/exchange/sepa/pain.008.xml"
BROKEN_DEBITS = [
    ("a creditor identifier with wrong check digits", "AT20ZZZ00000099001", "AT21ZZZ00000099001",
     ["has only right creditor identifiers"]),
    ("a sequence that nobody knows", "<SeqTp>RCUR</SeqTp>", "<SeqTp>NEXT</SeqTp>", ["fits the ISO schema pain.008.001.08"]),
    ("no day of the signature", "<DtOfSgntr>2026-05-30</DtOfSgntr>", "", ["fits the German schema GBIC_5"]),
    ("a sum that is not that of its debits", "<CtrlSum>1234.56</CtrlSum>", "<CtrlSum>1234.57</CtrlSum>",
     ["states the count and sum that it holds"]),
    ("one debit named twice", "LS-0001-2", "LS-0001-1", ["names no payment twice"]),
]


def self_test(report, schemas, bank):
    broken_by_one(report, schemas, bank, GOOD, BROKEN)
    broken_by_one(report, schemas, bank, GOOD_DEBITS.read_text(), BROKEN_DEBITS)


def broken_by_one(report, schemas, bank, good, faults):
    for name, complaints in examine(good.encode(), schemas, bank):
        report.check(f"self-test: the good file {name}", complaints)
    for fault, old, new, refusing in faults:
        broken = good.replace(old, new)
        assert broken != good, f"the good file no longer contains {old}"
        refused = {name for name, complaints in examine(broken.encode(), schemas, bank) if complaints}
        for name in refusing:
            report.check(f"self-test: a copy with {fault} fails where a file “{name}”",
                         [] if name in refused else [f"only these refused it: {sorted(refused)}"])


def main(arguments):
    if not arguments:
        raise SystemExit(__doc__)
    report, schemas, bank = Report(), schema_folder(), Bank()
    try:
        if arguments == ["--self-test"]:
            self_test(report, schemas, bank)
        else:
            for path in arguments:
                for name, complaints in examine(Path(path).read_bytes(), schemas, bank):
                    report.check(f"{Path(path).name} {name}", complaints)
    finally:
        bank.end()
    report.close()


if __name__ == "__main__":
    main(sys.argv[1:])
