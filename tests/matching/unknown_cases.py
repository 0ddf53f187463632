"""Lines that nobody can know, or only propose, each with what tempts."""

from datetime import date, timedelta

from chance import Chance
from payment import Payment, bank_day, bank_day_before, paying_day
from world import FIRM, FIRST_DAY, MEN, PRICES, SHIPPING, WOMEN
from writing import bank_letters, dressed, named_well, phone


def unsure(stock, payers, own_ibans, count):
    chance = Chance("unsure")
    kinds = [
        (3, two_of_a_surname, "wait"),
        (3, wrong_number, "wait"),
        (6, neighbour_number, "propose"),
        (1, own_transfer, "wait"),
        (3, customer_only, "wait"),
        (2, second_or_again, "wait"),
        (3, template, "propose"),
        (1, before_item, "wait"),
        (3, not_a_customer, "wait"),
        (1, foreign_shop, "wait"),
        (5, outgoing, "wait"),
        (2, bank_fee, "wait"),
        (count, nobody, "wait"),
    ]
    paid = []
    for many, kind, action in kinds:
        for i in range(many):
            if len(paid) < count:
                payment = kind(chance, stock, payers, own_ibans, i)
                payment.trap, payment.action = kind.__name__, action
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
        "unsure",
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
        "unsure",
        later(chance, named, own),
        own.amount,
        dressed(chance, named_well(chance, named), [named.number]),
        name,
        account,
        hold=orders(named, own),
    )


def neighbour_number(chance, stock, payers, own_ibans, i):
    """As before, and the two numbers are one slip apart: the payer's slip is likely, and the clerk has to say so."""
    kind = "order" if i < 5 else "invoice"
    named, own = stock.take_neighbours(
        lambda a, b: a.party is not b.party
        and a.party.surname != b.party.surname
        and b.party.ibans
        and a.kind == b.kind == kind
    )
    make_equal(stock, named, own)
    name, account = payers.known(own.party)
    return Payment(
        "unsure",
        later(chance, named, own),
        own.amount,
        dressed(chance, named_well(chance, named), [named.number]),
        name,
        account,
        clears=[(own, own.amount)],
        hold=orders(named, own),
    )


def template(chance, stock, payers, own_ibans, i):
    """Last month's transfer was opened again: the number is that of a paid document, the amount that of the new one."""
    paid, new = stock.take_of_party_kind("invoice" if i < 2 else "order", later=True)
    paid.open = 0
    name, account = payers.known(new.party)
    return Payment(
        "unsure",
        paying_day(chance, new),
        new.amount,
        dressed(chance, named_well(chance, paid), [paid.number]),
        name,
        account,
        clears=[(new, new.amount)],
        hold=orders(new),
    )


def before_item(chance, stock, payers, own_ibans, i):
    """The money is quicker than the paper: the number comes from an e-mail, and its document from tomorrow."""
    item = stock.take(lambda item: item.currency == "EUR" and item.issued > FIRST_DAY + timedelta(20))
    name, account = payers.itself(item.party)
    return Payment(
        "unsure",
        bank_day_before(item.issued - timedelta(1)),
        item.amount,
        dressed(chance, named_well(chance, item), [item.number]),
        name,
        account,
    )


def foreign_shop(chance, stock, payers, own_ibans, i):
    """A stranger pays for something that he bought elsewhere."""
    text = chance.pick(["RE ", "Rechnungsnr. "]) + "2026" + chance.pick(["77", "88"]) + chance.digits(5)
    name = f"{chance.pick(WOMEN)} {chance.pick(['Quendler', 'Papst', 'Ransmayr'])}"
    day = bank_day(FIRST_DAY + timedelta(chance.between(10, 160)))
    return Payment("unsure", day, chance.pick(PRICES) + SHIPPING, text, bank_letters(chance, name), payers.stranger())


def outgoing(chance, stock, payers, own_ibans, i):
    """What we pay ourselves."""
    name, text, amount = [
        ("Finanzamt Österreich", "UST 02/2026 STNR 99 123/4567", 771_950),
        ("Etiketten Moser KG", "Rechnung R-2026-00412", 61_270),
        ("Gehaltszahlung", "Sammelauftrag 14 Posten Gehalt 02/2026", 2_911_478),
        ("Magdalena Ehrenreiter", "Auslagenersatz Messe", 12_480),
        ("Wildkräuterhof Thaler e.U.", "Re 26-031 abzgl. 3% Skonto", 48_112),
    ][i]
    day = bank_day(FIRST_DAY + timedelta(chance.between(10, 150)))
    return Payment(
        "unsure",
        day,
        -amount,
        text,
        name,
        payers.known_stranger(name),
        chance.pick(["NOTPROVIDED", f"AUS-{chance.digits(6)}"]),
    )


def bank_fee(chance, stock, payers, own_ibans, i):
    text, amount, day = [
        ("ENTGELT LT. PREISBLATT RUECKLASTSCHRIFTEN", 1_050, date(2026, 2, 27)),
        ("Abschluss per 30.06.2026 Sollzinsen 0,00 Entgelte", 4_120, date(2026, 6, 30)),
    ][i]
    return Payment("unsure", day, -amount, text)


def own_transfer(chance, stock, payers, own_ibans, i):
    """From our other account."""
    return Payment(
        "unsure",
        bank_day(FIRST_DAY + timedelta(chance.between(10, 160))),
        chance.between(5, 40) * 100_000,
        chance.pick(["Umbuchung", "Übertrag Sparkonto", "Liquidität", "EIGENUEBERTRAG"]),
        bank_letters(chance, FIRM),
        own_ibans[1],
    )


def customer_only(chance, stock, payers, own_ibans, i):
    """The customer is certain, and owes this amount for two orders; only one of them may be picked."""
    first, second = stock.take_of_party_kind("order")
    make_equal(stock, first, second)
    name, account = payers.itself(first.party)
    words = chance.pick([f"Kundennummer {first.party.id}", f"Bestellung KdNr {first.party.id[2:]}", "Bestellung"])
    return Payment(
        "unsure",
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
        "unsure",
        later(chance, first, second),
        first.amount,
        dressed(chance, named_well(chance, first), [first.number]),
        name,
        account,
        hold=[second],
    )


def not_a_customer(chance, stock, payers, own_ibans, i):
    """Money that no customer owes: takings of cards, refunds, and a transfer of ours that comes back."""
    day = bank_day(FIRST_DAY + timedelta(chance.between(10, 150)))
    name, text, amount = [
        ("Kartenkasse Nord GmbH", f"PID{chance.digits(8)} PAYOUT {day:%d%m%y}", chance.between(30_000, 250_000)),
        ("Kartenkasse Nord GmbH", f"PID{chance.digits(8)} PAYOUT {day:%d%m%y}", 4_990),
        ("Etiketten Moser KG", "RUECKUEBERWEISUNG AC01 IBAN FEHLERHAFT", 61_270),
    ][i]
    account = payers.known_stranger(name)
    return Payment("unsure", day, amount, text, bank_letters(chance, name), account)


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
        "unsure",
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
