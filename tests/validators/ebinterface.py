#!/usr/bin/env python3
"""Checks invoices in ebInterface 6.1, the Austrian format.

    ebinterface.py FILE…        one line a check, counts as the last line, exit code 1 when a check fails
    ebinterface.py --self-test  a good file passes, and each broken copy of it is refused by the check meant for it

Who judges: this script, by the public description of the format (ebinterface.at, „ebInterface 6.1“): which elements
stand where, which must, how many digits, and whether it adds up; and the official schema where it is at hand. That
states no licence and stands in no package registry, so it is not part of this project: EBINTERFACE_XSD names the file,
else ../shared/data/xsd/ebinterface/ebInterface6p1/Invoice.xsd is taken; only the bytes known by SHA-256 count.
"""

import hashlib
import os
import re
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lxml import etree

from extf import iban_is_right
from report import Report
from sums import number, parts, rounded

ROOT = Path(__file__).resolve().parents[2]
NAMESPACE = "http://www.ebinterface.at/schema/6p1/"
SCHEMA_SHA256 = "8c736ca0953c5b0128210bc75dfa1b8b96e9743e856b5d339eaf825c137fab7c"
KINDS = {"CreditMemo", "FinalSettlement", "Invoice", "InvoiceForAdvancePayment", "InvoiceForPartialDelivery", "SelfBilling",
         "SubsequentCredit", "SubsequentDebit"}
# UNTDID 5305, as far as EN 16931 takes it (BT-118), and AA for the lower rate, which ebInterface has beside them.
CATEGORIES = {"S", "AA", "Z", "E", "AE", "K", "G", "O", "L", "M"}
PARTY = "VATIdentificationNumber! FurtherIdentification* OrderReference? Address! Contact?"
# What may stand in an element, in this order: `!` once, `?` at most once, `*` any number, `+` at least once.
CHILDREN = {
    "Invoice": "InvoiceNumber! InvoiceDate! CancelledOriginalDocument? RelatedDocument* AdditionalInformation* "
               "CurrencyExchangeInformation? Delivery? Biller! InvoiceRecipient! OrderingParty? Details! "
               "ReductionAndSurchargeDetails? Tax! TotalGrossAmount! PrepaidAmount? RoundingAmount? PayableAmount! "
               "PaymentMethod? PaymentConditions? Comment? Extension?",
    "CancelledOriginalDocument": "InvoiceNumber! InvoiceDate! DocumentType? Comment?",
    "RelatedDocument": "InvoiceNumber! InvoiceDate? DocumentType? Comment? Extension?",
    "Biller": PARTY + " InvoiceRecipientsBillerID? Extension?",
    "InvoiceRecipient": PARTY + " BillersInvoiceRecipientID? AccountingArea? SubOrganizationID? Extension?",
    "Address": "AddressIdentifier* Name! TradingName? Street? POBox? Town! ZIP! Country! Phone* Email* AdditionalInformation*",
    "Contact": "Salutation? Name! Phone* Email* AdditionalInformation*",
    "OrderReference": "OrderID! ReferenceDate? Description?",
    "Details": "HeaderDescription? ItemList+ FooterDescription? BelowTheLineItem*",
    "ItemList": "HeaderDescription? ListLineItem+ FooterDescription?",
    "ListLineItem": "PositionNumber? Description+ ArticleNumber* Quantity! UnitPrice! "
                    "ReductionAndSurchargeListLineItemDetails? Delivery? BillersOrderReference? "
                    "InvoiceRecipientsOrderReference? Classification* AdditionalInformation* TaxItem! LineItemAmount! Extension?",
    "Reduction": "BaseAmount! Percentage? Amount? Comment? Classification? Extension? TaxItem!",
    "Surcharge": "BaseAmount! Percentage? Amount? Comment? Classification? Extension? TaxItem!",
    "Tax": "TaxItem* OtherTax* Extension?",
    "TaxItem": "TaxableAmount! TaxPercent! TaxAmount? AccountingCurrencyAmount? Comment? Extension?",
    "PaymentConditions": "DueDate? Discount* MinimumPayment? Comment? Extension?",
    "Discount": "PaymentDate! BaseAmount? Percentage? Amount? Comment?",
    "UniversalBankTransaction": "BeneficiaryAccount* PaymentReference?",
    "BeneficiaryAccount": "BankName? BankCode? BIC? BankAccountNr? IBAN? BankAccountOwner?",
}
DIGITS = {"Quantity": 4, "UnitPrice": 4} | dict.fromkeys(
    ["LineItemAmount", "TaxableAmount", "TaxAmount", "TotalGrossAmount", "PrepaidAmount", "RoundingAmount", "PayableAmount",
     "TaxPercent", "Amount", "BaseAmount", "Percentage"], 2)


def official_schema():
    """The schema of AUSTRIAPRO, or nothing where it is not at hand."""
    path = Path(os.environ.get("EBINTERFACE_XSD", ROOT.parent / "shared/data/xsd/ebinterface/ebInterface6p1/Invoice.xsd"))
    if not path.exists():
        return None
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SCHEMA_SHA256:
        raise SystemExit(f"{path} is not the schema of ebInterface 6.1 that is known here.")
    return etree.XMLSchema(etree.fromstring(data))


def name_of(element):
    return etree.QName(element).localname


def elements(root):
    """All elements of the format itself; what an extension holds is its own affair."""
    return [element for element in root.iter(f"{{{NAMESPACE}}}*")]


def order_complaints(root):
    complaints = []
    for element in elements(root):
        rule = CHILDREN.get(name_of(element))
        if rule is None:
            continue
        names = [name_of(child) for child in element if isinstance(child.tag, str)]
        pattern = "".join(f"(?:{word[:-1]},){'' if word[-1] == '!' else word[-1]}" for word in rule.split())
        if not re.fullmatch(pattern, "".join(f"{name}," for name in names)):
            complaints.append(f"line {element.sourceline}: {name_of(element)} holds {', '.join(names) or 'nothing'}, and ought to: {rule}")
    return complaints


def value_complaints(root):
    complaints = []
    if root.get("DocumentType") not in KINDS:
        complaints.append(f"DocumentType {root.get('DocumentType')!r}")
    if not re.fullmatch(r"[A-Z]{3}", root.get("InvoiceCurrency") or ""):
        complaints.append(f"InvoiceCurrency {root.get('InvoiceCurrency')!r}")
    if not root.get("GeneratingSystem"):
        complaints.append("no GeneratingSystem")
    for element in elements(root):
        name, where, text = name_of(element), f"line {element.sourceline}", (element.text or "").strip()
        digits = DIGITS.get(name)
        if digits is not None and not re.fullmatch(rf"-?\d+(\.\d{{1,{digits}}})?", text):
            complaints.append(f"{where}: {name} {text!r} is no number with at most {digits} digits behind the point")
        if name == "TaxPercent" and element.get("TaxCategoryCode") not in CATEGORIES:
            complaints.append(f"{where}: TaxCategoryCode {element.get('TaxCategoryCode')!r}")
        if name == "TaxPercent" and element.get("TaxCategoryCode") in {"E", "AE", "K", "G", "O", "Z"} and Decimal(text or 1) != 0:
            complaints.append(f"{where}: {text} per cent in category {element.get('TaxCategoryCode')}")
        if name == "Quantity" and not element.get("Unit"):
            complaints.append(f"{where}: Quantity without Unit")
        if name == "Country" and not re.fullmatch(r"[A-Z]{2}", element.get("CountryCode") or ""):
            complaints.append(f"{where}: CountryCode {element.get('CountryCode')!r}")
        if name == "IBAN" and not iban_is_right(text):
            complaints.append(f"{where}: IBAN {text!r}")
        if name in ("InvoiceDate", "DueDate", "PaymentDate") and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            complaints.append(f"{where}: {name} {text!r}")
        if name in ("InvoiceNumber", "Name", "Town", "ZIP", "Description") and not text:
            complaints.append(f"{where}: {name} is empty")
    return complaints


def rate_of(element):
    """Category and rate of a tax item."""
    [percent] = parts(element, "TaxPercent")
    return percent.get("TaxCategoryCode"), Decimal(percent.text.strip())


def sum_complaints(root):
    """Every figure follows from those above it: lines, bases, VAT once a category and rate, gross, amount to pay."""
    wrong, bases, net = [], {}, Decimal(0)

    def compare(name, says, ought):
        if says != ought:
            wrong.append(f"{name} is {says} and ought to be {ought}")

    def add(element, amount):
        key = rate_of(parts(element, "TaxItem")[0])
        bases[key] = bases.get(key, Decimal(0)) + amount

    for i, line in enumerate(parts(root, "Details/ItemList/ListLineItem"), 1):
        [price] = parts(line, "UnitPrice")
        value = number(line, "Quantity") * Decimal(price.text) / Decimal(price.get("BaseQuantity", "1"))
        for side, name in ((-1, "ReductionListLineItem"), (1, "SurchargeListLineItem")):
            value += side * sum((change_of(change) for change in parts(line, f"ReductionAndSurchargeListLineItemDetails/{name}")), Decimal(0))
        amount = number(line, "LineItemAmount")
        compare(f"the amount of line {i}", amount, rounded(value))
        compare(f"the base of line {i}", number(line, "TaxItem/TaxableAmount"), amount)
        add(line, amount)
        net += amount
    for side, name in ((-1, "Reduction"), (1, "Surcharge")):
        for change in parts(root, f"ReductionAndSurchargeDetails/{name}"):
            add(change, side * change_of(change))
            net += side * change_of(change)
    tax = Decimal(0)
    told = {rate_of(item): item for item in parts(root, "Tax/TaxItem")}
    for key in sorted(set(bases) | set(told)):
        name = f"{key[0]} {key[1]} %"
        item = told.get(key)
        if item is None:
            wrong.append(f"no TaxItem for {name}")
            continue
        amount = number(item, "TaxAmount", Decimal(0))
        compare(f"the base of {name}", number(item, "TaxableAmount"), bases.get(key, Decimal(0)))
        compare(f"the VAT of {name}", amount, rounded(number(item, "TaxableAmount") * key[1] / 100))
        tax += amount
    compare("the gross", number(root, "TotalGrossAmount"), net + tax)
    below = sum((number(item, "LineItemAmount") for item in parts(root, "Details/BelowTheLineItem")), Decimal(0))
    compare("the amount to pay", number(root, "PayableAmount"), number(root, "TotalGrossAmount") + below
            - number(root, "PrepaidAmount", Decimal(0)) + number(root, "RoundingAmount", Decimal(0)))
    return wrong


def change_of(change):
    """What a reduction or surcharge comes to: its amount, else its share of the base."""
    amount = number(change, "Amount")
    return amount if amount is not None else rounded(number(change, "BaseAmount") * number(change, "Percentage") / 100)


OFFICIAL = "fits the schema of ebInterface 6.1"
READ, ORDER, VALUES, SUMS = "is well-formed XML", "has what ebInterface asks, in its order", "has only right values", "adds up to the cent"


def examine(data, schema):
    """Every check of one file, as pairs of a short name and what is wrong."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [(READ, [error])]
    if root.getroottree().docinfo.doctype:
        return [(READ, ["it has a DOCTYPE, which no invoice may have"])]
    if root.tag != f"{{{NAMESPACE}}}Invoice":
        return [("is an invoice in ebInterface 6.1", [f"root {root.tag}"])]
    found = []
    if schema is not None:
        fits = schema.validate(root)
        found.append((OFFICIAL, [] if fits else [f"line {fault.line}: {fault.message}" for fault in schema.error_log]))
    found += [(ORDER, order_complaints(root)), (VALUES, value_complaints(root))]
    try:
        found.append((SUMS, sum_complaints(root)))
    except (InvalidOperation, TypeError, ValueError, IndexError, AttributeError) as error:
        found.append((SUMS, [f"cannot be added up: {error!r}"]))
    return found


GOOD = f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="{NAMESPACE}" GeneratingSystem="Kontor" DocumentType="Invoice" InvoiceCurrency="EUR" Language="de">
<InvoiceNumber>R-2026-00001</InvoiceNumber><InvoiceDate>2026-11-23</InvoiceDate>
<Delivery><Date>2026-11-20</Date></Delivery>
<Biller><VATIdentificationNumber>ATU12345675</VATIdentificationNumber><Address><Name>Probefirma GmbH</Name><Street>Ringstraße 4</Street><Town>Wien</Town><ZIP>1010</ZIP><Country CountryCode="AT">Österreich</Country></Address></Biller>
<InvoiceRecipient><VATIdentificationNumber>ATU87654321</VATIdentificationNumber><OrderReference><OrderID>4711</OrderID></OrderReference>
<Address><Name>Kundin AG</Name><Street>Hauptplatz 1</Street><Town>Graz</Town><ZIP>8010</ZIP><Country CountryCode="AT">Österreich</Country></Address></InvoiceRecipient>
<Details><ItemList>
<ListLineItem><PositionNumber>1</PositionNumber><Description>Tee</Description><Quantity Unit="C62">3</Quantity><UnitPrice>3.335</UnitPrice>
<TaxItem><TaxableAmount>10.01</TaxableAmount><TaxPercent TaxCategoryCode="S">20</TaxPercent></TaxItem><LineItemAmount>10.01</LineItemAmount></ListLineItem>
<ListLineItem><PositionNumber>2</PositionNumber><Description>Brot</Description><Quantity Unit="C62">5</Quantity><UnitPrice>2.50</UnitPrice>
<TaxItem><TaxableAmount>12.50</TaxableAmount><TaxPercent TaxCategoryCode="AA">10</TaxPercent></TaxItem><LineItemAmount>12.50</LineItemAmount></ListLineItem>
</ItemList></Details>
<Tax><TaxItem><TaxableAmount>10.01</TaxableAmount><TaxPercent TaxCategoryCode="S">20</TaxPercent><TaxAmount>2.00</TaxAmount></TaxItem>
<TaxItem><TaxableAmount>12.50</TaxableAmount><TaxPercent TaxCategoryCode="AA">10</TaxPercent><TaxAmount>1.25</TaxAmount></TaxItem></Tax>
<TotalGrossAmount>25.76</TotalGrossAmount><PayableAmount>25.76</PayableAmount>
<PaymentMethod><UniversalBankTransaction><BeneficiaryAccount><IBAN>AT611904300234573201</IBAN><BankAccountOwner>Probefirma GmbH</BankAccountOwner></BeneficiaryAccount></UniversalBankTransaction></PaymentMethod>
<PaymentConditions><DueDate>2026-12-07</DueDate></PaymentConditions>
</Invoice>
"""
# What is done to the good file, what is put in its place, and every check that must then refuse it.
BROKEN = [
    ("no number", "<InvoiceNumber>R-2026-00001</InvoiceNumber>", "", [OFFICIAL, ORDER]),
    ("town and postcode that changed places", "<Town>Graz</Town><ZIP>8010</ZIP>", "<ZIP>8010</ZIP><Town>Graz</Town>", [OFFICIAL, ORDER]),
    ("a recipient without VAT number", "<VATIdentificationNumber>ATU87654321</VATIdentificationNumber>", "", [OFFICIAL, ORDER]),
    ("an element that nobody knows", "<Delivery>", "<Versand/><Delivery>", [OFFICIAL, ORDER]),
    ("a kind that there is not", 'DocumentType="Invoice"', 'DocumentType="Rechnung"', [OFFICIAL, VALUES]),
    ("a quantity without unit", '<Quantity Unit="C62">5', "<Quantity>5", [OFFICIAL, VALUES]),
    ("a VAT with three digits", "<TaxAmount>2.00<", "<TaxAmount>2.002<", [OFFICIAL, VALUES, SUMS]),
    ("an amount with a comma", "<PayableAmount>25.76<", "<PayableAmount>25,76<", [OFFICIAL, VALUES, SUMS]),
    ("no category of tax", '<TaxPercent TaxCategoryCode="AA">', "<TaxPercent>", [OFFICIAL, VALUES]),
    ("a day that is none", "2026-12-07", "7.12.2026", [OFFICIAL, VALUES]),
    ("a wrong IBAN", "AT611904300234573201", "AT611904300234573202", [VALUES]),
    ("a VAT that is one cent off", "<TaxAmount>2.00<", "<TaxAmount>2.01<", [SUMS]),
    ("a line that its price does not give", "<UnitPrice>3.335<", "<UnitPrice>3.33<", [SUMS]),
    ("a wrong gross", "<TotalGrossAmount>25.76<", "<TotalGrossAmount>25.77<", [SUMS]),
    ("another version", "schema/6p1/", "schema/5p0/", ["is an invoice in ebInterface 6.1"]),
    ("an end that is cut off", "</Invoice>", "", [READ]),
    ("a document type", "<Invoice ", "<!DOCTYPE Invoice><Invoice ", [READ]),
]


def self_test(report, schema):
    for name, complaints in examine(GOOD.encode(), schema):
        report.check(f"self-test: the good file {name}", complaints)
    for fault, old, new, refusing in BROKEN:
        assert old in GOOD, f"the good file no longer contains {old}"
        refused = {name: complaints for name, complaints in examine(GOOD.replace(old, new).encode(), schema) if complaints}
        for name in refusing:
            if name == OFFICIAL and schema is None:
                continue
            report.check(f"self-test: a copy with {fault} fails where a file “{name}”",
                         [] if name in refused else [f"only these refused it: {refused}"])


def main(arguments):
    if not arguments:
        raise SystemExit(__doc__)
    report, schema = Report(), official_schema()
    if schema is None:
        report.skip("the official schema of ebInterface 6.1", "it is not at hand, see tests/validators/ebinterface.py; our own rules judge alone")
    if arguments == ["--self-test"]:
        self_test(report, schema)
    else:
        for path in map(Path, arguments):
            for name, complaints in examine(path.read_bytes(), schema):
                report.check(f"{path.name} {name}", complaints)
    report.close()


if __name__ == "__main__":
    main(sys.argv[1:])
