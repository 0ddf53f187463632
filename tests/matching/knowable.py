"""Whether what may be posted can be known from the visible fields, what is proposed only half, and what has to wait not."""

from evidence import NAMED, NEAR, NOTHING, NUMBER, PARTY, REFERENCE, SLIP, Seen, digits_of, skonto, subsets_with_sum
from rules import pairs, replay


class Desk:
    """What stands open on the day of a payment, found by amount, so that rivals are seen."""

    def __init__(self, data):
        self.party, self.item = data.party(), data.item()
        self.by_amount, self.by_reference, self.of_party, self.by_digits = {}, {}, {}, {}
        self.by_account = {}
        for row in data.parties:
            for iban in row["ibans"].split(";") if row["ibans"] else []:
                self.by_account.setdefault(iban, []).append(row)
        for row in data.items:
            amounts = {int(row["amount"]), int(row["amount"]) - skonto(row)}
            for cents in amounts:
                self.by_amount.setdefault(cents, []).append(row)
            for reference in (row["number"], row["collected"]):
                if reference:
                    self.by_reference.setdefault(reference, []).append(row)
            self.of_party.setdefault(row["party"], []).append(row)
            self.by_digits.setdefault(digits_of(row["number"]), []).append(row)

    def standing(self, row, seen, open_of):
        return open_of[row["number"]] != 0 and row["issued"] <= seen.payment["booked"]

    def rivals(self, seen, meant, open_of):
        near = self.by_amount.get(seen.amount, []) + (self.by_amount.get(seen.foreign[0], []) if seen.foreign else [])
        near = near + self.by_reference.get(seen.payment["end_to_end"], [])
        for number in meant:
            near = near + self.of_party[self.item[number]["party"]]
        # A party that is known by account may owe the same for something else that was paid in part.
        rows = {row["number"]: row for row in near if row["number"] not in meant and self.standing(row, seen, open_of)}
        return [(seen.strength(row, self.party[row["party"]], open_of[number]), row) for number, row in rows.items()]


def evidence_there(data):
    """What may be posted can be known from the line and the list, and from nothing that speaks against it as loudly."""
    desk = Desk(data)
    complaints = []
    for payment, truth, books in replay(data):
        if truth["action"] == "post":
            wrong = doubt(desk, Seen(payment), books, truth)
            if wrong:
                complaints.append(f"{truth['ref']} {truth['class']} {truth['trap']}: {wrong}")
    return complaints


def doubt(desk, seen, books, truth):
    """What stands against posting the truth of a line; empty when it can be known."""
    meant = [number for number, _ in pairs(truth["clears"])]
    if truth["class"] == "returned":
        return return_of_debit(desk, seen, meant)
    if len(meant) > 1:
        return several(desk, seen, meant, books, truth)
    if truth["trap"] == "credit_used":
        return credit_used(desk, seen, meant, books, truth)
    return single(desk, seen, meant, books, truth)


def single(desk, seen, meant, books, truth):
    if len(meant) != 1:
        return "not one item"
    row = desk.item[meant[0]]
    party = desk.party[row["party"]]
    strength = seen.strength(row, party, books[meant[0]])
    exact = strength in (REFERENCE, NUMBER, NEAR, PARTY)
    # Skonto that came too late, parts, surplus and charges differ in the amount: there the number must be whole.
    other_amount = truth["class"] in ("partial", "over") or truth["trap"] in ("too_late", "charges_kept", "odd_over")
    if not (exact or (other_amount and strength == NAMED)):
        return f"{row['number']} cannot be known ({strength})"
    if strength == NAMED and 0 < books[row["party"]] == books[meant[0]] - seen.amount:
        return "the credit of the customer fits as well"
    named = [other for digits in sorted(seen.digits) for other in desk.by_digits.get(digits, [])]
    # A slip may lie upon the number of somebody else, but nobody mistypes one own document into another.
    if strength == PARTY and named or strength == NEAR and any(other["party"] == row["party"] for other in named):
        return "it names another document"
    allowed = {
        REFERENCE: NUMBER,
        NUMBER: NEAR if seen.has_party(party) else NOTHING,
        NEAR: PARTY,
        # A customer number may look like half a document of somebody else.
        PARTY: SLIP if seen.has_customer(party) else NOTHING,
        NAMED: NOTHING,
    }[strength]
    return next(
        (
            f"{other['number']} could be meant as well ({rival} beside {strength})"
            for rival, other in desk.rivals(seen, meant, books)
            if rival > allowed
        ),
        "",
    )


def credit_used(desk, seen, meant, books, truth):
    """The number is whole, and with all the credit of the customer the amount is what is owed."""
    row = desk.item[meant[0]]
    credit = books[row["party"]]
    if not seen.has_number(row) or not seen.has_party(desk.party[row["party"]]):
        return "neither number nor party"
    return "" if credit > 0 and seen.amount + credit == books[meant[0]] else f"a credit of {credit} does not fit"


def several(desk, seen, meant, books, truth):
    less = dict(pairs(truth["skonto"]))
    left = {number: books[number] - less.get(number, 0) for number in meant}
    rows = [desk.item[number] for number in meant]
    # A credit is used as a whole, or not at all.
    used = -sum(cents for owner, cents in pairs(truth["rest"]))
    if used < 0 or used not in (0, books[rows[0]["party"]]):
        return "the credit of the customer is another one"
    if sum(left.values()) - used != seen.amount:
        return "the sum is another one"
    party = desk.party[rows[0]["party"]]
    same_party = all(row["party"] == rows[0]["party"] for row in rows)
    owing = [row for row in desk.of_party[party["party"]] if desk.standing(row, seen, books)]
    amounts = {row["number"]: left.get(row["number"], books[row["number"]]) for row in owing}
    if all(seen.has_number(row) for row in rows):
        shown = [row for row in owing if seen.has_number(row)]
        others = [found for found in subsets_with_sum(shown, amounts, seen.amount + used) if len(found) != len(rows)]
        return "other numbers of the list have the same sum" if same_party and others else ""
    if not same_party or not seen.has_party(party):
        return "not every number, and no party"
    if linked(desk, seen, rows, owing):
        return ""
    if sum(amounts.values()) == seen.amount and len(owing) == len(rows):
        return ""
    named = [row for row in owing if seen.has_number(row) or seen.has_near_number(row)]
    choices = [named]
    # A list that was cut off names some of them, and none that is not meant.
    whole = [row["number"] for row in owing if seen.has_number(row)]
    if whole and all(number in meant for number in whole):
        choices.append(owing)
    for choice in choices:
        found = subsets_with_sum(choice, amounts, seen.amount + used)
        if [sorted(row["number"] for row in rows) for rows in found] == [sorted(meant)]:
            return ""
    return f"{len(owing)} items, of which these are not told"


def linked(desk, seen, rows, owing):
    """An invoice that is named whole, with its credit note or its fee, the only one that stands open for it."""
    named = [row for row in rows if seen.has_number(row)]
    unnamed = [row for row in rows if row not in named]
    numbers = {row["number"] for row in named}
    return all(
        row["of"] in numbers
        and [other for other in owing if other["of"] == row["of"] and other["kind"] != "invoice"] == [row]
        for row in unnamed
    )


def return_of_debit(desk, seen, meant):
    row = desk.item[meant[0]]
    if seen.has_reference(row):
        return ""
    mandate = seen.payment["mandate"] == desk.party[row["party"]]["mandate"] != ""
    # Costs of the bank may be in the amount, so the number has to be there too.
    return "" if mandate and seen.has_number(row) else "neither reference nor mandate and number"


def only_half_known(data):
    """What is proposed shows something of its item or of its payer, and by the rules nothing would be posted."""
    desk = Desk(data)
    complaints = []
    for payment, truth, books in replay(data):
        if truth["action"] != "propose":
            continue
        seen = Seen(payment)
        rows = [desk.item[number] for number, _ in pairs(truth["clears"])]
        party = desk.party[rows[0]["party"] if rows else pairs(truth["rest"])[0][0]]
        shown = seen.has_party(party) or any(seen.has_number(row) or seen.has_near_number(row) for row in rows)
        clear = (["the truth"] if rows and not doubt(desk, seen, books, truth) else []) + told(desk, seen, books)
        if not shown or clear:
            complaints.append(f"{truth['ref']} {truth['class']} {truth['trap']}: {' '.join(clear) or 'a guess'}")
    return complaints


def nobody_can_know(data):
    """What has to wait is ours, or by the rules nothing would be posted."""
    desk = Desk(data)
    own = data.party()["own"]
    complaints = []
    for payment, truth, books in replay(data):
        seen = Seen(payment)
        if truth["action"] == "wait" and not seen.has_account(own):
            clear = told(desk, seen, books)
            complaints += [f"{truth['ref']} {truth['trap']}: {' '.join(clear)} is told by the line"] if clear else []
    return complaints


def told(desk, seen, books):
    """The documents that could be posted with this line by what it says, whatever the truth says of it."""
    plain = {"class": "clean", "trap": "", "skonto": "", "rest": ""}
    found = []
    for strength, row in desk.rivals(seen, [], books):
        if strength >= PARTY and not single(desk, seen, [row["number"]], books, plain):
            found.append(row["number"])
    payers = {row["party"] for row in desk.by_account.get(seen.payment["iban"], [])}
    for party in sorted(payers):
        owing = [row["number"] for row in desk.of_party.get(party, []) if desk.standing(row, seen, books)]
        if len(owing) > 1 and not several(desk, seen, owing, books, plain):
            found += owing
    return found
