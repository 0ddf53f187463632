#!/usr/bin/env python3
"""Checks the folder that an auditor takes along: its description, its tables, its documents and its proofs.

    auditor.py INDEX.XML…   one line a check, counts as the last line, exit code 1 when a check fails
    auditor.py --self-test  a good folder passes, and each broken copy of it is refused by the check meant for it

Who judges: lxml by the grammar that lies beside the description, and this script. Nobody here has a program of the tax
authorities; whether it reads the folder, only an import can say.
"""

import hashlib
import json
import re
import shutil
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from lxml import etree

from report import Report

NUMBER = re.compile(r"^-?\d+(,\d+)?$")
DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
SUMS = "SHA256SUMS"

GRAMMAR, TABLES, BALANCE, INVOICES, PAPERS, HASHES, JOURNAL = (
    "is described by the grammar beside it", "has every table as described", "has postings that balance",
    "has invoices that add up", "has every invoice as PDF", "lists the hash of every file", "has a journal that its proof fits")


def split_rows(text):
    """Rows of fields as pairs of value and whether it stood in quotes."""
    rows, row, i = [], [], 0
    while i < len(text):
        if text[i] == '"':
            end = i + 1
            while True:
                end = text.index('"', end)
                if text[end + 1:end + 2] != '"':
                    break
                end += 2
            row.append((text[i + 1:end].replace('""', '"'), True))
            i = end + 1
        else:
            end = min(at for at in (text.find(";", i), text.find("\r\n", i), len(text)) if at >= 0)
            row.append((text[i:end], False))
            i = end
        if text[i:i + 2] == "\r\n":
            rows.append(row)
            row, i = [], i + 2
        elif text[i:i + 1] == ";":
            i += 1
        else:
            raise ValueError(f"{text[i:i + 20]!r} behind a field")
    return rows


def tables_of(folder, description, complaints):
    """The rows of each table by its name, each a dictionary."""
    found = {}
    for table in description.iter("Table"):
        file = folder / table.findtext("URL")
        if not file.is_file():
            complaints.append(f"{file.name} is not there")
            continue
        columns = [column for column in table.find("VariableLength") if column.tag in ("VariablePrimaryKey", "VariableColumn")]
        names = [column.findtext("Name") for column in columns]
        try:
            rows = split_rows(file.read_bytes().decode("utf-8"))
        except (ValueError, UnicodeDecodeError) as error:
            complaints.append(f"{file.name}: {error}")
            continue
        if not rows or [value for value, _ in rows[0]] != names:
            complaints.append(f"{file.name} has other headings than its description")
            continue
        keys = set()
        for number, row in enumerate(rows[1:], 2):
            if len(row) != len(columns):
                complaints.append(f"{file.name}:{number} has {len(row)} of {len(columns)} fields")
                continue
            for column, (value, quoted) in zip(columns, row):
                numeric, day = column.find("Numeric"), column.find("Date")
                if value and numeric is not None:
                    digits = int(numeric.findtext("Accuracy"))
                    if not NUMBER.match(value) or len(value.partition(",")[2]) > digits:
                        complaints.append(f"{file.name}:{number} {column.findtext('Name')} is no number of {digits} digits: {value!r}")
                elif value and day is not None and not DAY.match(value):
                    complaints.append(f"{file.name}:{number} {column.findtext('Name')} is no day: {value!r}")
                if quoted == (numeric is not None or day is not None):
                    complaints.append(f"{file.name}:{number} {column.findtext('Name')} stands wrongly in quotes or without")
            if columns[0].tag == "VariablePrimaryKey":
                if row[0][0] in keys:
                    complaints.append(f"{file.name}:{number} says {row[0][0]!r} a second time")
                keys.add(row[0][0])
        found[table.findtext("Name")] = [dict(zip(names, (value for value, _ in row))) for row in rows[1:] if len(row) == len(names)]
    return found


def decimal(text):
    return Decimal((text or "0").replace(",", "."))


def examine(index):
    """Every check of one folder, as pairs of a short name and what is wrong."""
    folder = index.parent
    try:
        description = etree.parse(str(index), etree.XMLParser(load_dtd=True, dtd_validation=True, no_network=True))
        found = [(GRAMMAR, [])]
    except etree.XMLSyntaxError as error:
        found = [(GRAMMAR, [str(error)])]
        description = etree.parse(str(index), etree.XMLParser(recover=True, no_network=True))
    complaints = []
    tables = tables_of(folder, description, complaints)
    found.append((TABLES, complaints))

    sums = {}
    for row in tables.get("Buchungen", []):
        key = (row["Buchung"], row["Waehrung"])
        sums[key] = sums.get(key, 0) + decimal(row["Soll"]) - decimal(row["Haben"])
    wrong = [f"posting {number} in {currency} comes to {total}" for (number, currency), total in sums.items() if total]
    found.append((BALANCE, wrong if sums else ["there are none"]))

    invoices = {row["Nummer"]: row for row in tables.get("Rechnungen", [])}
    wrong = [f"{number}: {row['Netto']} + {row['Steuer']} is not {row['Brutto']}" for number, row in invoices.items()
             if decimal(row["Netto"]) + decimal(row["Steuer"]) != decimal(row["Brutto"])]
    for name, column in (("Rechnungssteuern", "Netto"), ("Rechnungssteuern", "Steuer")):
        totals = {}
        for row in tables.get(name, []):
            totals[row["Nummer"]] = totals.get(row["Nummer"], 0) + decimal(row[column])
        wrong += [f"{number}: {column} of its rates is {totals.get(number, 0)}" for number, row in invoices.items()
                  if totals.get(number, 0) != decimal(row[column])]
    found.append((INVOICES, wrong))

    papers = [path.name for path in (folder / "belege").glob("*.pdf")]
    missing = [number for number in invoices if not any(number in name for name in papers)]
    found.append((PAPERS, missing + ([] if len(papers) == len(invoices) else [f"{len(papers)} for {len(invoices)}"])))

    listed, wrong = {}, []
    for line in (folder / SUMS).read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name != SUMS and listed.pop(name, None) != hashlib.sha256(path.read_bytes()).hexdigest():
            wrong.append(f"{name} is not listed, or is another file")
    found.append((HASHES, wrong + [f"{name} is listed and not there" for name in listed]))

    lines = (folder / "journal.jsonl").read_text("utf-8").splitlines()
    entries, proof = [json.loads(line) for line in lines], json.loads((folder / "journal-proof.json").read_text("utf-8"))
    wrong = [f"entry {entry['number']} stands at place {place}" for place, entry in enumerate(entries, 1) if entry["number"] != place]
    last = (len(entries), entries[-1]["hash"] if entries else "")
    wrong += [] if last == (proof["entries"], proof["last_hash"]) else [f"the proof says {proof}"]
    found.append((JOURNAL, wrong))
    return found


def judge(report, index):
    for name, complaints in examine(index):
        report.check(f"the auditor's folder {name}", complaints)


GOOD_DTD = """<!ELEMENT DataSet (Media)><!ELEMENT Media (Table+)><!ELEMENT Table (URL, Name, VariableLength)>
<!ELEMENT URL (#PCDATA)><!ELEMENT Name (#PCDATA)><!ELEMENT VariableLength (VariablePrimaryKey?, VariableColumn*)>
<!ELEMENT VariablePrimaryKey (Name, (AlphaNumeric | Numeric))><!ELEMENT VariableColumn (Name, (AlphaNumeric | Numeric | Date))>
<!ELEMENT AlphaNumeric EMPTY><!ELEMENT Numeric (Accuracy)><!ELEMENT Accuracy (#PCDATA)><!ELEMENT Date EMPTY>
"""


def table(url, name, *columns):
    kinds = {"a": "<AlphaNumeric/>", "n": "<Numeric><Accuracy>2</Accuracy></Numeric>", "d": "<Date/>"}
    described = "".join(f"<{'VariablePrimaryKey' if kind.isupper() else 'VariableColumn'}><Name>{title}</Name>{kinds[kind.lower()]}"
                        f"</{'VariablePrimaryKey' if kind.isupper() else 'VariableColumn'}>" for kind, title in columns)
    return f"<Table><URL>{url}</URL><Name>{name}</Name><VariableLength>{described}</VariableLength></Table>"


def good(folder):
    index = ('<?xml version="1.0"?><!DOCTYPE DataSet SYSTEM "gdpdu-01-09-2004.dtd"><DataSet><Media>'
             + table("b.csv", "Buchungen", ("n", "Buchung"), ("d", "Tag"), ("n", "Soll"), ("n", "Haben"), ("a", "Waehrung"))
             + table("r.csv", "Rechnungen", ("A", "Nummer"), ("n", "Netto"), ("n", "Steuer"), ("n", "Brutto"))
             + table("s.csv", "Rechnungssteuern", ("a", "Nummer"), ("n", "Netto"), ("n", "Steuer")) + "</Media></DataSet>")
    files = {
        "index.xml": index, "gdpdu-01-09-2004.dtd": GOOD_DTD,
        "b.csv": '"Buchung";"Tag";"Soll";"Haben";"Waehrung"\r\n1;2026-11-05;12,00;;"EUR"\r\n1;2026-11-05;;12,00;"EUR"\r\n',
        "r.csv": '"Nummer";"Netto";"Steuer";"Brutto"\r\n"R-1";10,00;2,00;12,00\r\n',
        "s.csv": '"Nummer";"Netto";"Steuer"\r\n"R-1";10,00;2,00\r\n',
        "journal.jsonl": '{"number": 1, "hash": "aa"}\n{"number": 2, "hash": "bb"}\n',
        "journal-proof.json": '{"entries": 2, "last_hash": "bb"}', "belege/R-1.pdf": "%PDF",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    listing(folder)


def listing(folder):
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in paths]
    (folder / SUMS).write_text("".join(lines))


# The file, the fault, what is put in place of what, whether the list of hashes is made anew, and the check that must refuse it.
BROKEN = [
    ("index.xml", "an element that the grammar lacks", "<Media>", "<Media><Foo/>", True, GRAMMAR),
    ("b.csv", "another heading", '"Tag"', '"Day"', True, TABLES),
    ("b.csv", "a field too few", ';"EUR"\r\n1', "\r\n1", True, TABLES),
    ("b.csv", "a point in a number", "12,00;;", "12.00;;", True, TABLES),
    ("b.csv", "a day that is none", "2026-11-05;12", "5.11.2026;12", True, TABLES),
    ("b.csv", "a text without quotes", '12,00;;"EUR"', "12,00;;EUR", True, TABLES),
    ("r.csv", "a number twice", '"R-1";10,00;2,00;12,00\r\n', '"R-1";10,00;2,00;12,00\r\n"R-1";10,00;2,00;12,00\r\n', True, TABLES),
    ("b.csv", "a posting that does not balance", ";12,00;;", ";12,01;;", True, BALANCE),
    ("r.csv", "a gross amount that is wrong", "12,00\r\n", "12,10\r\n", True, INVOICES),
    ("s.csv", "a tax that is wrong", "2,00\r\n", "2,10\r\n", True, INVOICES),
    ("r.csv", "an invoice without a paper", '"R-1"', '"R-2"', True, PAPERS),
    ("s.csv", "a byte changed behind the list", "10,00", "10,01", False, HASHES),
    ("journal.jsonl", "an entry missing", '{"number": 1, "hash": "aa"}\n', "", True, JOURNAL),
    ("journal-proof.json", "another hash", '"bb"', '"cc"', True, JOURNAL),
]


def self_test(report):
    with tempfile.TemporaryDirectory() as out:
        right = Path(out) / "good"
        right.mkdir()
        good(right)
        for name, complaints in examine(right / "index.xml"):
            report.check(f"self-test: a good folder {name}", complaints)
        for i, (file, fault, old, new, relisted, refusing) in enumerate(BROKEN):
            copy = Path(shutil.copytree(right, Path(out) / str(i)))
            data = (copy / file).read_bytes().decode()
            assert old in data, f"the good folder no longer contains {old}"
            (copy / file).write_bytes(data.replace(old, new, 1).encode())
            if relisted:
                listing(copy)
            refused = {name: complaints for name, complaints in examine(copy / "index.xml") if complaints}
            report.check(f"self-test: a copy with {fault} fails where a folder “{refusing}”",
                         [] if refusing in refused else [f"only these refused it: {refused}"])


def main(arguments):
    if not arguments:
        raise SystemExit(__doc__)
    report = Report()
    if arguments == ["--self-test"]:
        self_test(report)
    for index in arguments if arguments != ["--self-test"] else []:
        judge(report, Path(index))
    report.close()


if __name__ == "__main__":
    main(sys.argv[1:])
