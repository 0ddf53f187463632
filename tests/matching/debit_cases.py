"""Direct debits: those that were collected, and those that come back."""

from datetime import timedelta

from chance import Chance
from payment import Payment, bank_day
from world import FIRST_DAY
from writing import amount_words

# Why a debit comes back, within how many days of its due date, and whether the mandate is of use afterwards.
REASONS = [
    (44, ("AM04 Deckung", 1, 5, True)),
    (24, ("MD06 Rueckgabe durch Zahler", 3, 52, True)),
    (12, ("AC04 Konto aufgeloest", 1, 5, False)),
    (12, ("MS03 Grund nicht genannt", 1, 5, True)),
    (8, ("MD01 kein Mandat", 2, 60, False)),
]


def collect(stock):
    """Most of what is owed under a mandate was collected, or will be, without a line of its own here."""
    chance = Chance("collected")
    due = []
    for party in stock.parties():
        if party.mandate:
            # An order is seldom collected before it is sent.
            due += [item for item in stock.free(party) if chance.happens(88 if item.kind == "invoice" else 15)]
    for number, item in enumerate(sorted(due, key=lambda item: (item.due, item.number))):
        item.due = bank_day(item.due)
        item.open, item.skonto, item.taken = 0, (), True
        item.collected = f"L-{item.due:%y%m%d}-{chance.digits(4)}{number:04d}"


def returned(stock, payers, count):
    """The line takes money away, and what had been settled is open again; an order has to stay."""
    chance = Chance("returned")
    of_party = {}
    for item in stock.items:
        if item.collected and item.party.mandate and item.due >= FIRST_DAY and not item.by_hand:
            of_party.setdefault(item.party.id, []).append(item)
    parties = chance.shuffled(list(of_party.values()))
    paid = two_collections(chance, payers, parties)
    orders = [items for items in parties if items[-1].kind == "order"][:5]
    for items in orders + [items for items in parties if items not in orders]:
        if len(paid) == count:
            return paid
        reason, first, last, lives = chance.weighted(REASONS)
        # A mandate that is at its end has collected for the last time.
        item = max(items, key=lambda item: (item.due, item.number)) if not lives else items[-1]
        paid.append(return_of(chance, payers, item, reason, first, last, len(paid)))
        if lives and len(items) > 2 and chance.happens(25) and len(paid) < count:
            paid.append(return_of(chance, payers, items[0], "AM04 Deckung", 1, 5, len(paid)))
    raise LookupError("no debit is left")


def return_of(chance, payers, item, reason, first, last, at):
    cost = chance.pick([0, 0, 300, 350, 480])
    texts = [
        f"RETOURE SEPA-LASTSCHRIFT {reason}",
        f"Rücklastschrift {reason} {item.number}",
        f"SVWZ+RUECKLASTSCHRIFT {reason}",
        f"RLS {reason}",
    ]
    if cost:
        texts += [
            f"RLS {reason} ENTGELT {amount_words(cost)} EUR",
            f"Retourlastschrift {item.number} Spesen {amount_words(cost)}",
        ]
    name, account = payers.known(item.party)
    payment = Payment(
        "returned",
        bank_day(item.due + timedelta(chance.between(first, last))),
        -item.amount - cost,
        chance.pick(texts),
        name,
        account,
        item.collected,
        item.party.mandate,
        trap="of_order" if item.kind == "order" else "with_cost" if cost else "",
        clears=[(item, -item.amount)],
    )
    if at % 6 == 5:
        payment.end_to_end, payment.trap = "", "no_end_to_end"
        payment.text = f"Rücklastschrift {reason} {item.number}"
    return payment


def two_collections(chance, payers, parties):
    """One of two debits of the same amount and day comes back, and the bank does not say which."""
    items = next(
        items
        for items in parties
        if len(items) > 1
        and items[0].kind == items[1].kind == "invoice"
        and abs((items[1].issued - items[0].issued).days) < 15
    )
    parties.remove(items)
    first, second = items[:2]
    first.due = second.due = max(first.due, second.due)
    second.amount = first.amount
    for item in items[:2]:
        item.collected = f"L-{item.due:%y%m%d}-{item.collected.rsplit('-', 1)[1]}"
    payment = return_of(chance, payers, first, "AM04 Deckung", 1, 5, 0)
    payment.end_to_end, payment.text = "NOTPROVIDED", "RETOURE SEPA-LASTSCHRIFT AM04 Deckung"
    payment.amount, payment.trap, payment.action = -first.amount, "two_collections", "propose"
    return [payment]
