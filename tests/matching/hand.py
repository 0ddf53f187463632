"""Reads what was written by hand (hand_parties.csv, hand_items.csv, hand.csv) and puts it among the rest."""

import csv
from datetime import date
from pathlib import Path

from payment import Payment
from world import Item, Party

HERE = Path(__file__).resolve().parent


def rows(name):
    path = HERE / name
    return list(csv.DictReader(path.open(newline="", encoding="utf-8"))) if path.exists() else []


def pairs(cell):
    return [(name, int(cents)) for name, cents in (word.rsplit(":", 1) for word in cell.split())]


class Hand:
    def __init__(self):
        self.parties, self.items, self.lines = rows("hand_parties.csv"), rows("hand_items.csv"), rows("hand.csv")
        # Nobody else gets these numbers.
        self.taken = {row["party"] for row in self.parties}
        self.taken |= {row[column] for row in self.items for column in ("number", "of") if row[column]}
        self.numbers = [(row["number"], int(row["amount"])) for row in self.items]

    def count(self, kind):
        return sum(row["class"] == kind for row in self.lines)

    def among(self, parties, items, paid, own_ibans):
        party_of = {row["party"]: self.party(row) for row in self.parties}
        item_of = {row["number"]: self.item(row, party_of) for row in self.items}
        parties += party_of.values()
        items = sorted(items + list(item_of.values()), key=lambda item: item.issued)
        return items, paid + [self.line(row, item_of, own_ibans) for row in self.lines]

    def party(self, row):
        name, _, contact = row["names"].partition(";")
        return Party(
            row["party"],
            "",
            name,
            contact=contact,
            ibans=[iban for iban in row["ibans"].split(";") if iban],
            mandate=row["mandate"],
            credit=int(row["credit"] or 0),
        )

    def item(self, row, party_of):
        party, amount = party_of[row["party"]], int(row["amount"])
        item = Item(
            party,
            row["kind"],
            date.fromisoformat(row["issued"]),
            amount,
            row["currency"],
            row["number"],
            row["of"],
            date.fromisoformat(row["due"]),
            (int(row["skonto_percent"]), int(row["skonto_days"])) if row["skonto_days"] else (),
            int(row["open"]) if row["open"] else amount,
            row["collected"],
            by_hand=True,
        )
        party.items.append(item)
        return item

    def line(self, row, item_of, own_ibans):
        booked = date.fromisoformat(row["booked"])
        return Payment(
            row["class"],
            booked,
            int(row["amount"]),
            row["text"],
            row["name"],
            # Our own accounts are drawn with the seed.
            own_ibans[1] if row["iban"] == "own" else row["iban"],
            row["end_to_end"],
            row["mandate"],
            row["reference"],
            row["trap"],
            row["action"],
            [(item_of[number], cents) for number, cents in pairs(row["clears"])],
            [(item_of[number], cents) for number, cents in pairs(row["skonto"])],
            [item_of[number] for number in row["hold"].split()],
            (int(row["foreign_amount"]), row["foreign_currency"]) if row["foreign_amount"] else (),
            fixed_value=date.fromisoformat(row["value"]) if row["value"] else booked,
            by_hand=pairs(row["rest"]),
        )
