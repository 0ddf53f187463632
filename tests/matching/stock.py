"""The items that no payment of the set has been written for yet; each is given out once."""

from chance import Chance
from evidence import one_slip


class Stock:
    def __init__(self, items, besides=()):
        """`besides` are numbers and amounts of items that somebody else made."""
        self.chance = Chance("stock")
        self.items = items
        self.order = [item for item in self.chance.shuffled(items) if item.plain and not item.taken]
        self.alike = []
        self.used = set()
        self.besides = besides
        self.of_surname = {}

    def freeze(self):
        """From here on no amount changes, so it can be told who alone owes what."""
        self.of_surname, self.bearers, self.of_amount = {}, {}, {}
        for number, amount in self.besides:
            self.of_amount.setdefault(amount, []).append(number)
        for item in self.items:
            key = (item.party.surname, item.amount, item.currency)
            self.of_surname[key] = self.of_surname.get(key, 0) + 1
            self.of_amount.setdefault(item.amount, []).append(item.number)
            self.bearers.setdefault(item.party.name, set()).add(item.party.id)

    def alone(self, item):
        return self.of_surname[(item.party.surname, item.amount, item.currency)] == 1

    def lonely(self, item, cents=None):
        """Whether nobody else owes as much for a number one slip away."""
        tail = item.number.rsplit("-", 1)[1]
        return not any(
            number != item.number and number[0] == item.number[0] and one_slip(number.rsplit("-", 1)[1], tail)
            for number in self.of_amount.get(cents or item.amount, [])
        )

    def apart(self, item, cents, step):
        """The next amount that nobody of this surname or near this number owes, so that nothing else can be meant."""
        while (item.party.surname, cents, item.currency) in self.of_surname or not self.lonely(item, cents):
            cents += step
        return cents

    def only_of_name(self, item):
        return len(self.bearers[item.party.name]) == 1

    def take(self, wanted):
        for item in self.order:
            if not item.taken and wanted(item):
                item.taken = True
                return item
        raise LookupError("no such item is left")

    def swap(self, item, wanted):
        """Gives an item back for a fitting one."""
        if wanted(item):
            return item
        item.taken = False
        return self.take(wanted)

    def free(self, party):
        return [item for item in party.items if item.plain and not item.taken and item.currency == "EUR"]

    def took(self, items):
        for item in items:
            item.taken = True
        return items

    def parties(self):
        seen = {}
        for item in self.order:
            seen.setdefault(item.party.id, item.party)
        return list(seen.values())

    def take_of_one_party(self, size):
        """Items in a row; a party that owes exactly these many is preferred, so that all can be paid."""
        fitting = [
            party
            for party in self.parties()
            if not party.watched and party.country in ("AT", "DE") and self.rows(party, size)
        ]
        if not fitting:
            return None
        exact = [party for party in fitting if sum(item.open != 0 for item in party.items) == size]
        party = self.chance.pick(exact if exact and self.chance.happens(55) else fitting)
        return self.took(self.chance.pick(self.rows(party, size)))

    def rows(self, party, size):
        """An order that waits for its money is soon given up, so none is older than some weeks."""
        items = sorted(self.free(party), key=lambda item: (item.issued, item.number))
        rows = [items[at : at + size] for at in range(len(items) - size + 1)]
        return [
            row
            for row in rows
            if all(item.kind == "invoice" or (row[-1].issued - item.issued).days < 30 for item in row)
        ]

    def take_near(self, size):
        """Items of different parties, of about the same weeks."""
        first = self.take(lambda item: item.currency == "EUR")
        taken, parties = [first], {first.party.id}
        while len(taken) < size:
            item = self.take(
                lambda item: item.currency == "EUR"
                and item.party.id not in parties
                and abs((item.issued - first.issued).days) < 20
            )
            taken.append(item)
            parties.add(item.party.id)
        return taken

    def take_like(self, fits, kind=None):
        free = [item for item in self.order if not item.taken and item.currency == "EUR" and kind in (None, item.kind)]
        for first in free[:400]:
            for second in free:
                if first is not second and abs((first.issued - second.issued).days) < 12 and fits(first, second):
                    return self.took([first, second])
        raise LookupError("no such pair is left")

    def take_neighbours(self, fits):
        for first, second in self.neighbours():
            if not first.taken and not second.taken and fits(first, second):
                return self.took([first, second])
        raise LookupError("no such neighbours are left")

    def neighbours(self):
        """Pairs whose numbers differ in the last digit or by two digits that changed places."""
        by_number = {item.number: item for item in self.order if item.currency == "EUR"}
        pairs = []
        for item in self.order:
            head, tail = item.number[:-2], item.number[-2:]
            swapped = by_number.get(head + tail[1] + tail[0])
            following = by_number.get(head + tail[0] + str((int(tail[1]) + 1) % 10))
            other = swapped if swapped and swapped is not item else following
            if other and item.currency == "EUR" and abs((item.issued - other.issued).days) < 12:
                pairs.append((item, other))
        return pairs

    def take_of_party_kind(self, kind, later=False):
        """Two of one kind and party; `later`: the second follows some weeks after the first, from a known account."""
        for party in self.parties():
            items = sorted((item for item in self.free(party) if item.kind == kind), key=lambda item: item.issued)
            first, last = (18, 45) if later else (0, 24)
            near = [
                (a, b)
                for i, a in enumerate(items)
                for b in items[i + 1 :]
                if first <= (b.issued - a.issued).days <= last and not (later and a.amount == b.amount)
            ]
            if near and party.id not in self.used and (party.ibans or not later) and party.country in ("AT", "DE"):
                self.used.add(party.id)
                return self.took(list(near[0]))
        raise LookupError("no such party is left")

    def take_linked(self, kind):
        """An invoice with its credit note or its fee."""
        for item in self.items:
            if item.kind == "invoice" and item.linked and item.linked.kind == kind and not item.taken:
                item.taken = item.linked.taken = True
                return item, item.linked
        raise LookupError(f"no {kind} is left")

    def make_alike(self, twins, doubles):
        """Neighbours that owe the same, and parties that owe the same twice; all will be paid under their right numbers."""
        for first, second in self.neighbours():
            if len(self.alike) < twins and not first.taken and not second.taken and first.party is not second.party:
                second.amount = second.open = first.amount
                self.alike += [("twin", item) for item in self.took([first, second])]
        for party in self.parties():
            free = sorted(self.free(party), key=lambda item: (item.issued, item.number))
            pair = next((pair for pair in zip(free, free[1:]) if (pair[1].issued - pair[0].issued).days < 12), None)
            if len(self.alike) < twins + doubles and pair:
                pair[1].amount = pair[1].open = pair[0].amount
                self.alike += [("double", item) for item in self.took(pair)]

    def next_alike(self):
        return self.alike.pop() if self.alike else ("", None)
