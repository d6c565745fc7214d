#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second reader of bundles, made from data/bundle-format.md alone.

test-second-reader.py BUNDLE-VECTORS: runs that program, which writes real bundles
and ones that mean no good with its verdict on each, and reads them all anew.  Both
readers must say the same: of a bad one that it is bad, of a good one every edit,
commitment, chain value and section.
"""
import ctypes
import ctypes.util
import os
import re
import subprocess
import sys
import tempfile
import uuid
import zlib

MOST_MANIFEST, MOST_PAGE, MOST_PAGES = 16 << 20, 8 << 20, 100000
MOST_OPS, MOST_PARTS, MOST_NAME = 50000000, 6 << 20, 2000
MOST_SECTIONS, MOST_SECTION, MOST_DEVICES, MOST_SCOPE = 100000, 1 << 30, 256, 4096
CHUNK, TAG = 65536, 17

library = ctypes.util.find_library("sodium")
sodium = ctypes.CDLL(library) if library else None


class Bad(Exception):
    """Something is not as the page says."""


def need(condition):
    if not condition:
        raise Bad


def blake(data, key=b"", size=32):
    out = ctypes.create_string_buffer(size)
    sodium.crypto_generichash(out, ctypes.c_size_t(size), bytes(data),
                              ctypes.c_ulonglong(len(data)), key, ctypes.c_size_t(len(key)))
    return out.raw


class Reader:
    """Section 1: spelling."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, size):
        need(size <= len(self.data) - self.at)
        self.at += size
        return self.data[self.at - size:self.at]

    def done(self):
        return self.at == len(self.data)

    def u8(self):
        return self.take(1)[0]

    def uint(self):
        value, shift = 0, 0
        while True:
            byte = self.u8()
            need(shift < 63 or byte <= 1)
            value |= (byte & 0x7f) << shift
            if byte < 0x80:
                need(byte != 0 or shift == 0)
                return value
            shift += 7

    def int(self):
        value = self.uint()
        return value >> 1 if value & 1 == 0 else -(value + 1 >> 1)

    def id(self):
        return self.take(16)

    def blob(self, most):
        size = self.uint()
        need(size <= most)
        return self.take(size)

    def text(self, most):
        data = self.blob(most)
        need(b"\0" not in data)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Bad from error

    def ids(self, most):
        count = self.uint()
        need(count <= most)
        ids = [self.id() for _ in range(count)]
        need(all(a < b for a, b in zip(ids, ids[1:])))
        return ids


def put_uint(value):
    out = bytearray()
    while True:
        out.append(value & 0x7f | (0x80 if value > 0x7f else 0))
        value >>= 7
        if value == 0:
            return bytes(out)


def put_int(value):
    return put_uint(value << 1 if value >= 0 else (-value << 1) - 1)


def put_text(text):
    data = text.encode("utf-8")
    return put_uint(len(data)) + data


# --- Section 2: the outer form ---

def padded(size):
    if size <= 16384:
        return 16384
    step = 1
    while step <= (size - 1) // 16:
        step *= 2
    return (size + step - 1) // step * step


def open_stanzas(stanzas, public, secret):
    key = ctypes.create_string_buffer(32)
    for stanza in stanzas:
        if sodium.crypto_box_seal_open(key, stanza, ctypes.c_ulonglong(80), public, secret) == 0:
            return key.raw
    raise Bad


def pull(chunks, header, key, hash_):
    state = ctypes.create_string_buffer(
        sodium.crypto_secretstream_xchacha20poly1305_statebytes())
    need(sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key) == 0)
    plain, tag = bytearray(), ctypes.c_ubyte()
    need(len(chunks) > TAG)
    for at in range(0, len(chunks), CHUNK + TAG):
        chunk = chunks[at:at + CHUNK + TAG]
        last = at + len(chunk) == len(chunks)
        need(len(chunk) > TAG)
        out = ctypes.create_string_buffer(len(chunk) - TAG)
        need(sodium.crypto_secretstream_xchacha20poly1305_pull(
            state, out, None, ctypes.byref(tag), chunk, ctypes.c_ulonglong(len(chunk)),
            hash_, ctypes.c_ulonglong(len(hash_))) == 0)
        need(tag.value == (3 if last else 0))
        plain += out.raw
    return bytes(plain)


def unseal(data, public, secret):
    reader = Reader(data)
    need(reader.take(8) == b"waybndl\0" and reader.u8() == 1 and reader.u8() == 1)
    places = reader.u8()
    need(places > 0 and places % 8 == 0)
    stanzas = [reader.take(80) for _ in range(places)]
    end = reader.at
    hash_ = reader.take(32)
    key = open_stanzas(stanzas, public, secret)
    need(blake(data[:end], blake(b"waymark bundle header 1", key)) == hash_)
    header = reader.take(24)
    plain = pull(data[reader.at:], header, blake(b"waymark bundle stream 1", key), hash_)
    size = int.from_bytes(plain[:8], "big")
    need(size < 1 << 31 and size <= len(plain) - 8 and padded(size + 8) == len(plain))
    need(plain[8 + size:].strip(b"\0") == b"")
    return plain[8:8 + size]


def is_signed(inside, key):
    state = ctypes.create_string_buffer(sodium.crypto_sign_statebytes())
    sodium.crypto_sign_init(state)
    for part in (b"waymark bundle signature 1", inside[:-64]):
        sodium.crypto_sign_update(state, part, ctypes.c_ulonglong(len(part)))
    return sodium.crypto_sign_final_verify(state, inside[-64:], key) == 0


# --- Section 3: the inside ---

def read_ranges(reader):
    begin = reader.at
    last = None
    for _ in range(reader.uint()):
        replica = reader.id()
        need(last is None or replica > last)
        last = replica
        count = reader.uint()
        need(count >= 1)
        after = -1
        for _ in range(count):
            first, end = reader.uint(), reader.uint()
            need(first >= 1 and end >= first and first > after + 1)
            after = end
    return reader.data[begin:reader.at]


def read_manifest(data):
    reader = Reader(data)
    m = {"id": reader.id(), "sender": reader.id(), "name": reader.text(MOST_NAME),
         "authority": reader.text(MOST_NAME), "made": reader.int(), "reader": reader.uint(),
         "schema": reader.int(), "edits": reader.uint(), "ops": reader.uint(),
         "pages": reader.uint(), "heard": read_ranges(reader), "kind": reader.uint(),
         "device": reader.id(), "audience": reader.ids(MOST_DEVICES),
         "sequence": reader.uint(), "previous": reader.id(), "received": reader.uint(),
         "roster": reader.uint(), "role": reader.uint(), "scope": reader.ids(MOST_SCOPE),
         "sections": reader.uint()}
    need(reader.done() and m["reader"] <= 1 and m["kind"] <= 2 and m["role"] <= 15)
    need(max(m["sequence"], m["received"], m["roster"]) < 1 << 63)
    need(m["pages"] <= MOST_PAGES and max(m["edits"], m["ops"]) <= MOST_OPS)
    need(m["sections"] <= MOST_SECTIONS)
    return m


def read_page(reader):
    size = reader.uint()
    hash_ = reader.take(32)
    packed = reader.blob(MOST_PAGE)
    need(blake(packed) == hash_ and 0 < size <= MOST_PAGE)
    unpacker = zlib.decompressobj()
    try:
        page = unpacker.decompress(packed, size + 1)
    except zlib.error as error:
        raise Bad from error
    need(len(page) == size and unpacker.eof)
    return Reader(page)


class Records:
    """The records of all pages, one after the other."""

    def __init__(self, reader, pages):
        self.reader, self.left, self.page = reader, pages, Reader(b"")

    def tag(self):
        if self.page.done():
            if self.left == 0:
                return None
            self.left -= 1
            self.page = read_page(self.reader)
        return self.page.u8()


def read_edit(page, manifest, more):
    edit = {"more": more, "replica": page.id(), "number": page.uint()}
    if not more:
        edit.update(clock=page.int(), user=page.id(), who=page.text(MOST_NAME),
                    name=page.text(MOST_NAME), reason=page.text(100 * MOST_NAME),
                    schema=page.int(), kind=page.uint(), undoes=(page.id(), page.uint()),
                    first=page.uint())
    edit["n"] = page.uint()
    need(0 < edit["n"] <= manifest["ops"])
    if not more:
        edit.update(before=page.take(32), chain=page.take(32))
        need(len(page.blob(32)) in (0, 32) and edit["kind"] <= 255)
        need(0 < edit["first"] <= (1 << 40) - 1 - edit["n"])
    edit["ops"] = []
    return edit


def read_ops(records, edit):
    while len(edit["ops"]) < edit["n"]:
        tag, page = records.tag(), records.page
        sequence = edit.get("first", 0) + len(edit["ops"])
        if tag == 3:
            count = page.uint()
            need(not edit["more"] and 0 < count <= edit["n"] - len(edit["ops"]))
            for i in range(count):
                edit["ops"].append((sequence + i, 0, bytes(16), 0, page.take(32)))
            continue
        need(tag == 2)
        if edit["more"]:
            sequence = page.uint()
        op = (sequence, page.uint(), page.id(), page.uint(), page.blob(MOST_PARTS))
        need(op[1] <= 65535 and 0 < op[3] <= 255)
        edit["ops"].append(op)


def read_inside(data):
    reader = Reader(data)
    manifest_bytes = reader.blob(MOST_MANIFEST)
    need(reader.take(32) == blake(manifest_bytes))
    manifest = read_manifest(manifest_bytes)
    records, edits, sections = Records(reader, manifest["pages"]), [], []
    while (tag := records.tag()) is not None:
        need(tag in (1, 4))
        edit = read_edit(records.page, manifest, tag == 4)
        read_ops(records, edit)
        edits.append(edit)
    for _ in range(manifest["sections"]):
        kind, hash_ = reader.uint(), reader.take(32)
        section = reader.blob(MOST_SECTION)
        need(blake(section) == hash_)
        sections.append((kind, section))
    need(reader.done() and len(edits) == manifest["edits"])
    need(sum(edit["n"] for edit in edits) == manifest["ops"])
    return manifest, edits, sections


# --- Section 4: commitments and chains ---

def commit_op(op):
    sequence, entity, row, kind, parts = op
    if kind == 0:
        return parts
    whole = sequence.to_bytes(8, "big") + entity.to_bytes(2, "big") + row + bytes([kind])
    reader, last = Reader(parts), -1
    while not reader.done():
        class_, state = reader.u8(), reader.u8()
        need(class_ > last and state <= 1)
        last = class_
        if state == 0:
            commitment = reader.take(32)
        else:
            salt = reader.take(16)
            commitment = blake(salt + reader.blob(1 << 31))
        whole += bytes([class_]) + commitment
    return blake(whole)


def chain_of(edit, commitments):
    header = (edit["replica"] + put_uint(edit["number"]) + put_int(edit["clock"]) + edit["user"]
              + put_text(edit["who"]) + put_text(edit["name"]) + put_text(edit["reason"])
              + put_int(edit["schema"]) + put_uint(edit["kind"]) + edit["undoes"][0]
              + put_uint(edit["undoes"][1]) + put_uint(edit["first"]) + put_uint(edit["n"]))
    return blake(edit["before"] + header + blake(b"".join(commitments)))


# --- What is inside, in words ---

def dump_table(reader):
    name, title, made, cut_off = reader.text(200), reader.text(200), reader.int(), reader.text(10)
    description, rows = reader.text(16 << 20), reader.text(16 << 20)
    need(reader.done() and re.fullmatch(r"\d{4}-\d\d-\d\d", cut_off))
    return (f"table {name}|{title} {made} {cut_off} {blake(description.encode()).hex()} "
            f"{blake(rows.encode()).hex()}")


def dump_given(reader):
    rosters = [f" {reader.id().hex()}:{reader.uint()}" for _ in range(reader.uint())]
    givings = [" " + ":".join([reader.id().hex() for _ in range(3)]
                              + [str(reader.uint()) for _ in range(4)])
               for _ in range(reader.uint())]
    need(reader.done())
    return "given" + "".join(rosters) + " |" + "".join(givings)


def dump_receipts(reader):
    turns = reader.uint()
    receipts = [f" {reader.id().hex()}:{reader.uint()}" for _ in range(reader.uint())]
    need(reader.done())
    return f"receipts {turns}" + "".join(receipts)


def dump_back(reader):
    line = "back"
    for _ in range(reader.uint()):
        line += f" | {reader.id().hex()}:{reader.uint()}"
        line += "".join(f" {reader.id().hex()}:{reader.uint()}" for _ in range(reader.uint()))
    need(reader.done())
    return line


def as_uuid(id_):
    return "" if id_ == bytes(16) else str(uuid.UUID(bytes=id_))


def netstrings(*fields):
    texts = [str(field).encode() for field in fields]
    return b"".join(str(len(text)).encode() + b":" + text + b"," for text in texts)


def dump_record(reader, replica, number, before):
    erased, at, action = reader.u8(), reader.int(), reader.text(200000)
    need(erased < 2)
    entity, row = reader.text(200000), as_uuid(reader.id())
    if not erased:
        user, who, count = as_uuid(reader.id()), reader.text(200000), reader.int()
        what, reason, salt = reader.text(200000), reader.text(200000), reader.take(16)
    commitment, chain = reader.take(32), reader.take(32)
    need(erased or commitment == blake(salt + netstrings(user, who, entity, row, count, what, reason)))
    need(chain == blake(before + netstrings(as_uuid(replica), number, at, action) + commitment))
    return f" {number}:{at}:{action}:{entity}:{chain.hex()}", chain


def dump_trail(reader):
    line = "trail" + "".join(f" {reader.id().hex()}:{reader.uint()}" for _ in range(reader.uint()))
    for _ in range(reader.uint()):
        replica, first, before = reader.id(), reader.uint(), reader.take(32)
        m = reader.uint()
        need(first > 0 and 0 < m <= 100000)
        line += f" | {replica.hex()}"
        for number in range(first, first + m):
            text, before = dump_record(reader, replica, number, before)
            line += text
    need(reader.done())
    return line


DUMPS = {5: dump_table, 7: dump_given, 8: dump_receipts, 9: dump_trail,
         10: dump_back}


def dump(manifest, edits, sections, by_hand):
    m = manifest
    ids = lambda several: "".join(" " + one.hex() for one in several)
    lines = [f"manifest {m['id'].hex()} {m['sender'].hex()} {m['name']}|{m['authority']} "
             f"{m['made']} {m['reader']} {m['schema']} {m['edits']} {m['ops']} {m['pages']} "
             f"{blake(m['heard']).hex()} {m['kind']} {m['device'].hex()} {len(m['audience'])}"
             f"{ids(m['audience'])} {m['sequence']} {m['previous'].hex()} {m['received']} "
             f"{m['roster']} {m['role']} {len(m['scope'])}{ids(m['scope'])} {m['sections']}"]
    for edit in edits:
        commitments = [commit_op(op) for op in edit["ops"]]
        line = f"{'more' if edit['more'] else 'edit'} {edit['replica'].hex()} {edit['number']} {edit['n']}"
        if not edit["more"]:
            line += f" {edit['clock']} {edit['who']}|{edit['name']}|{edit['reason']} {edit['chain'].hex()}"
            need(by_hand or chain_of(edit, commitments) == edit["chain"])
        lines.append(line)
        for op, commitment in zip(edit["ops"], commitments):
            lines.append(f"op {op[0]} {op[1]} {op[2].hex()} {op[3]} {commitment.hex()}")
    for kind, section in sections:
        lines.append(f"section {kind} {len(section)} {blake(section).hex()}")
        if kind in DUMPS:
            lines.append(DUMPS[kind](Reader(section)))
    return "\n".join(lines) + "\n"


def read(data, keys, reader, signer):
    if data[9:10] != b"\x01":
        need(data[:10] == b"waybndl\0\x01\x00" and len(data) > 42)
        need(blake(data[:-32]) == data[-32:])
        return read_inside(data[10:-32])
    inside = unseal(data, keys[reader][0], keys[reader][1])
    need(len(inside) > 64)
    found = read_inside(inside[:-64])
    need(is_signed(inside, keys[signer][2]))
    need(bytes.fromhex(reader.replace("-", "")) in found[0]["audience"])
    return found


def compare(folder, number, line, keys):
    name, reader, signer, verdict = line.split()
    with open(os.path.join(folder, name), "rb") as file:
        data = file.read()
    by_hand = keys[signer][3] < 3
    try:
        said = dump(*read(data, keys, reader, signer), by_hand)
    except Bad:
        said = None
    good = verdict == ("bad" if said is None else "good")
    if good and said is not None:
        with open(os.path.join(folder, name + ".dump"), encoding="utf-8") as file:
            good = file.read() == said
    print(f"{'ok' if good else 'not ok'} {number} {name} is {verdict}")
    return good


def main():
    if sodium is None or sodium.sodium_init() < 0:
        print("1..0 # skip there is no libsodium to load")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], folder], check=True)
        keys = {}
        with open(os.path.join(folder, "keys.txt"), encoding="ascii") as file:
            for number, line in enumerate(file):
                name, *values = line.split()
                keys[name] = (*[bytes.fromhex(value) for value in values], number)
        with open(os.path.join(folder, "verdicts.txt"), encoding="utf-8") as file:
            lines = file.read().splitlines()
        bad = sum(line.endswith(" bad") for line in lines)
        print(f"1..{len(lines) + 1}")
        done = [compare(folder, i + 1, line, keys) for i, line in enumerate(lines)]
        print(f"{'ok' if bad >= 40 else 'not ok'} {len(lines) + 1} {bad} mean no good")
        return 0 if all(done) and bad >= 40 else 1


if __name__ == "__main__":
    sys.exit(main())
