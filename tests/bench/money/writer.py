"""The library `sepaxml` of PyPI writes the transfers that Kontor wrote, without looking at them by the schema."""

import csv
import datetime
import sys
import time

from sepaxml import SepaTransfer

rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
config = {"name": "Wiesenmut GmbH", "IBAN": "AT622081509990000017", "batch": True, "currency": "EUR"}
began = time.perf_counter()
file = SepaTransfer(config, schema="pain.001.001.09", clean=True)
for row in rows:
    file.add_payment(
        {
            "name": row["name"],
            "IBAN": row["iban"],
            "amount": int(row["cents"]),
            "execution_date": datetime.date(2026, 11, 23),
            "description": "Provision Oktober 2026",
            "endtoend_id": row["end_to_end"],
        }
    )
written = file.export(validate=False)
took = time.perf_counter() - began
count = written.count(b"<CdtTrfTxInf>")
print(f"  sepaxml 2.7.0: {count} transfers, {len(written) >> 20} MB in {took:.1f} s, nothing validated")
sys.exit(0 if count == int(sys.argv[2]) else 1)
