"""Payments for one document: clean, oddly written, with slips, in part, with Skonto, too much."""

from datetime import timedelta

from chance import Chance
from payment import Payment, bank_day, bank_day_before, end_to_end, paying_day
from world import FIRST_DAY, skonto_of
from writing import (
    amount_words,
    beside,
    broken_by_line,
    creditor_reference,
    day_words,
    dressed,
    invoice_badly,
    named_well,
    order_badly,
)


def clean(stock, payers, count):
    chance = Chance("clean")
    paid, twin_later = [], None
    for i in range(count):
        # First those that look alike: one digit apart with the same amount, or one customer who owes it twice.
        alike, item = stock.next_alike()
        item = item or stock.take(lambda item: item.currency == "EUR")
        name, account, payer = payers.anybody(item.party, stock.lonely(item) and not alike)
        reference = end_to_end(chance, item.party)
        words = named_well(chance, item)
        more = beside(chance, item)
        # Half a telephone number may look like another document, and a stranger has nothing else to be known by.
        text = dressed(chance, words + ("" if payer and "Tel" in more else more), [item.number])
        day = max(paying_day(chance, item), twin_later or FIRST_DAY)
        twin_later = None
        payment = Payment(
            "clean", day, item.amount, text, name, account, reference, trap=alike or payer, clears=[(item, item.amount)]
        )
        if alike == "twin" and i % 40 == 0:
            # Nothing but the number says which of the two, and a number is easily mistyped.
            payment.name, payment.iban = payers.nobody(item.party)
            payment.text = dressed(chance, words, [item.number])
            payment.trap, payment.action = "twin_stranger", "propose"
            payment.booked = bank_day(max(item.issued, stock.alike[-1][1].issued))
            twin_later = bank_day(payment.booked + timedelta(4))
        elif not alike and chance.happens(6):
            # Banking programs of firms carry our number as their reference, and leave the text to others.
            payment.end_to_end, payment.trap = item.number, "end_to_end_only"
            payment.text = chance.pick(
                ["", "", "Zahlung", "Sammler " + chance.digits(5), "Lieferant 70" + chance.digits(3)]
            )
        elif not alike and chance.happens(7):
            structured(chance, payment, item)
        elif item.of and chance.happens(4):
            payment.text, payment.trap = dressed(chance, f"Bestellung {item.of}", [item.of]), "order_of_invoice"
        elif not alike and chance.happens(4):
            instant(chance, payment)
        paid.append(payment)
    return paid


def structured(chance, payment, item):
    """The QR code on our paper carries the number with check digits of its own (ISO 11649)."""
    payment.trap, payment.text = "rf_reference", ""
    reference = creditor_reference(item.number)
    if chance.happens(70):
        payment.reference = reference
    else:
        # Some banks put it into the text, in fours as it is printed.
        fours = " ".join(reference[at : at + 4] for at in range(0, len(reference), 4))
        payment.text = chance.pick([reference, fours, f"RF-Ref. {reference}"])


def instant(chance, payment):
    """Money that comes at once comes on Saturdays and Sundays too; some banks book it on the Monday."""
    day = payment.booked + timedelta(5 - payment.booked.weekday() + chance.below(2))
    payment.trap = "instant"
    payment.booked, payment.fixed_value = (day, day) if chance.happens(60) else (bank_day(day), day)


# The number is there in full, in another dress than ours.
ODD = {
    "invoice": [(28, "spaces"), (24, "line"), (40, "prefix"), (8, "foreign_shop")],
    "order": [(28, "spaces"), (20, "line"), (44, "prefix"), (8, "foreign_shop")],
}
SLIPS = {
    "invoice": [
        (15, "swap"),
        (11, "drop"),
        (15, "wrong"),
        (7, "double"),
        (16, "ocr"),
        (15, "noyear"),
        (5, "wrongyear"),
        (9, "customer"),
        (7, "none"),
    ],
    "order": [(19, "swap"), (14, "drop"), (19, "wrong"), (9, "double"), (19, "ocr"), (11, "customer"), (9, "none")],
}
# The number can still be read as a whole: then it does not matter who pays.
READABLE = ["ocr", "spaces", "line", "prefix"]


def odd(stock, payers, count):
    return misspelt(stock, payers, count, "odd", ODD, 0)


def typos(stock, payers, count):
    return misspelt(stock, payers, count, "typo", SLIPS, 2)


def misspelt(stock, payers, count, kind, ways, of_name_only):
    chance = Chance(kind)
    others = {item.number: item.amount for item in stock.items if item.open}
    paid = []
    for i in range(count):
        item = stock.take(lambda item: item.currency == "EUR" and stock.alone(item))
        how = chance.weighted(ways[item.kind])
        if i < of_name_only:
            # A stranger to the bank under the right name, with the right amount and no word: worth a proposal, no more.
            item = stock.swap(
                item,
                lambda item: item.currency == "EUR"
                and item.party.private
                and stock.only_of_name(item)
                and stock.alone(item),
            )
            account = payers.stranger()
            paid.append(
                Payment(
                    kind,
                    paying_day(chance, item),
                    item.amount,
                    chance.pick(["", "Danke", "Einkauf", "Wie besprochen"]),
                    f"{item.party.given} {item.party.surname}",
                    account,
                    trap="name_only",
                    action="propose",
                    clears=[(item, item.amount)],
                )
            )
            continue
        if how in ("none", "customer", "foreign_shop") and not item.party.ibans:
            how = "prefix" if kind == "odd" else chance.pick(["ocr", "swap", "wrong"])
        if how in READABLE:
            name, account, _ = payers.anybody(item.party, stock.lonely(item))
        elif how in ("none", "customer", "foreign_shop"):
            name, account = payers.known(item.party)
        else:
            name, account = payers.itself(item.party)
        text = told_badly(chance, item, how, not_his(item, others))
        paid.append(
            Payment(
                kind,
                paying_day(chance, item),
                item.amount,
                text,
                name,
                account,
                end_to_end(chance, item.party),
                trap=how,
                clears=[(item, item.amount)],
            )
        )
    return paid


def not_his(item, others):
    """What others owe; his own other documents count as if they owed the same, so that no slip turns into them."""
    return others | {other.number: item.amount for other in item.party.items if other is not item}


def told_badly(chance, item, how, others):
    if how == "line":
        return broken_by_line(chance, item)
    if how == "customer":
        number = chance.pick([item.party.id, item.party.id[2:], item.party.id.replace("-", " ")])
        return dressed(chance, chance.pick(["Kundennummer ", "KdNr. ", "Kd.Nr.: ", "KNR ", "Kunde "]) + number)
    if how == "foreign_shop":
        # The payer took the number from the paper of another shop; account and amount are ours.
        return dressed(
            chance, chance.pick(["RE-", "RG ", "Rechnung ", "INV"]) + chance.pick(["77", "88", "99"]) + chance.digits(6)
        )
    if how == "none":
        return dressed(
            chance,
            chance.pick(
                [
                    "Danke",
                    "",
                    "Ihre Lieferung",
                    f"Lieferung vom {day_words(chance, item.issued)}",
                    "Kräutertee und Öl",
                    "lt. Rechnung",
                    "Überweisung",
                    f"Rechnung vom {day_words(chance, item.issued)}",
                ]
            ),
        )
    words = (
        invoice_badly(chance, item, how, others) if item.kind == "invoice" else order_badly(chance, item, how, others)
    )
    return dressed(chance, words + (beside(chance, item) if chance.happens(45) else ""), [words])


def parts(stock, payers, count):
    """Two in three come in two payments, the last of which settles the item; the others stay short."""
    chance = Chance("parts")
    paid = []
    for i in range(count * 3 // 10):
        item = stock.take(
            lambda item: item.currency == "EUR"
            and not item.party.watched
            and item.amount > 3000
            and (item.kind == "order") == (i % 2 == 0)
        )
        first = item.amount * chance.pick([25, 30, 33, 40, 50, 50, 60]) // 100
        first = chance.pick([first, first // 100 * 100, first // 500 * 500]) or first
        first = stock.apart(item, first, -1)
        words = [
            chance.pick(["1. Rate ", "Teilzahlung ", "Anzahlung ", "Rate 1 von 2 ", "Akonto ", "50% "]),
            chance.pick(["2. Rate ", "Restzahlung ", "Rest ", "Rate 2 von 2 ", "Restbetrag ", "Differenz "]),
        ]
        name, account = payers.itself(item.party)
        day = paying_day(chance, item)
        for part, cents in enumerate([first, item.amount - first]):
            text = dressed(chance, words[part] + named_well(chance, item), [item.number])
            paid.append(
                Payment(
                    "partial",
                    day,
                    cents,
                    text,
                    name,
                    account,
                    trap=["first_part", "last_part"][part],
                    clears=[(item, cents)],
                )
            )
            day = bank_day(day + timedelta(chance.between(5, 30)))
    for _ in range(count // 12):
        # A part came before all this; what is left comes now.
        item = stock.take(lambda item: item.currency == "EUR" and item.amount > 3000 and not item.skonto)
        item.open = stock.apart(item, item.amount * chance.pick([25, 40, 50, 60]) // 100, -1)
        name, account = payers.itself(item.party)
        text = dressed(
            chance, chance.pick(["Rest ", "Restbetrag ", "2. Rate ", ""]) + named_well(chance, item), [item.number]
        )
        paid.append(
            Payment(
                "partial",
                paying_day(chance, item),
                item.open,
                text,
                name,
                account,
                trap="earlier_part",
                clears=[(item, item.open)],
            )
        )
    while len(paid) < count:
        item = stock.take(
            lambda item: item.currency == "EUR"
            and not item.party.watched
            and item.amount > 1000
            and (item.kind == "order") == (len(paid) % 2 == 0)
        )
        cents, trap, why = short(chance, item)
        cents = stock.apart(item, cents, -1)
        name, account = payers.itself(item.party)
        text = dressed(chance, named_well(chance, item) + why, [item.number])
        paid.append(
            Payment("partial", paying_day(chance, item), cents, text, name, account, trap=trap, clears=[(item, cents)])
        )
    return paid


def short(chance, item):
    """Too little, for reasons as they happen."""
    if item.kind == "invoice" and chance.happens(45):
        back = item.amount * chance.between(4, 30) // 100
        return (
            item.amount - back,
            "deducted",
            chance.pick(
                [
                    " abzgl. Retoure",
                    " minus Gutschrift",
                    " abz. Bruchschaden",
                    f" abzgl. {amount_words(back)} Reklamation",
                    f" abzgl. G-2026-{chance.between(1, 240):05d}",
                    f" - Gutschrift G-2026-{chance.between(1, 240):05d}",
                ]
            ),
        )
    euros, cents = divmod(item.amount, 100)
    swapped = int(str(item.amount)[0:-3] + str(item.amount)[-2] + str(item.amount)[-3] + str(item.amount)[-1])
    if 0 < swapped < item.amount and chance.happens(40):
        return swapped, "amount_swapped", ""
    return chance.weighted(
        [
            (30, (item.amount - 490, "no_shipping", "")),
            (25, (item.amount - chance.between(1, 9), "cents_short", "")),
            (25, (euros * 100 if cents else item.amount - 100, "rounded_down", "")),
            (20, (item.amount // 2, "half", "")),
        ]
    )


def with_skonto(stock, payers, count):
    """A third comes too late: the money settles what it can, and the Skonto stays owed."""
    chance = Chance("skonto")
    paid = []
    for i in range(count):
        item = stock.take(lambda item: item.skonto and item.issued >= FIRST_DAY and not item.party.watched)
        late = i % 3 == 0
        percent, days = item.skonto
        less = skonto_of(item)
        last = item.issued + timedelta(days)
        day = bank_day(last + timedelta(chance.between(2, 12))) if late else last - timedelta(chance.between(1, 4))
        day = bank_day_before(day)
        name, account = payers.itself(item.party)
        why = chance.pick(
            [
                f" abzgl. {percent}% Skonto",
                f" - {percent} % Skonto",
                f" abz. Skonto {amount_words(less)}",
                " -Skto",
                "",
                f" Skonto {percent}%",
            ]
        )
        text = dressed(chance, named_well(chance, item) + why, [item.number])
        paid.append(
            Payment(
                "skonto",
                max(day, bank_day(item.issued)),
                item.amount - less,
                text,
                name,
                account,
                end_to_end(chance, item.party),
                trap="too_late" if late else "",
                clears=[(item, item.amount - less)],
                skonto=[] if late else [(item, less)],
            )
        )
    return paid


def over(stock, payers, count, cleaned):
    chance = Chance("over")
    paid = []
    # Paid again: the same transfer a few days later, or a document that was settled before all this.
    for before in chance.shuffled(
        [p for p in cleaned if p.trap == "" and not p.clears[0][0].party.watched and stock.alone(p.clears[0][0])]
    )[:2]:
        again = bank_day(before.booked + timedelta(chance.between(1, 8)))
        paid.append(
            Payment(
                "over",
                again,
                before.amount,
                before.text,
                before.name,
                before.iban,
                before.end_to_end,
                trap="duplicate",
                action="propose",
                payer=before.clears[0][0].party.id,
            )
        )
    for _ in range(2):
        item = stock.take(lambda item: item.currency == "EUR" and stock.alone(item) and not item.party.watched)
        item.open = 0
        name, account = payers.itself(item.party)
        paid.append(
            Payment(
                "over",
                paying_day(chance, item),
                item.amount,
                dressed(chance, named_well(chance, item), [item.number]),
                name,
                account,
                trap="already_paid",
                action="propose",
                payer=item.party.id,
            )
        )
    while len(paid) < count:
        item = stock.take(lambda item: item.currency == "EUR" and not item.party.watched)
        more = chance.weighted(
            [
                (35, -item.amount % 1000 or 500),
                (25, -item.amount % 100 or 100),
                (15, 490),
                (15, item.amount),
                (10, chance.between(1, 90)),
            ]
        )
        more = stock.apart(item, item.amount + more, 1) - item.amount
        name, account = payers.itself(item.party)
        late = " inkl. Verzugszinsen" if item.kind == "invoice" else " mit Trinkgeld"
        words = named_well(chance, item) + chance.weighted(
            [(70, ""), (8, " Rest ist Trinkgeld"), (11, " inkl. Versand"), (11, late)]
        )
        paid.append(
            Payment(
                "over",
                paying_day(chance, item),
                item.amount + more,
                dressed(chance, words, [item.number]),
                name,
                account,
                clears=[(item, item.amount)],
            )
        )
    return paid
