#!/usr/bin/env python3
"""Checks DATEV files (EXTF 700): booking batches (category 21, version 13), debtors and creditors (category 16, version 5).

    extf.py FILE…        one line a check, counts as the last line, exit code 1 when a check fails
    extf.py --self-test  good files pass, and each broken copy of them is refused by the check meant for it

Who judges: this script, by DATEV's public description of the format (developer.datev.de), and for booking batches the
reader of the package mloda-community-german-ledger, which is installed apart (.tools/venv-books). Neither knows what
DATEV's own programs say to accounts and tax keys of a certain client.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from report import Report

HERE = Path(__file__).resolve().parent
HEADER_FIELDS = 31
# Format category: its name, its version and its number of columns.
CATEGORIES = {"21": ("Buchungsstapel", "13", 125), "16": ("Debitoren/Kreditoren", "5", 254)}
# How a column is called at a place that must not be missed; only those by which something is decided here.
NAMES = {
    "21": {1: "Umsatz (ohne Soll/Haben-Kz)", 2: "Soll/Haben-Kennzeichen", 3: "WKZ Umsatz", 7: "Konto",
           8: "Gegenkonto (ohne BU-Schlüssel)", 9: "BU-Schlüssel", 10: "Belegdatum", 11: "Belegfeld 1", 12: "Belegfeld 2",
           14: "Buchungstext", 20: "Beleglink", 37: "KOST1 - Kostenstelle", 114: "Festschreibung", 115: "Leistungsdatum",
           116: "Datum Zuord. Steuerperiode", 117: "Fälligkeit", 118: "Generalumkehr (GU)", 125: "Abw. Skontokonto"},
    "16": {1: "Konto", 7: "Adressatentyp|Adressattyp", 9: "EU-Land|EU-Mitgliedstaat", 10: "EU-USt-IdNr.|EU-UStID|EU-USt-ID", 16: "Straße",
           18: "Postleitzahl", 19: "Ort", 20: "Land", 45: "IBAN 1|IBAN-Nr. 1"},
}
# Columns of text, which stand in quotes, with the longest value; all others stand without.
TEXTS = {
    "21": {2: 1, 3: 3, 6: 3, 9: 4, 11: 36, 12: 12, 14: 60, 16: 9, 20: 210, 37: 36, 38: 36, 40: 15, 103: 36, 105: 35, 118: 1,
           **{i: 20 if i % 2 else 210 for i in range(21, 37)}, **{i: 20 if i % 2 == 0 else 210 for i in range(48, 88)}},
    "16": {2: 50, 3: 50, 4: 30, 5: 30, 6: 50, 7: 1, 8: 15, 9: 2, 10: 13, 11: 30, 12: 25, 15: 3, 16: 36, 17: 10, 18: 10, 19: 30,
           20: 2, 21: 50, 22: 36, 29: 60, 33: 60, 45: 34, 47: 11, 48: 70, 99: 15, 100: 20},
}
NUMBERS = {"21": [1, 4, 5, 7, 8, 10, 13, 39, 114, 115, 116, 117], "16": [1, 101, 110]}
# Field 11: what both DATEV's sentence and its pattern allow.
BELEGFELD_1 = re.compile(r"^[A-Za-z0-9$%/-]{0,36}$")
BELEGLINK = re.compile(r'^[A-Z0-9]{1,4} "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"$')
AMOUNT = re.compile(r"^(0|[1-9]\d{0,9}),\d\d$")


def split_line(line):
    """The fields of a line as pairs of value and whether it stood in quotes; a complaint where the quotes are wrong."""
    fields, i = [], 0
    while True:
        if line[i:i + 1] == '"':
            value, i = "", i + 1
            while True:
                end = line.find('"', i)
                if end < 0:
                    return fields, "a quote that is not closed"
                value += line[i:end]
                i = end + 1
                if line[i:i + 1] != '"':
                    break
                value, i = value + '"', i + 1
            fields.append((value, True))
            if line[i:i + 1] not in ("", ";"):
                return fields, f"{line[i:i + 10]!r} behind a closing quote"
        else:
            end = line.find(";", i)
            end = len(line) if end < 0 else end
            if '"' in line[i:end]:
                return fields, f"a quote inside {line[i:end]!r}"
            fields.append((line[i:end], False))
            i = end
        if i >= len(line):
            return fields, None
        i += 1


def byte_complaints(data):
    """Windows-1252, CRLF at the end of every line, nothing else that ends lines."""
    complaints = []
    if data.startswith(b"\xef\xbb\xbf"):
        complaints.append("begins with the mark of UTF-8")
    try:
        data.decode("cp1252")
    except UnicodeDecodeError as error:
        complaints.append(f"byte {error.start} is no letter of Windows-1252")
    if not data.isascii():
        try:
            data.decode("utf-8")
            complaints.append("its letters are written in UTF-8")
        except UnicodeDecodeError:
            pass
    if not data.endswith(b"\r\n"):
        complaints.append("the last line does not end with CRLF")
    if data.count(b"\n") != data.count(b"\r\n") or data.count(b"\r") != data.count(b"\r\n"):
        complaints.append("a line ends with something else than CRLF")
    return complaints


def day_of(text, form):
    """A day written as YYYYMMDD or DDMMYYYY; nothing when there is no such day."""
    if not re.fullmatch(r"\d{8}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])) if form == "ymd" else date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def header_complaints(header, category):
    """The 31 fields of the first line, counted from 1 as DATEV counts them."""
    complaints = []
    if len(header) != HEADER_FIELDS:
        return [f"{len(header)} fields instead of {HEADER_FIELDS}"]
    values = [""] + [value for value, _ in header]

    def want(field, name, holds):
        if not holds:
            complaints.append(f"field {field}, {name}: {values[field]!r}")

    name, version, _ = CATEGORIES[category]
    want(1, "Kennzeichen", values[1] == "EXTF")
    want(2, "Versionsnummer", values[2] == "700")
    want(4, "Formatname", values[4] == name)
    want(5, "Formatversion", values[5] == version)
    want(6, "erzeugt am", re.fullmatch(r"20\d{15}", values[6]) and day_of(values[6][:8], "ymd"))
    want(7, "importiert", values[7] == "")
    want(8, "Herkunft", re.fullmatch(r"\w{0,2}", values[8]))
    want(9, "exportiert von", len(values[9]) <= 25)
    want(10, "importiert von", values[10] == "")
    want(11, "Berater", re.fullmatch(r"\d{4,7}", values[11]) and int(values[11]) > 1000)
    want(12, "Mandant", re.fullmatch(r"[1-9]\d{0,4}", values[12]))
    want(13, "Wirtschaftsjahresbeginn", day_of(values[13], "ymd"))
    want(14, "Sachkontenlänge", values[14] in ("4", "5", "6", "7", "8"))
    want(17, "Bezeichnung", len(values[17]) <= 30)
    want(18, "Diktatkürzel", re.fullmatch(r"([A-Z]{2}){0,2}", values[18]))
    want(22, "WKZ", re.fullmatch(r"[A-Z]{3}", values[22]) or category == "16")
    want(27, "Sachkontenrahmen", re.fullmatch(r"\d{0,2}", values[27]))
    want(31, "Anwendungsinformation", len(values[31]) <= 16)
    if category == "21":
        first, last, begin = (day_of(values[field], "ymd") for field in (15, 16, 13))
        want(15, "Datum vom", first)
        want(16, "Datum bis", last)
        if first and last and begin:
            want(16, "Datum bis, vor Datum vom", first <= last)
            end = date(begin.year + 1, begin.month, min(begin.day, 28)) - timedelta(days=1)
            want(15, "Datum vom, nicht im Wirtschaftsjahr", begin <= first)
            want(16, "Datum bis, nicht im Wirtschaftsjahr", last <= end)
        want(19, "Buchungstyp", values[19] in ("1", "2"))
        want(20, "Rechnungslegungszweck", values[20] in ("0", "30", "40", "50", "64"))
        want(21, "Festschreibung", values[21] in ("0", "1"))
    for field in (1, 4):
        if not header[field - 1][1]:
            complaints.append(f"field {field} is text and stands without quotes")
    for field in (2, 3, 5, 6, 11, 12, 13, 14, 15, 16, 19, 20, 21):
        if header[field - 1][1]:
            complaints.append(f"field {field} is a number and stands in quotes")
    return complaints


def form_complaints(row, category):
    """Quotes and lengths, as the kind of each column asks."""
    complaints = []
    for column, length in TEXTS[category].items():
        value, quoted = row[column - 1]
        if value and not quoted:
            complaints.append(f"column {column} is text and stands without quotes: {value!r}")
        if len(value) > length:
            complaints.append(f"column {column} has {len(value)} of at most {length} letters")
    complaints += [f"column {column} is a number and stands in quotes" for column in NUMBERS[category] if row[column - 1][1]]
    return complaints


def booking_complaints(values, header):
    """One line of a booking batch; `values` counts from 1."""
    complaints = []
    length = int(header[14]) if header[14].isdigit() else 8
    first, last = day_of(header[15], "ymd"), day_of(header[16], "ymd")
    if not AMOUNT.match(values[1]) or values[1] == "0,00":
        complaints.append(f"Umsatz {values[1]!r} is no positive amount with two digits behind the comma")
    if values[2] not in ("S", "H"):
        complaints.append(f"Soll/Haben-Kennzeichen {values[2]!r}")
    if values[3] not in ("", header[22]) and (not values[4] or not AMOUNT.match(values[5]) or values[6] != header[22]):
        complaints.append(f"WKZ Umsatz {values[3]!r} without Kurs, Basisumsatz and its WKZ")
    for column in (7, 8):
        if not re.fullmatch(r"[1-9]\d{0,8}", values[column]) or len(values[column]) > length + 1:
            complaints.append(f"account {values[column]!r} in column {column}, where accounts have {length} digits")
    if values[7] == values[8]:
        complaints.append(f"Konto and Gegenkonto are both {values[7]}")
    if not re.fullmatch(r"\d{0,4}", values[9]):
        complaints.append(f"BU-Schlüssel {values[9]!r}")
    days = []
    if re.fullmatch(r"\d{4}", values[10]) and first and last:
        days = [day for year in range(first.year, last.year + 1)
                if (day := day_of(values[10] + str(year), "dmy")) and first <= day <= last]
    if len(days) != 1:
        complaints.append(f"Belegdatum {values[10]!r} is no day from {header[15]} to {header[16]}")
    if not BELEGFELD_1.match(values[11]):
        complaints.append(f"Belegfeld 1 {values[11]!r} has other signs than letters, digits and $ % - /")
    if values[20] and not BELEGLINK.match(values[20]):
        complaints.append(f"Beleglink {values[20]!r}")
    for column, name in ((115, "Leistungsdatum"), (116, "Datum Zuord. Steuerperiode"), (117, "Fälligkeit")):
        if values[column] and not day_of(values[column], "dmy"):
            complaints.append(f"{name} {values[column]!r}")
    if bool(values[115]) != bool(values[116]):
        complaints.append("Leistungsdatum and Datum Zuord. Steuerperiode stand only together")
    if values[114] not in ("", "0", "1"):
        complaints.append(f"Festschreibung {values[114]!r}")
    if values[118] not in ("", "0", "1", "G"):
        complaints.append(f"Generalumkehr {values[118]!r}")
    return complaints


def iban_is_right(text):
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", text):
        return False
    return int("".join(str(int(letter, 36)) for letter in text[4:] + text[:4])) % 97 == 1


def person_complaints(values, header):
    """One debtor or creditor; `values` counts from 1."""
    complaints = []
    length = int(header[14]) + 1 if header[14].isdigit() else 9
    if not re.fullmatch(r"[1-9]\d+", values[1]) or len(values[1]) != length:
        complaints.append(f"Konto {values[1]!r} has not {length} digits")
    name = {"0": 6, "1": 4, "2": 2, "": 2}.get(values[7])
    if name is None:
        complaints.append(f"Adressatentyp {values[7]!r}")
    else:
        complaints += [f"Adressatentyp {values[7]!r} and a name in column {column}" for column in (2, 4, 6) if column != name and values[column]]
        if not values[name]:
            complaints.append(f"Adressatentyp {values[7]!r} and no name in column {name}")
    if bool(values[9]) != bool(values[10]):
        complaints.append(f"EU-Land {values[9]!r} and number {values[10]!r} stand only together")
    if values[10] and not re.fullmatch(r"[A-Z0-9]{2,13}", values[10]):
        complaints.append(f"VAT number {values[10]!r}")
    if values[15] not in ("", "STR", "PF", "GK"):
        complaints.append(f"Adressart {values[15]!r}")
    if values[20] and not re.fullmatch(r"[A-Z]{2}", values[20]):
        complaints.append(f"Land {values[20]!r}")
    if values[45] and not iban_is_right(values[45]):
        complaints.append(f"IBAN {values[45]!r}")
    return complaints


def examine(name, data):
    """Every check of one file, as pairs of a short name and what is wrong."""
    found = [("is called EXTF_….csv", [] if re.fullmatch(r"EXTF_.+\.csv", name) else [name]),
             ("is written in Windows-1252 with CRLF", byte_complaints(data))]
    lines, complaints = [], []
    for i, line in enumerate(data.decode("cp1252", errors="replace").split("\r\n")[:-1], 1):
        fields, wrong = split_line(line)
        lines.append(fields)
        if wrong:
            complaints.append(f"line {i}: {wrong}")
    found.append(("has right quotes", complaints))
    category = lines[0][2][0] if lines and len(lines[0]) > 2 else ""
    if category not in CATEGORIES:
        return found + [("is of a category that we have rules for", [f"category {category!r}"])]
    found.append(("has a header as DATEV asks", header_complaints(lines[0], category)))
    header = [""] + [value for value, _ in lines[0]] + [""] * HEADER_FIELDS
    titles, rows = (lines[1] if len(lines) > 1 else []), lines[2:]
    width = CATEGORIES[category][2]
    wrong = [] if len(titles) == width else [f"{len(titles)} columns instead of {width}"]
    wrong += [f"column {column} is called {titles[column - 1][0]!r} and not {names.replace('|', ' or ')!r}"
              for column, names in NAMES[category].items() if column <= len(titles) and titles[column - 1][0] not in names.split("|")]
    found.append(("names its columns as DATEV does", wrong))
    found.append((f"has {width} fields in every line", [f"line {i}: {len(row)} fields" for i, row in enumerate(rows, 3) if len(row) != width]))
    found.append(("has at least one line", [] if rows else ["none"]))
    judge = booking_complaints if category == "21" else person_complaints
    forms, contents, accounts = [], [], []
    for i, row in enumerate(rows, 3):
        if len(row) != width:
            continue
        values = [""] + [value for value, _ in row]
        forms += [f"line {i}: {complaint}" for complaint in form_complaints(row, category)]
        contents += [f"line {i}: {complaint}" for complaint in judge(values, header)]
        accounts.append(values[1])
    found.append(("quotes texts, and numbers not", forms))
    found.append(("says in every line what may be said", contents))
    if category == "16":
        found.append(("names no account twice", sorted({account for account in accounts if accounts.count(account) > 1})))
    return found


def reader_opinions(paths):
    """What the other reader says of each booking batch, in one process since it takes a second to begin."""
    tools = Path(os.environ.get("KONTOR_TOOLS", HERE.parents[1] / ".tools"))
    python = tools / "venv-books" / "bin" / "python"
    done = subprocess.run([str(python), str(HERE / "extf_reader.py"), *map(str, paths)], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, errors="replace")
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or len(answers) != len(paths):
        return [[f"the reader ended with {done.returncode}"] + done.stderr.splitlines()[-3:] for _ in paths]
    opinions = []
    for answer in answers:
        opinion = [answer["refused"]] if "refused" in answer else []
        if answer.get("empty"):
            opinion.append(f"{answer['empty']} legs without an amount")
        if Decimal(answer.get("sum", 0)) != 0:
            opinion.append(f"the legs add up to {answer['sum']}")
        opinions.append(opinion)
    return opinions


READER = "is read by a program that is not ours, and balances"


def judge_all(files):
    """All checks of all files, given as paths: pairs of a name and its pairs of check and complaints."""
    verdicts = {path: examine(path.name, path.read_bytes()) for path in files}
    batches = [path for path in files if b'";700;21;' in path.read_bytes()[:40]]
    if batches:
        for path, opinion in zip(batches, reader_opinions(batches)):
            verdicts[path].append((READER, opinion))
    return verdicts


def line_of(width, values):
    return ";".join(values.get(column, "") for column in range(1, width + 1))


def good_batch():
    columns = {column: f"Feld {column}" for column in range(1, 126)} | NAMES["21"]
    columns |= {4: "Kurs", 5: "Basis-Umsatz", 6: "WKZ Basis-Umsatz"}
    header = '"EXTF";700;21;"Buchungsstapel";13;20261201080000000;;"KO";"Kontor";"";29098;55003;20260101;4;20261101;20261130;"November 2026";"";1;0;0;"EUR";;"";;;"03";;;"";""'
    sale = {1: "119,00", 2: '"S"', 3: '"EUR"', 7: "10001", 8: "8400", 9: '""', 10: "0511", 11: '"R-2026-00001"', 14: '"Grün & Söhne, ""Tee"""',
            20: '"BEDI ""01234567-89ab-cdef-0123-456789abcdef"""', 114: "0", 115: "04112026", 116: "05112026", 118: '"0"'}
    paid = {1: "119,00", 2: '"H"', 3: '"EUR"', 7: "10001", 8: "1200", 10: "2011", 11: '"R-2026-00001"', 14: '"Zahlung"', 114: "0"}
    return "\r\n".join([header, ";".join(columns[i] for i in range(1, 126)), line_of(125, sale), line_of(125, paid), ""])


def good_people():
    columns = {column: f"Feld {column}" for column in range(1, 255)} | {column: names.split("|")[0] for column, names in NAMES["16"].items()}
    header = '"EXTF";700;16;"Debitoren/Kreditoren";5;20261201080000000;;"KO";"Kontor";"";29098;55003;20260101;4;;;"Debitoren";"";;;;"EUR";;"";;;"03";;;"";""'
    firm = {1: "10001", 2: '"Grün & Söhne GmbH"', 7: '"2"', 9: '"AT"', 10: '"U12345675"', 15: '"STR"', 16: '"Ringstraße 4"', 18: '"1010"',
            19: '"Wien"', 20: '"AT"', 45: '"AT611904300234573201"'}
    person = {1: "10002", 4: '"Probe"', 5: '"Erika"', 7: '"1"', 15: '"STR"', 16: '"Hauptstraße 1"', 18: '"10115"', 19: '"Berlin"', 20: '"DE"'}
    return "\r\n".join([header, ";".join(columns[i] for i in range(1, 255)), line_of(254, firm), line_of(254, person), ""])


BYTES, QUOTES, HEAD, TITLES = "is written in Windows-1252 with CRLF", "has right quotes", "has a header as DATEV asks", "names its columns as DATEV does"
FORMS, CONTENT = "quotes texts, and numbers not", "says in every line what may be said"
BATCH, PEOPLE = good_batch(), good_people()
# The good text, the fault, what is put in place of what, and every check that must then refuse it.
BROKEN = [
    (BATCH, "a negative amount", "119,00;\"S\"", "-119,00;\"S\"", [CONTENT, READER]),
    (BATCH, "an amount with a point", "119,00;\"S\"", "119.00;\"S\"", [CONTENT, READER]),
    (BATCH, "an amount with three digits behind the comma", "119,00;\"S\"", "119,001;\"S\"", [CONTENT, READER]),
    (BATCH, "neither debit nor credit", "119,00;\"S\"", "119,00;\"D\"", [CONTENT, READER]),
    (BATCH, "a day of another month", ";0511;", ";0512;", [CONTENT, READER]),
    (BATCH, "a month before the day", ";2011;", ";1120;", [CONTENT, READER]),
    (BATCH, "an account that is too long", ";10001;8400;", ";1000100;8400;", [CONTENT, READER]),
    (BATCH, "no contra account", ";10001;8400;", ";10001;;", [CONTENT, READER]),
    (BATCH, "a blank in Belegfeld 1", '"R-2026-00001"', '"R 2026 00001"', [CONTENT]),
    (BATCH, "a text of 61 letters", '"Zahlung"', f'"{"x" * 61}"', [FORMS]),
    (BATCH, "a text without quotes", '"Zahlung"', "Zahlung", [FORMS]),
    (BATCH, "an amount in quotes", "119,00;\"S\"", '"119,00";"S"', [FORMS]),
    (BATCH, "a link that is none", "BEDI ", "BEDI-", [CONTENT]),
    (BATCH, "a day of service without its tax period", "04112026;05112026", "04112026;", [CONTENT]),
    (BATCH, "a quote that is not doubled", '""Tee"""', '"Tee"""', [QUOTES]),
    (BATCH, "a field too much", ";1200;", ";1200;;", ["has 125 fields in every line", READER]),
    (BATCH, "another version", '"Buchungsstapel";13', '"Buchungsstapel";7', [HEAD, READER]),
    (BATCH, "a year that does not hold the period", ";20260101;4;", ";20250101;4;", [HEAD]),
    (BATCH, "no adviser", ";29098;", ";;", [HEAD]),
    (BATCH, "a header with a field less", ';"03";;;', ';"03";;', [HEAD]),
    (BATCH, "two columns that changed places", "Konto;Gegenkonto (ohne BU-Schlüssel)", "Gegenkonto (ohne BU-Schlüssel);Konto", [TITLES, READER]),
    (BATCH, "lines that end with LF", "\r\n", "\n", [BYTES]),
    (BATCH, "a category that we do not write", ";21;", ";22;", ["is of a category that we have rules for"]),
    (PEOPLE, "an account of four digits", "10002;", "1002;", [CONTENT]),
    (PEOPLE, "an account that stands twice", "10002;", "10001;", ["names no account twice"]),
    (PEOPLE, "a firm's name of a person", '"1";', '"2";', [CONTENT]),
    (PEOPLE, "a VAT number without a country", '"AT";"U12345675"', ';"U12345675"', [CONTENT]),
    (PEOPLE, "a wrong IBAN", "AT611904300234573201", "AT611904300234573202", [CONTENT]),
    (PEOPLE, "a street of 37 letters", "Ringstraße 4", "R" * 37, [FORMS]),
]


def self_test(report):
    with tempfile.TemporaryDirectory() as folder:
        def write(name, data):
            path = Path(folder) / name
            path.write_bytes(data)
            return path

        good = [write("EXTF_batch.csv", BATCH.encode("cp1252")), write("EXTF_people.csv", PEOPLE.encode("cp1252"))]
        utf8 = write("EXTF_utf8.csv", BATCH.encode("utf-8"))
        named = write("batch.csv", BATCH.encode("cp1252"))
        broken = []
        for i, (text, fault, old, new, refusing) in enumerate(BROKEN):
            assert old in text, f"the good file no longer contains {old}"
            changed = text.replace(old, new) if old == "\r\n" else text.replace(old, new, 1)
            broken.append((write(f"EXTF_{i:02}.csv", changed.encode("cp1252")), fault, refusing))
        broken += [(utf8, "letters in UTF-8", [BYTES]), (named, "another name", ["is called EXTF_….csv"])]
        verdicts = judge_all(good + [path for path, _, _ in broken])
        for path in good:
            for name, complaints in verdicts[path]:
                report.check(f"self-test: the good file {path.name} {name}", complaints)
        for path, fault, refusing in broken:
            refused = {name: complaints for name, complaints in verdicts[path] if complaints}
            for name in refusing:
                report.check(f"self-test: a copy with {fault} fails where a file “{name}”",
                             [] if name in refused else [f"only these refused it: {refused}"])


def main(arguments):
    if not arguments:
        raise SystemExit(__doc__)
    report = Report()
    if arguments == ["--self-test"]:
        self_test(report)
    else:
        for path, checks in judge_all(list(map(Path, arguments))).items():
            for name, complaints in checks:
                report.check(f"{path.name} {name}", complaints)
    report.close()


if __name__ == "__main__":
    main(sys.argv[1:])
