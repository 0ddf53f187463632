#!/usr/bin/env bash
# A statement with 100,000 payments against 200,000 open items, and a file of 100,000 transfers, beside libraries of PyPI
# on the same files. Usage:
#
#   tests/bench/money/rivals.sh [--items 200000] [--lines 100000] [--transfers 100000] [--work DIR]
#
# Kontor reads the statement, keeps it, finds the item of each payment and posts what is safe, durably, as one command.
# The libraries only read it, or write the transfers, so what is told of them is a bound. Needs python3 with venv, and
# about 20 minutes for the firm, which is made once. Ends with 1 when a program saw another number of payments.
set -euo pipefail

items=200000 lines=100000 transfers=100000 work="${TMPDIR:-/tmp}/kontor-money"
while [ $# -gt 1 ]; do
    case "$1" in
        --items) items=$2 ;;
        --lines) lines=$2 ;;
        --transfers) transfers=$2 ;;
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
    "$work/venv/bin/pip" install --quiet pycamt==1.1.1 bankstatementparser==0.0.29 sepaxml==2.7.0
fi

target=${CARGO_TARGET_DIR:-target}
cargo build --release --quiet
kontor=$target/release/kontor
money() { cargo bench --quiet --bench money -- "$@"; }

firm="$work/firm-$items"
if [ ! -d "$firm" ]; then
    "$kontor" demo --seed-only --data "$firm.new" >"$work/demo.log"
    money fill "$firm.new" "$items"
    mv "$firm.new" "$firm"
fi
statement="$work/statement-$items-$lines.xml"
[ -f "$statement" ] || money statement "$firm" "$lines" "$statement"

echo "a statement of $lines payments, $(du -m "$statement" | cut -f1) MB"
rm -rf "$work/firm"
cp -r "$firm" "$work/firm"
sync
began=$(date +%s%N)
"$kontor" import statement "$statement" --data "$work/firm" --json >"$work/statement.json"
took=$(($(date +%s%N) - began))
"$python" "$here/told.py" "$work/statement.json" "$lines" "$took"
"$python" "$here/readers.py" "$statement" "$lines"

echo "a file of $transfers transfers"
money transfers "$transfers" "$work/transfers.csv" "$work/transfers.xml"
"$python" "$here/writer.py" "$work/transfers.csv" "$transfers"
