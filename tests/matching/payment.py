"""One line of the bank, what is true of it, and who may have sent it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from chance import Chance
from world import FIRST_DAY, MEN, WOMEN, iban
from writing import bank_letters, couple_name, name_of, person_name


@dataclass
class Payment:
    kind: str
    booked: date
    amount: int
    text: str
    name: str = ""
    iban: str = ""
    end_to_end: str = ""
    mandate: str = ""
    reference: str = ""
    trap: str = ""
    action: str = "post"
    clears: list = field(default_factory=list)
    skonto: list = field(default_factory=list)
    hold: list = field(default_factory=list)
    foreign: tuple = ()
    value: date = None
    # The value day where it is part of the story.
    fixed_value: date = None
    ref: str = ""
    # Whose money it is when the line settles nothing.
    payer: str = ""
    by_hand: list = None

    @property
    def rest(self):
        """What of the line settles nothing, and whose it is; of a foreign item the line settles what its payer sent."""
        if self.by_hand is not None:
            return self.by_hand
        cents = self.amount - sum(self.amount if item.currency != "EUR" else cents for item, cents in self.clears)
        if not cents or self.action == "wait":
            return []
        owner = "bank" if self.kind == "returned" else self.clears[0][0].party.id if self.clears else self.payer
        return [(owner, cents)]


# Days on which TARGET is closed though they are no Saturday or Sunday.
CLOSED = {date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 12, 25)}


def is_bank_day(day):
    return day.weekday() < 5 and day not in CLOSED


def bank_day(day):
    while not is_bank_day(day) or day < FIRST_DAY:
        day += timedelta(1)
    return day


def bank_day_before(day):
    while not is_bank_day(day):
        day -= timedelta(1)
    return day


def paying_day(chance, item, first=None, last=None):
    lag = chance.between(0, 6) if item.kind == "order" else chance.between(3, 34)
    if first is not None:
        lag = chance.between(first, last)
    day = item.issued + timedelta(lag)
    if day < FIRST_DAY:
        day = FIRST_DAY + timedelta(chance.below(45))
    return bank_day(day)


def value_day(chance, booked):
    """Mostly the same day; banks also give it the bank day before or after."""
    step = chance.weighted([(86, 0), (8, -1), (6, 1)])
    return (
        booked if not step else bank_day_before(booked - timedelta(1)) if step < 0 else bank_day(booked + timedelta(1))
    )


def end_to_end(chance, party):
    if not party.private and chance.happens(28):
        return chance.pick(
            [
                f"ZA-{chance.between(100, 999)}",
                f"{chance.between(1, 12):02d}26/{chance.digits(4)}",
                chance.digits(10),
                f"AUFTRAG-{chance.digits(6)}",
            ]
        )
    return "NOTPROVIDED" if chance.happens(14) else ""


class Payers:
    """Who pays for a party; an account that we do not know stays the same from payment to payment."""

    def __init__(self):
        self.chance = Chance("payers")
        self.unknown = {}

    def unknown_account(self, party):
        if party.id not in self.unknown:
            self.unknown[party.id] = "" if party.country == "US" else iban(self.chance, party.country)
        return self.unknown[party.id]

    def stranger(self, country="AT"):
        return iban(self.chance, country)

    def known_stranger(self, name):
        """No customer, but always the same account."""
        return self.unknown.setdefault(name, self.stranger())

    def itself(self, party):
        """From a known account if there is one, now and then together with somebody; else under the full name."""
        chance = self.chance
        if not party.ibans or chance.happens(10):
            return name_of(chance, party), self.unknown_account(party)
        name = name_of(chance, party)
        if party.private and chance.happens(9):
            name = couple_name(chance, party.given, chance.pick(WOMEN + MEN), party.surname)
        elif party.private and chance.happens(5):
            name = bank_letters(chance, f"{party.given[0]}. {party.surname}")
        elif party.contact and chance.happens(7):
            name = bank_letters(chance, party.contact)
        return name, chance.pick(party.ibans)

    def known(self, party):
        name, _ = self.itself(party)
        return name, self.chance.pick(party.ibans)

    def spouse(self, party):
        given = self.chance.pick([name for name in WOMEN + MEN if name != party.given])
        return person_name(self.chance, given, party.surname), self.stranger(
            party.country if party.country in ("AT", "DE") else "AT"
        )

    def nobody(self, party):
        """Somebody else altogether, from an account that nobody knows."""
        return (
            bank_letters(self.chance, self.chance.pick(["Notburga Haslinger", "Elke Dormann", "Bernd Tillmann"])),
            self.stranger(),
        )

    def anybody(self, party, lonely=True):
        """Not a stranger where a number one slip away owes the same. Whoever names the number well may be a stranger; says in the third place which kind."""
        roll = self.chance.below(100)
        if not lonely:
            return *self.itself(party), ""
        if roll < 9 and party.private:
            return *self.spouse(party), "spouse"
        if roll < 13:
            other = self.chance.pick(
                [
                    "Notburga Haslinger",
                    "Seniorenheim St. Anna",
                    "Marktgemeinde Ebensee",
                    "Elke Dormann",
                    "Pfarre Hl. Geist",
                    "WG Lerchenfeld",
                    "Bernd Tillmann",
                    "Sachwalterin Dr. Pohl",
                    "Turnverein 1887 e.V.",
                ]
            )
            return bank_letters(self.chance, other), self.stranger(), "stranger"
        return *self.itself(party), ""
