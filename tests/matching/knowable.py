"""Whether what may be posted can be known from the visible fields, and what has to wait cannot."""

from evidence import NAMED, NEAR, NOTHING, NUMBER, PARTY, REFERENCE, Seen, skonto, subsets_with_sum
from rules import pairs, replay


class Desk:
    """What stands open on the day of a payment, found by amount, so that rivals are seen."""

    def __init__(self, data):
        self.party, self.item = data.party(), data.item()
        self.by_amount, self.by_reference, self.of_party = {}, {}, {}
        for row in data.items:
            amounts = {int(row["amount"]), int(row["amount"]) - skonto(row)}
            for cents in amounts:
                self.by_amount.setdefault(cents, []).append(row)
            for reference in (row["number"], row["collected"]):
                if reference:
                    self.by_reference.setdefault(reference, []).append(row)
            self.of_party.setdefault(row["party"], []).append(row)

    def standing(self, row, seen, open_of):
        return open_of[row["number"]] > 0 and row["issued"] <= seen.payment["booked"]

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
    for payment, truth, open_of in replay(data):
        if truth["action"] != "post":
            continue
        meant = [number for number, _ in pairs(truth["clears"])]
        judge = {"bundled": bundle, "returned": return_of_debit}.get(truth["class"], single)
        wrong = judge(desk, Seen(payment), meant, open_of, truth)
        if wrong:
            complaints.append(f"{truth['ref']} {truth['class']} {truth['trap']}: {wrong}")
    return complaints


def single(desk, seen, meant, open_of, truth):
    if len(meant) != 1:
        return "not one item"
    row = desk.item[meant[0]]
    party = desk.party[row["party"]]
    strength = seen.strength(row, party, open_of[meant[0]])
    exact = strength in (REFERENCE, NUMBER, NEAR, PARTY)
    # Skonto that came too late, parts, surplus and charges differ in the amount: there the number must be whole.
    other_amount = truth["class"] in ("partial", "over") or truth["trap"] in ("too_late", "charges_kept")
    if not (exact or (other_amount and strength == NAMED)):
        return f"{row['number']} cannot be known ({strength})"
    allowed = {
        REFERENCE: NUMBER,
        NUMBER: NEAR if seen.has_party(party) else NOTHING,
        NEAR: PARTY,
        PARTY: NOTHING,
        NAMED: NOTHING,
    }[strength]
    return next(
        (
            f"{other['number']} could be meant as well ({rival} beside {strength})"
            for rival, other in desk.rivals(seen, meant, open_of)
            if rival > allowed
        ),
        "",
    )


def bundle(desk, seen, meant, open_of, truth):
    if sum(open_of[number] for number in meant) != seen.amount:
        return "the sum is another one"
    rows = [desk.item[number] for number in meant]
    if all(seen.has_number(row) for row in rows):
        return ""
    party = desk.party[rows[0]["party"]]
    if any(row["party"] != rows[0]["party"] for row in rows) or not seen.has_party(party):
        return "not every number, and no party"
    owing = [row for row in desk.of_party[party["party"]] if desk.standing(row, seen, open_of)]
    if sum(open_of[row["number"]] for row in owing) == seen.amount and len(owing) == len(rows):
        return ""
    named = [row for row in owing if seen.has_number(row) or seen.has_near_number(row)]
    for choice in (named, owing):
        if [sorted(row["number"] for row in found) for found in subsets_with_sum(choice, open_of, seen.amount)] == [
            sorted(meant)
        ]:
            return ""
    return f"{len(owing)} items, of which these are not told"


def return_of_debit(desk, seen, meant, open_of, truth):
    row = desk.item[meant[0]]
    if seen.has_reference(row):
        return ""
    mandate = seen.payment["mandate"] == desk.party[row["party"]]["mandate"] != ""
    # Costs of the bank may be in the amount, so the number has to be there too.
    return "" if mandate and seen.has_number(row) else "neither reference nor mandate and number"


def nobody_can_know(data):
    """What has to wait points nowhere, to several, or is ours."""
    desk = Desk(data)
    own = data.party()["own"]
    complaints = []
    for payment, truth, open_of in replay(data):
        if truth["class"] != "unknown":
            continue
        seen = Seen(payment)
        pointing = [row for strength, row in desk.rivals(seen, [], open_of) if strength >= PARTY]
        if truth["trap"] == "second_or_again":
            # What it names is paid already; that stands against the open one.
            settled = [row for row in desk.item.values() if open_of[row["number"]] == 0 and seen.has_number(row)]
            pointing += settled if pointing else []
        if len(pointing) == 1 and not seen.has_account(own):
            complaints.append(f"{truth['ref']} {truth['trap']}: {pointing[0]['number']} is told by the line")
    return complaints
