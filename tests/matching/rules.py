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
from hand import rows
from payment import is_bank_day

HERE = Path(__file__).resolve().parent
FILES = ["parties.csv", "items.csv", "payments.csv", "truth.csv"]
BY_HAND = ["hand.csv", "hand_items.csv", "hand_parties.csv"]
BYTES_MAX = 800_000
SHARES = {
    "clean": 788,
    "odd": 120,
    "typo": 260,
    "partial": 170,
    "bundled": 180,
    "skonto": 90,
    "over": 90,
    "foreign": 80,
    "returned": 60,
    "credit": 50,
    "two_faults": 60,
    "unsure": 52,
}
# At least so many of what is rare and dangerous, those by hand not counted.
LEAST = {
    "rf_reference": 20,
    "instant": 12,
    "twin": 60,
    "foreign_shop": 4,
    "with_fee": 15,
    "of_order": 4,
    "net": 6,
    "net_both": 4,
    "bundle_net": 3,
    "refund": 3,
    "credit_used": 12,
    "bundle_skonto": 12,
    "bundle_one_unpaid": 8,
    "skonto_slip": 10,
    "neighbour_number": 6,
    "template": 4,
    "before_item": 2,
    "outgoing": 6,
    "bank_fee": 3,
}
PROPOSED = {
    "name_only",
    "duplicate",
    "already_paid",
    "rate_unknown",
    "two_collections",
    "twin_stranger",
    "neighbour_number",
    "template",
    "part_slip",
    "over_slip",
}


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


def valid_reference(reference):
    """ISO 11649: banks refuse others."""
    if not re.fullmatch(r"RF\d\d[A-Z0-9]{1,21}", reference):
        return False
    return int("".join(str(int(sign, 36)) for sign in reference[4:] + reference[:4])) % 97 == 1


def replay(data):
    """Each line with what stood open before it, as truth has it: the clerk has put every earlier line right."""
    books = {row["number"]: int(row["open"] or row["amount"]) for row in data.items}
    # Beside them what stands to the credit of each party.
    books.update({row["party"]: int(row["credit"] or 0) for row in data.parties}, bank=0)
    for payment, truth in data.lines():
        yield payment, truth, books
        for number, cents in pairs(truth["clears"]) + pairs(truth["skonto"]):
            if number in books:
                books[number] -= cents
        for owner, cents in pairs(truth["rest"]):
            if owner in books:
                books[owner] += cents


def written_by_make(data):
    with tempfile.TemporaryDirectory() as folder:
        make.write_all(Path(folder))
        return [
            f"{name} is not what make.py writes"
            for name in FILES
            if (Path(folder) / name).read_bytes() != data.files[name]
        ]


def hand_is_there(data):
    """Every line written by hand is among the others, with the truth that was written beside it."""
    told = {}
    for payment, truth in data.lines():
        told.setdefault((payment["booked"], payment["amount"], payment["text"]), []).append((payment, truth))
    complaints = []
    lines = rows("hand.csv")
    for row in lines:
        found = [
            1
            for payment, truth in told.get((row["booked"], row["amount"], row["text"]), [])
            if payment["name"] == row["name"]
            and all(row[column] == truth[column] for column in ("class", "trap", "action", "clears", "skonto", "rest"))
            and set(row["hold"].split()) <= set(truth["hold"].split())
        ]
        if not found:
            complaints.append(f"{row['booked']} {row['text']!r}")
    return complaints + ([] if len(lines) >= 100 else [f"only {len(lines)} by hand"])


def told_in_readme(data):
    readme = (HERE / "README.md").read_text()
    return [
        f"the README has another SHA-256 of {name}"
        for name, content in [*data.files.items(), *[(name, (HERE / name).read_bytes()) for name in BY_HAND]]
        if f"{hashlib.sha256(content).hexdigest()}  {name}" not in readme
    ]


def small_enough(data):
    size = sum(len(content) for content in data.files.values())
    return [f"{size} bytes"] if size > BYTES_MAX else []


def shares_hold(data):
    complaints = [] if len(data.truth) == 2000 else [f"{len(data.truth)} payments"]
    for kind, share in SHARES.items():
        count = sum(row["class"] == kind for row in data.truth)
        if count != share:
            complaints.append(f"{count} of {kind}")
    for trap, least in LEAST.items():
        count = sum(row["trap"] == trap for row in data.truth)
        if count < least:
            complaints.append(f"only {count} of {trap}")
    late = sum(row["class"] == "skonto" and row["trap"] == "too_late" for row in data.truth)
    if not 25 <= late <= 35:
        complaints.append(f"{late} too late for their Skonto")
    sizes = {len(pairs(row["clears"])) for row in data.truth if row["class"] in ("bundled", "two_faults")} - {1}
    return complaints + ([] if sizes == set(range(2, 10)) else [f"bundles of {sorted(sizes)}"])


def well_formed(data):
    complaints = []
    patterns = {"invoice": r"R-202[56]-\d{5}", "order": r"B-1\d{5}", "credit": r"G-2026-\d{5}", "fee": r"M-2026-\d{5}"}
    known = data.party()
    of = {row["number"]: row for row in data.items}
    for row in data.items:
        if (
            not re.fullmatch(patterns[row["kind"]], row["number"])
            or row["party"] not in known
            or (int(row["amount"]) < 0) != (row["kind"] == "credit")
            or row["issued"] > row["due"]
        ):
            complaints.append(f"item {row['number']}")
        behind = of.get(row["of"]) if row["kind"] in ("credit", "fee") else row
        if behind is None or behind["party"] != row["party"] or behind["issued"] > row["issued"]:
            complaints.append(f"item {row['number']} belongs to nothing")
    booked = [row["booked"] for row in data.payments]
    complaints += [] if booked == sorted(booked) else ["payments are not in the order of their days"]
    for row in data.payments:
        if (
            len(row["text"]) > 140
            or len(row["name"]) > 70
            or len(row["end_to_end"]) > 35
            or row["reference"]
            and not valid_reference(row["reference"])
        ):
            complaints.append(f"payment {row['ref']}")
    if [row["ref"] for row in data.payments] != [row["ref"] for row in data.truth]:
        complaints.append("truth and payments do not stand line beside line")
    return complaints


def bank_days_kept(data):
    """Nothing is booked or valued on a day on which banks are closed, but for instant payments."""
    complaints = []
    for payment, truth in data.lines():
        for day in (payment["booked"], payment["value"] or payment["booked"]):
            if not is_bank_day(date.fromisoformat(day)) and truth["trap"] != "instant":
                complaints.append(f"{truth['ref']}: {day}")
    return complaints


def debits_sensible(data):
    """What comes back had been collected and was due, and those that come back are few of the collected."""
    complaints = []
    item = data.item()
    back = [(p, t) for p, t in data.lines() if t["class"] == "returned"]
    for payment, truth in back:
        for number, _ in pairs(truth["clears"]):
            if not item[number]["collected"] or item[number]["due"] > payment["booked"]:
                complaints.append(f"{truth['ref']}: {number} was not collected by then")
    collected = [row for row in data.items if row["collected"]]
    mandates = {payment["mandate"] for payment, _ in back}
    for mandate in mandates:
        gone = [p for p, _ in back if p["mandate"] == mandate and re.search("AC04|MD01", p["text"])]
        party = next(row["party"] for row in data.parties if row["mandate"] == mandate)
        if gone and any(row["party"] == party and row["due"] > gone[0]["booked"] for row in collected):
            complaints.append(f"{mandate} collects after its end")
    if len(collected) < 4 * len(back) or len(mandates) * 3 < len(back) * 2:
        complaints.append(f"{len(back)} of {len(collected)} come back, under {len(mandates)} mandates")
    return complaints


def numbers_once(data):
    names = [row["number"] for row in data.items] + [
        row["of"] for row in data.items if row["kind"] == "invoice" and row["of"]
    ]
    names += [row["party"] for row in data.parties] + [row["ref"] for row in data.payments]
    names += [row["collected"] for row in data.items if row["collected"]]
    names += [row["mandate"] for row in data.parties if row["mandate"]]
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
    for payment, truth, books in replay(data):
        clears, less = pairs(truth["clears"]), dict(pairs(truth["skonto"]))
        if any(number not in item for number, _ in clears) or any(number not in dict(clears) for number in less):
            complaints.append(f"{truth['ref']}: no such item")
            continue
        abroad = [number for number, _ in clears if item[number]["currency"] != "EUR"]
        if abroad:
            sent = payment["foreign_amount"] or str(clears[0][1])
            right = len(clears) == 1 and clears[0][1] == int(sent) and not truth["rest"]
        elif truth["action"] == "wait":
            right = not truth["rest"]
        else:
            right = sum(cents for _, cents in clears + pairs(truth["rest"])) == int(payment["amount"])
        if not right:
            complaints.append(f"{truth['ref']}: {truth['clears']} and {truth['rest'] or 0} are not {payment['amount']}")
        for owner, cents in pairs(truth["rest"]):
            if owner not in books or (cents < 0 and books[owner] + cents < 0) and owner != "bank":
                complaints.append(f"{truth['ref']}: {owner} has no credit of {-cents}")
            if owner == "bank" and truth["class"] != "returned":
                complaints.append(f"{truth['ref']}: costs of the bank")
            if any(item[number]["party"] != owner for number, _ in clears) and owner != "bank":
                complaints.append(f"{truth['ref']}: {owner} is not whose item it is")
        for number, cents in clears:
            left = books[number] - cents - less.get(number, 0)
            low, high = sorted((0, int(item[number]["amount"])))
            takes = (cents > 0) == (truth["class"] != "returned" and item[number]["kind"] != "credit")
            if not (low <= left <= high and takes) or item[number]["issued"] > payment["booked"]:
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
        asked = row["trap"] in PROPOSED or row["trap"].startswith("ask_")
        right = "propose" if asked else "wait" if row["class"] == "unsure" else "post"
        if row["action"] != right or (right == "wait" and row["clears"]):
            complaints.append(f"{row['ref']}: {row['class']} {row['trap']} is {row['action']}")
    posted = sum(row["action"] == "post" for row in data.truth)
    return complaints + ([] if 1915 <= posted <= 1935 else [f"{posted} may be posted"])


def orders_held(data):
    """An order stands in `hold` just when the line touches, names or tempts it, and its money is not there in full."""
    complaints = []
    item = data.item()
    for payment, truth, books in replay(data):
        settled = dict(pairs(truth["clears"])) if truth["action"] == "post" else {}
        touched = list(dict(pairs(truth["clears"]))) + re.findall(r"B-1\d{5}", payment["text"].upper())
        orders = [number for number in touched if number in item and item[number]["kind"] == "order"]
        short = [
            number
            for number in orders
            if books[number] > settled.get(number, 0) and item[number]["issued"] <= payment["booked"]
        ]
        held = truth["hold"].split()
        complaints += [
            f"{truth['ref']}: nobody says that {number} must not go" for number in short if number not in held
        ]
        complaints += [
            f"{truth['ref']}: {number} may go"
            for number in held
            if item[number]["kind"] != "order" or books[number] <= settled.get(number, 0)
        ]
    return complaints
