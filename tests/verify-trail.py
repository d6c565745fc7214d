#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves an exported trail from data/trail-format.md alone.

Prints what it finds, one a line, and exits with 1; with 0 and the last chain value
of each copy where the trail is whole; with 2 where the file is no trail.
"""

import csv
import hashlib
import sys

BODY = ["user", "who", "entity", "id", "count", "what", "reason"]
HEADER = ["replica", "number", "at", "action"]
PROOF = ["erased", "salt", "commitment", "before", "chain"]


def netstrings(row, names):
    texts = [row[name].encode() for name in names]
    return b"".join(b"%d:%s," % (len(text), text) for text in texts)


def blake(*pieces):
    return hashlib.blake2b(b"".join(pieces), digest_size=32).digest()


def check_record(row, before):
    """The findings on one record, given the chain value that it must follow."""
    commitment = bytes.fromhex(row["commitment"])
    if row["erased"] != "yes":
        if blake(bytes.fromhex(row["salt"]), netstrings(row, BODY)) != commitment:
            yield "is not what was written"
    elif any(row[name] for name in ["user", "who", "count", "what", "reason", "salt"]):
        yield "is said to be erased, and tells something"
    if bytes.fromhex(row["before"]) != before:
        yield "does not follow the one before it"
    chain = blake(bytes.fromhex(row["before"]), netstrings(row, HEADER), commitment)
    if chain != bytes.fromhex(row["chain"]):
        yield "has another chain value"


def check(rows):
    findings = []
    last = {}
    for row in rows:
        replica = row["replica"]
        number, before = last.get(replica, (0, bytes(32)))
        if int(row["number"]) != number + 1:
            findings.append(f"{row['record']}: the one before it is missing")
        findings += [f"{row['record']}: {what}" for what in check_record(row, before)]
        last[replica] = (int(row["number"]), bytes.fromhex(row["chain"]))
    return findings, last


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: verify-trail.py FILE")
    try:
        with open(sys.argv[1], encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if not set(BODY + HEADER + PROOF) <= set(reader.fieldnames or []):
                raise ValueError("the headings are not those of a trail")
            findings, last = check(reader)
    except (OSError, ValueError, csv.Error, TypeError, AttributeError) as error:
        print(f"{sys.argv[1]}: {error}", file=sys.stderr)
        return 2
    for finding in findings:
        print(finding)
    if not findings:
        for replica, (number, chain) in sorted(last.items()):
            print(f"{replica} {number} {chain.hex()}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
