"""Payments for several documents, and from abroad."""

from datetime import timedelta

from chance import Chance
from payment import Payment, bank_day, end_to_end, paying_day
from world import CURRENCY_OF, FIRST_DAY
from writing import TEXT_MAX, amount_words, bank_letters, damaged, day_words, dressed, spelled

SIZES = [(70, 2), (50, 3), (30, 4), (20, 5), (12, 6), (8, 7), (5, 8), (5, 9)]
# What a euro costs abroad at the start, in millionths.
RATES = {"CHF": 941_200, "CZK": 24_310_000, "HUF": 384_500_000, "GBP": 872_900, "USD": 1_163_400}


def rate_of(chance, currency, day):
    """The rate wanders from day to day, and each bank adds what it earns by it: nobody can work it out from another line."""
    wander = sum(Chance(f"rate {currency} {step}").between(-24, 24) for step in range((day - FIRST_DAY).days // 3 + 1))
    return RATES[currency] * (10_000 + wander + chance.between(20, 180)) // 10_000


def bundled(stock, payers, count):
    chance = Chance("bundles")
    paid = []
    sizes = [size for weight, size in SIZES for _ in range(weight * count // 200)]
    sizes += [2, 3] * count
    sizes = sizes[:count]
    # The largest first: few parties owe nine documents at once.
    for position, size in enumerate(sorted(sizes, reverse=True)):
        items = None if position % 9 == 8 else stock.take_of_one_party(size)
        if items is None:
            paid.append(collected_by_another(chance, stock, payers, size))
            continue
        party = items[0].party
        style = chance.weighted([(34, "full"), (22, "tails"), (16, "slip"), (20, "cut"), (22, "all")])
        if style == "all" and sum(item.open != 0 for item in party.items) != size:
            style = "full"
        if style in ("cut", "all", "tails", "slip") and not party.ibans or size < 4 and style == "cut":
            style = "full"
        day = max(paying_day(chance, item, 4, 16) for item in items)
        total = sum(item.amount for item in items)
        name, account = payers.known(party) if style != "full" else payers.itself(party)
        text = list_of(chance, items, style)
        paid.append(
            Payment(
                "bundled",
                day,
                total,
                text,
                name,
                account,
                end_to_end(chance, party),
                trap=style,
                clears=[(item, item.amount) for item in items],
            )
        )
    return paid


def list_of(chance, items, style):
    numbers = [item.number for item in items]
    between = chance.pick([", ", " ", "; ", " + ", ","])
    if style == "all":
        return dressed(
            chance,
            chance.pick(
                [
                    f"alle offenen Rechnungen KdNr {items[0].party.id}",
                    f"Kontoausgleich {items[0].party.id}",
                    f"lt. Mahnung {items[0].party.id[2:]}",
                    f"offene Posten per {day_words(chance, items[-1].due)}",
                ]
            ),
        )
    if style == "tails":
        tails = [number[7:] if number[0] == "R" else number for number in numbers]
        return dressed(chance, chance.pick(["Rg ", "RE ", "Rechnungen ", "R-"]) + between.join(tails))
    if style == "slip":
        at = chance.below(len(numbers))
        head, tail = numbers[at].rsplit("-", 1)
        numbers[at] = f"{head}-{damaged(chance, tail, chance.pick(['swap', 'wrong', 'drop']))}"
    before = chance.pick(["", "Rechnungen ", "Rg.Nr. ", "Zahlungsavis ", "RE "])
    if style == "cut":
        words = [f"{item.number} {day_words(chance, item.issued)} {amount_words(item.amount)} EUR" for item in items]
        return (before + "/".join(words))[:TEXT_MAX]
    text = before + between.join(numbers)
    if len(text) > TEXT_MAX:
        text = " ".join(numbers)
    return dressed(chance, text, numbers) if len(text) < 110 else text


def collected_by_another(chance, stock, payers, size):
    """A tax adviser, an association or a parent company pays for several customers and names every number."""
    size = min(size, 6)
    items = stock.take_near(size)
    payer = chance.pick(
        [
            "Steuerkanzlei Dr. Ortner & Partner",
            "Verein Gesund Leben Steyr",
            "Einkaufsgemeinschaft Süd eG",
            "Hausverwaltung Pletzer",
            "Bio Verbund West GmbH",
            "Sozialstation Attergau",
            "Buchhaltungsservice Lindinger",
            "Elternverein Hallein",
        ]
    )
    text = chance.pick([", ", " ", "; "]).join(item.number for item in items)
    day = max(paying_day(chance, item, 4, 16) for item in items)
    return Payment(
        "bundled",
        day,
        sum(item.amount for item in items),
        chance.pick(["", "fuer Mitglieder ", "Sammler "]) + text,
        bank_letters(chance, payer),
        payers.stranger(chance.pick(["AT", "DE"])),
        trap="collective_payer",
        clears=[(item, item.amount) for item in items],
    )


def foreign(stock, payers, count):
    chance = Chance("foreign")
    paid = []
    for i in range(count):
        own_currency = i < count * 2 // 5
        item = stock.take(
            lambda item: (item.currency == "CHF") == own_currency and item.party.country not in ("AT", "DE", "IT")
        )
        currency = CURRENCY_OF[item.party.country]
        name, account = payers.itself(item.party)
        name = spelled(name).upper() if chance.happens(60) else name
        number = item.number
        words = (
            chance.pick(
                [
                    f"INV {number}",
                    f"/INV/{number}",
                    f"INVOICE NO {number}",
                    f"/RFB/{number}",
                    number,
                    f"Rechnung {number}",
                    f"/ROC/{number}//URI/{number}",
                    f"PAYMENT {number} CHARGES SHA",
                ]
            )
            if item.kind == "invoice"
            else chance.pick([f"ORDER {number}", number, f"Bestellung {number}", f"/RFB/{number}"])
        )
        payment = Payment(
            "foreign",
            paying_day(chance, item, 2, 25),
            item.amount,
            words,
            name,
            account,
            end_to_end(chance, item.party),
            clears=[(item, item.amount)],
        )
        if own_currency:
            # The item is in francs; the account gets euros, and the line says how many francs were sent.
            payment.foreign = (item.amount, "CHF")
            payment.amount = item.amount * 1_000_000 // rate_of(chance, "CHF", payment.booked)
            payment.trap = "item_in_francs"
            if i < 1:
                payment.foreign, payment.trap, payment.action, payment.clears = (
                    (),
                    "rate_unknown",
                    "propose",
                    [(item, item.amount)],
                )
        else:
            # Within SEPA a transfer in euros arrives whole; what another currency costs is kept on the way now and then.
            converted = item.party.country in ("US", "GB", "CH") and chance.happens(50)
            often = 70 if item.party.country == "US" else 25
            charges = chance.pick([500, 800, 1000, 1500]) if converted and chance.happens(often) else 0
            charges = charges if item.amount > 2500 and stock.lonely(item, item.amount - charges) else 0
            if converted:
                payment.foreign = (item.amount * rate_of(chance, currency, payment.booked) // 1_000_000, currency)
            payment.amount -= charges
            payment.clears = [(item, payment.amount)]
            payment.trap = "charges_kept" if charges else "euros_in_full"
            if charges and chance.happens(60):
                payment.text += f" /CHGS/EUR{charges // 100},{charges % 100:02d}/"
        paid.append(payment)
    return paid
