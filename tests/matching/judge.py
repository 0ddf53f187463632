#!/usr/bin/env python3
"""Judges a matcher by its answers: prints the confusion table as Markdown, and fails when it is not good enough.

judge.py ANSWERS.csv [FOLDER]    the README says what stands in ANSWERS.csv; FOLDER holds another world of make.py
judge.py --cut LINES FOLDER      writes the world as it stood after so many lines into FOLDER, truth left out
judge.py --same A.csv B.csv      whether the answers of A are those with which B begins: nothing was known of later
judge.py --self-test             plants mistakes in perfect answers
"""

import csv
import io
import sys
from pathlib import Path

from rules import FILES, SHARES, Data, pairs, replay

HERE = Path(__file__).resolve().parent
COLUMNS = ["ref", "action", "clears", "skonto", "rest", "released"]
ACTIONS = ["post", "propose", "wait"]
# Of the lines that can be known, in percent.
BY_ITSELF = 95
SHOWN_MOST = 40


class Verdict:
    """What became of each line, and why the whole does not pass."""

    def __init__(self):
        self.of_class = {
            kind: dict.fromkeys(["lines", "known", "right", "wrong", "left", "first"], 0) for kind in SHARES
        }
        self.wrong, self.false_releases, self.complaints = [], [], []

    def sum(self, column):
        return sum(row[column] for row in self.of_class.values())

    def reasons(self):
        reasons = list(self.complaints)
        if self.sum("right") * 100 < self.sum("known") * BY_ITSELF:
            reasons.append(f"fewer than {BY_ITSELF} % of what can be known are matched by itself")
        if self.wrong:
            reasons.append(f"{len(self.wrong)} are wrong")
        if self.false_releases:
            reasons.append(f"{len(self.false_releases)} orders are set free without their money")
        return reasons


def read_answers(content):
    reader = csv.DictReader(io.StringIO(content, newline=""))
    if reader.fieldnames != COLUMNS:
        raise SystemExit(f"the columns are {reader.fieldnames}, not {COLUMNS}")
    return list(reader)


def same(told, true):
    """Amounts in any order, but each once."""
    return sorted(pairs(told)) == sorted(pairs(true))


def well_told(answer, payment, item, party):
    """What is wrong with the form of an answer, in words."""
    if answer["action"] not in ACTIONS:
        return f"no such action as {answer['action']!r}"
    try:
        numbers = [number for column in ("clears", "skonto") for number, _ in pairs(answer[column])]
        owners = [owner for owner, _ in pairs(answer["rest"])]
    except ValueError:
        return "an amount that is none"
    numbers += answer["released"].split()
    if any(number not in item or item[number]["issued"] > payment["booked"] for number in numbers):
        return "a document that does not exist on this day"
    if any(owner not in party and owner != "bank" for owner in owners):
        return "a rest of nobody"
    return ""


def released_by(answer, item, books):
    """The orders that the program says it has set free, and those that its posting pays in full."""
    free = set(answer["released"].split())
    if answer["action"] == "post":
        taken = {}
        for number, cents in pairs(answer["clears"]) + pairs(answer["skonto"]):
            taken[number] = taken.get(number, 0) + cents
        free |= {n for n, cents in taken.items() if item[n]["kind"] == "order" and books[n] - cents <= 0}
    return sorted(free)


def judge(data, answers):
    verdict = Verdict()
    item, party = data.item(), data.party()
    refs = [truth["ref"] for truth in data.truth]
    if [answer["ref"] for answer in answers] != refs:
        verdict.complaints.append("the answers are not one to each line, in the order of the lines")
        return verdict
    for answer, (payment, truth, books) in zip(answers, replay(data)):
        bad = well_told(answer, payment, item, party)
        if bad:
            verdict.complaints.append(f"{truth['ref']}: {bad}")
            continue
        row = verdict.of_class[truth["class"]]
        agrees = all(same(answer[column], truth[column]) for column in ("clears", "skonto", "rest"))
        row["lines"] += 1
        row["known"] += truth["action"] == "post"
        if answer["action"] != "post":
            row["left"] += 1
            row["first"] += answer["action"] == "propose" and agrees and truth["action"] != "wait"
        elif truth["action"] == "post" and agrees:
            row["right"] += 1
        else:
            row["wrong"] += 1
            verdict.wrong.append(
                f"{truth['ref']} {truth['class']} {truth['trap']}: {answer['clears']} | {answer['skonto']} | "
                f"{answer['rest']}, and truth says {truth['action']} {truth['clears']} | {truth['skonto']} | {truth['rest']}"
            )
        # What stands open when truth has had its say; what is only proposed pays nothing before it is confirmed.
        paid = dict(pairs(truth["clears"])) if truth["action"] == "post" else {}
        for number in released_by(answer, item, books):
            if (
                item[number]["kind"] != "order"
                or answer["action"] != "post"
                or number in truth["hold"].split()
                or books[number] - paid.get(number, 0) > 0
            ):
                verdict.false_releases.append(f"{truth['ref']} {truth['class']} {truth['trap']}: {number}")
    return verdict


def percent(part, whole):
    """One digit after the point, never rounded up."""
    tenths = part * 1000 // whole if whole else 0
    return f"{tenths // 10}.{tenths % 10} %"


def table(verdict):
    lines = [
        "| class | lines | can be known | right | wrong | left | of these, truth proposed |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    columns = ["lines", "known", "right", "wrong", "left", "first"]
    for kind, row in verdict.of_class.items():
        lines.append(f"| `{kind}` | " + " | ".join(str(row[column]) for column in columns) + " |")
    lines.append("| all | " + " | ".join(str(verdict.sum(column)) for column in columns) + " |")
    right, known, total = verdict.sum("right"), verdict.sum("known"), verdict.sum("lines")
    lines += [
        "",
        f"Matched by itself: {right} of {known} that can be known, {percent(right, known)}; "
        f"of all {total} lines {percent(right, total)}, where {percent(known, total)} is the most that can be reached. "
        f"Wrong: {len(verdict.wrong)}. False releases: {len(verdict.false_releases)}.",
    ]
    return "\n".join(lines)


def load(folder):
    return Data({name: (folder / name).read_bytes() for name in FILES})


def cut(data, count, folder):
    """The world after so many lines: nothing that is issued or booked later."""
    last = data.payments[count - 1]["booked"]
    folder.mkdir(parents=True, exist_ok=True)
    rows = {
        "parties.csv": data.parties,
        "items.csv": [row for row in data.items if row["issued"] <= last],
        "payments.csv": data.payments[:count],
    }
    for name, kept in rows.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(kept[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)


def begins_with(short, long):
    return [f"{a['ref']} is answered in another way" for a, b in zip(short, long) if a != b] + (
        [] if len(short) <= len(long) else ["the short one is longer"]
    )


def perfect(data):
    """What a matcher would say that knows everything."""
    answers = []
    for truth in data.truth:
        told = {column: truth[column] for column in ("ref", "action", "clears", "skonto", "rest")}
        answers.append(dict(told, released=""))
    return answers


def planted(data):
    """Answers with one fault each, and whether they have to pass."""

    def at(wanted, **change):
        answers = perfect(data)
        for answer, truth in zip(answers, data.truth):
            if wanted(truth):
                answer.update({key: value(truth) if callable(value) else value for key, value in change.items()})
                return answers
        raise LookupError("nothing to plant a mistake in")

    def leave(share):
        answers, posted = perfect(data), [n for n, truth in enumerate(data.truth) if truth["action"] == "post"]
        for n in posted[: len(posted) * share // 100]:
            answers[n].update(action="wait", clears="", skonto="", rest="")
        return answers

    item = data.item()
    last = max(data.items, key=lambda row: row["issued"])["number"]
    of_order = lambda t: t["hold"] and t["action"] == "propose" and t["trap"] == "neighbour_number"
    return [
        ("answers that are all right", True, perfect(data)),
        ("five in a hundred left", True, leave(5)),
        ("six in a hundred left", False, leave(6)),
        (
            "amounts in another order",
            True,
            at(lambda t: t["class"] == "bundled", clears=lambda t: " ".join(t["clears"].split()[::-1])),
        ),
        (
            "a cent more",
            False,
            at(lambda t: t["class"] == "partial", clears=lambda t: t["clears"].split(":")[0] + ":1"),
        ),
        ("Skonto forgotten", False, at(lambda t: t["skonto"] and t["action"] == "post", skonto="")),
        (
            "a surplus credited to somebody else",
            False,
            at(
                lambda t: t["class"] == "over" and t["action"] == "post",
                rest=lambda t: data.parties[1]["party"] + ":" + t["rest"].split(":")[1],
            ),
        ),
        ("a surplus forgotten", False, at(lambda t: t["class"] == "over" and t["action"] == "post", rest="")),
        ("a proposal posted", False, at(lambda t: t["action"] == "propose" and t["clears"], action="post")),
        ("what has to wait posted", False, at(lambda t: t["action"] == "wait", action="post")),
        ("something else proposed", True, at(lambda t: t["action"] == "propose" and t["clears"], clears="")),
        ("an order set free by a proposal", False, at(of_order, released=lambda t: t["hold"].split()[0])),
        (
            "an order set free by its last part that is only proposed",
            False,
            at(
                lambda t: t["trap"] == "last_part" and t["clears"].startswith("B-"),
                action="propose",
                released=lambda t: t["clears"].split(":")[0],
            ),
        ),
        (
            "an order set free by its last part",
            True,
            at(
                lambda t: t["trap"] == "last_part" and t["clears"].startswith("B-"),
                released=lambda t: t["clears"].split(":")[0],
            ),
        ),
        (
            "an order set free by its first part",
            False,
            at(lambda t: t["trap"] == "first_part" and t["hold"], released=lambda t: t["hold"].split()[0]),
        ),
        (
            "the order of a neighbour posted",
            False,
            at(
                of_order,
                action="post",
                clears=lambda t: f"{t['hold'].split()[0]}:{item[t['hold'].split()[0]]['amount']}",
            ),
        ),
        ("a document of later", False, at(lambda t: t["action"] == "wait", action="propose", clears=f"{last}:1")),
        ("a line left out", False, perfect(data)[:-1]),
        ("two lines in another order", False, perfect(data)[1:2] + perfect(data)[:1] + perfect(data)[2:]),
        ("an action that is none", False, at(lambda t: True, action="book")),
    ]


def self_test(data):
    """For each planted fault whether the judge was right about it, in words."""
    complaints = []
    for sentence, passes, answers in planted(data):
        reasons = judge(data, answers).reasons()
        if passes != (not reasons):
            complaints.append(f"{sentence}: {reasons or 'nobody complains'}")
    whole = perfect(data)
    other = [dict(answer) for answer in whole]
    other[3]["action"] = "wait" if other[3]["action"] == "post" else "post"
    if begins_with(whole[:100], whole) or not begins_with(other[:100], whole):
        complaints.append("answers that change with what comes later are not told from others")
    return complaints


def main():
    words = sys.argv[1:]
    if words[:1] == ["--self-test"]:
        complaints = self_test(load(HERE))
        print("\n".join(complaints) or "the judge finds what was planted")
        sys.exit(1 if complaints else 0)
    if words[:1] == ["--cut"] and len(words) == 3:
        cut(load(HERE), int(words[1]), Path(words[2]))
        return
    if words[:1] == ["--same"] and len(words) == 3:
        short, long = [read_answers(Path(word).read_text(encoding="utf-8")) for word in words[1:]]
        complaints = begins_with(short, long)
        print("\n".join(complaints[:SHOWN_MOST]) or "the same as far as the first goes")
        sys.exit(1 if complaints else 0)
    if not 1 <= len(words) <= 2 or words[0].startswith("-"):
        sys.exit(__doc__)
    answers = read_answers(Path(words[0]).read_text(encoding="utf-8"))
    verdict = judge(load(Path(words[1]) if len(words) > 1 else HERE), answers)
    print(table(verdict))
    for title, found in [("Wrong", verdict.wrong), ("False releases", verdict.false_releases)]:
        if found:
            print(f"\n{title}:\n\n" + "\n".join(f"- {line}" for line in found[:SHOWN_MOST]))
    reasons = verdict.reasons()
    print(
        "\nPassed."
        if not reasons
        else "\nNot passed:\n\n" + "\n".join(f"- {reason}" for reason in reasons[:SHOWN_MOST])
    )
    sys.exit(1 if reasons else 0)


if __name__ == "__main__":
    main()
