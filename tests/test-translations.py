#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each translation in po/ keeps what the program needs of its English text."""

import collections
import os
import re
import shutil
import subprocess
import sys

PO = os.path.join(os.environ["G_TEST_SRCDIR"], "..", "po")

# A file's line: the word before the text, or none where the text goes on.
LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) )?"(.*)"')

# What a printf() takes an argument for.  A position ("%2$s") says which one.
DIRECTIVE = re.compile(r"%(?:(\d+)\$)?([-+ #0']*\d*(?:\.\d+)?(?:l{1,2}|h{1,2}|z|j|t)?[diouxXeEfgGcsp%])")

ESCAPES = {"n": "\n", "t": "\t"}

# What a text may end in, and its translation then must.
ENDS = "….:;?!"

Message = collections.namedtuple("Message", "line context text plural translations flags places")


def unescape(text):
    return re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[1]), text)


def read_message(block, line):
    flags, places, parts, word = set(), [], {}, None
    for row in block:
        if row.startswith("#,"):
            flags.update(flag.strip() for flag in row[2:].split(","))
        elif row.startswith("#:"):
            places += row[2:].split()
        elif not row.startswith("#"):
            match = LINE.fullmatch(row)
            if match is None:
                raise ValueError(f"line {line}: {row}")
            word = match[1] or word
            parts[word] = parts.get(word, "") + unescape(match[2])
    translations = [parts[word] for word in sorted(parts) if word.startswith("msgstr")]
    return Message(line, parts.get("msgctxt"), parts.get("msgid"), parts.get("msgid_plural"),
                   translations, flags, places)


def read_messages(text):
    """The messages of a .po or .pot, its header first; obsolete ones are left out."""
    messages, line = [], 1
    for block in text.split("\n\n"):
        rows = [row for row in block.split("\n") if row and not row.startswith("#~")]
        if any(row.startswith("msgid") for row in rows):
            messages.append(read_message(rows, line))
        line += block.count("\n") + 2
    return messages


def find_directives(text):
    """Each argument with its kind, numbered as printf() takes them."""
    found = [match for match in DIRECTIVE.finditer(text) if match[2] != "%"]
    return sorted((int(match[1] or number), match[2]) for number, match in enumerate(found, 1))


def is_format(message):
    return any(flag.endswith("c-format") and not flag.startswith("no-") for flag in message.flags)


def has_mnemonic(message):
    """The window's texts alone have them: elsewhere a _ is part of a name."""
    seen = any(place.startswith(("ui/", "src/app/")) for place in message.places)
    return seen and re.search(r"_\w", message.text) is not None


def keeps_arguments(message, translation):
    if not is_format(message):
        return True
    allowed = [find_directives(message.text), find_directives(message.plural or message.text)]
    return find_directives(translation) in allowed


def keeps_names(message, translation):
    """Options, fields in braces and marked-up words go through as they are."""
    pattern = r"--[a-z][a-z-]*|\{[^}]*\}|</?[a-z]+>"
    return sorted(re.findall(pattern, message.text)) == sorted(re.findall(pattern, translation))


def keeps_end(message, translation):
    def end(text):
        text = text.rstrip()
        return text[-1:] if text[-1:] in ENDS else ""

    return end(message.text) == end(translation)


def keeps_edges(message, translation):
    def edges(text):
        return re.match(r"\s*", text)[0], re.search(r"\s*$", text)[0]

    return edges(message.text) == edges(translation)


def keeps_mnemonic(message, translation):
    if not has_mnemonic(message):
        return True
    return len(re.findall(r"_\w", translation)) == 1 and translation.count("_") == 1


RULES = [
    ("keeps-arguments", keeps_arguments),
    ("keeps-names", keeps_names),
    ("keeps-end", keeps_end),
    ("keeps-edges", keeps_edges),
    ("keeps-mnemonic", keeps_mnemonic),
]

# A rule, a text, a translation, and whether the rule lets it through.
SAMPLES = [
    (keeps_arguments, "%s of %d", "%s o %d", True),
    (keeps_arguments, "%s of %d", "%2$d o %1$s", True),
    (keeps_arguments, "%s of %d", "%d o %s", False),
    (keeps_arguments, "%s of %d", "%s", False),
    (keeps_arguments, "%d%%", "%d %%", True),
    (keeps_arguments, "%02d:%02d", "%02d.%02d", True),
    (keeps_names, "--to lies before --from", "mae --from ar ôl --to", True),
    (keeps_names, "--to lies before --from", "mae --o ar ôl --i", False),
    (keeps_names, "{name} has left", "gadawodd {enw}", False),
    (keeps_names, "<b>now</b>", "<b>nawr", False),
    (keeps_end, "Open…", "Agor…", True),
    (keeps_end, "Open…", "Agor", False),
    (keeps_end, "Delete?", "Dileu.", False),
    (keeps_end, "Delete", "Dileu.", False),
    (keeps_edges, " · %u chosen", " · dewiswyd %u", True),
    (keeps_edges, " · %u chosen", "· dewiswyd %u", False),
    (keeps_edges, "usage\n", "defnydd", False),
    (keeps_mnemonic, "_Open", "_Agor", True),
    (keeps_mnemonic, "_Open", "Agor", False),
    (keeps_mnemonic, "_Open", "_A_gor", False),
    (keeps_mnemonic, "_Open", "Agor_", False),
    (keeps_mnemonic, "Open", "Agor", True),
]


def test_samples():
    for rule, text, translation, passes in SAMPLES:
        message = Message(1, None, text, None, [translation], {"c-format"}, ["ui/sample.ui:1"])
        if rule(message, translation) != passes:
            yield f"{rule.__name__}: “{text}”, “{translation}”"


def test_reading():
    text = '#, fuzzy\nmsgid ""\nmsgstr "a: b\\n"\n"c: d\\n"\n\nmsgctxt "x"\nmsgid "%d \\"a\\""\n' \
           'msgid_plural "%d b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n\n#~ msgid "gone"\n#~ msgstr "e"\n'
    header, plural = read_messages(text)
    if header.translations != ["a: b\nc: d\n"] or header.flags != {"fuzzy"}:
        yield f"header: {header}"
    if (plural.context, plural.text, plural.translations) != ("x", '%d "a"', ["c", "d"]):
        yield f"plural: {plural}"


def is_done(message):
    return any(message.translations)


def check_rule(rule, messages):
    for message in messages:
        for translation in message.translations if is_done(message) else []:
            if not rule(message, translation):
                yield f"line {message.line}: “{message.text}”, “{translation}”"


def check_whole(messages):
    """Nothing guessed at, and no plural done by half."""
    for message in messages:
        if "fuzzy" in message.flags or is_done(message) != all(message.translations):
            yield f"line {message.line}: “{message.text}”"


def check_plurals(header, messages):
    """Each plural has as many forms as the header says."""
    count = re.search(r"nplurals=(\d)", header.translations[0])
    for message in messages:
        if message.plural and (count is None or len(message.translations) != int(count[1])):
            yield f"line {message.line}: “{message.text}”"


def check_known(messages, template):
    """Nothing is translated that the template does not ask for."""
    asked = {(message.context, message.text, message.plural) for message in template}
    for message in messages:
        if (message.context, message.text, message.plural) not in asked:
            yield f"line {message.line}: “{message.text}”"


def read_file(name):
    with open(os.path.join(PO, name), encoding="utf-8") as file:
        return read_messages(file.read())


def check_format(path):
    """What gettext's own check says, where there is one."""
    if shutil.which("msgfmt") is None:
        return
    said = subprocess.run(["msgfmt", "--check", "--output-file=" + os.devnull, path],
                          stderr=subprocess.PIPE, text=True, check=False)
    if said.returncode != 0:
        yield from said.stderr.splitlines()


def list_cases():
    yield "samples", test_samples()
    yield "reading", test_reading()

    template = read_file("waymark.pot")
    with open(os.path.join(PO, "LINGUAS"), encoding="utf-8") as file:
        languages = [word for line in file if not line.startswith("#") for word in line.split()]
    for language in languages:
        header, *messages = read_file(f"{language}.po")
        yield f"{language}/format", check_format(os.path.join(PO, f"{language}.po"))
        yield f"{language}/whole", check_whole([header] + messages)
        yield f"{language}/plurals", check_plurals(header, messages)
        yield f"{language}/known", check_known(messages, template)
        for name, rule in RULES:
            yield f"{language}/{name}", check_rule(rule, messages)


def main():
    cases = [(name, list(wrong)) for name, wrong in list_cases()]
    print(f"1..{len(cases)}")
    for number, (name, wrong) in enumerate(cases, 1):
        for words in wrong:
            print("# " + words.replace("\n", "\\n"))
        print(f"{'not ok' if wrong else 'ok'} {number} /po/translations/{name}")
    return 1 if any(wrong for _, wrong in cases) else 0


if __name__ == "__main__":
    sys.exit(main())
