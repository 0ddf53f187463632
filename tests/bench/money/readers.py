"""Libraries of PyPI read the statement that Kontor took in, each given ten minutes."""

import subprocess
import sys
import time

LIMIT = 600
READERS = {
    "pycamt 1.1.1": (
        "from pycamt.parser import Camt053Parser as P; import sys; print(len(P.from_file(sys.argv[1]).get_transactions()))"
    ),
    "bankstatementparser 0.0.29": (
        "from bankstatementparser import CamtParser as P; import sys; print(len(P(sys.argv[1]).parse()))"
    ),
}

file, lines = sys.argv[1], int(sys.argv[2])
is_right = True
for name, program in READERS.items():
    began = time.perf_counter()
    try:
        told = subprocess.run([sys.executable, "-c", program, file], capture_output=True, timeout=LIMIT, check=True)
    except subprocess.TimeoutExpired:
        print(f"  {name}: given up after {LIMIT} s")
        continue
    took = time.perf_counter() - began
    count = int(told.stdout.split()[-1])
    is_right &= count == lines
    print(f"  {name}: {count} lines read in {took:.1f} s, start of Python included")
sys.exit(0 if is_right else 1)
