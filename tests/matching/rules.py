"""What must hold of the kept files: form, shares, sums, actions, orders that must not go."""

import csv
import hashlib
import io
import re
import tempfile
from datetime import date
from pathlib import Path

import make
from evidence import Seen, skonto

HERE = Path(__file__).resolve().parent
FILES = ["parties.csv", "items.csv", "payments.csv", "truth.csv"]
BYTES_MAX = 600_000
SHARES = {
    "clean": 38,
    "typo": 20,
    "partial": 10,
    "bundled": 10,
    "skonto": 5,
    "over": 5,
    "foreign": 5,
    "returned": 4,
    "unknown": 3,
}
PROPOSED = {"name_only", "duplicate", "already_paid", "rate_unknown", "two_collections"}


class Data:
    """The four files as rows, from their bytes."""

    def __init__(self, files):
        self.files = files
        self.parties, self.items, self.payments, self.truth = [
            list(csv.DictReader(io.StringIO(files[name].decode(), newline=""))) for name in FILES
        ]

    def party(self):
        return {row["party"]: row for row in self.parties}

    def item(self):
        return {row["number"]: row for row in self.items}

    def lines(self):
        return list(zip(self.payments, self.truth))


def pairs(cell):
    return [(number, int(cents)) for number, cents in (word.rsplit(":", 1) for word in cell.split())]


def valid_iban(iban):
    lengths = {"AT": 20, "DE": 22, "CH": 21, "IT": 27, "CZ": 24, "HU": 28, "GB": 22}
    numeric = "".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])
    return len(iban) == lengths.get(iban[:2]) and int(numeric) % 97 == 1


def replay(data):
    """Each line with what stood open before it, as truth has it: the clerk has put every earlier line right."""
    open_of = {row["number"]: int(row["open"] or row["amount"]) for row in data.items}
    for payment, truth in data.lines():
        yield payment, truth, open_of
        for number, cents in pairs(truth["clears"]) + pairs(truth["skonto"]):
            if number in open_of:
                open_of[number] -= cents


def written_by_make(data):
    with tempfile.TemporaryDirectory() as folder:
        make.write_all(Path(folder))
        return [
            f"{name} is not what make.py writes"
            for name in FILES
            if (Path(folder) / name).read_bytes() != data.files[name]
        ]


def told_in_readme(data):
    readme = (HERE / "README.md").read_text()
    return [
        f"the README has another SHA-256 of {name}"
        for name in FILES
        if f"{hashlib.sha256(data.files[name]).hexdigest()}  {name}" not in readme
    ]


def small_enough(data):
    size = sum(len(content) for content in data.files.values())
    return [f"{size} bytes"] if size > BYTES_MAX else []


def shares_hold(data):
    complaints = [] if len(data.truth) == 2000 else [f"{len(data.truth)} payments"]
    for kind, percent in SHARES.items():
        count = sum(row["class"] == kind for row in data.truth)
        if count * 100 != percent * 2000:
            complaints.append(f"{count} of {kind}")
    late = sum(row["class"] == "skonto" and row["trap"] == "too_late" for row in data.truth)
    if not 32 <= late <= 35:
        complaints.append(f"{late} too late for their Skonto")
    sizes = {len(pairs(row["clears"])) for row in data.truth if row["class"] == "bundled"}
    return complaints + ([] if sizes == set(range(2, 10)) else [f"bundles of {sorted(sizes)}"])


def well_formed(data):
    complaints = []
    patterns = {"invoice": r"R-202[56]-\d{5}", "order": r"B-1\d{5}"}
    for row in data.items:
        if (
            not re.fullmatch(patterns[row["kind"]], row["number"])
            or row["party"] not in data.party()
            or int(row["amount"]) <= 0
        ):
            complaints.append(f"item {row['number']}")
    booked = [row["booked"] for row in data.payments]
    complaints += [] if booked == sorted(booked) else ["payments are not in the order of their days"]
    for row in data.payments:
        if (
            len(row["text"]) > 140
            or len(row["name"]) > 70
            or len(row["end_to_end"]) > 35
            or date.fromisoformat(row["booked"]).weekday() > 4
        ):
            complaints.append(f"payment {row['ref']}")
    if [row["ref"] for row in data.payments] != [row["ref"] for row in data.truth]:
        complaints.append("truth and payments do not stand line beside line")
    return complaints


def numbers_once(data):
    names = [row["number"] for row in data.items] + [row["order"] for row in data.items if row["order"]]
    names += [row["party"] for row in data.parties] + [row["ref"] for row in data.payments]
    names += [row["collected"] for row in data.items if row["collected"]]
    seen = set()
    return [f"{name} twice" for name in names if name in seen or seen.add(name)]


def ibans_valid(data):
    all_of_them = [(row["party"], iban) for row in data.parties for iban in row["ibans"].split(";") if iban]
    all_of_them += [(row["ref"], row["iban"]) for row in data.payments if row["iban"]]
    return [f"{where}: {iban}" for where, iban in all_of_them if not valid_iban(iban)]


def sums_agree(data):
    """What a line settles and its rest are its amount; nothing is settled twice, or before it is owed."""
    complaints = []
    item = data.item()
    for payment, truth, open_of in replay(data):
        clears, less = pairs(truth["clears"]), dict(pairs(truth["skonto"]))
        if any(number not in item for number, _ in clears) or any(number not in dict(clears) for number in less):
            complaints.append(f"{truth['ref']}: no such item")
            continue
        abroad = [number for number, _ in clears if item[number]["currency"] != "EUR"]
        if abroad:
            sent = payment["foreign_amount"] or str(clears[0][1])
            right = len(clears) == 1 and clears[0][1] == int(sent) and not truth["rest"]
        else:
            right = sum(cents for _, cents in clears) + int(truth["rest"] or 0) == int(payment["amount"])
        if not right:
            complaints.append(f"{truth['ref']}: {truth['clears']} and {truth['rest'] or 0} are not {payment['amount']}")
        for number, cents in clears:
            left = open_of[number] - cents - less.get(number, 0)
            owed = 0 <= left <= int(item[number]["amount"]) and (cents > 0) == (truth["class"] != "returned")
            if not owed or item[number]["issued"] > payment["booked"]:
                complaints.append(f"{truth['ref']}: {number} does not owe {cents}")
            if number in less and (
                less[number] != skonto(item[number]) or not Seen(payment).in_time(item[number]) or left
            ):
                complaints.append(f"{truth['ref']}: Skonto of {number}")
    return complaints


def actions_fit(data):
    """Only what is named as such is proposed, what nobody can know settles nothing, and everything else is posted."""
    complaints = []
    for row in data.truth:
        right = "wait" if row["class"] == "unknown" else "propose" if row["trap"] in PROPOSED else "post"
        if row["action"] != right or (right == "wait" and row["clears"]):
            complaints.append(f"{row['ref']}: {row['class']} {row['trap']} is {row['action']}")
    # More would put 95 in 100 out of reach, and the classes were agreed to be this hard.
    posted = sum(row["action"] == "post" for row in data.truth)
    return complaints + ([] if 1915 <= posted <= 1930 else [f"{posted} may be posted"])


def orders_held(data):
    """An order stands in `hold` just when the line touches, names or tempts it, and its money is not there in full."""
    complaints = []
    item = data.item()
    for payment, truth, open_of in replay(data):
        settled = dict(pairs(truth["clears"])) if truth["action"] == "post" else {}
        touched = list(dict(pairs(truth["clears"]))) + re.findall(r"B-1\d{5}", payment["text"].upper())
        orders = [number for number in touched if number in item and item[number]["kind"] == "order"]
        short = [
            number
            for number in orders
            if open_of[number] > settled.get(number, 0) and item[number]["issued"] <= payment["booked"]
        ]
        held = truth["hold"].split()
        complaints += [
            f"{truth['ref']}: nobody says that {number} must not go" for number in short if number not in held
        ]
        complaints += [
            f"{truth['ref']}: {number} may go"
            for number in held
            if item[number]["kind"] != "order" or open_of[number] <= settled.get(number, 0)
        ]
    return complaints
