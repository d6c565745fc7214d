#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""./check is as honest as its count: what build-aux/count-tests.py makes of logs."""

import json
import os
import subprocess
import sys
import tempfile

SCRIPT = os.path.join(os.environ["G_TEST_SRCDIR"], "..", "build-aux", "count-tests.py")

# What it is, the lines of the log (None: there is no log), passed, failed, skipped.
CASES = [
    ("points-are-counted", [("OK", "1..2\nok 1 /a\nok 2 /b\n")], (2, 0, 0)),
    ("a-failed-point", [("FAIL", "1..2\nok 1 /a\nnot ok 2 /b\n")], (1, 1, 0)),
    ("a-crash-after-good-points", [("FAIL", "1..3\nok 1 /a\n")], (1, 1, 0)),
    ("a-broken-plan", [("ERROR", "1..3\nok 1 /a\nok 2 /b\n")], (2, 1, 0)),
    ("out-of-time", [("TIMEOUT", "")], (0, 1, 0)),
    ("interrupted", [("INTERRUPT", "1..2\nok 1 /a\n")], (1, 1, 0)),
    ("skipped-point", [("OK", "1..2\nok 1 /a # SKIP no mount\nok 2 /b\n")], (1, 0, 1)),
    ("skipped-test", [("SKIP", "1..0 # SKIP nothing here\n")], (0, 0, 1)),
    ("no-tap", [("OK", "all is well\n")], (1, 0, 0)),
    ("no-tap-failed", [("FAIL", None)], (0, 1, 0)),
    ("inner-points-do-not-count", [("OK", "1..1\n    ok 1 inner\nok 1 /a\n")], (1, 0, 0)),
    ("several", [("OK", "1..1\nok 1 /a\n"), ("FAIL", "1..1\nnot ok 1 /b\n")], (1, 1, 0)),
    ("nothing-ran", [], (0, 1, 0)),
    ("no-log", None, (0, 1, 0)),
]


def count(folder, records):
    path = os.path.join(folder, "log.json")
    if records is not None:
        with open(path, "w", encoding="utf-8") as log:
            for result, said in records:
                log.write(json.dumps({"name": "t", "result": result, "stdout": said}) + "\n")
    done = subprocess.run(
        [sys.executable, SCRIPT, path], capture_output=True, text=True, check=True
    )
    return tuple(map(int, done.stdout.split()))


def main():
    print(f"1..{len(CASES)}")
    failures = 0
    for number, (name, records, expected) in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory() as folder:
            got = count(folder, records)
        if got != expected:
            failures += 1
            print(f"# expected {expected}, got {got}")
        print(f"{'ok' if got == expected else 'not ok'} {number} /tooling/count/{name}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
