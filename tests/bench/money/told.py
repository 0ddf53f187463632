"""What Kontor told of the statement: how many payments it read, and how many it posted by itself."""

import json
import sys

told = json.load(open(sys.argv[1], encoding="utf-8"))
lines, took = int(sys.argv[2]), int(sys.argv[3]) / 1e9
read = sum(statement["lines"] for statement in told["statements"])
posted = told["posted"]
print(f"  kontor: read, kept, matched and posted in {took:.1f} s; {read} lines, {posted} posted by itself")
sys.exit(0 if read == lines and posted > 0 else 1)
