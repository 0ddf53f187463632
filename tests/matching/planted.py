"""Mistakes for copies of the files, each with the check that has to complain."""

from evidence import Seen
from knowable import evidence_there, nobody_can_know, only_half_known
from rules import (
    BYTES_MAX,
    actions_fit,
    bank_days_kept,
    debits_sensible,
    hand_is_there,
    ibans_valid,
    numbers_once,
    orders_held,
    pairs,
    shares_hold,
    small_enough,
    sums_agree,
    told_in_readme,
    well_formed,
    written_by_make,
)


def change(rows, wanted, column, value):
    """The first row that fits says something else from now on; `value` may look at what stood there."""
    row = next(row for row in rows if wanted(row))
    row[column] = value(row[column]) if callable(value) else value


def of(data, kind, trap=None):
    """The first payment of a kind, and its truth."""
    return next((p, t) for p, t in data.lines() if t["class"] == kind and trap in (None, t["trap"]))


def blank(data, kind, trap=None):
    payment, _ = of(data, kind, trap)
    payment.update(text="", name="", iban="", end_to_end="", mandate="")


def tell(data, trap):
    """What nobody can know is said after all: number, amount and payer of one item that has stood open from the start."""
    payment, _ = of(data, "unsure", trap)
    row = next(
        row
        for row in data.items
        if row["issued"] <= payment["booked"]
        and row["open"] == ""
        and row["currency"] == "EUR"
        and not any(row["number"] in other["clears"] for other in data.truth)
    )
    payment.update(
        text=row["number"], amount=row["amount"], name=data.party()[row["party"]]["names"].split(";")[0], iban=""
    )


def free_order(data):
    row = next(row for row in data.truth if row["class"] == "partial" and row["hold"])
    row["hold"] = ""


def rival(data):
    """A line that names an item well, from the account of somebody else who owes the same."""
    party, item = data.party(), data.item()
    payment, truth = next(
        (p, t)
        for p, t in data.lines()
        if t["trap"] == "stranger" and not Seen(p).has_party(party[item[pairs(t["clears"])[0][0]]["party"]])
    )
    payer = next(row for row in data.parties if row["ibans"] and row["party"] != "own")
    payment["iban"] = payer["ibans"].split(";")[0]
    data.items.append(dict(item[pairs(truth["clears"])[0][0]], number="R-2026-99999", of="", party=payer["party"]))


def thin_out(data):
    for row in data.items:
        if not any(row["number"] in truth["clears"] for truth in data.truth):
            row["collected"] = ""


def share_mandate(data):
    first, second = [row for row in data.parties if row["mandate"]][:2]
    second["mandate"] = first["mandate"]


def at(column, kind, value, trap=None):
    def plant(data):
        of(data, kind, trap)[1][column] = value(of(data, kind, trap)[1][column]) if callable(value) else value

    return plant


def at_amount(kind, trap):
    def plant(data):
        payment, _ = of(data, kind, trap)
        payment["amount"] = str(int(payment["amount"]) - 7)

    return plant


def more(cell):
    number, cents = cell.split()[0].rsplit(":", 1)
    return f"{number}:{int(cents) + 1}"


def without_first(cell):
    return " ".join(cell.split()[1:])


# Each with the check that has to complain.
MISTAKES = [
    (
        written_by_make,
        "another sign in a file",
        lambda data: data.files.update({"items.csv": data.files["items.csv"] + b"\n"}),
    ),
    (told_in_readme, "a file that the README does not know", lambda data: data.files.update({"truth.csv": b"x"})),
    (small_enough, "too many bytes", lambda data: data.files.update({"truth.csv": b"x" * BYTES_MAX})),
    (shares_hold, "a payment of another class", at("class", "clean", "typo")),
    (shares_hold, "a payment too few", lambda data: (data.truth.pop(), data.payments.pop())),
    (shares_hold, "all Skonto in time", lambda data: [row.update(trap="") for row in data.truth]),
    (well_formed, "a text of 141 signs", lambda data: change(data.payments, lambda row: True, "text", "x" * 141)),
    (well_formed, "an item of nobody", lambda data: change(data.items, lambda row: True, "party", "K-1")),
    (
        well_formed,
        "a payment before the one above it",
        lambda data: change(data.payments[5:], lambda row: True, "booked", "2026-01-01"),
    ),
    (
        numbers_once,
        "two items with one number",
        lambda data: change(data.items[1:], lambda row: True, "number", data.items[0]["number"]),
    ),
    (
        ibans_valid,
        "a digit of an account",
        lambda data: change(
            data.payments, lambda row: row["iban"], "iban", lambda iban: iban[:-1] + str((int(iban[-1]) + 1) % 10)
        ),
    ),
    (
        ibans_valid,
        "an account cut short",
        lambda data: change(data.parties, lambda row: row["ibans"], "ibans", lambda ibans: ibans[:-1]),
    ),
    (sums_agree, "a cent more settled than paid", at("clears", "clean", more)),
    (sums_agree, "a bundle without its first item", at("clears", "bundled", without_first)),
    (sums_agree, "a surplus forgotten", at("rest", "over", "", "")),
    (
        sums_agree,
        "Skonto after its days",
        lambda data: of(data, "skonto", "too_late")[1].update(
            skonto=of(data, "skonto", "too_late")[1]["clears"].split(":")[0] + ":1"
        ),
    ),
    (
        sums_agree,
        "an item that is settled twice",
        lambda data: of(data, "over", "duplicate")[1].update(clears=of(data, "clean")[1]["clears"]),
    ),
    (
        sums_agree,
        "a surplus credited to somebody else",
        lambda data: of(data, "over", "")[1].update(
            rest=data.parties[1]["party"] + ":" + of(data, "over", "")[1]["rest"].split(":")[1]
        ),
    ),
    (
        sums_agree,
        "a credit that is used twice",
        lambda data: [row.update(credit="") for row in data.parties]
        + [of(data, "over", "used_later")[1].update(rest="")],
    ),
    (
        bank_days_kept,
        "a payment on Good Friday",
        lambda data: change(data.payments, lambda row: row["booked"] == "2026-04-02", "booked", "2026-04-03"),
    ),
    (
        bank_days_kept,
        "a value day on a Saturday",
        lambda data: change(data.payments, lambda row: row["booked"] == "2026-02-06", "value", "2026-02-07"),
    ),
    (
        debits_sensible,
        "a debit that comes back before it was due",
        lambda data: change(
            data.items,
            lambda row: row["number"] == of(data, "returned", "")[1]["clears"].split(":")[0],
            "due",
            "2026-12-31",
        ),
    ),
    (debits_sensible, "debits of which most come back", lambda data: thin_out(data)),
    (
        well_formed,
        "a credit note that is owed to us",
        lambda data: change(data.items, lambda row: row["kind"] == "credit", "amount", "100"),
    ),
    (
        well_formed,
        "a fee of no invoice",
        lambda data: change(data.items, lambda row: row["kind"] == "fee", "of", "R-2026-99999"),
    ),
    (
        well_formed,
        "a reference that is none",
        lambda data: change(data.payments, lambda row: row["reference"], "reference", "RF00R202600001"),
    ),
    (numbers_once, "two parties under one mandate", lambda data: share_mandate(data)),
    (
        shares_hold,
        "no neighbours",
        lambda data: [row.update(trap="") for row in data.truth if row["trap"] == "neighbour_number"],
    ),
    (
        hand_is_there,
        "a line by hand told in another way",
        lambda data: change(data.truth, lambda row: row["trap"] == "value_day_counts", "skonto", ""),
    ),
    (
        hand_is_there,
        "a line by hand left out",
        lambda data: change(data.payments, lambda row: row["text"].startswith("Quote 20%"), "text", "x"),
    ),
    (actions_fit, "a guess that may be posted", at("action", "unsure", "post")),
    (actions_fit, "a clean payment that waits", at("action", "clean", "wait")),
    (orders_held, "an order that was paid in part and may go", free_order),
    (
        orders_held,
        "an order that is paid and may not go",
        lambda data: next(
            row for row in data.truth if row["clears"].startswith("B-") and row["class"] == "clean"
        ).update(
            hold=next(row for row in data.truth if row["clears"].startswith("B-") and row["class"] == "clean")[
                "clears"
            ].split(":")[0]
        ),
    ),
    (evidence_there, "a clean payment that says nothing", lambda data: blank(data, "clean", "")),
    (evidence_there, "a payment with a slip that says nothing", lambda data: blank(data, "typo", "swap")),
    (evidence_there, "a part without number", lambda data: blank(data, "partial", "first_part")),
    (evidence_there, "a bundle that says nothing", lambda data: blank(data, "bundled", "full")),
    (evidence_there, "Skonto for nobody", lambda data: blank(data, "skonto", "too_late")),
    (evidence_there, "a surplus without number", lambda data: blank(data, "over", "")),
    (evidence_there, "francs from nobody", lambda data: blank(data, "foreign", "charges_kept")),
    (evidence_there, "a debit that comes back without its reference", lambda data: blank(data, "returned", "")),
    (evidence_there, "a number of one and an account of another who owe the same", rival),
    (evidence_there, "a credit used that is another one", at_amount("credit", "credit_used")),
    (evidence_there, "an invoice less another credit note", at_amount("credit", "net")),
    (evidence_there, "a bundle with Skonto and another sum", at_amount("two_faults", "bundle_skonto")),
    (evidence_there, "a neighbour's number that is posted", at("action", "unsure", "post", "neighbour_number")),
    (evidence_there, "last month's number that is posted", at("action", "unsure", "post", "template")),
    (
        evidence_there,
        "a stranger with a number one slip from another that is posted",
        at("action", "clean", "post", "twin_stranger"),
    ),
    (only_half_known, "a proposal out of nothing", lambda data: blank(data, "typo", "name_only")),
    (
        only_half_known,
        "a clean payment that is only proposed",
        lambda data: of(data, "clean", "")[1].update(action="propose"),
    ),
    (nobody_can_know, "a stranger who names number and payer", lambda data: tell(data, "nobody")),
    (nobody_can_know, "a surname that says which of the two", lambda data: tell(data, "two_of_a_surname")),
]
