#!/usr/bin/env python3
"""Writes the matching test: parties.csv, items.csv, payments.csv and truth.csv. The README says what they mean.

make.py [FOLDER]     into this folder, or into another one to compare
"""

import re
import sys
from pathlib import Path

from chance import Chance
from hard_cases import bundled, foreign, returned
from payment import Payers, value_day
from plain_cases import clean, over, parts, typos, with_skonto
from stock import Stock
from unknown_cases import unknown
from world import FIRM, iban, make_items, make_parties

# What was agreed before there was a matcher, of 2,000.
SHARES = {
    "clean": 760,
    "typo": 400,
    "partial": 200,
    "bundled": 200,
    "skonto": 100,
    "over": 100,
    "foreign": 100,
    "returned": 80,
    "unknown": 60,
}
TWINS, DOUBLES = 80, 40


def make():
    parties = make_parties()
    items = make_items(parties)
    stock, payers = Stock(items), Payers()
    own_ibans = [iban(Chance("own"), "AT"), iban(Chance("spare"), "AT")]
    paid = unknown(stock, payers, own_ibans)
    paid += returned(stock, payers, SHARES["returned"])
    stock.make_alike(TWINS, DOUBLES)
    stock.freeze()
    paid += bundled(stock, payers, SHARES["bundled"])
    paid += foreign(stock, payers, SHARES["foreign"])
    paid += with_skonto(stock, payers, SHARES["skonto"])
    # What can be known from an amount alone is rare, so these choose first.
    paid += typos(stock, payers, SHARES["typo"])
    cleaned = clean(stock, payers, SHARES["clean"])
    paid += cleaned
    paid += parts(stock, payers, SHARES["partial"]) + over(stock, payers, SHARES["over"], cleaned)
    paid = number(paid)
    hold(items, paid)
    return parties, items, own_ibans, paid


def number(paid):
    """The order of the bank: by day, and within a day by chance."""
    chance = Chance("order")
    paid = sorted(chance.shuffled(paid), key=lambda payment: payment.booked)
    of_day = {}
    for payment in paid:
        of_day[payment.booked] = of_day.get(payment.booked, 0) + 1
        payment.ref = f"{payment.booked:%y%m%d}{of_day[payment.booked]:03d}"
        payment.value = value_day(chance, payment.booked) if payment.kind != "skonto" else payment.booked
    return paid


def hold(items, paid):
    """Adds the orders that a line touches or names without their money being there in full."""
    orders = {item.number: item for item in items if item.kind == "order"}
    open_of = {item.number: item.open for item in items}
    for payment in paid:
        for item, cents in payment.clears:
            if payment.action == "post":
                open_of[item.number] -= cents
        named = [orders[word] for word in re.findall(r"B-1\d{5}", payment.text.upper()) if word in orders]
        for item in [item for item, _ in payment.clears] + named:
            waits = item.kind == "order" and open_of[item.number] > 0 and item.issued <= payment.booked
            if waits and item not in payment.hold:
                payment.hold.append(item)
        for item, cents in payment.clears:
            if payment.action != "post":
                open_of[item.number] -= cents


def cell(value):
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n') else text


def write(path, header, rows):
    lines = [header] + [",".join(cell(value) for value in row) for row in rows]
    path.write_bytes(("\n".join(lines) + "\n").encode())


def amounts(pairs):
    return " ".join(f"{item.number}:{cents}" for item, cents in pairs)


def write_all(folder):
    parties, items, own_ibans, paid = make()
    owing = [party for party in parties if party.items]
    write(
        folder / "parties.csv",
        "party,names,ibans,mandate",
        [("own", FIRM, ";".join(own_ibans), "")]
        + [(p.id, ";".join(filter(None, [p.name, p.contact])), ";".join(p.ibans), p.mandate) for p in owing],
    )
    write(
        folder / "items.csv",
        "kind,number,order,party,amount,currency,issued,due,skonto_percent,skonto_days,open,collected",
        [
            (
                i.kind,
                i.number,
                i.order,
                i.party.id,
                i.amount,
                i.currency,
                i.issued,
                i.due,
                *(i.skonto or ("", "")),
                i.open if i.open != i.amount else "",
                i.collected,
            )
            for i in items
        ],
    )
    write(
        folder / "payments.csv",
        "ref,booked,value,amount,currency,foreign_amount,foreign_currency,name,iban,end_to_end,mandate,text",
        [
            (
                p.ref,
                p.booked,
                p.value if p.value != p.booked else "",
                p.amount,
                "EUR",
                *(p.foreign or ("", "")),
                p.name,
                p.iban,
                p.end_to_end,
                p.mandate,
                p.text,
            )
            for p in paid
        ],
    )
    write(
        folder / "truth.csv",
        "ref,class,trap,action,clears,skonto,rest,hold",
        [
            (
                p.ref,
                p.kind,
                p.trap,
                p.action,
                amounts(p.clears),
                amounts(p.skonto),
                p.rest or "",
                " ".join(i.number for i in p.hold),
            )
            for p in paid
        ],
    )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        Chance.seed = int(sys.argv[2])
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
