#!/usr/bin/env python3
"""Writes the matching test: parties.csv, items.csv, payments.csv and truth.csv. The README says what they mean.

make.py [FOLDER]     into this folder, or into another one to compare
"""

import re
import sys
from datetime import timedelta
from pathlib import Path

from chance import Chance
from debit_cases import collect, returned
from hand import Hand
from hard_cases import bundled, foreign
from netting_cases import credits, two_faults, with_fee
from payment import Payers, value_day
from plain_cases import clean, odd, over, parts, typos, with_skonto
from stock import Stock
from unknown_cases import unsure
from world import FIRM, FIRST_DAY, iban, make_items, make_parties
from writing import through_banks

# What was agreed before there was a matcher, of 2,000; lines written by hand are among them.
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
TWINS, DOUBLES, WITH_FEE, PAID_BEFORE = 80, 40, 25, 90


def make():
    by_hand = Hand()
    parties = make_parties(by_hand.taken)
    items = make_items(parties, by_hand.taken)
    stock, payers = Stock(items, by_hand.numbers), Payers()
    own_ibans = [iban(Chance("own"), "AT"), iban(Chance("spare"), "AT")]
    left = {kind: count - by_hand.count(kind) for kind, count in SHARES.items()}
    collect(stock)
    paid = unsure(stock, payers, own_ibans, left["unsure"])
    returns = returned(stock, payers, left["returned"])
    for item in range(PAID_BEFORE):
        stock.take(lambda item: item.issued < FIRST_DAY + timedelta(120) and not item.skonto).open = 0
    netted, earlier = credits(stock, payers, left["credit"])
    stock.make_alike(TWINS, DOUBLES)
    stock.freeze()
    paid += returns + netted + earlier
    paid += bundled(stock, payers, left["bundled"] - WITH_FEE * 4 // 5)
    paid += two_faults(stock, payers, left["two_faults"])
    paid += foreign(stock, payers, left["foreign"])
    paid += with_skonto(stock, payers, left["skonto"])
    # What can be known from an amount alone is rare, so these choose first.
    paid += typos(stock, payers, left["typo"]) + odd(stock, payers, left["odd"])
    fees = with_fee(stock, payers, WITH_FEE)
    cleaned = clean(stock, payers, left["clean"] - sum(payment.kind == "clean" for payment in fees))
    paid += fees + cleaned
    paid += parts(stock, payers, left["partial"]) + over(stock, payers, left["over"] - len(earlier), cleaned)
    items, paid = by_hand.among(parties, items, paid, own_ibans)
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
        same_day = payment.skonto or payment.trap in ("too_late", "bundle_skonto")
        payment.value = payment.fixed_value or (payment.booked if same_day else value_day(chance, payment.booked))
        if payment.by_hand is None:
            payment.text = through_banks(chance, payment.text)
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
    owing = [party for party in parties if party.items or party.credit]
    write(
        folder / "parties.csv",
        "party,names,ibans,mandate,credit",
        [("own", FIRM, ";".join(own_ibans), "", "")]
        + [
            (p.id, ";".join(filter(None, [p.name, p.contact])), ";".join(p.ibans), p.mandate, p.credit or "")
            for p in owing
        ],
    )
    write(
        folder / "items.csv",
        "kind,number,of,party,amount,currency,issued,due,skonto_percent,skonto_days,open,collected",
        [
            (
                i.kind,
                i.number,
                i.of,
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
        "ref,booked,value,amount,currency,foreign_amount,foreign_currency,name,iban,end_to_end,mandate,reference,text",
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
                p.reference,
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
                " ".join(f"{owner}:{cents}" for owner, cents in p.rest),
                " ".join(i.number for i in p.hold),
            )
            for p in paid
        ],
    )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        Chance.seed = int(sys.argv[2])
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
