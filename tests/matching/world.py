"""Who owes us, and what: parties with their accounts, and the items that stand open on 7 January 2026 or come later."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from chance import Chance

FIRM = "Wiesenmut Naturwaren GmbH"
FIRST_DAY = date(2026, 1, 7)

WOMEN = (
    "Maria Anna Elisabeth Christine Monika Sabine Andrea Petra Claudia Barbara Eva Karin Birgit Martina Gabriele "
    "Ingrid Renate Ursula Brigitte Helga Theresa Katharina Julia Lisa Sarah Magdalena Johanna Verena Bettina "
    "Margit Silvia Daniela Doris Gertrude Hannelore Jasmin Käthe Lea Nadine Özlem Roswitha Waltraud"
).split()
MEN = (
    "Josef Franz Johann Karl Michael Thomas Andreas Peter Martin Wolfgang Christian Markus Stefan Günther Jürgen "
    "Herbert Walter Gerhard Helmut Manfred Alois Anton Bernhard Daniel Florian Georg Hans Jörg Klaus Lukas Matthias "
    "Norbert Otto Paul René Robert Siegfried Tobias Ulrich Viktor Werner Björn Mehmet Ivan"
).split()
# The first ones are borne by many, so that the same surname seldom means the same customer.
COMMON = "Huber Gruber Müller Wagner Bauer Pichler Steiner Moser Mayer Schmidt".split()
SURNAMES = (
    COMMON
    + (
        "Hofer Leitner Berger Fuchs Eder Fischer Schmid Winkler Weber Schwarz Maier Schneider Reiter Mayr Wimmer Egger "
        "Brunner Lang Baumgartner Auer Binder Lechner Wolf Wallner Aigner Ebner Koller Lehner Haas Schuster Böhm Köck "
        "Kofler Thaler Größ Weiß Strauß Jäger Krüger Köhler Schröder Schäfer Zöhrer Österreicher Übleis Mühlbacher "
        "Hölzl Grünwald Stöger Dörfler Rößler Bösch Fürst Kühn Möller Vogt Hartmann Lorenz Kaiser Albrecht Simon Ludwig "
        "Busch Horn Jansen Petersen Hansen Sommer Seidel Brandt Haupt Kramer Novak Horvath Kovac Yilmaz Demir Nowak "
        "Kaczmarek Rossi Ploner Unterberger Obermoser Hinterleitner Lackner Krenn Rainer Stocker Zangerl Feuerstein "
        "Wiesinger Kirchmair Tschurtschenthaler Freudenthaler Schönbächler Nußbaumer Meyer-Lüdtke Kern-Haider Prokop "
        "Swoboda Dvořák Svoboda Pokorny Hruby Blaha Zeilinger Ortner Sailer Gasser Mair Pircher Oberhofer Stampfl"
    ).split()
)
TRADES = [
    "Bäckerei {}",
    "Naturkost {}",
    "Reformhaus {}",
    "Gasthof {}",
    "Drogerie {}",
    "Apotheke {}",
    "Biohof {}",
    "{} Handels",
    "{} & Söhne",
    "{} & Partner",
    "Hofladen {}",
    "Kräuterhaus {}",
    "Café {}",
    "Hotel {}",
    "Yogastudio {}",
    "Massagepraxis {}",
    "Tischlerei {}",
    "Friseur {}",
    "Metzgerei {}",
    "Blumen {}",
]
FORMS = {
    "AT": ["GmbH", "OG", "KG", "e.U.", "GmbH & Co KG", ""],
    "DE": ["GmbH", "KG", "e.K.", "UG", "GmbH & Co. KG", "OHG", ""],
}
ABROAD = {
    "CH": ["Aeschbacher", "Bänziger", "Zürcher", "Lüthi", "Schönenberger", "Ammann", "Baumann", "Frei"],
    "IT": ["Bianchi", "Colombo", "Ferrari", "Esposito", "Conti"],
    "CZ": ["Novotný", "Procházka", "Veselý"],
    "HU": ["Nagy", "Szabó", "Tóth"],
    "GB": ["Hughes", "Clarke", "Walsh"],
    "US": ["Miller", "Johnson", "Davis"],
}
FORM_ABROAD = {"CH": "AG", "IT": "Srl", "CZ": "sro", "HU": "Kft", "GB": "Ltd", "US": "Inc"}
CURRENCY_OF = {"CH": "CHF", "CZ": "CZK", "HU": "HUF", "GB": "GBP", "US": "USD"}
# What the shop asks, with tax, in cents; few prices, so that the same amount is owed by many.
PRICES = [690, 890, 990, 1250, 1290, 1490, 1790, 1990, 2290, 2450, 2490, 2990, 3490, 3990, 4990, 5900, 7900, 8990]
SHIPPING = 490
CREDIT_NOTES, FEES = 40, 34


@dataclass
class Party:
    id: str
    country: str
    name: str
    given: str = ""
    surname: str = ""
    contact: str = ""
    ibans: list = field(default_factory=list)
    mandate: str = ""
    # What stood to its credit before the first line, from an earlier payment of too much.
    credit: int = 0
    items: list = field(default_factory=list)
    # Whether a story hangs on its credit, which other lines then leave alone.
    watched: bool = False

    @property
    def private(self):
        return bool(self.given)


@dataclass
class Item:
    party: Party
    kind: str
    issued: date
    amount: int
    currency: str = "EUR"
    number: str = ""
    # The order behind an invoice, or the invoice behind a credit note or a reminder fee.
    of: str = ""
    due: date = None
    skonto: tuple = ()
    open: int = 0
    collected: str = ""
    taken: bool = False
    # The credit note or the fee that belongs to an invoice.
    linked: object = None
    by_hand: bool = False

    @property
    def plain(self):
        return self.kind in ("invoice", "order") and self.linked is None


def iban(chance, country):
    """Check digits are right, banks do not exist: nobody's real account is named here."""
    bank = {
        "AT": "99" + chance.digits(3),
        "DE": "99" + chance.digits(6),
        "CH": "99" + chance.digits(3),
        "IT": "X99" + chance.digits(8),
        "CZ": "99" + chance.digits(2),
        "HU": "999" + chance.digits(5),
        "GB": "KNTR99" + chance.digits(4),
    }[country]
    rest = {"AT": 11, "DE": 10, "CH": 12, "IT": 12, "CZ": 16, "HU": 16, "GB": 8}[country]
    body = bank + chance.digits(rest)
    numeric = "".join(str(int(sign, 36)) for sign in body + country + "00")
    return f"{country}{98 - int(numeric) % 97:02d}{body}"


def make_parties(taken=()):
    chance = Chance("parties")
    parties = []

    def add(country, **of):
        number = 10_001 + len(parties) + len(parties) // 7
        while f"K-{number}" in taken or any(f"K-{number}" == party.id for party in parties[-3:]):
            number += 1
        party = Party(f"K-{number}", country, **of)
        if country != "US":
            for _ in range(chance.weighted([(22, 0), (68, 1), (10, 2)])):
                party.ibans.append(iban(chance, country))
        if party.ibans and country in ("AT", "DE") and chance.happens(22):
            party.mandate = f"SM-{chance.between(1000, 9999)}-{len(parties):04d}"
        parties.append(party)

    for _ in range(1080):
        surname = chance.pick(COMMON) if chance.happens(18) else chance.pick(SURNAMES)
        given = chance.pick(WOMEN if chance.happens(58) else MEN)
        add(chance.weighted([(60, "AT"), (40, "DE")]), name=f"{given} {surname}", given=given, surname=surname)
        if chance.happens(3):
            # Two customers, one kitchen, one account.
            first, given = parties[-1], chance.pick([name for name in WOMEN + MEN if name != given])
            add(first.country, name=f"{given} {surname}", given=given, surname=surname)
            parties[-1].ibans = list(first.ibans) or parties[-1].ibans
    for _ in range(265):
        country = chance.weighted([(65, "AT"), (35, "DE")])
        surname = chance.pick(SURNAMES)
        name = f"{chance.pick(TRADES).format(surname)} {chance.pick(FORMS[country])}".strip()
        add(country, name=name, surname=surname, contact=f"{chance.pick(WOMEN + MEN)} {surname}")
    for country, count in [("CH", 46), ("IT", 9), ("CZ", 6), ("HU", 5), ("GB", 8), ("US", 8)]:
        for _ in range(count):
            given, surname = chance.pick(["Laura", "Marco", "Anna", "Daniel", "Eva", "Peter"]), chance.pick(
                ABROAD[country]
            )
            if chance.happens(30):
                add(
                    country,
                    name=f"{surname} {chance.pick(['Trading', 'Shop', 'Import'])} {FORM_ABROAD[country]}",
                    surname=surname,
                    contact=f"{given} {surname}",
                )
            else:
                add(country, name=f"{given} {surname}", given=given, surname=surname)
    return parties


def make_items(parties, taken=()):
    """`taken` are the numbers that somebody else gave away."""
    chance = Chance("items")
    items = []
    for party in parties:
        private, abroad = party.private, party.country not in ("AT", "DE")
        if private and not abroad:
            count = chance.weighted([(62, 1), (26, 2), (9, 3), (3, 4)])
        elif abroad:
            count = chance.between(1, 4)
        else:
            count = chance.weighted([(8, 1), (10, 2), (14, 3), (14, 4), (14, 5), (12, 6), (10, 8), (10, 10), (8, 12)])
        for _ in range(count):
            kind = "order" if chance.happens(52 if private else 6) else "invoice"
            issued = date(2026, 1, 3) + timedelta(chance.below(164))
            if kind == "invoice" and chance.happens(9):
                issued = date(2025, 11, 20) + timedelta(chance.below(40))
            amount = sum(chance.pick(PRICES) for _ in range(chance.weighted([(38, 1), (34, 2), (18, 3), (10, 5)])))
            if not private:
                amount = sum(chance.pick(PRICES) * chance.between(2, 24) for _ in range(chance.between(1, 4)))
                amount -= amount * chance.pick([0, 0, 3, 5, 7]) // 100
            elif chance.happens(60):
                amount += SHIPPING
            swiss = party.country == "CH" and chance.happens(42)
            item = Item(party, kind, issued, amount, "CHF" if swiss else "EUR")
            if kind == "invoice":
                item.due = issued + timedelta(chance.pick([14, 14, 30]) if not private else 14)
                if not private and not swiss and chance.happens(40):
                    item.skonto = chance.pick([(2, 7), (2, 10), (3, 8), (3, 14)])
            else:
                item.due = issued + timedelta(7)
            items.append(item)
    items += credit_notes_and_fees(chance, items)
    items = sorted(chance.shuffled(items), key=lambda item: item.issued)
    give_numbers(chance, items, taken)
    for item in items:
        item.open = item.amount
        item.party.items.append(item)
    return items


def credit_notes_and_fees(chance, items):
    """Some invoices get a credit note for a part, others a fee with their second reminder."""
    able = [
        item
        for item in chance.shuffled(items)
        if item.kind == "invoice"
        and item.currency == "EUR"
        and item.party.country in ("AT", "DE")
        and not item.party.mandate
        and item.amount > 4000
        and item.issued > date(2026, 1, 10)
    ]
    made = []
    for at, item in enumerate(able[: CREDIT_NOTES + FEES]):
        if at < CREDIT_NOTES:
            part = chance.pick([10, 15, 20, 25, 30, 45]) * item.amount // 100
            other = Item(item.party, "credit", item.issued + timedelta(chance.between(2, 7)), -part)
        else:
            cents = 4000 if not item.party.private and chance.happens(30) else chance.pick([500, 500, 800, 1000])
            other = Item(item.party, "fee", item.due + timedelta(chance.between(14, 24)), cents)
        item.linked, other.linked = other, item
        item.skonto = ()
        other.due = other.issued + timedelta(7)
        made.append(other)
    return made


def give_numbers(chance, items, taken):
    """Between two open ones lie some that are paid, and are no longer of interest here."""
    orders, counts = 100_340, {}

    def after(kind, year, step):
        start = 3_610 if (kind, year) == ("R", 2025) else 0
        while True:
            counts[kind, year] = counts.get((kind, year), start) + step
            number = f"{kind}-{year}-{counts[kind, year]:05d}"
            if number not in taken:
                return number
            step = 1

    for item in items:
        orders += chance.weighted([(45, 1), (35, 2), (20, 3)])
        while f"B-{orders}" in taken:
            orders += 1
        step = chance.weighted([(50, 1), (30, 2), (20, 3)])
        year = item.issued.year
        if item.kind == "order":
            item.number = f"B-{orders}"
        elif item.kind == "invoice":
            item.number = after("R", year, step)
            item.of = f"B-{orders}" if chance.happens(70) else ""
        else:
            # What it belongs to is older, and has its number already.
            item.number = after("G" if item.kind == "credit" else "M", year, step * 3)
            item.of = item.linked.number


def skonto_of(item):
    """Half cents go up, as on the printed invoice."""
    return (item.amount * item.skonto[0] + 50) // 100
