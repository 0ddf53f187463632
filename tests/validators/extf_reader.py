"""Reads DATEV booking batches with a reader that is not ours; run by extf.py in a virtual environment of its own.

Prints one line of JSON a file: what the reader refuses, or how many legs it found and their sum, which has to be 0.
"""

import json
import sys

from mloda.community.feature_groups.experimental.german_ledger.datev import DatevRefusal, read_batch

for path in sys.argv[1:]:
    try:
        _, legs = read_batch(path)
    except DatevRefusal as refusal:
        print(json.dumps({"refused": str(refusal)}))
        continue
    amounts = legs["Betrag"]
    empty = sum(1 for amount in amounts if amount is None)
    print(json.dumps({"legs": len(amounts), "empty": empty, "sum": str(sum(amount for amount in amounts if amount is not None))}))
