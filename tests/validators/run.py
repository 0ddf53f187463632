#!/usr/bin/env python3
"""The stage `formats` of tests/run: first each validator proves that it can refuse, then it judges our own files.

KONTOR_BIN names the executable. The files come from the demo firm: what a page offers as a file, `kontor export` writes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from report import Report

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
VALIDATORS = ["sepa.py", "pdf_text.py", "pdfa.py", "einvoice.py", "ebinterface.py", "extf.py", "auditor.py", "smtp_sink.py", "bank.py"]
# The expected totals of the sixty invoices, which have to be right before anything is measured by them.
SIXTY = HERE / "sixty.py"
# The payments by which matching is measured have to be what was fixed before there was any.
MATCHING = ROOT / "tests/matching/check.py"

# Documents without VAT, as the rule tests keep them: the demo firm has none.
# Direct debits are not in the demo firm either.
WRITTEN = [("einvoice/*_ubl.xml", "einvoice.py"), ("einvoice/*_cii.xml", "einvoice.py"),
           ("einvoice/*ebinterface*.xml", "ebinterface.py"), ("sepa/*.xml", "sepa.py")]

MATCHING_JUDGE, MATCHING_MAKE = (ROOT / "tests/matching" / name for name in ("judge.py", "make.py"))
# Other worlds, in which nothing may be wrong either.
MATCHING_SEEDS = ["11", "12"]
# After so many lines the answers have to be the same, whatever comes later.
MATCHING_CUT = "700"

# What the executable is asked for, with its options, which files of the answer are looked at, and who judges them.
# Each row is exported once; a validator for another kind of file in the same folder is one more line.
EXPORTS = [
    (["invoices"], "**/*.pdf", ["pdf_text.py", "pdfa.py"]),
    (["einvoices", "--format", "zugferd"], "*.pdf", ["pdfa.py", "einvoice.py"]),
    (["einvoices", "--format", "xrechnung-ubl"], "*.xml", ["einvoice.py"]),
    (["einvoices", "--format", "xrechnung-cii"], "*.xml", ["einvoice.py"]),
    (["einvoices", "--format", "ebinterface"], "*.xml", ["ebinterface.py"]),
    (["sepa", "--again", "looked at by the tests"], "*.xml", ["sepa.py"]),
]
# The demo firm has thousands of documents; these many of each kind are judged, spread evenly over all.
FILES_MAX = 20


def run(*command, show=True):
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace")
    if show:
        print(done.stdout, end="", flush=True)
    return done


def adopt(report, done, name):
    """Adds the counts of another validator to ours; its own closing line is what we read them from."""
    words = (done.stdout.strip().splitlines() or [""])[-1].replace(",", "").split()
    if len(words) >= 4 and words[1] == "passed" and words[3] == "failed":
        report.passed += int(words[0])
        report.failed += int(words[2])
        report.skipped += int(words[4]) if len(words) >= 6 else 0
        return
    report.check(f"{name} ran to its end", [f"exit code {done.returncode}"] + done.stdout.splitlines()[-5:])


def judge(report, validator, *arguments):
    done = run(sys.executable, HERE / validator, *arguments, show=False)
    # All but the closing line, which would be counted twice.
    print("\n".join(done.stdout.rstrip().splitlines()[:-1]), flush=True)
    adopt(report, done, validator)


def spread(files):
    if len(files) <= FILES_MAX:
        return files
    return [files[i * (len(files) - 1) // (FILES_MAX - 1)] for i in range(FILES_MAX)]


def matching(report):
    """The answers of the matcher, written by a test of the binary, to the fixed world, to others, and to a part of it."""
    with tempfile.TemporaryDirectory() as out:
        fixed, part = Path(out) / "fixed", Path(out) / "part"
        others = [Path(out) / f"seed {seed}" for seed in MATCHING_SEEDS]
        for folder in [fixed, part, *others]:
            folder.mkdir()
        for name in ("parties", "items", "payments", "truth"):
            shutil.copy(ROOT / f"tests/matching/{name}.csv", fixed)
        made = [run(sys.executable, MATCHING_MAKE, folder, seed, show=False)
                for folder, seed in zip(others, MATCHING_SEEDS)]
        made.append(run(sys.executable, MATCHING_JUDGE, "--cut", MATCHING_CUT, part, show=False))
        # The truth of a line is read after the answer to it.
        shutil.copy(fixed / "truth.csv", part)
        os.environ["KONTOR_MATCHING"] = os.pathsep.join(map(str, [fixed, part, *others]))
        made.append(run("cargo", "test", "--locked", "--test", "all", "business::matching::world_is_answered", show=False))
        wrong = [line for done in made if done.returncode for line in done.stdout.splitlines()[-5:]]
        if not report.check("the matcher answers all lines of the worlds", wrong):
            return
        answers = lambda folder: folder / "ANSWERS.csv"
        for folder in [fixed, *others]:
            judged = run(sys.executable, MATCHING_JUDGE, answers(folder), folder, show=folder == fixed)
            report.check(f"bank lines are matched, and none is matched wrongly: {folder.name}",
                         judged.stdout.splitlines()[-12:] if judged.returncode else [])
        same = run(sys.executable, MATCHING_JUDGE, "--same", answers(part), answers(fixed), show=False)
        report.check("nothing is known of lines that are still to come",
                     same.stdout.splitlines()[-5:] if same.returncode else [])


def sixty(report):
    """The documents of the sixty, written by a test of the binary in every format, against the table and the rules."""
    with tempfile.TemporaryDirectory() as out:
        os.environ["KONTOR_SIXTY"] = out
        made = run("cargo", "test", "--locked", "--test", "all", "exchange::sixty::the_sixty_are_written", show=False)
        if not report.check("the sixty are written", made.stdout.splitlines()[-5:] if made.returncode else []):
            return
        judge(report, "sixty.py", "--written", out)
        files = sorted(Path(out).glob("*/*.*"))
        papers = [path for path in files if path.suffix == ".pdf"]
        austrian = [path for path in files if path.parent.name == "ebinterface"]
        judge(report, "pdfa.py", *papers)
        judge(report, "ebinterface.py", *austrian)
        judge(report, "einvoice.py", *(path for path in files if path not in austrian))


def self_billed(report):
    """Self-billing credit notes of every status, which the demo firm has none of, as a test of the binary writes them."""
    with tempfile.TemporaryDirectory() as out:
        os.environ["KONTOR_PRINTED"] = out
        done = run("cargo", "test", "--locked", "--test", "all", "exchange::self_billed", show=False)
        del os.environ["KONTOR_PRINTED"]
        files = sorted(Path(out).glob("self_billed_*.pdf"))
        wrong = done.stdout.splitlines()[-5:] if done.returncode else [] if len(files) >= 16 else [f"{len(files)} files"]
        if report.check("self-billing credit notes of every status are printed", wrong):
            for validator in ("pdfa.py", "einvoice.py"):
                judge(report, validator, *files)


def books(report, folder):
    """What the tax adviser gets, once the demo firm has changed to DATEV, and what an auditor gets of one of its months."""
    with tempfile.TemporaryDirectory() as copies:
        copy, out, audit = (Path(copies) / name for name in ("data", "datev", "audit"))
        shutil.copytree(folder, copy)
        os.environ["KONTOR_BOOKS"] = str(copy)
        made = [run("cargo", "test", "--locked", "--test", "all", "app::books::a_firm_changes_to_datev", show=False),
                run(os.environ["KONTOR_BIN"], "export", "datev", "--data", copy, "--out", out, show=False)]
        files = sorted(out.glob("EXTF_*.csv"))
        wrong = [line for done in made if done.returncode for line in done.stdout.splitlines()[-5:]]
        if not report.check("kontor export datev writes files", wrong or ([] if files else ["none"])):
            return
        judge(report, "extf.py", *files)
        # A month in the middle, of which everything is there.
        batches = [file.stem for file in files if "Buchungsstapel" in file.stem]
        month = batches[len(batches) // 2].rsplit("_", 1)[1]
        done = run(os.environ["KONTOR_BIN"], "export", "auditor", "--period", month, "--data", copy, "--out", audit, show=False)
        if report.check("kontor export auditor writes a folder", done.stdout.splitlines()[-5:] if done.returncode else []):
            judge(report, "auditor.py", audit / "index.xml")


def main():
    report = Report()
    for validator in VALIDATORS:
        judge(report, validator, "--self-test")
    judge(report, MATCHING)
    judge(report, SIXTY)
    sixty(report)
    matching(report)

    for pattern, validator in WRITTEN:
        judge(report, validator, *sorted((ROOT / "tests/exchange").glob(pattern)))

    self_billed(report)

    demo = run("node", ROOT / "tests/browser/demo.mjs", show=False)
    folder = (demo.stdout.strip().splitlines() or [""])[-1]
    if not report.check("the executable makes a demo data folder", demo.stdout.splitlines()[-5:] if demo.returncode else []):
        report.close()
    for words, pattern, validators in EXPORTS:
        with tempfile.TemporaryDirectory() as out, tempfile.TemporaryDirectory() as copies:
            # Handing out a payment file is recorded, and other tests use the same demo firm.
            copy = shutil.copytree(folder, Path(copies) / "data")
            done = run(os.environ["KONTOR_BIN"], "export", *words, "--data", copy, "--out", out, show=False)
            files = sorted(Path(out).glob(pattern))
            wrong = done.stdout.splitlines()[-5:] or [f"exit code {done.returncode}"] if done.returncode else []
            if not wrong and not files:
                wrong = [f"no file {pattern} was written"]
            if report.check(f"kontor export {' '.join(words)} writes files", wrong):
                for validator in validators:
                    judge(report, validator, *spread(files))
    books(report, folder)
    with tempfile.TemporaryDirectory() as copies:
        # What a bank writes comes in; other tests use the same demo firm.
        judge(report, "bank.py", shutil.copytree(folder, Path(copies) / "data"))
    report.close()


if __name__ == "__main__":
    main()
