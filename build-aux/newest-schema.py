#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# newest-schema.py GRESOURCE.XML OUTPUT DEPFILE: runs all migrations that the resource
# lists one after the other, in memory, and writes what they come to as one script: a
# new file is made by it in a fifth of the time.  Migrations put no rows into a file
# that has none; one that does is refused here.
import os
import sqlite3
import sys
from xml.etree import ElementTree


# What the program gives SQLite (way-db.c): what they say does not matter here.
FUNCTIONS = {"way_fold": 1, "way_code_order": 2}


def list_scripts(resource):
    folder = os.path.dirname(resource)
    files = ElementTree.parse(resource).getroot().iterfind("gresource/file")
    return sorted(os.path.join(folder, file.text) for file in files
                  if file.text.startswith("migrations/"))


def main():
    resource, output, depfile = sys.argv[1:]
    scripts = list_scripts(resource)
    db = sqlite3.connect(":memory:", isolation_level=None)
    for name, n_arguments in FUNCTIONS.items():
        db.create_function(name, n_arguments, lambda *arguments: None, deterministic=True)
    for path in scripts:
        with open(path, encoding="utf-8") as script:
            db.executescript("BEGIN;" + script.read() + "COMMIT;")
    parts = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
                       " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid").fetchall()
    for kind, name, _ in parts:
        if kind == "table" and db.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}")').fetchone()[0]:
            sys.exit(f"newest-schema.py: a new file would have rows in {name}")
    with open(output, "w", encoding="utf-8") as newest:
        newest.writelines(f"{sql};\n" for _, _, sql in parts)
    with open(depfile, "w", encoding="utf-8") as depends:
        depends.write(f"{output}: {' '.join(scripts)}\n")


main()
