#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Translators see every text: po/POTFILES.in names each file that has one."""

import os
import re
import sys

TOP = os.path.join(os.environ["G_TEST_SRCDIR"], "..")

# What marks a text for translation, by the end of the file's name.
MARKS = {
    ".c": re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext) ?\(\s*"'),
    ".ui": re.compile(r'translatable="(?:yes|true)"'),
    ".desktop.in": re.compile(r"^Name=", re.MULTILINE),
    ".metainfo.xml.in": re.compile(r"<summary>"),
    ".gschema.xml": re.compile(r"<summary>"),
}


def has_texts(path):
    for end, mark in MARKS.items():
        if path.endswith(end):
            with open(os.path.join(TOP, path), encoding="utf-8") as file:
                return bool(mark.search(file.read()))
    return False


def find_files():
    for folder in ("data", "src", "ui"):
        for here, _, names in os.walk(os.path.join(TOP, folder)):
            for name in names:
                yield os.path.relpath(os.path.join(here, name), TOP)


def main():
    with open(os.path.join(TOP, "po", "POTFILES.in"), encoding="utf-8") as file:
        listed = [line.strip() for line in file if line.strip() and not line.startswith("#")]

    cases = [
        ("names-every-file-with-texts", sorted(p for p in find_files() if has_texts(p) and p not in listed)),
        ("names-no-file-that-is-gone", [p for p in listed if not os.path.exists(os.path.join(TOP, p))]),
        ("names-none-twice", sorted({p for p in listed if listed.count(p) > 1})),
    ]
    print(f"1..{len(cases)}")
    for number, (name, wrong) in enumerate(cases, 1):
        for path in wrong:
            print(f"# {path}")
        print(f"{'not ok' if wrong else 'ok'} {number} /po/potfiles/{name}")
    return 1 if any(wrong for _, wrong in cases) else 0


if __name__ == "__main__":
    sys.exit(main())
