"""How every validator reports: one line a check, what is wrong beneath it, and the counts as the last line."""

import sys


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.skipped = 0

    def check(self, sentence, complaints=()):
        """Notes one check; it holds when there is nothing to complain about."""
        complaints = [str(complaint) for complaint in complaints]
        if complaints:
            self.failed += 1
            print(f"  FAIL {sentence}")
            for complaint in complaints[:12]:
                print(f"         {complaint}")
        else:
            self.passed += 1
            print(f"  ok   {sentence}")
        sys.stdout.flush()
        return not complaints

    def skip(self, sentence, reason):
        self.skipped += 1
        print(f"  skip {sentence}: {reason}", flush=True)

    def close(self):
        """Prints the counts and ends the program; a report without any check is a failure too."""
        if self.passed + self.failed + self.skipped == 0:
            self.check("something was checked", ["nothing was"])
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {self.failed} failed{skipped}", flush=True)
        sys.exit(1 if self.failed else 0)
