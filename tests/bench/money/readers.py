"""Libraries of PyPI read the statement that Kontor took in."""

import sys
import time

from bankstatementparser import CamtParser
from pycamt.parser import Camt053Parser

file, lines = sys.argv[1], int(sys.argv[2])
is_right = True


def timed(name, read):
    global is_right
    began = time.perf_counter()
    count = read()
    took = time.perf_counter() - began
    is_right &= count == lines
    print(f"  {name}: {count} lines read in {took:.1f} s")


timed("pycamt 1.1.1", lambda: len(Camt053Parser.from_file(file).get_transactions()))
timed("bankstatementparser 0.0.29", lambda: len(CamtParser(file).parse()))
sys.exit(0 if is_right else 1)
