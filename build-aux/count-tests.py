#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what a run of meson's tests came to.

count-tests.py LOG [AGAIN]       prints "PASSED FAILED SKIPPED" on standard output
                                 and names what failed or was skipped on standard
                                 error; a test that stands in AGAIN too counts as it
                                 went there, and that is said
count-tests.py --windows LOG     prints the window tests that failed, a line each;
                                 none where so many did that it is no accident

LOG is the .json that meson leaves beside its text log: one test a line.  A
test that speaks TAP counts once for each of its points, any other once.  A
test that crashed, ran out of time or broke its own plan has failed, whatever
points it had made until then, and a log that is missing or empty has too: a
run in which nothing ran is no success.
"""

import json
import re
import sys

# As many window tests may fail by accident.
MOST_ACCIDENTS = 3

POINT = re.compile(r"^(ok|not ok)\b(?: +\d+)? *(?:- *)?(.*)$")
DIRECTIVE = re.compile(r"#\s*(SKIP|TODO)\b", re.IGNORECASE)


def is_good(record):
    return record["result"] in ("OK", "EXPECTEDFAIL", "SKIP")


def read_log(path):
    with open(path, encoding="utf-8", errors="replace") as log:
        return [json.loads(line) for line in log if line.strip()]


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []

    def add_point(self, test, verdict, text):
        directive = DIRECTIVE.search(text)
        name = f"{test}: {text.strip() or 'unnamed'}"
        if directive and directive.group(1).upper() == "SKIP":
            self.skipped.append(name)
        elif verdict == "ok" or directive:
            self.passed += 1
        else:
            self.failed.append(name)

    def add_test(self, record):
        test = record["name"]
        result = record["result"]
        good = is_good(record)
        points = [
            match
            for match in map(POINT.match, (record.get("stdout") or "").splitlines())
            if match
        ]
        failures = len(self.failed)

        for match in points:
            self.add_point(test, match.group(1), match.group(2))
        if not points and good:
            if result == "SKIP":
                self.skipped.append(test)
            else:
                self.passed += 1
        if not good and len(self.failed) == failures:
            self.failed.append(f"{test}: {result.lower()}")

    def add_log(self, path, again):
        try:
            records = read_log(path)
            second = {record["name"]: record for record in read_log(again)} if again else {}
        except (OSError, ValueError) as error:
            self.failed.append(f"{path}: {error}")
            return
        if not records:
            self.failed.append(f"{path}: no test ran")
        for record in records:
            self.add_test(second.get(record["name"], record))
        for record in records:
            if record["name"] in second:
                print(f"again    {record['name']}: {record['result'].lower()} at first",
                      file=sys.stderr)


def name_windows(path):
    """Suites stand before the slash, the name that meson takes after it."""
    failed = []
    for record in read_log(path):
        suites, _, name = record["name"].rpartition(" / ")
        if not is_good(record) and "window" in re.split("[:+]", suites):
            failed.append(name)
    return failed if len(failed) <= MOST_ACCIDENTS else []


def main(arguments):
    tally = Tally()
    if arguments[:1] == ["--windows"]:
        print("".join(f"{name}\n" for name in name_windows(arguments[1])), end="")
        return
    if arguments:
        tally.add_log(arguments[0], arguments[1] if len(arguments) > 1 else None)
    else:
        tally.failed.append("no log was given")
    for name in tally.skipped:
        print(f"skipped  {name}", file=sys.stderr)
    for name in tally.failed:
        print(f"FAILED   {name}", file=sys.stderr)
    print(tally.passed, len(tally.failed), len(tally.skipped))


if __name__ == "__main__":
    main(sys.argv[1:])
