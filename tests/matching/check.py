#!/usr/bin/env python3
"""Judges the matching test itself: that the kept files are what make.py writes, and that their truth can be true.

Afterwards mistakes are planted in copies, so that a check which can no longer fail is found out.

    check.py             judges the kept files
    check.py FOLDER      judges those that make.py has written there with another seed
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "validators"))

from judge import self_test
from knowable import evidence_there, nobody_can_know, only_half_known
from planted import MISTAKES
from report import Report
from rules import (
    FILES,
    Data,
    actions_fit,
    bank_days_kept,
    debits_sensible,
    hand_is_there,
    ibans_valid,
    numbers_once,
    orders_held,
    shares_hold,
    small_enough,
    sums_agree,
    told_in_readme,
    well_formed,
    written_by_make,
)

CHECKS = [
    ("the kept files are what make.py writes", written_by_make),
    ("the README tells their SHA-256", told_in_readme),
    ("together they stay small", small_enough),
    ("the shares are those agreed", shares_hold),
    ("rows are well formed", well_formed),
    ("what was written by hand is among them", hand_is_there),
    ("no number is given twice", numbers_once),
    ("every IBAN has its check digits", ibans_valid),
    ("banks are closed when they are", bank_days_kept),
    ("debits come back as they do", debits_sensible),
    ("the amounts of the truth add up", sums_agree),
    ("only the named kinds wait or are proposed", actions_fit),
    ("orders without their money are held", orders_held),
    ("whatever may be posted can be known", evidence_there),
    ("what is proposed is known by half", only_half_known),
    ("what has to wait cannot be known", nobody_can_know),
]


def main():
    report = Report()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    files = {name: (folder / name).read_bytes() for name in FILES}
    data = Data(files)
    for sentence, check in CHECKS:
        if folder == HERE or check not in (written_by_make, told_in_readme):
            report.check(f"matching: {sentence}", check(data))
    for check, mistake, plant in MISTAKES if folder == HERE else []:
        spoilt = Data(dict(files))
        plant(spoilt)
        report.check(f"matching: found when planted: {mistake}", [] if check(spoilt) else ["nobody complains"])
    report.check("matching: the judge of answers finds what is planted in them", self_test(data))
    report.close()


if __name__ == "__main__":
    main()
