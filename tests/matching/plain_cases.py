"""Payments for one document: clean, with slips, in part, with Skonto, too much."""

from datetime import timedelta

from chance import Chance
from payment import Payment, bank_day, end_to_end, paying_day
from world import FIRST_DAY, skonto_of
from writing import amount_words, beside, broken_by_line, day_words, dressed, invoice_badly, named_well, order_badly


def clean(stock, payers, count):
    chance = Chance("clean")
    paid = []
    for i in range(count):
        # First those that look alike: one digit apart with the same amount, or one customer who owes it twice.
        alike, item = stock.next_alike()
        item = item or stock.take(lambda item: item.currency == "EUR")
        name, account, payer = payers.anybody(item.party)
        reference = end_to_end(chance, item.party)
        words = named_well(chance, item)
        text = dressed(chance, words + beside(chance, item), [item.number])
        trap = alike or payer
        if not alike and chance.happens(6):
            # Banking programs of firms carry our number as their reference, and leave the text to others.
            reference, trap = item.number, "end_to_end_only"
            text = chance.pick(["", "", "Zahlung", "Sammler " + chance.digits(5), "Lieferant 70" + chance.digits(3)])
        elif item.order and chance.happens(4):
            text, trap = dressed(chance, f"Bestellung {item.order}", [item.order]), "order_of_invoice"
        paid.append(
            Payment(
                "clean",
                paying_day(chance, item),
                item.amount,
                text,
                name,
                account,
                reference,
                trap=trap,
                clears=[(item, item.amount)],
            )
        )
    return paid


SLIPS = {
    "invoice": [
        (9, "swap"),
        (7, "drop"),
        (9, "wrong"),
        (5, "double"),
        (11, "ocr"),
        (12, "noyear"),
        (4, "wrongyear"),
        (10, "spaces"),
        (9, "line"),
        (14, "prefix"),
        (6, "customer"),
        (4, "none"),
    ],
    "order": [
        (11, "swap"),
        (8, "drop"),
        (11, "wrong"),
        (6, "double"),
        (11, "ocr"),
        (11, "spaces"),
        (9, "line"),
        (20, "prefix"),
        (6, "customer"),
        (5, "none"),
    ],
}
# The number can still be read as a whole: then it does not matter who pays.
READABLE = ["ocr", "spaces", "line", "prefix"]


def typos(stock, payers, count):
    chance = Chance("typos")
    others = {item.number: item.amount for item in stock.items if item.open}
    paid = []
    for i in range(count):
        item = stock.take(lambda item: item.currency == "EUR" and stock.alone(item))
        how = chance.weighted(SLIPS[item.kind])
        if i < 4:
            # A stranger to the bank under the right name, with the right amount and no word: worth a proposal, no more.
            item = stock.swap(
                item,
                lambda item: item.currency == "EUR"
                and item.party.private
                and stock.only_of_name(item)
                and stock.alone(item),
            )
            name, account = payers.itself(item.party)[0], payers.stranger()
            paid.append(
                Payment(
                    "typo",
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
        if how in ("none", "customer") and not item.party.ibans:
            how = chance.pick(["ocr", "swap", "wrong"])
        if how in READABLE:
            name, account, _ = payers.anybody(item.party)
        elif how in ("none", "customer"):
            name, account = payers.known(item.party)
        else:
            name, account = payers.itself(item.party)
        text = told_badly(chance, item, how, others)
        paid.append(
            Payment(
                "typo",
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


def told_badly(chance, item, how, others):
    if how == "line":
        return broken_by_line(chance, item)
    if how == "customer":
        number = chance.pick([item.party.id, item.party.id[2:], item.party.id.replace("-", " ")])
        return dressed(chance, chance.pick(["Kundennummer ", "KdNr. ", "Kd.Nr.: ", "KNR ", "Kunde "]) + number)
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
            lambda item: item.currency == "EUR" and item.amount > 3000 and (item.kind == "order") == (i % 2 == 0)
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
    while len(paid) < count:
        item = stock.take(
            lambda item: item.currency == "EUR"
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
        item = stock.take(lambda item: item.skonto and item.issued >= FIRST_DAY)
        late = i % 3 == 0
        percent, days = item.skonto
        less = skonto_of(item)
        last = item.issued + timedelta(days)
        day = bank_day(last + timedelta(chance.between(2, 12))) if late else last - timedelta(chance.between(1, 4))
        while day.weekday() > 4:
            day -= timedelta(1)
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
                max(day, item.issued),
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
    for before in chance.shuffled([p for p in cleaned if p.trap == "" and stock.alone(p.clears[0][0])])[:5]:
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
            )
        )
    for _ in range(5):
        item = stock.take(lambda item: item.currency == "EUR" and stock.alone(item))
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
            )
        )
    while len(paid) < count:
        item = stock.take(lambda item: item.currency == "EUR")
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
        words = named_well(chance, item) + chance.weighted(
            [(70, ""), (15, " Rest ist Trinkgeld"), (15, " inkl. Versand")]
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
