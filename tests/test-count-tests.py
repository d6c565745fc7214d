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


# What it is, the first log, the second, passed, failed, skipped.
AGAIN = [
    ("again/better", [("w", "FAIL", "1..1\n"), ("a", "OK", "x")], [("w", "OK", "1..1\nok 1 /w\n")],
     (2, 0, 0)),
    ("again/no-better", [("w", "FAIL", "1..1\n")], [("w", "FAIL", "1..1\n")], (0, 1, 0)),
    ("again/another-stays", [("w", "FAIL", ""), ("a", "FAIL", "")], [("w", "OK", "x")], (1, 1, 0)),
    ("again/no-second-log", [("w", "OK", "x")], None, (0, 1, 0)),
]

# What it is, the log, the window tests that failed.
WINDOWS = [
    ("windows/by-suite", [("p:window / w", "FAIL", ""), ("p:ctl / c", "FAIL", "")], ["w"]),
    ("windows/of-two-suites", [("p:window+slow / w", "TIMEOUT", "")], ["w"]),
    ("windows/good-ones-are-none", [("p:window / w", "OK", "x")], []),
    ("windows/too-many", [(f"p:window / {n}", "FAIL", "") for n in "abcd"], []),
]


def write_log(folder, name, records):
    path = os.path.join(folder, name)
    if records is not None:
        with open(path, "w", encoding="utf-8") as log:
            for test, result, said in records:
                log.write(json.dumps({"name": test, "result": result, "stdout": said}) + "\n")
    return path


def run(*arguments):
    done = subprocess.run(
        [sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def count(folder, records):
    named = None if records is None else [("t", result, said) for result, said in records]
    return tuple(map(int, run(write_log(folder, "log.json", named))))


def count_again(folder, first, second):
    return tuple(map(int, run(write_log(folder, "log.json", first),
                              write_log(folder, "again.json", second))))


def all_cases():
    for name, records, expected in CASES:
        yield name, expected, lambda folder, r=records: count(folder, r)
    for name, first, second, expected in AGAIN:
        yield name, expected, lambda folder, f=first, s=second: count_again(folder, f, s)
    for name, records, expected in WINDOWS:
        yield name, expected, lambda folder, r=records: run(
            "--windows", write_log(folder, "log.json", r))


def main():
    cases = list(all_cases())
    print(f"1..{len(cases)}")
    failures = 0
    for number, (name, expected, run_case) in enumerate(cases, 1):
        with tempfile.TemporaryDirectory() as folder:
            got = run_case(folder)
        if got != expected:
            failures += 1
            print(f"# expected {expected}, got {got}")
        print(f"{'ok' if got == expected else 'not ok'} {number} /tooling/count/{name}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
