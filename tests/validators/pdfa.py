#!/usr/bin/env python3
"""Checks that PDF files are PDF/A-3b, and that an invoice inside them is attached as Factur-X and ZUGFeRD ask for it.

    pdfa.py FILE…        one line a check, counts as the last line, exit code 1 when a check fails
    pdfa.py --self-test  a good file passes, and each broken copy of it is refused by the check meant for it

Who judges: pdfluent decides on PDF/A; what pdf-oxide and oxidize-pdf say is told beside it and counts for nothing,
because the one refuses and the other takes nearly everything. pdfluent misreads some escapes in literal strings, so it
is shown a copy that qpdf has written plainly; what such a copy would hide (header, identifier, encryption) is looked at
here in the file itself, as are the attached files.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import oxidize_pdf
import pdf_oxide
import pdfluent
from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from report import Report

# ISO 19005-3 and ISO 32000-2: how an attached file stands to the document that carries it.
RELATIONS = {"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"}
# Factur-X 1.09, chapter on the hybrid document: only these two for a whole invoice, /Source where XRechnung is meant.
INVOICE_RELATIONS = {"/Alternative", "/Data", "/Source"}
INVOICE_FILES = {"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"}
FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
PDFAID = "http://www.aiim.org/pdfa/ns/id/"
PDFA_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
# What the XMP calls a profile, and by what words the XML inside names the same one (BT-24).
LEVELS = {
    "MINIMUM": ":minimum",
    "BASIC WL": ":basicwl",
    "BASIC": ":basic",
    "EN 16931": "urn:cen.eu:en16931:2017",
    "EXTENDED": ":extended",
    "XRECHNUNG": "xrechnung",
}


def plain_copy(data, folder):
    """The same document without object streams and compression; qpdf ends with 3 when it only has warnings."""
    before, after = Path(folder) / "before.pdf", Path(folder) / "after.pdf"
    before.write_bytes(data)
    done = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(before), str(after)],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    return after, [] if done.returncode == 0 else done.stderr.splitlines()[-5:] or [f"qpdf: exit code {done.returncode}"]


def pdfluent_complaints(path):
    try:
        judged = pdfluent.validate_pdfa(str(path))
    except Exception as error:  # several kinds, one for each way of not being readable
        return [repr(error)]
    complaints = [f"{issue.rule}: {issue.message}" for issue in judged.issues if issue.severity == "error"]
    if "3" not in str(judged.pdfa_level) or "B" not in str(judged.pdfa_level).upper():
        complaints.append(f"judged as {judged.pdfa_level}, not as 3b")
    return complaints if complaints or judged.is_compliant else ["not compliant, without a reason"]


def other_opinions(data):
    """What the two checkers say on whose word nothing depends."""
    opinions = []
    try:
        answer = pdf_oxide.PdfDocument.from_bytes(data).validate_pdf_a("3b")
        opinions.append(("pdf-oxide", answer["valid"], answer["errors"]))
    except Exception as error:
        opinions.append(("pdf-oxide", False, [error]))
    try:
        answer = oxidize_pdf.PdfAValidator(oxidize_pdf.PdfALevel.A3B).validate_bytes(data)
        opinions.append(("oxidize-pdf", answer.is_valid, answer.errors))
    except Exception as error:
        opinions.append(("oxidize-pdf", False, [error]))
    return [f"{name}: {'takes it' if taken else 'refuses it, ' + '; '.join(map(str, errors[:3]))}"
            for name, taken, errors in opinions]


def bytes_complaints(data, reader):
    """ISO 19005-3, 6.1.2 and 6.1.3: what qpdf would mend by itself in its copy."""
    complaints = []
    first, second = (data.splitlines() + [b"", b""])[:2]
    if not first.startswith(b"%PDF-1.") or len(first) != 8:
        complaints.append(f"begins with {first[:12]!r}")
    if not second.startswith(b"%") or len(second) < 5 or any(letter < 128 for letter in second[1:5]):
        complaints.append("no comment of four bytes above 127 in the second line")
    if "/ID" not in reader.trailer:
        complaints.append("no identifier in the trailer")
    if "/Encrypt" in reader.trailer:
        complaints.append("encrypted")
    if not data.rstrip(b"\r\n").endswith(b"%%EOF"):
        complaints.append("something stands behind %%EOF")
    return complaints


def xmp_of(reader):
    """The metadata as XML, or nothing."""
    metadata = reader.trailer["/Root"].get("/Metadata")
    if metadata is None:
        return None
    try:
        return etree.fromstring(metadata.get_object().get_data(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def property_of(xmp, namespace, name):
    """An XMP property, whether it is written as an element or as an attribute."""
    key = f"{{{namespace}}}{name}"
    found = [element.text or "" for element in xmp.iter(key)]
    found += [element.get(key) for element in xmp.iter() if isinstance(element.tag, str) and element.get(key) is not None]
    return found[0].strip() if found else None


def claim_complaints(xmp):
    if xmp is None:
        return ["no XMP metadata that can be read"]
    part, conformance = property_of(xmp, PDFAID, "part"), property_of(xmp, PDFAID, "conformance")
    return [] if (part, conformance) == ("3", "B") else [f"it claims part {part}, conformance {conformance}"]


def file_specifications(reader):
    """Name and dictionary of each attached file, in the order of the name tree."""
    def walk(node):
        node = node.get_object()
        names = node.get("/Names", [])
        for i in range(0, len(names) - 1, 2):
            yield str(names[i]), names[i + 1]
        for kid in node.get("/Kids", []):
            yield from walk(kid)

    tree = reader.trailer["/Root"].get("/Names", {})
    tree = tree.get_object() if tree else {}
    return list(walk(tree["/EmbeddedFiles"])) if "/EmbeddedFiles" in tree else []


def attached_files(reader):
    """Each attached file as its name and its bytes."""
    files = []
    for name, reference in file_specifications(reader):
        specification = reference.get_object()
        inside = specification.get("/EF", {})
        stream = inside.get_object().get("/UF", inside.get_object().get("/F")) if inside else None
        if stream is not None:
            files.append((str(specification.get("/UF", name)), stream.get_object().get_data()))
    return files


def number_of(reference):
    return getattr(reference, "idnum", None) or getattr(getattr(reference, "indirect_reference", None), "idnum", None)


def relation_complaints(reader):
    """ISO 19005-3, 6.8: every attached file says what it is and how it stands to the document."""
    complaints = []
    related = reader.trailer["/Root"].get("/AF", [])
    related = {number_of(reference) for reference in (related.get_object() if related else [])}
    for name, reference in file_specifications(reader):
        specification = reference.get_object()
        if specification.get("/AFRelationship") not in RELATIONS:
            complaints.append(f"{name}: /AFRelationship is {specification.get('/AFRelationship')}")
        if number_of(reference) not in related:
            complaints.append(f"{name}: not among the /AF of the document")
        if "/F" not in specification or "/UF" not in specification:
            complaints.append(f"{name}: not named by both /F and /UF")
        inside = specification.get("/EF", {}).get_object() if "/EF" in specification else {}
        stream = inside.get("/F", inside.get("/UF"))
        if stream is None:
            complaints.append(f"{name}: no bytes")
            continue
        stream = stream.get_object()
        if "/" not in str(stream.get("/Subtype", ""))[1:]:
            complaints.append(f"{name}: /Subtype {stream.get('/Subtype')} is no kind of file")
        if "/ModDate" not in stream.get("/Params", {}):
            complaints.append(f"{name}: no /ModDate among its /Params")
    return complaints


def invoice_complaints(reader, xmp):
    """Factur-X: the XMP names the one attached invoice and its profile, in a schema that it also declares."""
    files = [(name, data) for name, data in attached_files(reader) if name in INVOICE_FILES]
    if len(files) != 1:
        return [f"{len(files)} attached invoices: {', '.join(name for name, _ in files)}"]
    (name, data), complaints = files[0], []
    for key, reference in file_specifications(reader):
        specification = reference.get_object()
        if str(specification.get("/UF", key)) == name and specification.get("/AFRelationship") not in INVOICE_RELATIONS:
            complaints.append(f"{name} is attached as {specification.get('/AFRelationship')}")
    if xmp is None:
        return complaints + ["no XMP metadata that can be read"]
    told = {word: property_of(xmp, FX, word) for word in ("DocumentType", "DocumentFileName", "Version", "ConformanceLevel")}
    complaints += [f"fx:{word} is missing" for word, value in told.items() if not value]
    if told["DocumentType"] not in (None, "INVOICE"):
        complaints.append(f"fx:DocumentType is {told['DocumentType']}")
    if told["DocumentFileName"] not in (None, name):
        complaints.append(f"fx:DocumentFileName is {told['DocumentFileName']}, attached is {name}")
    level = told["ConformanceLevel"]
    if level and level not in LEVELS:
        complaints.append(f"fx:ConformanceLevel is {level}")
    elif level and LEVELS[level].encode() not in data:
        complaints.append(f"fx:ConformanceLevel is {level}, and the XML does not name this profile")
    if FX not in [(element.text or "").strip() for element in xmp.iter(f"{{{PDFA_SCHEMA}}}namespaceURI")]:
        complaints.append("the XMP does not declare the schema of the fx: properties")
    return complaints


def examine(data):
    """Every check of one file, as pairs of a short name and what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        plain, complaints = plain_copy(data, folder)
        found = [("can be read by qpdf without a warning", complaints)]
        if not plain.exists():
            return found
        found.append(("is PDF/A-3b, says pdfluent", pdfluent_complaints(plain)))
    try:
        with tempfile.TemporaryFile() as file:
            file.write(data)
            reader = PdfReader(file)
            xmp = xmp_of(reader)
            found.append(("claims to be PDF/A-3b", claim_complaints(xmp)))
            found.append(("has header, identifier and end as PDF/A asks", bytes_complaints(data, reader)))
            names = [name for name, _ in attached_files(reader)]
            if file_specifications(reader):
                found.append(("says of each attached file how it belongs to it", relation_complaints(reader)))
            if INVOICE_FILES.intersection(names) or (xmp is not None and property_of(xmp, FX, "DocumentFileName")):
                found.append(("names the invoice inside in its metadata", invoice_complaints(reader, xmp)))
    except (PyPdfError, KeyError, AttributeError) as error:
        found.append(("can be read by pypdf", [repr(error)]))
    return found


XML = b"<Invoice><ID>urn:cen.eu:en16931:2017</ID></Invoice>"
FX_PROPERTIES = ["DocumentFileName", "DocumentType", "Version", "ConformanceLevel"]
DECLARED = "".join(
    f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"
    f"<pdfaProperty:description>{name} of the attached invoice</pdfaProperty:description></rdf:li>" for name in FX_PROPERTIES)
XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="{PDFAID}"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:fx="{FX}"><fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>
<fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="{PDFA_SCHEMA}"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X</pdfaSchema:schema><pdfaSchema:namespaceURI>{FX}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>{DECLARED}</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def stream(head, body):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(body), body)


# An empty page and an attached invoice, written by hand: object 1 first.
GOOD = [
    b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R /AF [ 5 0 R ]"
    b" /Names << /EmbeddedFiles << /Names [ (factur-x.xml) 5 0 R ] >> >> >>",
    b"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Contents 7 0 R /Resources << >> >>",
    stream(b"/Type /Metadata /Subtype /XML", XMP),
    b"<< /Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) /AFRelationship /Alternative /Desc (Invoice)"
    b" /EF << /F 6 0 R /UF 6 0 R >> >>",
    stream(b"/Type /EmbeddedFile /Subtype /text#2Fxml /Params << /ModDate (D:20261123090000Z) /Size %d >>" % len(XML), XML),
    stream(b"", b"q Q"),
]
TRAILER = b"/ID [ <00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff> ]"


def written(objects, trailer=TRAILER, mark=b"%\xe2\xe3\xcf\xd3\n"):
    out, offsets = b"%PDF-1.7\n" + mark, []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, trailer, len(out))


def with_change(number, old, new):
    """The good file with one thing changed in one object."""
    objects = list(GOOD)
    assert old in objects[number - 1], f"object {number} no longer contains {old}"
    if number == 4:
        objects[3] = stream(b"/Type /Metadata /Subtype /XML", XMP.replace(old, new))
    else:
        objects[number - 1] = objects[number - 1].replace(old, new)
    return written(objects)


def loose_font():
    """The good file with a word in a font that it does not carry."""
    page = GOOD[2].replace(b"/Resources << >>", b"/Resources << /Font << /F1 8 0 R >> >>")
    words = stream(b"", b"BT /F1 12 Tf 72 720 Td (Rechnung) Tj ET")
    return written(GOOD[:2] + [page] + GOOD[3:6] + [words, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"])


PDFA, RAW = "is PDF/A-3b, says pdfluent", "has header, identifier and end as PDF/A asks"
RELATED, NAMED = "says of each attached file how it belongs to it", "names the invoice inside in its metadata"
BROKEN = [
    ("no metadata", with_change(1, b"/Metadata 4 0 R", b""), [PDFA, "claims to be PDF/A-3b"]),
    ("the claim of another part", with_change(4, b"<pdfaid:part>3", b"<pdfaid:part>2"), [PDFA, "claims to be PDF/A-3b"]),
    ("a font that it does not carry", loose_font(), [PDFA]),
    ("a script", with_change(1, b"/Pages", b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Pages"), [PDFA]),
    ("an attached file without relation", with_change(5, b"/AFRelationship /Alternative", b""), [PDFA, RELATED, NAMED]),
    ("an attached file that the document does not know", with_change(1, b"/AF [ 5 0 R ]", b""), [PDFA, RELATED]),
    ("an attached file of no kind", with_change(6, b"/Subtype /text#2Fxml", b""), [PDFA, RELATED]),
    ("an attached file without a date", with_change(6, b"/ModDate (D:20261123090000Z)", b""), [RELATED]),
    ("a relation that is none of an invoice", with_change(5, b"/Alternative", b"/Supplement"), [NAMED]),
    ("metadata that name another file", with_change(4, b">factur-x.xml<", b">zugferd-invoice.xml<"), [NAMED]),
    ("metadata that name another profile", with_change(4, b">EN 16931<", b">EXTENDED<"), [NAMED]),
    ("metadata without a profile", with_change(4, b"<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>", b""), [NAMED]),
    ("properties that no schema declares", with_change(4, b"<pdfaSchema:namespaceURI>urn:", b"<pdfaSchema:namespaceURI>urx:"), [NAMED]),
    ("an invoice that is named and not there", with_change(1, b"/AF [ 5 0 R ] /Names << /EmbeddedFiles << /Names [ (factur-x.xml) 5 0 R ] >> >>", b""), [NAMED]),
    ("no identifier", written(GOOD, trailer=b""), [RAW]),
    ("no mark of a binary file", written(GOOD, mark=b""), [RAW]),
    ("an end that is cut off", written(GOOD)[:900], ["can be read by qpdf without a warning"]),
]


def self_test(report):
    for name, complaints in examine(written(GOOD)):
        report.check(f"self-test: the good file {name}", complaints)
    for fault, data, refusing in BROKEN:
        refused = {name: complaints for name, complaints in examine(data) if complaints}
        for name in refusing:
            report.check(f"self-test: a copy with {fault} fails where a file “{name}”",
                         [] if name in refused else [f"only these refused it: {refused}"])


def main(arguments):
    if not arguments:
        raise SystemExit(__doc__)
    report = Report()
    if arguments == ["--self-test"]:
        self_test(report)
        report.close()
    told = {}
    for path in map(Path, arguments):
        data = path.read_bytes()
        for name, complaints in examine(data):
            report.check(f"{path.name} {name}", complaints)
        for opinion in other_opinions(data):
            told.setdefault(opinion, []).append(path.name)
    for opinion, names in told.items():
        print(f"  told {opinion} ({len(names)} files, the first is {names[0]})")
    report.close()


if __name__ == "__main__":
    main(sys.argv[1:])
