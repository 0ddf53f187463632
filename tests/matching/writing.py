"""How people and banks write: names of account holders, numbers of documents, texts of transfers."""

SPELLED = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ß": "ss",
        "é": "e",
        "ř": "r",
        "á": "a",
        "ý": "y",
        "ó": "o",
        "à": "a",
        "&": "+",
    }
)
BARE = str.maketrans(
    {
        "ä": "a",
        "ö": "o",
        "ü": "u",
        "Ä": "A",
        "Ö": "O",
        "Ü": "U",
        "ß": "s",
        "é": "e",
        "ř": "r",
        "á": "a",
        "ý": "y",
        "ó": "o",
        "à": "a",
    }
)
TEXT_MAX, LINE_MAX = 140, 35


def spelled(text):
    return text.translate(SPELLED)


def amount_words(cents):
    return f"{cents // 100},{cents % 100:02d}"


def day_words(chance, day):
    return chance.pick(
        [
            day.strftime("%d.%m.%Y"),
            day.strftime("%d.%m.%y"),
            f"{day.day}.{day.month}.{day.year}",
            f"{day.day}.{day.month}.",
            day.strftime("%Y-%m-%d"),
        ]
    )


def creditor_reference(number):
    """ISO 11649: `RF`, two check digits over letters and digits, and the number without its hyphens."""
    body = number.replace("-", "")
    numeric = "".join(str(int(sign, 36)) for sign in body + "RF00")
    return f"RF{98 - int(numeric) % 97:02d}{body}"


def through_banks(chance, text):
    """SEPA knows letters, digits and / - ? : ( ) . , ' +; most banks put something else for the rest."""
    if chance.happens(12):
        return text
    return text.translate(str.maketrans({"#": ".", "_": "-", ";": ",", "!": ".", "&": "+", "@": ".", "*": "."}))


def phone(chance):
    return chance.pick(["0664/", "+43 676 ", "0650 ", "0171-", "+49 151 "]) + "000" + chance.digits(4)


def person_name(chance, given, surname):
    title = chance.weighted([(90, ""), (5, "Mag. "), (3, "Dr. "), (2, "Ing. ")])
    name = chance.weighted(
        [
            (52, f"{title}{given} {surname}"),
            (30, f"{surname} {given}"),
            (8, f"{surname}, {given}"),
            (6, f"{surname} {title}{given}".replace("  ", " ")),
            (4, f"Fam. {given} {surname}"),
        ]
    )
    return bank_letters(chance, name)


def couple_name(chance, given, other, surname):
    return bank_letters(
        chance,
        chance.pick(
            [
                f"{given} und {other} {surname}",
                f"{surname} {given} u. {other}",
                f"{other} u. {given} {surname}",
                f"{surname} {other} oder {given}",
            ]
        ),
    )


def firm_name(chance, name):
    if chance.happens(15):
        name = name.replace("GmbH", chance.pick(["Gesellschaft mbH", "Ges.m.b.H.", "gmbh"]))
    return bank_letters(chance, name)[:35].strip()


def bank_letters(chance, name):
    return chance.weighted([(50, name), (18, spelled(name)), (26, spelled(name).upper()), (6, name.translate(BARE))])


def name_of(chance, party):
    if party.private:
        return person_name(chance, party.given, party.surname)
    return firm_name(chance, party.name)


def dressed(chance, text, whole=()):
    """What the way through two banks makes of a text; the words in `whole` come through unbroken."""
    text = chance.weighted([(64, text), (12, spelled(text)), (20, spelled(text).upper()), (4, text.translate(BARE))])
    before = chance.weighted(
        [
            (78, ""),
            (9, "SVWZ+"),
            (5, "EREF+NOTPROVIDED SVWZ+"),
            (3, "EREF+NOTPROVIDEDSVWZ+"),
            (3, "Verwendungszweck: "),
            (2, "Zahlungsreferenz: "),
        ]
    )
    text = (before + text)[:TEXT_MAX].strip()
    if len(text) > LINE_MAX and chance.happens(40):
        ends = chance.pick(["\n", "\n", " "])
        broken = wrapped(text, ends)
        if all(word.upper() in broken.upper() for word in whole):
            return broken
    return text


def wrapped(text, ends):
    parts = [text[i : i + LINE_MAX] for i in range(0, len(text), LINE_MAX)]
    return ends.join(parts)[:TEXT_MAX].strip()


def beside(chance, item):
    """What stands beside the number: days, telephones, thanks, and numbers that mean something else."""
    town = chance.pick(["Graz", "Linz", "Innsbruck", "Köln", "München", "Wels", "St. Pölten", "Görlitz", "Villach"])
    return chance.weighted(
        [
            (46, ""),
            (9, f" vom {day_words(chance, item.issued)}"),
            (6, f" {chance.pick(['Danke', 'Danke!', 'Vielen Dank', 'mfg', 'LG'])}"),
            (6, f" {item.party.name}"),
            (5, f" KdNr. {item.party.id}"),
            (4, f" Kd.Nr {item.party.id[2:]}"),
            (4, f" Tel. {phone(chance)}"),
            (4, f" {amount_words(item.amount)} EUR"),
            (3, f" Lieferung {day_words(chance, item.issued)}"),
            (3, f" {town}"),
            (3, f" fällig {day_words(chance, item.due)}"),
            (2, " Online-Überweisung"),
            (2, " Naturwaren"),
            (2, f" {chance.between(10, 23)}:{chance.between(10, 59)} Uhr TAN {chance.digits(6)}"),
            (1, " bitte um Bestätigung"),
        ]
    )


def named_well(chance, item):
    """The number as it is printed, with the words that people put before it."""
    number = item.number if not chance.happens(5) else item.number.lower()
    if item.kind == "invoice":
        before = chance.weighted(
            [
                (30, ""),
                (20, "Rechnung "),
                (9, "Rechnung Nr. "),
                (7, "Rechnungsnummer "),
                (7, "Rg. "),
                (6, "RNr. "),
                (6, "Re.Nr. "),
                (5, "RE "),
                (4, "Rechnungsnr: "),
                (3, "Zahlung Rechnung "),
                (3, "Ihre Rechnung "),
            ]
        )
    else:
        before = chance.weighted(
            [
                (40, ""),
                (20, "Bestellung "),
                (9, "Bestellnummer "),
                (8, "Bestellnr. "),
                (6, "Auftrag "),
                (6, "Vorauszahlung "),
                (5, "Vorkasse "),
                (4, "Best.Nr. "),
                (2, "Ihre Bestellung "),
            ]
        )
    return before + number


def damaged(chance, digits, how):
    """One slip of the finger in the part of the number that tells it from others."""
    first = len(digits) - len(digits.lstrip("0"))
    first = min(max(first, len(digits) - 4), len(digits) - 2)
    for _ in range(50):
        at = chance.between(first, len(digits) - (2 if how == "swap" else 1))
        if how == "swap":
            slipped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        elif how == "drop":
            slipped = digits[:at] + digits[at + 1 :]
        elif how == "double":
            slipped = digits[:at] + digits[at] + digits[at:]
        else:
            slipped = digits[:at] + str((int(digits[at]) + chance.between(1, 9)) % 10) + digits[at + 1 :]
        if slipped != digits:
            return slipped
    return damaged(chance, digits, "wrong")


def slipped(chance, item, how, others):
    """The digits after the last hyphen with one slip; often the result is a number that somebody else owes for, though another amount."""
    head, digits = item.number.rsplit("-", 1)
    tries = [damaged(chance, digits, how) for _ in range(24)]
    tries = [tried for tried in tries if others.get(f"{head}-{tried}") != item.amount]
    foreign = [tried for tried in tries if f"{head}-{tried}" in others]
    return foreign[0] if foreign and chance.happens(60) else tries[0]


def scanned(chance, digits):
    """Digits that a machine, or somebody in a hurry, took for letters."""
    signs = {"0": "Oo", "1": "Il", "5": "S", "8": "B"}
    places = [i for i, digit in enumerate(digits) if digit in signs]
    for at in chance.shuffled(places)[: chance.between(1, 2)]:
        digits = digits[:at] + chance.pick(signs[digits[at]]) + digits[at + 1 :]
    return digits


def invoice_badly(chance, item, how, others):
    year, tail = item.number[2:6], item.number[7:]
    if how in ("swap", "drop", "double", "wrong"):
        tail = slipped(chance, item, how, others)
        return chance.weighted(
            [
                (40, f"R-{year}-{tail}"),
                (20, f"Rechnung R-{year}-{tail}"),
                (12, f"Re.Nr R-{year}-{tail}"),
                (10, f"Rg {year}-{tail}"),
                (10, f"R{year}-{tail}"),
                (8, f"Rechnung {year}/{tail}"),
            ]
        )
    if how == "ocr":
        return chance.pick(["", "Rechnung ", "RNr "]) + f"R-{scanned(chance, year)}-{scanned(chance, tail)}"
    if how == "noyear":
        short = tail if chance.happens(60) else tail.lstrip("0")
        return chance.pick(
            [f"R-{short}", f"Rg {short}", f"RNr {short}", f"Rechnung {short}", f"Re.Nr.{short}", f"Rechnung Nr {short}"]
        )
    if how == "wrongyear":
        return f"R-{'2025' if year == '2026' else '2026'}-{tail}"
    if how == "spaces":
        return chance.pick(
            [
                f"R - {year} - {tail}",
                f"R {year} {tail}",
                f"R-{year}-{tail[:3]} {tail[3:]}",
                f"R-{year} -{tail[:2]} {tail[2:]}",
                f"Rechnung R {year[:2]} {year[2:]} {tail}",
                f"{year} {tail}",
            ]
        )
    return chance.pick(
        [
            f"Re.Nr {year}/{tail}",
            f"Rg:{year}-{tail}",
            f"RE{year}-{tail}",
            f"RG-Nr.{year}{tail}",
            f"R{year}{tail}",
            f"RNr.{year}.{tail}",
            f"Rechn. {year}-{tail}",
            f"Rech.Nr:R.{year}.{tail}",
            f"Faktura {year}_{tail}",
            f"Inv {year}-{tail}",
        ]
    )


def order_badly(chance, item, how, others):
    digits = item.number[2:]
    if how in ("swap", "drop", "double", "wrong"):
        digits = slipped(chance, item, how, others)
        return chance.weighted(
            [
                (45, f"B-{digits}"),
                (20, f"Bestellung B-{digits}"),
                (15, f"Bestellnr. {digits}"),
                (10, f"B{digits}"),
                (10, f"Best {digits}"),
            ]
        )
    if how == "ocr":
        return chance.pick(["", "Bestellung "]) + chance.pick(["B-", "B-", "8-"]) + scanned(chance, digits)
    if how == "spaces":
        return chance.pick(
            [f"B - {digits}", f"B {digits[:3]} {digits[3:]}", f"B-{digits[:3]} {digits[3:]}", f"B {digits}"]
        )
    return chance.pick(
        [
            f"Bestellung {digits}",
            f"Best.Nr {digits}",
            f"Auftrag {digits}",
            f"Bestellnr:{digits}",
            f"B{digits}",
            f"b/{digits}",
            f"Order {digits}",
            f"#{digits}",
        ]
    )


def broken_by_line(chance, item):
    """The number lies across the thirty-fifth sign, where old banking programs begin a new line."""
    word = chance.pick(
        ["Rechnung", "Rg.", "Re.Nr."] if item.kind == "invoice" else ["Bestellung", "Best.Nr.", "Auftrag"]
    )
    openings = [
        f"{first} {second} {word} "
        for first in (item.party.name, "Naturwaren", "Zahlung", f"KdNr {item.party.id}", "Danke", "Fa. Wiesenmut")
        for second in (
            "",
            "lt.",
            "Überweisung",
            "Naturwaren",
            "vom " + item.issued.strftime("%d.%m.%Y"),
            "Zahlung für Ware",
            "offene",
        )
    ]
    openings = [" ".join(opening.split()) + " " for opening in openings]
    fitting = [opening for opening in openings if LINE_MAX - len(item.number) + 3 <= len(opening) <= LINE_MAX - 3]
    return wrapped(
        chance.pick(fitting) + item.number + chance.pick(["", " Danke", " mfg"]), chance.pick(["\n", "\n", " "])
    )
