#!/usr/bin/env python3
"""Judges the table of the sixty invoices (tests/data/sixty.toml), and whether what was written says what stands in it.

    sixty.py                   the table adds up, and no case is missing
    sixty.py --written FOLDER  each row is there in every format, with the figures of the table

Afterwards mistakes are planted in copies, so that a check which can no longer fail is found out. Figures are computed
in fractions, which know no rounding but the one that is asked for.
"""

import copy
import io
import sys
import tomllib
from fractions import Fraction
from pathlib import Path

from lxml import etree
from pypdf import PdfReader

import pdfa
import sums
from report import Report

TABLE = Path(__file__).resolve().parents[1] / "data" / "sixty.toml"
CODES = {"invoice": "380", "partial": "326", "down_payment": "386", "final": "380", "credit_note": "381", "credit_by_hand": "381",
         "cancellation": "384", "self_billed": "389", "self_billed_correction": "389"}
FORMATS = {"zugferd", "xrechnung-ubl", "xrechnung-cii", "ebinterface"}
WITHOUT_VAT = {"E", "AE", "K", "G", "O"}
CODED_REASONS = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G", "O": "VATEX-EU-O"}
SALE = ["invoice", "partial", "final", "credit_note"]
# Those that take something back of another document, and the other kinds that are issued by hand.
BACK = ["credit_note", "credit_by_hand", "cancellation"]
BY_HAND = ["down_payment", "credit_by_hand", "cancellation"]
# Every case that the table has to hold: how it is taxed, who buys, and in which documents.
CASES = [
    ("home", ["AT private", "AT firm"], SALE + BY_HAND),
    ("oss", ["DE private", "IT private"], SALE + BY_HAND),
    ("below_threshold", ["DE private", "IT private"], ["invoice"]),
    ("below_threshold", ["DE private"], ["credit_note"]),
    ("below_threshold", ["IT private"], ["cancellation"]),
    ("intra_eu", ["DE firm", "IT firm"], SALE + BY_HAND),
    ("number_missing", ["DE firm", "IT firm"], ["invoice"]),
    ("number_wrong", ["DE firm", "IT firm"], ["invoice"]),
    ("service_reverse_charge", ["DE firm", "IT firm"], ["invoice", "credit_note", "cancellation"]),
    ("service_reverse_charge", ["DE firm"], ["down_payment"]),
    ("service_reverse_charge", ["IT firm"], ["partial", "final"]),
    ("export", ["CH private", "CH firm"], SALE + ["credit_by_hand", "cancellation"]),
    ("export", ["CH private"], ["down_payment"]),
    ("small_business", ["AT private", "DE firm", "IT private", "CH firm"], ["invoice", "credit_note"]),
    ("small_business", ["AT private", "CH firm"], ["partial", "final", "cancellation"]),
    ("small_business", ["DE firm"], ["down_payment", "cancellation"]),
    ("small_business", ["IT private"], ["credit_by_hand"]),
]
SPECIAL = ["deposit", "free-line", "shipping", "skonto", "prepaid", "negative-line"]
PARTNERS = {"AT partner", "AT partner small", "DE partner", "IT partner", "CH partner"}


def cents(amount):
    """Rounded to whole cents, half away from zero."""
    size = (abs(amount) * 200 + 1) // 2
    return Fraction(size if amount >= 0 else -size, 100)


def of(text):
    return Fraction(text)


def written_right(table):
    """Amounts have two digits behind the point, and no nothing below zero."""
    wrong = []
    for row in table["invoice"] + table["rounding"]:
        texts = [row[key] for key in ("net", "vat", "gross", "prepaid", "due")]
        texts += [line["net"] for line in row["lines"]] + [tax[key] for tax in row["taxes"] for key in ("base", "vat")]
        wrong += [f"{row['name']}: {text}" for text in texts if text[-3:-2] != "." or text == "-0.00"]
    return wrong


def adds_up(table):
    """Line nets rounded to cents, VAT once for each category and rate on the sum, and all totals from these."""
    wrong = []
    for row in table["invoice"] + table["rounding"]:
        def compare(what, says, ought):
            if of(says) != ought:
                wrong.append(f"{row['name']}: {what} is {says} and ought to be {float_free(ought)}")

        bases = {}
        for line in row["lines"]:
            compare(f"the net of {line['name']}", line["net"], cents(of(line["quantity"]) * of(line["price"])))
            key = (line["category"], line["country"], line["rate"])
            bases[key] = bases.get(key, 0) + of(line["net"]) * line.get("times", 1)
        told = {(tax["category"], tax["country"], tax["rate"]): tax for tax in row["taxes"]}
        if set(told) != set(bases) or len(told) != len(row["taxes"]):
            wrong.append(f"{row['name']}: the taxes are not those of the lines")
            continue
        for key, tax in told.items():
            compare(f"the base of {' '.join(key)}", tax["base"], bases[key])
            compare(f"the VAT of {' '.join(key)}", tax["vat"], cents(bases[key] * of(key[2]) / 100))
        compare("the net", row["net"], sum(bases.values()))
        compare("the VAT", row["vat"], sum(of(tax["vat"]) for tax in row["taxes"]))
        compare("the gross", row["gross"], of(row["net"]) + of(row["vat"]))
        compare("the amount due", row["due"], of(row["gross"]) - of(row["prepaid"]))
        if "skonto" in row:
            compare("the Skonto", row["skonto"]["amount"], cents(of(row["due"]) * of(row["skonto"]["percent"]) / 100))
    return wrong


def float_free(amount):
    """A fraction of cents as text."""
    size = abs(int(amount * 100))
    return f"{'-' if amount < 0 else ''}{size // 100}.{size % 100:02}"


def is_whole(table):
    """Every case of the plan is there, and each name once."""
    rows, wrong = table["invoice"], []
    names = [row["name"] for row in table["invoice"] + table["rounding"] + table["parts"]]
    wrong += [f"{name} stands twice" for name in sorted(set(names)) if names.count(name) > 1]
    there = {(row["treatment"], row["buyer"], row["kind"]) for row in rows}
    wrong += [f"no {kind} to {buyer}, {treatment}" for treatment, buyers, kinds in CASES for buyer in buyers for kind in kinds
              if (treatment, buyer, kind) not in there]
    wrong += [f"no {name}-{country}-firm" for name in SPECIAL for country in ("at", "de") if f"{name}-{country}-firm" not in names]
    for partner in sorted(PARTNERS):
        wrong += [f"no {kind} of {partner}" for kind in ("self_billed", "self_billed_correction")
                  if not any(row["seller"] == partner and row["kind"] == kind for row in rows)]
    if not any(row["kind"] == "self_billed" and of(row["gross"]) < 0 for row in rows):
        wrong.append("no month below zero")
    return wrong


def taxed_right(table):
    """What EN 16931 asks of categories: rate, reason, and which may stand together."""
    wrong = []
    for row in table["invoice"]:
        categories = {line["category"] for line in row["lines"]}
        for line in row["lines"]:
            if (line["category"] in WITHOUT_VAT) != (line["rate"] == "0"):
                wrong.append(f"{row['name']}: category {line['category']} at {line['rate']} per cent")
            if of(line["price"]) < 0:
                wrong.append(f"{row['name']}: a price below zero (BR-27)")
        if "O" in categories and len(categories) > 1:
            wrong.append(f"{row['name']}: category O beside others (BR-O-11)")
        coded = {CODED_REASONS[category] for category in categories & set(CODED_REASONS)}
        if coded != ({row["reason_code"]} if "reason_code" in row else set()):
            wrong.append(f"{row['name']}: reason {row.get('reason_code')} for {', '.join(sorted(categories))}")
        if ("E" in categories) != ("reason" in row):
            wrong.append(f"{row['name']}: category E without its reason, or a reason without it (BR-E-10)")
        if row["kind"] not in CODES or row["code"] != CODES[row["kind"]]:
            wrong.append(f"{row['name']}: kind {row['kind']} with code {row['code']}")
        if not row["source"] or not set(row["formats"]) <= FORMATS or "zugferd" not in row["formats"]:
            wrong.append(f"{row['name']}: formats {row['formats']}, source {row['source']!r}")
    return wrong


def refers_right(table):
    """Documents that follow another one fit to it."""
    rows, wrong = {row["name"]: row for row in table["invoice"]}, []
    for row in rows.values():
        first = rows.get(row.get("refers_to"))
        if (row["kind"] in ("final", "self_billed_correction", *BACK)) != (first is not None):
            wrong.append(f"{row['name']}: refers to {row.get('refers_to')}")
        elif row["kind"] == "final" and row["prepaid"] != first["gross"]:
            wrong.append(f"{row['name']}: {row['prepaid']} is set off, and what was charged before came to {first['gross']}")
        elif row["kind"] in ("credit_note", "credit_by_hand") and not 0 < of(row["gross"]) <= of(first["gross"]):
            wrong.append(f"{row['name']}: {row['gross']} is credited of {first['gross']}")
        elif row["kind"] == "cancellation" and of(row["gross"]) != -of(first["gross"]):
            wrong.append(f"{row['name']}: {row['gross']} takes back {first['gross']}")
    return wrong


def gross_prices_right(table):
    """From a gross price to a net in cents, to its VAT, and what is left over."""
    wrong = []
    for row in table["gross_price"]:
        price, rate = of(row["gross_price"]), of(row["rate"]) / 100
        net = cents(price / (1 + rate))
        ought = [net, cents(net * rate), net + cents(net * rate), price - net - cents(net * rate)]
        says = [of(row[key]) for key in ("net", "vat", "gross", "rounding")]
        if says != ought:
            wrong.append(f"{row['country']}: {', '.join(map(float_free, ought))} are right")
    return wrong


def parts_right(table):
    wrong = []
    for row in table["parts"]:
        net = cents(row["pieces"] * of(row["price"]))
        vat = cents(net * of(row["rate"]) / 100)
        if [of(row[key]) for key in ("net", "vat", "gross")] != [net, vat, net + vat]:
            wrong.append(f"{row['name']}: {float_free(net)}, {float_free(vat)}, {float_free(net + vat)} are right")
    return wrong


CHECKS = [
    ("amounts are written in cents", written_right),
    ("every invoice adds up", adds_up),
    ("every case is there", is_whole),
    ("categories have their rates and reasons", taxed_right),
    ("documents fit those they refer to", refers_right),
    ("gross prices come to what they have to", gross_prices_right),
    ("an invoice in parts adds up", parts_right),
]


def row_of(table, name):
    return next(row for row in table["invoice"] if row["name"] == name)


# A mistake, what it does to a copy of the table, and the check that has to find it.
MISTAKES = [
    ("a VAT that is one cent off", lambda t: row_of(t, "home-at-private-invoice")["taxes"][2].update(vat="0.50"), adds_up),
    ("a line that its price does not give", lambda t: row_of(t, "oss-it-private-invoice")["lines"][0].update(net="37.48"), adds_up),
    ("VAT rounded by line", lambda t: t["rounding"][1]["taxes"][0].update(vat="0.00"), adds_up),
    ("a Skonto of the net", lambda t: row_of(t, "skonto-at-firm")["skonto"].update(amount="6.27"), adds_up),
    ("two taxes that became one", lambda t: row_of(t, "home-at-firm-invoice")["taxes"].pop(), adds_up),
    ("a prepayment that is not taken off", lambda t: row_of(t, "prepaid-at-firm").update(due=row_of(t, "prepaid-at-firm")["gross"]), adds_up),
    ("an amount without cents", lambda t: row_of(t, "export-ch-firm-invoice").update(vat="0"), written_right),
    ("an invoice that is missing", lambda t: t["invoice"].remove(row_of(t, "intra-eu-it-firm-partial")), is_whole),
    ("a name that stands twice", lambda t: t["rounding"].append(t["rounding"][0]), is_whole),
    ("a rate where none is", lambda t: row_of(t, "export-ch-firm-invoice")["lines"][0].update(rate="20"), taxed_right),
    ("no reason of an exemption", lambda t: row_of(t, "small-business-at-private-invoice").pop("reason"), taxed_right),
    ("the reason of another category", lambda t: row_of(t, "export-ch-firm-invoice").update(reason_code="VATEX-EU-IC"), taxed_right),
    ("a deposit in category O", lambda t: row_of(t, "deposit-at-firm")["lines"][1].update(category="O"), taxed_right),
    ("the code of another kind", lambda t: row_of(t, "self-billed-at-regular").update(code="380"), taxed_right),
    ("a part invoice that is not set off", lambda t: row_of(t, "home-at-firm-final").update(prepaid="0.00"), refers_right),
    ("a credit note of nothing", lambda t: row_of(t, "oss-de-private-credit-note").pop("refers_to"), refers_right),
    ("a cancellation of half", lambda t: row_of(t, "home-at-firm-cancellation").update(gross="-1.00"), refers_right),
    ("a gross price that is bent", lambda t: t["gross_price"][0].update(rounding="0.00"), gross_prices_right),
    ("parts that were rounded singly", lambda t: t["parts"][0].update(net="23.38"), parts_right),
]


# What is not written yet, and why.
NOT_WRITTEN = {"deposit-at-firm": "no document of ours has lines without VAT beside lines with it"}
NOT_OURS = "documents of the partners are not written yet"
# XRechnung has no code for money in advance (BR-DE-17).
CODE_IN_XRECHNUNG = {"386": "326"}


def root_of(path):
    data = path.read_bytes()
    if path.suffix == ".pdf":
        [data] = [inside for name, inside in pdfa.attached_files(PdfReader(io.BytesIO(data))) if name in pdfa.INVOICE_FILES]
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def texts(root, path):
    return {element.text.strip() for element in sums.parts(root, path)}


def differences(row, root, is_german):
    """Where a file of EN 16931 does not say what its row says."""
    is_cii = etree.QName(root).localname == "CrossIndustryInvoice"
    _, _, groups, told = (sums.read_cii if is_cii else sums.read_ubl)(root)
    wrong = []

    def compare(what, says, ought):
        if says != ought:
            wrong.append(f"{what} is {says} and ought to be {ought}")

    for name, key in [("the net", "net"), ("the VAT", "vat"), ("the gross", "gross"), ("prepaid", "prepaid"), ("the amount due", "due")]:
        compare(name, Fraction(told[name]), of(row[key]))
    figures = {(category, Fraction(rate)): (Fraction(base), Fraction(tax)) for (category, rate), (base, tax) in groups.items()}
    compare("the VAT by rate", figures, {(tax["category"], of(tax["rate"])): (of(tax["base"]), of(tax["vat"])) for tax in row["taxes"]})
    code = CODE_IN_XRECHNUNG.get(row["code"], row["code"]) if is_german else row["code"]
    settled = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement"
    codes = ["ExchangedDocument/TypeCode"] if is_cii else ["InvoiceTypeCode", "CreditNoteTypeCode"]
    compare("the kind", set().union(*(texts(root, path) for path in codes)), {code})
    reasons = f"{settled}/ApplicableTradeTax/ExemptionReasonCode" if is_cii else "TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReasonCode"
    compare("the reason", texts(root, reasons), {row["reason_code"]} if "reason_code" in row else set())
    before = f"{settled}/InvoiceReferencedDocument/IssuerAssignedID" if is_cii else "BillingReference/InvoiceDocumentReference/ID"
    compare("the number of documents that it refers to", len(texts(root, before)), 1 if "refers_to" in row else 0)
    return wrong


def austrian_differences(row, root):
    """ebInterface takes back with positive amounts."""
    sign = -1 if row["kind"] == "cancellation" else 1
    wrong = []
    for name, key in [("TotalGrossAmount", "gross"), ("PayableAmount", "due"), ("PrepaidAmount", "prepaid")]:
        says, ought = Fraction(sums.number(root, name, 0)), sign * of(row[key])
        if says != ought:
            wrong.append(f"{name} is {says} and ought to be {ought}")
    taxed = [sums.number(item, "TaxAmount") for item in sums.parts(root, "Tax/TaxItem")]
    if Fraction(sum(taxed)) != sign * of(row["vat"]):
        wrong.append(f"the VAT is {sum(taxed)} and ought to be {row['vat']}")
    return wrong


# A mistake in a row, which its files have to contradict.
BENT = [("net", "1.00"), ("vat", "1.00"), ("gross", "1.00"), ("prepaid", "1.00"), ("due", "1.00"), ("code", "389"),
        ("reason_code", "VATEX-EU-79-C"), ("refers_to", "home-at-private-invoice")]


def written(folder, table, report):
    for row in table["invoice"]:
        name = row["name"]
        if name in NOT_WRITTEN or row["treatment"] == "self_billed":
            report.skip(f"the sixty: {name} is written", NOT_WRITTEN.get(name, NOT_OURS))
            continue
        wrong = []
        for path in [folder / "zugferd" / f"{name}.pdf", *(folder / f"xrechnung-{syntax}" / f"{name}.xml" for syntax in ("ubl", "cii"))]:
            found = differences(row, root_of(path), path.suffix == ".xml") if path.exists() else ["it is not there"]
            wrong += [f"{path.parent.name}: {difference}" for difference in found]
        if "ebinterface" in row["formats"]:
            path = folder / "ebinterface" / f"{name}.xml"
            found = austrian_differences(row, root_of(path)) if path.exists() else ["it is not there"]
            wrong += [f"ebinterface: {difference}" for difference in found]
        report.check(f"the sixty: {name} is written with its figures", wrong)
    row = row_of(table, "home-at-firm-invoice")
    root = root_of(folder / "xrechnung-ubl" / f"{row['name']}.xml")
    for key, value in BENT:
        report.check(f"the sixty: another {key} than what is written is found", [] if differences({**row, key: value}, root, True) else ["it was not"])


def main():
    if sys.argv[1:2] == ["--written"]:
        report = Report()
        written(Path(sys.argv[2]), tomllib.loads(TABLE.read_text(encoding="utf-8")), report)
        report.close()
    table, report = tomllib.loads(TABLE.read_text(encoding="utf-8")), Report()
    for name, check in CHECKS:
        report.check(f"the sixty: {name}", check(table))
    for name, plant, check in MISTAKES:
        bent = copy.deepcopy(table)
        plant(bent)
        report.check(f"the sixty: {name} is found", [] if check(bent) else ["it was not"])
    report.close()


if __name__ == "__main__":
    main()
