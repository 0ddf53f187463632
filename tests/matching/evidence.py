"""What a payment shows about an item, seen in the visible fields alone. This judges the truth; it looks for nothing.

It is no matcher: it is told which items are meant, and says only whether the line gives that away, and to whom else.
"""

import re
from datetime import date, timedelta
from itertools import product

from writing import BARE, SPELLED

# How much speaks for an item; less never stands against more. A slip is a number one slip away and the right amount,
# and nothing of the party: too little for any item, but enough against the word of a stranger.
NOTHING, SLIP, NAMED, PARTY, NEAR, NUMBER, REFERENCE = range(7)
FORMS = set("GMBH OG KG EU E U EK K UG OHG CO GESELLSCHAFT MBH GES M B H MAG DR ING FAM UND UNION LTD AG SRL SRO KFT INC".split())
MISREAD = str.maketrans("OILSB", "01158")
MISREAD_OR_DIGIT = re.compile(r"[0-9OILSB]+")


def words(text, letters):
    return [word for word in re.split(r"[^A-Z0-9]+", text.translate(letters).upper()) if word and word not in FORMS]


def shown_digits(text):
    """Every run of digits, with letters read as digits, and up to five runs that stand beside each other as one."""
    tokens = re.split(r"[^A-Z0-9]+", text.translate(SPELLED).upper())
    runs = []
    for token in tokens:
        readings = set()
        for start in (
            token.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            re.sub(r"^[^0-9OILSB]+", "", token),
            re.sub(r"^[A-Z](?=[0-9OILSB])", "", token),
        ):
            if MISREAD_OR_DIGIT.fullmatch(start) and any(sign.isdigit() for sign in token):
                readings.add(start.translate(MISREAD))
        readings.update(re.findall(r"\d+", token))
        runs.append(sorted(readings))
    shown = set()
    for first in range(len(runs)):
        for last in range(first, min(first + 5, len(runs))):
            if not runs[last]:
                break
            shown.update("".join(choice) for choice in product(*runs[first : last + 1]))
    return shown


def one_slip(a, b):
    """Whether one digit was put in, left out or changed, or two beside each other changed places."""
    if a == b:
        return True
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    if len(a) > len(b):
        return a[start + 1 :] == b[start:]
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    swapped = a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
    return a[start + 1 :] == b[start + 1 :] or swapped


def digits_of(number):
    return "".join(sign for sign in number if sign.isdigit())


class Seen:
    """One payment, with what can be read from it."""

    def __init__(self, payment):
        self.payment = payment
        self.amount = int(payment["amount"])
        self.foreign = (
            (int(payment["foreign_amount"]), payment["foreign_currency"]) if payment["foreign_amount"] else None
        )
        self.booked = date.fromisoformat(payment["booked"])
        self.value = date.fromisoformat(payment["value"] or payment["booked"])
        self.digits = shown_digits(payment["text"])
        if payment["reference"]:
            self.digits.add(digits_of(payment["reference"][4:]))
        self.name_words = [words(payment["name"], letters) for letters in (SPELLED, BARE)]

    def has_number(self, item):
        return digits_of(item["number"]) in self.digits or (
            item["kind"] in ("invoice", "fee") and item["of"] != "" and digits_of(item["of"]) in self.digits
        )

    def has_near_number(self, item):
        whole = digits_of(item["number"])
        if item["kind"] == "order":
            return any(len(shown) >= len(whole) - 1 and one_slip(shown, whole) for shown in self.digits)
        tail = whole[4:]
        for shown in self.digits:
            without_year = len(shown) <= 5 and shown.lstrip("0") == tail.lstrip("0")
            other_year = len(shown) == 9 and shown[4:] == tail and shown[:3] == "202"
            if (
                without_year
                or other_year
                or one_slip(shown, whole)
                or (len(shown) in (4, 5, 6) and one_slip(shown, tail))
            ):
                return True
        return False

    def has_reference(self, item):
        return self.payment["end_to_end"] != "" and self.payment["end_to_end"] in (item["number"], item["collected"])

    def has_account(self, party):
        return self.payment["iban"] != "" and self.payment["iban"] in party["ibans"].split(";")

    def has_customer(self, party):
        return digits_of(party["party"]) in self.digits

    def has_name(self, party):
        for name in party["names"].split(";"):
            for letters, seen in zip((SPELLED, BARE), self.name_words):
                wanted = words(name, letters)
                cut = wanted and seen and len(self.payment["name"]) >= 30 and wanted[-1].startswith(seen[-1])
                if wanted and all(word in seen or (cut and word == wanted[-1]) for word in wanted):
                    return True
        return False

    def has_party(self, party):
        return self.has_account(party) or self.has_customer(party) or self.has_name(party)

    def has_amount(self, item, open_cents):
        if item["currency"] != "EUR":
            return self.foreign == (open_cents, item["currency"])
        return self.amount == open_cents or (self.in_time(item) and self.amount == open_cents - skonto(item))

    def in_time(self, item):
        return item["skonto_days"] != "" and self.value <= date.fromisoformat(item["issued"]) + timedelta(
            int(item["skonto_days"])
        )

    def strength(self, item, party, open_cents):
        if self.has_reference(item):
            return REFERENCE
        if self.has_amount(item, open_cents):
            if self.has_number(item):
                return NUMBER
            if self.has_near_number(item) and self.has_party(party):
                return NEAR
            if self.has_account(party) or self.has_customer(party):
                return PARTY
            if self.has_near_number(item):
                return SLIP
        elif self.has_number(item) and self.has_party(party):
            return NAMED
        return NOTHING


def skonto(item):
    return (int(item["amount"]) * int(item["skonto_percent"] or 0) + 50) // 100


def subsets_with_sum(items, open_of, total, most=12):
    """All choices of items that sum to the total; with more items than can be tried, none."""
    if len(items) > most:
        return []
    found = []
    for bits in range(1, 1 << len(items)):
        chosen = [item for i, item in enumerate(items) if bits >> i & 1]
        if sum(open_of[item["number"]] for item in chosen) == total:
            found.append(chosen)
    return found
