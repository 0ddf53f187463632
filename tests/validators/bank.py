#!/usr/bin/env python3
"""Lets a bank that shares no code with ours write statements, takes them in, and compares what came in.

    bank.py FOLDER       FOLDER is a copy of a data folder with a firm whose IBAN is ours; KONTOR_BIN is the executable
    bank.py --self-test  the comparison finds what was put wrong

mock-bank is given our account, money arrives on several days, and its camt.053 and camt.054 go through
`kontor import statement`: balances, sums and counts must be those of the XML, everything a second time must be known,
and what is taken in must hold together by `kontor check`.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from decimal import Decimal
from pathlib import Path

from lxml import etree

from report import Report

IBAN = "AT622081509990000017"
# Per business day: amounts in cents, and who pays for what. The two equal ones of the first day are two.
DAYS = [
    [(11900, "Anna Berger", "R-2026-00017"), (350, "Bernd Cerny", "Kaffee"), (350, "Bernd Cerny", "Kaffee")],
    [],
    [(2550, "Müller & Söhne OG", "Rechnung 18 – danke")],
    [(100, "Carla Dvorak", ""), (999999, "Dora Eder", "B-100007")],
]
NOTHING_TO_DO = 20


class Bank:
    """mock-bank on a free port, at a moment of its own."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        program = Path(sys.executable).parent / "mock-bank"
        self.process = subprocess.Popen(
            [program, "--port", str(self.port), "--quiet", "--clock", "2026-03-02T09:00"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for _ in range(100):
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return
            except OSError:
                time.sleep(0.1)
        self.end()
        raise SystemExit("mock-bank did not answer within ten seconds.")

    def ask(self, path, body=None, method=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=data, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def end(self):
        self.process.terminate()
        self.process.wait(10)

    def messages(self):
        """What the bank wrote about our account while money arrived, in the order in which it was sent."""
        account = {"id": "HOUSE", "name": "Haus", "iban": IBAN, "currency": "EUR", "balance": 100000}
        self.ask("/_mock/accounts", account)
        for number, day in enumerate(DAYS):
            for place, (amount, name, note) in enumerate(day):
                credit = {"account": "HOUSE", "amount": amount, "debtor": {"name": name}, "end_to_end_id": f"E-{number}-{place}"}
                if note:
                    credit["note"] = note
                self.ask("/_mock/credits", credit)
            self.ask("/_mock/advance?days=1", method="POST")
        sent = self.ask("/_mock/messages")
        return [(message["type"], message["body"]) for message in sent if message["account"] == "HOUSE"]


def in_xml(body):
    """Balances, count and sum of the entries, read by lxml."""
    document = etree.fromstring(body.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    names = {"d": etree.QName(document).namespace}

    def signed(node):
        amount = Decimal(node.findtext("d:Amt", namespaces=names))
        return -amount if node.findtext("d:CdtDbtInd", namespaces=names) == "DBIT" else amount

    def balance(code):
        found = document.xpath(f"//d:Bal[d:Tp/d:CdOrPrtry/d:Cd='{code}']", namespaces=names)
        return signed(found[0]) if found else None

    entries = document.xpath("//d:Ntry", namespaces=names)
    return {
        "opening": balance("OPBD"), "closing": balance("CLBD"),
        "lines": len(entries), "sum": sum((signed(entry) for entry in entries), Decimal(0)),
    }


def differences(told, found):
    """What `kontor import statement --json` says otherwise than the XML."""
    wrong = []
    for name in ("opening", "closing"):
        ours = None if told[name] is None else Decimal(told[name])
        if ours != found[name]:
            wrong.append(f"{name}: {ours} instead of {found[name]}")
    if told["lines"] != found["lines"]:
        wrong.append(f"lines: {told['lines']} instead of {found['lines']}")
    if found["opening"] is not None and found["opening"] + found["sum"] != found["closing"]:
        wrong.append("the bank itself does not add up")
    return wrong


def kontor(folder, *arguments):
    command = [os.environ["KONTOR_BIN"], *arguments, "--json", "--data", folder]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return done.returncode, (lines or [{}])[-1], done.stderr.splitlines()[-3:]


def compare(report, folder, bank):
    messages = bank.messages()
    kinds = {kind[:8] for kind, _ in messages}
    report.check("mock-bank writes camt.053 and camt.054", [] if kinds == {"camt.053", "camt.054"} else [str(kinds)])
    with tempfile.TemporaryDirectory() as place:
        files = []
        for number, (kind, body) in enumerate(messages):
            path = Path(place) / f"{number:02}-{kind}.xml"
            path.write_text(body, encoding="utf-8")
            files.append((path, in_xml(body)))
        kept = 0
        for path, found in files:
            code, answer, said = kontor(folder, "import", "statement", str(path))
            told = answer.get("statements", [{}])
            wrong = [f"exit code {code}"] + said if code else differences(told[0], found)
            report.check(f"{path.name} comes in as the bank wrote it", wrong)
            kept += told[0].get("open", 0) if path.name.split("-")[1].startswith("camt.053") else 0
        expected = sum(len(day) for day in DAYS)
        report.check("every payment is booked once", [] if kept == expected else [f"{kept} instead of {expected}"])
        again = [path.name for path, _ in files if kontor(folder, "import", "statement", str(path))[0] != NOTHING_TO_DO]
        report.check("a second time nothing is to be done", again)
    code, _, said = kontor(folder, "check")
    report.check("what came in holds together", [f"exit code {code}"] + said if code else [])


def self_test(report):
    told = {"opening": "10.00", "closing": "12.50", "lines": 2}
    found = {"opening": Decimal("10"), "closing": Decimal("12.5"), "lines": 2, "sum": Decimal("2.5")}
    report.check("self-test: what agrees is not named", differences(told, found))
    for name, value in [("opening", "10.01"), ("closing", None), ("lines", 3)]:
        wrong = differences({**told, name: value}, found)
        report.check(f"self-test: another {name} is named", [] if wrong else ["nothing was named"])
    wrong = differences(told, {**found, "sum": Decimal(3)})
    report.check("self-test: a bank that does not add up is named", [] if wrong else ["nothing was named"])


def main(arguments):
    if len(arguments) != 1:
        raise SystemExit(__doc__)
    report = Report()
    if arguments == ["--self-test"]:
        self_test(report)
    else:
        bank = Bank()
        try:
            compare(report, arguments[0], bank)
        finally:
            bank.end()
    report.close()


if __name__ == "__main__":
    main(sys.argv[1:])
