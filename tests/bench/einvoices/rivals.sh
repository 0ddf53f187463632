#!/usr/bin/env bash
# All documents of the demo firm as ZUGFeRD, and as XRechnung, beside the library `factur-x` of PyPI on the same
# files. Usage:
#
#   tests/bench/einvoices/rivals.sh [--documents 10000] [--work DIR]
#
# Kontor sets each page, checks the data by the rules of EN 16931, and puts them into the PDF; the library is given
# finished pages and finished data and only puts one into the other, without its checks, so what is told is a bound.
# Needs python3 with venv. Ends with 1 when a document is missing or the library reads other data out of a PDF.
set -euo pipefail

documents=10000 work="${TMPDIR:-/tmp}/kontor-einvoices"
while [ $# -gt 1 ]; do
    case "$1" in
        --documents) documents=$2 ;;
        --work) work=$2 ;;
        *) echo "unknown option $1" >&2; exit 2 ;;
    esac
    shift 2
done
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."
mkdir -p "$work"

python="$work/venv/bin/python"
if [ ! -x "$python" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet factur-x==7.8
fi

cargo build --release --quiet
kontor=$PWD/target/release/kontor
[ -d "$work/firm" ] || "$kontor" demo --seed-only --data "$work/firm" >"$work/demo.log"

for format in zugferd xrechnung-ubl ebinterface; do
    rm -rf "${work:?}/$format"
    began=$(date +%s%N)
    "$kontor" export einvoices --format "$format" --out "$work/$format" --data "$work/firm" --json >"$work/$format.json"
    took=$(($(date +%s%N) - began))
    count=$(find "$work/$format" -type f | wc -l)
    awk -v f="$format" -v n="$count" -v t="$took" -v d="$documents" \
        'BEGIN { s = t / 1e9; printf "%-14s %6d documents in %6.2f s: %6.2f s for %d\n", f, n, s, s * d / n, d }'
done
"$python" -W ignore "$here/embed.py" "$work/zugferd" "$documents"
