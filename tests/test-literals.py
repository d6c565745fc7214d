#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A number of law or strategy is a row of data/rules, not a literal in C.

Which numbers those are is read from the rows themselves.  Looked for is each of
them where C reckons with days, ages, weeks and sessions: as an argument, in a
comparison, as what stands where nothing is said, or under a name that speaks of
them.  What is none of the law's, although it looks so, is written down below,
with why.  (A literal that hides better than that is not found.)
"""

import os
import re
import sys
import xml.etree.ElementTree as ElementTree

TOP = os.path.join(os.environ["G_TEST_SRCDIR"], "..")
FOLDERS = ("src/rules", "src/stats", "src/service", "src/app", "src/model")

# Of each row, what is a number that the law gives.
ATTRIBUTES = ("age", "count", "days", "exam_year", "later", "limit", "months", "over", "pence",
              "percent", "repeat", "school_days", "sessions", "value", "weeks")

# From here on a number says something: smaller ones are everywhere.
LEAST = 5

THINGS = r"(?:(?<![a-z])age|attendance|days|hours|limit|months|percent|sessions|weeks|years)"

# Each finds a number in its group.
PATTERNS = [re.compile(pattern, re.IGNORECASE) for pattern in (
    # As far as so many days, months or school days.
    r"way_date_add_(?:days|years) \(.*, [+-]?(\d+)\)",
    r"way_date_add_months \(.*, [+-]?(?!12\))(\d+)\)",
    r"way_school_days_\w+ \(.*, (\d+)\)",
    # At least, or no more than.
    r"%s\w*(?: \(.*\))? (?:<|>|<=|>=|==|!=) (\d+)" % THINGS,
    # What counts where nothing is said.
    r"%s\w* .*\? .* : (\d+)[;,)]" % THINGS,
    r"way_code_get_int \(.*, (\d+)\)",
    r"#define \w*%s\w*\s+\(?(\d+)" % THINGS,
    r"#define \w*_AFTER\w*\s+\(?(\d+)",
)]
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TEXT = re.compile(r'"(?:\\.|[^"\\])*"')

# File, a part of the line, and why it is no number of law.
ALLOWED = (
    ("", "sunday = way_date_add_days", "six days after a Monday"),
    ("src/service/way-today-tasks.c", "? 13 : 6", "the same, of this week or the next"),
    ("src/service/way-directory-facts.h", "WAY_DIRECTORY_MONTHS", "months of a small chart"),
    ("src/service/way-duties.h", "WAY_DUTY_MOST_DAYS", "points of a small chart"),
    ("src/rules/way-hours.h", "WAY_HOURS_SLOTS", "bits of a week"),
    ("src/rules/way-school-days.h", "MAX_LAYERS", "room in an array"),
    ("src/app/pages/way-attendance-page.c", "WEEKS_WITHOUT_CALENDAR", "rows of an empty sheet"),
    ("src/app/widgets/way-pupil-chart.c", "#define MOST_MONTHS_AHEAD", "how far an axis goes"),
)


def blank(match):
    return re.sub(r"[^\n]", " ", match.group(0))


def find_numbers():
    numbers = set()
    folder = os.path.join(TOP, "data", "rules")
    for name in sorted(os.listdir(folder)):
        rules = ElementTree.parse(os.path.join(folder, name)).getroot()
        for row in rules.iter("code"):
            # What is its own choice, no law gives the program.
            if row.get("source", rules.get("source")) == "Waymark":
                continue
            for attribute in ATTRIBUTES:
                value = row.get(attribute, "")
                if value.isdigit() and int(value) >= LEAST:
                    numbers.add(int(value))
    return numbers


def find_files():
    for folder in FOLDERS:
        for here, _, names in os.walk(os.path.join(TOP, folder)):
            for name in sorted(names):
                # The generator of samples invents; it does not apply the law.
                if name.endswith((".c", ".h")) and not name.startswith("way-sample"):
                    yield os.path.relpath(os.path.join(here, name), TOP)


def read_lines(path):
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        text = COMMENT.sub(blank, file.read())
    return text.splitlines()


def is_suspect(line, numbers):
    bare = TEXT.sub('""', line)
    return any(int(match.group(1)) in numbers
               for pattern in PATTERNS for match in pattern.finditer(bare))


def find_suspects(numbers):
    for path in find_files():
        for number, line in enumerate(read_lines(path), 1):
            if is_suspect(line, numbers):
                yield path, number, line.strip()


def is_allowed(suspect):
    path, _, line = suspect
    return any(file in ("", path) and part in line for file, part, _ in ALLOWED)


def main():
    numbers = find_numbers()
    suspects = list(find_suspects(numbers))
    unused = [f"{file}: {part}" for file, part, _ in ALLOWED
              if os.path.exists(os.path.join(TOP, file)) and
              not any(file in ("", path) and part in line for path, _, line in suspects)]
    samples = [
        "  due = way_school_days_nth (days, &from, 6);",
        "#define STAY_WEEKS 20",
        "  if (half_days > 90)",
        "  if (way_date_age (birth, &today) < 16)",
        "  return self->sessions != WAY_INTEGER_NONE ? self->sessions : 10;",
        '  most = way_code_get_int (row, "sessions", 10);',
    ]
    cases = [
        ("c-holds-none", [f"{p}:{n}: {line}" for p, n, line in filter(lambda s: not is_allowed(s),
                                                                     suspects)]),
        ("exceptions-are-needed", unused),
        ("would-be-found", [line for line in samples if not is_suspect(line, numbers)]),
    ]
    print(f"1..{len(cases)}")
    for number, (name, wrong) in enumerate(cases, 1):
        for line in wrong:
            print(f"# {line}")
        print(f"{'not ok' if wrong else 'ok'} {number} /rules/literals/{name}")
    return 1 if any(wrong for _, wrong in cases) else 0


if __name__ == "__main__":
    sys.exit(main())
