#!/usr/bin/env python3
"""Checks PDF files with Debian's qpdf and poppler-utils: sound structure, embedded fonts, readable text.

    pdf_text.py FILE… [--contains TEXT]… [--pages N]
    pdf_text.py --self-test

Text is compared with every run of white space as one blank, so that a line break does not hide a sentence.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from report import Report


def run(*command):
    """Exit code and output of a program that reads nothing from us."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    return done.returncode, done.stdout + done.stderr


def structure_complaints(path):
    code, output = run("qpdf", "--check", str(path))
    return [] if code == 0 else output.splitlines()[-5:]


def font_complaints(path):
    """A document that leaves the house looks the same everywhere only when it carries its fonts."""
    code, output = run("pdffonts", str(path))
    if code:
        return output.splitlines()
    # The columns from the right: object number (two words), uni, sub, emb.
    fonts = [line.split() for line in output.splitlines()[2:] if line.strip()]
    if not fonts:
        return ["no font, so no text that can be searched or read aloud"]
    return [f"{font[0]} is not embedded" for font in fonts if font[-5] != "yes"]


def words_of(text):
    return " ".join(text.split())


def text_of(path):
    code, output = run("pdftotext", "-layout", str(path), "-")
    return words_of(output) if code == 0 else ""


def page_count(path):
    _, output = run("pdfinfo", str(path))
    lines = [line.split() for line in output.splitlines() if line.startswith("Pages:")]
    return int(lines[0][1]) if lines else 0


def examine(path, contains=(), pages=None):
    """Every check of one file, as pairs of a short name and what is wrong."""
    text = text_of(path)
    found = [
        ("has a sound structure", structure_complaints(path)),
        ("carries its fonts", font_complaints(path)),
        ("has text", [] if text else ["pdftotext found none"]),
        ("has a glyph for every letter", ["replacement letters in the text"] if "\ufffd" in text else []),
    ]
    for sentence in contains:
        missing = [] if words_of(sentence) in text else [f"not in: {text[:400]}"]
        found.append((f"says “{sentence}”", missing))
    if pages is not None:
        count = page_count(path)
        found.append((f"has {pages} pages", [] if count == pages else [f"it has {count}"]))
    return found


def tiny_pdf():
    """A PDF written by hand, whose one font is not embedded."""
    content = b"BT /F1 12 Tf 72 720 Td (Rechnung 2026-0001) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (table, len(out))


def self_test(report):
    def verdicts(data, **wishes):
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(data)
            file.flush()
            return {name: complaints for name, complaints in examine(Path(file.name), **wishes)}

    whole = verdicts(tiny_pdf(), contains=["Rechnung 2026-0001", "Rechnung 2026-0002"], pages=1)
    for name in ("has a sound structure", "has text", "says “Rechnung 2026-0001”", "has 1 pages"):
        report.check(f"self-test: a small PDF {name}", whole[name])
    for name in ("carries its fonts", "says “Rechnung 2026-0002”"):
        report.check(f"self-test: a small PDF does not pass as one that {name}", [] if whole[name] else ["it passed"])
    broken = verdicts(tiny_pdf()[:300])
    report.check("self-test: a PDF that is cut off is refused", [] if broken["has a sound structure"] else ["it passed"])


def main(arguments):
    report, files, contains, pages = Report(), [], [], None
    if arguments == ["--self-test"]:
        self_test(report)
        report.close()
    while arguments:
        word = arguments.pop(0)
        if word == "--contains":
            contains.append(arguments.pop(0))
        elif word == "--pages":
            pages = int(arguments.pop(0))
        else:
            files.append(Path(word))
    if not files:
        raise SystemExit(__doc__)
    for path in files:
        for name, complaints in examine(path, contains, pages):
            report.check(f"{path.name} {name}", complaints)
    report.close()


if __name__ == "__main__":
    main(sys.argv[1:])
