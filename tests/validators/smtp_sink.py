#!/usr/bin/env python3
"""A real SMTP server for tests (aiosmtpd) on this machine only: it keeps what it is given and can be told to refuse.

    smtp_sink.py --folder DIR [--port N] [--busy-for N] [--refuse ADDRESS]…
    smtp_sink.py --self-test

Prints `smtp sink on 127.0.0.1:PORT` when it listens. Each mail becomes DIR/0001.eml, byte for byte as received, and
DIR/0001.json with the envelope (from, to). The first N mails of --busy-for are answered with 451 at the end of their
data, as a busy server does; a recipient of --refuse is answered with 550, as for a mailbox that does not exist.
"""

import argparse
import asyncio
import json
import signal
import smtplib
import subprocess
import sys
import tempfile
from pathlib import Path

from aiosmtpd.smtp import SMTP

from report import Report

LARGEST_MAIL_BYTES = 32 * 1024 * 1024


class Sink:
    """What aiosmtpd calls for each recipient and each mail."""

    def __init__(self, folder, busy_for, refuse):
        self.folder = folder
        self.busy_for = busy_for
        self.refuse = {address.lower() for address in refuse}
        self.kept = len(list(folder.glob("*.eml")))

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.lower() in self.refuse:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.busy_for > 0:
            self.busy_for -= 1
            return "451 4.3.0 Busy, please try again later"
        self.kept += 1
        name = f"{self.kept:04}"
        self.write(f"{name}.json", json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos}).encode())
        # The mail comes last, so that whoever sees it finds its envelope too.
        self.write(f"{name}.eml", envelope.original_content)
        return f"250 OK kept as {name}"

    def write(self, name, data):
        part = self.folder / f".{name}.part"
        part.write_bytes(data)
        part.rename(self.folder / name)


async def serve(sink, port):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(sink, hostname="localhost", data_size_limit=LARGEST_MAIL_BYTES, enable_SMTPUTF8=True),
        "127.0.0.1", port,
    )
    print(f"smtp sink on 127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    ended = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ended.set)
    await ended.wait()
    server.close()


def self_test(report):
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, __file__, "--folder", folder, "--busy-for", "1", "--refuse", "nobody@example.com"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        )
        try:
            port = int(process.stdout.readline().rsplit(":", 1)[1])

            def send(to):
                with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
                    try:
                        client.sendmail("kontor@example.com", [to], "Subject: Probe\r\n\r\nGrüße\r\n".encode())
                        return 250
                    except smtplib.SMTPRecipientsRefused as refused:
                        return refused.recipients[to][0]
                    except smtplib.SMTPDataError as refused:
                        return refused.smtp_code

            for sentence, to, code in [
                ("the first mail meets a busy server", "erika@example.com", 451),
                ("the second try is taken", "erika@example.com", 250),
                ("an unknown mailbox is refused for good", "nobody@example.com", 550),
            ]:
                answer = send(to)
                report.check(f"self-test: {sentence}", [] if answer == code else [f"answered {answer}, not {code}"])
            mails = sorted(Path(folder).glob("*.eml"))
            texts = [mail.read_bytes().decode() for mail in mails]
            report.check("self-test: exactly the mail that was taken lies in the folder",
                         [] if texts == ["Subject: Probe\r\n\r\nGrüße\r\n"] else texts or ["none"])
        finally:
            process.terminate()
            process.wait(10)
        report.check("self-test: it ends when it is told to", [] if process.returncode == 0 else [process.returncode])


def main():
    if sys.argv[1:] == ["--self-test"]:
        report = Report()
        self_test(report)
        report.close()
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--folder", type=Path, required=True)
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--busy-for", type=int, default=0)
    arguments.add_argument("--refuse", action="append", default=[])
    given = arguments.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(serve(Sink(given.folder, given.busy_for, given.refuse), given.port))


if __name__ == "__main__":
    main()
