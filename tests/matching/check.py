#!/usr/bin/env python3
"""Judges the matching test itself: that the kept files are what make.py writes, and that their truth can be true.

Afterwards mistakes are planted in copies, so that a check which can no longer fail is found out.
"""

import csv
import hashlib
import io
import re
import sys
import tempfile
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "validators"))

import make
from evidence import NAMED, NEAR, NOTHING, NUMBER, PARTY, REFERENCE, Seen, skonto, subsets_with_sum
from report import Report

FILES = ["parties.csv", "items.csv", "payments.csv", "truth.csv"]
BYTES_MAX = 600_000
SHARES = {"clean": 38, "typo": 20, "partial": 10, "bundled": 10, "skonto": 5, "over": 5, "foreign": 5, "returned": 4, "unknown": 3}
PROPOSED = {"name_only", "duplicate", "already_paid", "rate_unknown", "two_collections"}


class Data:
    """The four files as rows, from their bytes."""

    def __init__(self, files):
        self.files = files
        self.parties, self.items, self.payments, self.truth = [
            list(csv.DictReader(io.StringIO(files[name].decode(), newline=""))) for name in FILES]

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
        return [f"{name} is not what make.py writes" for name in FILES if (Path(folder) / name).read_bytes() != data.files[name]]


def told_in_readme(data):
    readme = (HERE / "README.md").read_text()
    return [f"the README has another SHA-256 of {name}" for name in FILES
            if f"{hashlib.sha256(data.files[name]).hexdigest()}  {name}" not in readme]


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
        if not re.fullmatch(patterns[row["kind"]], row["number"]) or row["party"] not in data.party() or int(row["amount"]) <= 0:
            complaints.append(f"item {row['number']}")
    booked = [row["booked"] for row in data.payments]
    complaints += [] if booked == sorted(booked) else ["payments are not in the order of their days"]
    for row in data.payments:
        if len(row["text"]) > 140 or len(row["name"]) > 70 or len(row["end_to_end"]) > 35 or date.fromisoformat(row["booked"]).weekday() > 4:
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
            if number in less and (less[number] != skonto(item[number]) or not Seen(payment).in_time(item[number]) or left):
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
    """An order stands in `hold` when the line touches or names it and its money is not there in full."""
    complaints = []
    item = data.item()
    orders = {number[2:]: number for number in item if item[number]["kind"] == "order"}
    for payment, truth, open_of in replay(data):
        held = truth["hold"].split()
        settled = dict(pairs(truth["clears"]))
        for number in held:
            sure = truth["action"] == "post"
            if item[number]["kind"] != "order" or open_of[number] - (settled.get(number, 0) if sure else 0) <= 0:
                complaints.append(f"{truth['ref']}: {number} may go")
        named = [orders[shown] for shown in Seen(payment).digits if shown in orders] if f"B-" in payment["text"].upper() else []
        for number in named + list(settled):
            exact = number in payment["text"].upper() or number in settled
            short = item[number]["kind"] == "order" and exact and open_of[number] - (settled.get(number, 0) if truth["action"] == "post" else 0) > 0
            if short and number not in held and truth["class"] not in ("typo", "bundled") and item[number]["issued"] <= payment["booked"]:
                complaints.append(f"{truth['ref']}: nobody says that {number} must not go")
    return complaints


class Desk:
    """What stands open on the day of a payment, found by amount, so that rivals are seen."""

    def __init__(self, data):
        self.party, self.item = data.party(), data.item()
        self.by_amount, self.by_reference, self.of_party = {}, {}, {}
        for row in data.items:
            amounts = {int(row["amount"]), int(row["amount"]) - skonto(row)}
            for cents in amounts:
                self.by_amount.setdefault(cents, []).append(row)
            for reference in (row["number"], row["collected"]):
                if reference:
                    self.by_reference.setdefault(reference, []).append(row)
            self.of_party.setdefault(row["party"], []).append(row)

    def standing(self, row, seen, open_of):
        return open_of[row["number"]] > 0 and row["issued"] <= seen.payment["booked"]

    def rivals(self, seen, meant, open_of):
        near = self.by_amount.get(seen.amount, []) + (self.by_amount.get(seen.foreign[0], []) if seen.foreign else [])
        near = near + self.by_reference.get(seen.payment["end_to_end"], [])
        for number in meant:
            near = near + self.of_party[self.item[number]["party"]]
        # A party that is known by account may owe the same for something else that was paid in part.
        rows = {row["number"]: row for row in near if row["number"] not in meant and self.standing(row, seen, open_of)}
        return [(seen.strength(row, self.party[row["party"]], open_of[number]), row) for number, row in rows.items()]


def evidence_there(data):
    """What may be posted can be known from the line and the list, and from nothing that speaks against it as loudly."""
    desk = Desk(data)
    complaints = []
    for payment, truth, open_of in replay(data):
        if truth["action"] != "post":
            continue
        meant = [number for number, _ in pairs(truth["clears"])]
        judge = {"bundled": bundle, "returned": return_of_debit}.get(truth["class"], single)
        wrong = judge(desk, Seen(payment), meant, open_of, truth)
        if wrong:
            complaints.append(f"{truth['ref']} {truth['class']} {truth['trap']}: {wrong}")
    return complaints


def single(desk, seen, meant, open_of, truth):
    if len(meant) != 1:
        return "not one item"
    row = desk.item[meant[0]]
    party = desk.party[row["party"]]
    strength = seen.strength(row, party, open_of[meant[0]])
    exact = strength in (REFERENCE, NUMBER, NEAR, PARTY)
    # Skonto that came too late, parts, surplus and charges differ in the amount: there the number must be whole.
    other_amount = truth["class"] in ("partial", "over") or truth["trap"] in ("too_late", "charges_kept")
    if not (exact or (other_amount and strength == NAMED)):
        return f"{row['number']} cannot be known ({strength})"
    allowed = {REFERENCE: NUMBER, NUMBER: NEAR if seen.has_party(party) else NOTHING, NEAR: PARTY, PARTY: NOTHING, NAMED: NOTHING}[strength]
    return next((f"{other['number']} could be meant as well ({rival} beside {strength})"
                 for rival, other in desk.rivals(seen, meant, open_of) if rival > allowed), "")


def bundle(desk, seen, meant, open_of, truth):
    if sum(open_of[number] for number in meant) != seen.amount:
        return "the sum is another one"
    rows = [desk.item[number] for number in meant]
    if all(seen.has_number(row) for row in rows):
        return ""
    party = desk.party[rows[0]["party"]]
    if any(row["party"] != rows[0]["party"] for row in rows) or not seen.has_party(party):
        return "not every number, and no party"
    owing = [row for row in desk.of_party[party["party"]] if desk.standing(row, seen, open_of)]
    if sum(open_of[row["number"]] for row in owing) == seen.amount and len(owing) == len(rows):
        return ""
    named = [row for row in owing if seen.has_number(row) or seen.has_near_number(row)]
    for choice in (named, owing):
        if [sorted(row["number"] for row in found) for found in subsets_with_sum(choice, open_of, seen.amount)] == [sorted(meant)]:
            return ""
    return f"{len(owing)} items, of which these are not told"


def return_of_debit(desk, seen, meant, open_of, truth):
    row = desk.item[meant[0]]
    if seen.has_reference(row):
        return ""
    mandate = seen.payment["mandate"] == desk.party[row["party"]]["mandate"] != ""
    # Costs of the bank may be in the amount, so the number has to be there too.
    return "" if mandate and seen.has_number(row) else "neither reference nor mandate and number"


def nobody_can_know(data):
    """What has to wait points nowhere, to several, or is ours."""
    desk = Desk(data)
    own = data.party()["own"]
    complaints = []
    for payment, truth, open_of in replay(data):
        if truth["class"] != "unknown":
            continue
        seen = Seen(payment)
        pointing = [row for strength, row in desk.rivals(seen, [], open_of) if strength >= PARTY]
        if truth["trap"] == "second_or_again":
            settled = [row for row in desk.item.values() if row["open"] == "0" and seen.has_number(row)]
            pointing = pointing + settled if settled else pointing[:1]
        if len(pointing) == 1 and not seen.has_account(own):
            complaints.append(f"{truth['ref']} {truth['trap']}: {pointing[0]['number']} is told by the line")
    return complaints


CHECKS = [("the kept files are what make.py writes", written_by_make), ("the README tells their SHA-256", told_in_readme),
          ("together they stay small", small_enough), ("the shares are those agreed", shares_hold), ("rows are well formed", well_formed),
          ("no number is given twice", numbers_once), ("every IBAN has its check digits", ibans_valid), ("the amounts of the truth add up", sums_agree),
          ("only the named kinds wait or are proposed", actions_fit), ("orders without their money are held", orders_held),
          ("whatever may be posted can be known", evidence_there), ("what has to wait cannot be known", nobody_can_know)]


def main():
    report = Report()
    files = {name: (HERE / name).read_bytes() for name in FILES}
    data = Data(files)
    for sentence, check in CHECKS:
        report.check(f"matching: {sentence}", check(data))
    report.close()


if __name__ == "__main__":
    main()
