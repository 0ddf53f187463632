"""Credit notes, credit from earlier, fees, and two faults at once."""

from datetime import timedelta

from chance import Chance
from payment import Payment, bank_day, bank_day_before, end_to_end, paying_day
from plain_cases import not_his
from world import FIRST_DAY, skonto_of
from writing import amount_words, dressed, invoice_badly, named_well, order_badly


def credits(stock, payers, count):
    """What is owed less a credit note or a credit, and credit notes that are paid out; and what brought the credit."""
    chance = Chance("credits")
    paid, before = [], []
    for i in range(count):
        if i % 10 < 5:
            paid.append(net_of_credit_note(chance, stock, payers, i))
        elif i % 10 < 6:
            paid.append(refund(chance, stock, payers))
        else:
            payment, earlier = credit_used(chance, stock, payers, i)
            paid.append(payment)
            before += earlier
    return paid, before


def net_of_credit_note(chance, stock, payers, i):
    """Both numbers, or only that of the invoice with a word about the other."""
    item, note = stock.take_linked("credit")
    items = [item]
    both = i % 3 == 0
    words = named_well(chance, item)
    if i % 4 == 1:
        # A second invoice of the same customer in the same payment, if there is one.
        items += sorted(stock.free(item.party), key=lambda other: abs((other.issued - item.issued).days))[:1]
        stock.took(items)
        words, both = " ".join(part.number for part in items), True
    if both:
        words += chance.pick(
            [f" abzgl. {note.number}", f" - {note.number}", f" minus Gutschrift {note.number}", f" / {note.number}"]
        )
    else:
        words += chance.pick([" abzgl. Gutschrift", " minus Gutschr.", " abz. Ihrer Gutschrift", " -GS", ""])
    name, account = payers.known(item.party) if item.party.ibans else payers.itself(item.party)
    day = max([note.issued + timedelta(chance.between(2, 9))] + [paying_day(chance, other, 3, 14) for other in items])
    numbers = [part.number for part in items] + ([note.number] if both else [])
    return Payment(
        "credit",
        bank_day(day),
        sum(part.amount for part in items) + note.amount,
        dressed(chance, words, numbers),
        name,
        account,
        end_to_end(chance, item.party),
        trap="bundle_net" if len(items) > 1 else "net_both" if both else "net",
        clears=[(part, part.amount) for part in items] + [(note, note.amount)],
    )


def refund(chance, stock, payers):
    """We send a credit note's money back: the invoice had been paid before all this."""
    item, note = stock.take_linked("credit")
    item.open = 0
    if not item.party.ibans:
        item.party.ibans.append(payers.unknown_account(item.party) or payers.stranger())
    return Payment(
        "credit",
        bank_day(note.issued + timedelta(chance.between(3, 12))),
        note.amount,
        chance.pick([f"Gutschrift {note.number}", f"{note.number}", f"Rueckzahlung {note.number} zu {item.number}"]),
        item.party.name,
        item.party.ibans[0],
        chance.pick(["NOTPROVIDED", note.number]),
        trap="refund",
        clears=[(note, note.amount)],
    )


def credit_used(chance, stock, payers, i):
    """Too much came earlier, in a line or before all lines; now the customer takes it off."""
    size = 1 if i % 2 else 2
    party = next(
        party
        for party in stock.parties()
        if len(stock.free(party)) >= size
        and not party.watched
        and party.ibans
        and party.country in ("AT", "DE")
        and sorted(stock.free(party), key=order_of)[-1].issued >= FIRST_DAY
        and len(stock.free(party)) <= 4
    )
    party.watched = True
    items = stock.took(sorted(stock.free(party), key=order_of)[-size:])
    credit, before = chance.pick([490, 500, 700, 1000, 350]), []
    while credit >= items[-1].amount // 2:
        credit //= 2
    name, account = payers.known(party)
    day = paying_day(chance, items[-1], 3, 20)
    if size == 2:
        earlier = min(paying_day(chance, items[0], 1, 6), bank_day_before(day - timedelta(1)))
        if earlier < items[0].issued or earlier < FIRST_DAY or earlier >= day:
            earlier = bank_day(max(items[0].issued, FIRST_DAY))
            day = bank_day(max(day, earlier + timedelta(2)))
        before.append(
            Payment(
                "over",
                earlier,
                items[0].amount + credit,
                dressed(chance, named_well(chance, items[0]), [items[0].number]),
                name,
                account,
                trap="used_later",
                clears=[(items[0], items[0].amount)],
            )
        )
    else:
        party.credit = credit
    why = chance.pick(
        [" abzgl. Guthaben", f" abz. Guthaben {amount_words(credit)}", " minus Überzahlung", " lt. Kontostand", ""]
    )
    payment = Payment(
        "credit",
        day,
        items[-1].amount - credit,
        dressed(chance, named_well(chance, items[-1]) + why, [items[-1].number]),
        name,
        account,
        end_to_end(chance, party),
        trap="credit_used",
        clears=[(items[-1], items[-1].amount)],
    )
    return payment, before


def order_of(item):
    return item.issued, item.number


def with_fee(stock, payers, count):
    """The invoice and the fee of its reminder, under the number of the invoice."""
    chance = Chance("fees")
    paid = []
    for i in range(count):
        item, fee = stock.take_linked("fee")
        words = named_well(chance, item) + chance.pick(
            [" inkl. Mahnspesen", " + Mahngebühr", " lt. Mahnung", f" {fee.number}", ""]
        )
        name, account = payers.itself(item.party)
        payment = Payment(
            "bundled",
            bank_day(fee.issued + timedelta(chance.between(2, 12))),
            item.amount + fee.amount,
            dressed(chance, words, [item.number]),
            name,
            account,
            trap="with_fee",
            clears=[(item, item.amount), (fee, fee.amount)],
        )
        if i % 5 == 4:
            # The fee is passed over, and stays owed.
            payment.kind, payment.trap, payment.amount, payment.clears = (
                "clean",
                "without_fee",
                item.amount,
                [(item, item.amount)],
            )
            payment.text = dressed(chance, named_well(chance, item), [item.number])
        paid.append(payment)
    return paid


def two_faults(stock, payers, count):
    chance = Chance("two faults")
    others = {item.number: item.amount for item in stock.items if item.open}
    kinds = [
        (count * 32 // 100, bundle_with_skonto),
        (count * 22 // 100, bundle_one_unpaid),
        (count * 24 // 100, skonto_slip),
        (1, part_slip),
        (1, over_slip),
    ]
    paid = [kind(chance, stock, payers, others) for many, kind in kinds for _ in range(many)]
    while len(paid) < count:
        paid.append(odd_over(chance, stock, payers, others))
    for payment in paid:
        payment.kind = "two_faults"
    return paid


def bundle_with_skonto(chance, stock, payers, others):
    """Some invoices of one customer, some of them with Skonto because it is still time."""
    for party in stock.parties():
        able = [
            item
            for item in sorted(stock.free(party), key=order_of)
            if item.kind == "invoice" and item.issued >= FIRST_DAY
        ]
        for first in able:
            row = [item for item in able if 0 <= (item.issued - first.issued).days <= 12][:3]
            if len(row) < 2 or party.watched:
                continue
            day = bank_day(row[-1].issued + timedelta(2))
            timely = [item for item in row if item.skonto and day <= item.issued + timedelta(item.skonto[1])]
            if timely:
                stock.took(row)
                less = [(item, skonto_of(item)) for item in timely]
                name, account = payers.known(party) if party.ibans else payers.itself(party)
                text = " ".join(item.number for item in row) + chance.pick(
                    [" abzgl. Skonto", " -Skto", " abz. 2%" if row[0].skonto == (2, 7) else " Skonto", ""]
                )
                cut = dict((item.number, cents) for item, cents in less)
                clears = [(item, item.amount - cut.get(item.number, 0)) for item in row]
                return Payment(
                    "two_faults",
                    day,
                    sum(cents for _, cents in clears),
                    chance.pick(["", "RE ", "Rg. "]) + text,
                    name,
                    account,
                    end_to_end(chance, party),
                    trap="bundle_skonto",
                    clears=clears,
                    skonto=less,
                )
    raise LookupError("no bundle for Skonto is left")


def bundle_one_unpaid(chance, stock, payers, others):
    """The list names one more than the money is for."""
    row = stock.take_of_one_party(chance.pick([3, 3, 4])) or stock.take_of_one_party(3)
    unpaid = chance.pick(row)
    kept = [item for item in row if item is not unpaid]
    name, account = payers.itself(row[0].party)
    text = chance.pick([", ", " ", " + "]).join(item.number for item in row)
    return Payment(
        "two_faults",
        max(paying_day(chance, item, 4, 16) for item in row),
        sum(item.amount for item in kept),
        chance.pick(["", "Rechnungen ", "RE "]) + text,
        name,
        account,
        end_to_end(chance, row[0].party),
        trap="bundle_one_unpaid",
        clears=[(item, item.amount) for item in kept],
    )


def slip_of(chance, item, others):
    how = chance.pick(["swap", "wrong", "drop", "double"])
    return (invoice_badly if item.kind == "invoice" else order_badly)(chance, item, how, not_his(item, others))


def skonto_slip(chance, stock, payers, others):
    item = stock.take(
        lambda item: item.skonto
        and item.issued >= FIRST_DAY
        and item.party.ibans
        and stock.alone(item)
        and not item.party.watched
    )
    less = skonto_of(item)
    day = bank_day_before(item.issued + timedelta(item.skonto[1] - chance.between(1, 4)))
    name, account = payers.known(item.party)
    words = slip_of(chance, item, others)
    return Payment(
        "two_faults",
        max(day, bank_day(item.issued)),
        item.amount - less,
        dressed(chance, words + chance.pick([" abzgl. Skonto", " -Skto", "", f" {item.skonto[0]}% Skonto"]), [words]),
        name,
        account,
        end_to_end(chance, item.party),
        trap="skonto_slip",
        clears=[(item, item.amount - less)],
        skonto=[(item, less)],
    )


def part_slip(chance, stock, payers, others):
    """Neither number nor amount fit, only the account: worth a proposal."""
    item = stock.take(
        lambda item: item.currency == "EUR"
        and item.amount > 4000
        and item.party.ibans
        and stock.alone(item)
        and not item.party.watched
    )
    cents = stock.apart(item, item.amount // 2 // 100 * 100, -1)
    name, account = payers.known(item.party)
    words = chance.pick(["1. Rate ", "Teilzahlung ", "Anzahlung "]) + slip_of(chance, item, others)
    return Payment(
        "two_faults",
        paying_day(chance, item),
        cents,
        dressed(chance, words, [words]),
        name,
        account,
        trap="part_slip",
        action="propose",
        clears=[(item, cents)],
    )


def over_slip(chance, stock, payers, others):
    item = stock.take(
        lambda item: item.currency == "EUR" and item.party.ibans and stock.alone(item) and not item.party.watched
    )
    cents = stock.apart(item, item.amount + (-item.amount % 1000 or 500), 1)
    name, account = payers.known(item.party)
    words = slip_of(chance, item, others)
    return Payment(
        "two_faults",
        paying_day(chance, item),
        cents,
        dressed(chance, words, [words]),
        name,
        account,
        trap="over_slip",
        action="propose",
        clears=[(item, item.amount)],
    )


def odd_over(chance, stock, payers, others):
    """Oddly written, but whole; and too much."""
    item = stock.take(lambda item: item.currency == "EUR" and item.party.ibans and not item.party.watched)
    cents = stock.apart(item, item.amount + (-item.amount % 1000 or 500), 1)
    name, account = payers.known(item.party)
    how = chance.pick(["prefix", "spaces"])
    words = (invoice_badly if item.kind == "invoice" else order_badly)(chance, item, how, others)
    return Payment(
        "two_faults",
        paying_day(chance, item),
        cents,
        dressed(chance, words, [words]),
        name,
        account,
        trap="odd_over",
        clears=[(item, item.amount)],
    )
