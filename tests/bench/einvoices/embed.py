"""The library `factur-x` on PDFs and data of ours: how long it takes to put one into the other, on one core and on all.

    embed.py FOLDER DOCUMENTS

FOLDER holds PDFs with their data inside. 200 of them are measured, spread evenly over all.
"""

import logging
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from facturx import generate_from_binary, get_facturx_xml_from_pdf

SAMPLE = 200

logging.disable(logging.WARNING)


def embed(document):
    pdf, xml = document
    made = generate_from_binary(pdf, xml, flavor="factur-x", level="en16931", check_xsd=False,
                                check_schematron=False)
    return get_facturx_xml_from_pdf(made, check_xsd=False, check_schematron=False)[1] == xml


def seconds(work):
    began = time.perf_counter()
    good = list(work())
    took = time.perf_counter() - began
    if not all(good):
        sys.exit("the library reads other data out of a PDF than went in")
    return took


def main(folder, wanted):
    files = sorted(Path(folder).glob("*.pdf"))
    files = files[:: max(1, len(files) // SAMPLE)][:SAMPLE]
    documents = []
    for file in files:
        pdf = file.read_bytes()
        documents.append((pdf, get_facturx_xml_from_pdf(pdf, check_xsd=False, check_schematron=False)[1]))
    cores = os.cpu_count() or 1
    one = seconds(lambda: map(embed, documents))
    with ProcessPoolExecutor(cores) as pool:
        every = seconds(lambda: pool.map(embed, documents, chunksize=10))
    for name, took in (("one core", one), (f"{cores} cores", every)):
        print(f"factur-x 7.8   {len(documents):6d} embedded in {took:6.2f} s: "
              f"{took * wanted / len(documents):6.2f} s for {wanted} ({name})")


main(sys.argv[1], int(sys.argv[2]))
