"""Payments that nobody can know, each with what tempts: the right thing is to wait."""

from datetime import timedelta

from chance import Chance
from payment import Payment, bank_day, paying_day
from world import FIRM, FIRST_DAY, MEN, PRICES, SHIPPING, WOMEN
from writing import bank_letters, dressed, named_well, phone


def unknown(stock, payers, own_ibans):
    chance = Chance("unknown")
    kinds = [
        (8, two_of_a_surname),
        (8, wrong_number),
        (6, neighbour_number),
        (6, own_transfer),
        (6, customer_only),
        (4, second_or_again),
        (10, not_a_customer),
        (12, nobody),
    ]
    paid = []
    for count, kind in kinds:
        for i in range(count):
            payment = kind(chance, stock, payers, own_ibans, i)
            payment.trap, payment.action = kind.__name__, "wait"
            paid.append(payment)
    return paid


def two_of_a_surname(chance, stock, payers, own_ibans, i):
    """A surname and an amount; two customers have both."""
    first, second = stock.take_like(
        lambda a, b: a.party.surname == b.party.surname
        and a.party is not b.party
        and a.party.private
        and b.party.private
    )
    make_equal(stock, first, second)
    given = chance.pick([name for name in WOMEN + MEN if name not in (first.party.given, second.party.given)])
    name = chance.pick([first.party.surname, f"Fam. {first.party.surname}", f"{given} {first.party.surname}"])
    return Payment(
        "unknown",
        later(chance, first, second),
        first.amount,
        dressed(chance, chance.pick(["Danke", "", "Bestellung", "Rechnung"])),
        bank_letters(chance, name),
        payers.stranger(),
        hold=orders(first, second),
    )


def wrong_number(chance, stock, payers, own_ibans, i):
    """The number belongs to somebody else; account, name and amount belong to the payer's own item, or to both."""
    named, own = stock.take_like(
        lambda a, b: a.party is not b.party and a.party.surname != b.party.surname and b.party.ibans,
        "order" if i % 2 else None,
    )
    make_equal(stock, named, own)
    name, account = payers.known(own.party)
    return Payment(
        "unknown",
        later(chance, named, own),
        own.amount,
        dressed(chance, named_well(chance, named), [named.number]),
        name,
        account,
        hold=orders(named, own),
    )


def neighbour_number(chance, stock, payers, own_ibans, i):
    """As before, and the two numbers are one slip apart: the payer's slip is likely, and the clerk has to say so."""
    named, own = stock.take_neighbours(
        lambda a, b: a.party is not b.party and a.party.surname != b.party.surname and b.party.ibans
    )
    make_equal(stock, named, own)
    name, account = payers.known(own.party)
    return Payment(
        "unknown",
        later(chance, named, own),
        own.amount,
        dressed(chance, named_well(chance, named), [named.number]),
        name,
        account,
        hold=orders(named, own),
    )


def own_transfer(chance, stock, payers, own_ibans, i):
    """From our other account, with the amount of an order."""
    item = stock.take(lambda item: item.kind == "order" and item.currency == "EUR")
    text = chance.pick(["Umbuchung", "Übertrag Sparkonto", "Liquidität", "Umbuchung Giro", "EIGENUEBERTRAG"])
    amount = item.amount if i % 2 else chance.between(20, 90) * 10_000
    return Payment(
        "unknown",
        paying_day(chance, item),
        amount,
        text,
        bank_letters(chance, FIRM),
        own_ibans[1],
        hold=[item] if i % 2 else [],
    )


def customer_only(chance, stock, payers, own_ibans, i):
    """The customer is certain, and owes this amount for two orders; only one of them may be picked."""
    first, second = stock.take_of_party_kind("order")
    make_equal(stock, first, second)
    name, account = payers.itself(first.party)
    words = chance.pick([f"Kundennummer {first.party.id}", f"Bestellung KdNr {first.party.id[2:]}", "Bestellung"])
    return Payment(
        "unknown",
        later(chance, first, second),
        first.amount,
        dressed(chance, words),
        name,
        account,
        hold=[first, second],
    )


def second_or_again(chance, stock, payers, own_ibans, i):
    """An order that was paid is paid again; another one of the same customer costs the same."""
    first, second = stock.take_of_party_kind("order")
    make_equal(stock, first, second)
    first.open = 0
    name, account = payers.itself(first.party)
    return Payment(
        "unknown",
        later(chance, first, second),
        first.amount,
        dressed(chance, named_well(chance, first), [first.number]),
        name,
        account,
        hold=[second],
    )


def not_a_customer(chance, stock, payers, own_ibans, i):
    """Money that no customer owes: refunds, interest, takings of machines."""
    name, text, amount = [
        ("Kartenkasse Nord GmbH", "PID" + chance.digits(8) + " PAYOUT 140326", None),
        ("Webzahl Europe S.A.", "WZ." + chance.digits(4) + ".WZ AUSZAHLUNG", None),
        ("Finanzamt", "UST 01/2026 STNR 99 " + chance.digits(3) + "/" + chance.digits(4), None),
        ("Gesundheitskasse", "Gutschrift Beitragskonto " + chance.digits(9), None),
        ("Stromhaus AG", "Jahresabrechnung 2025 VK " + chance.digits(10), None),
        ("Traunsee Versicherung", "SCHADEN 26-" + chance.digits(6), None),
        ("Paketdienst West", "Gutschrift Paketnr " + chance.digits(12), 7990),
        ("Kartenkasse Nord GmbH", "PID" + chance.digits(8) + " PAYOUT 020426", 4990),
        ("Magistrat der Stadt", "Rückzahlung Kaution GZ 2026/" + chance.digits(5), 20000),
        ("Bank", "HABENZINSEN QUARTAL 1", 1290),
    ][i]
    day = bank_day(FIRST_DAY + timedelta(chance.between(10, 150)))
    return Payment(
        "unknown",
        day,
        amount or chance.between(3000, 250_000),
        text,
        bank_letters(chance, name),
        payers.stranger() if name != "Bank" else "",
    )


def nobody(chance, stock, payers, own_ibans, i):
    """A stranger, an amount as many owe it, and words that say nothing."""
    name = f"{chance.pick(WOMEN)} {chance.pick(['Tiefenthaler', 'Abendroth', 'Quendler', 'Zuckriegl', 'Papst', 'Ransmayr'])}"
    text = chance.pick(
        [
            "Danke",
            "",
            "Einkauf",
            "für Mama",
            "1. Rate",
            "ONLINE-UEBERWEISUNG",
            f"Tel {phone(chance)}",
            "Bestellung von gestern",
            "wie telefonisch besprochen",
            "Geschenk",
            "Rechnung",
            f"TAN {chance.digits(6)}",
        ]
    )
    amount = chance.pick(PRICES) + chance.pick(PRICES) + chance.pick([0, SHIPPING])
    return Payment(
        "unknown",
        bank_day(FIRST_DAY + timedelta(chance.between(10, 160))),
        amount,
        dressed(chance, text),
        bank_letters(chance, name),
        payers.stranger(),
    )


def make_equal(stock, first, second):
    second.amount = second.open = first.amount


def later(chance, first, second):
    return bank_day(max(paying_day(chance, first, 1, 6), paying_day(chance, second, 1, 6)))


def orders(*items):
    return [item for item in items if item.kind == "order"]
