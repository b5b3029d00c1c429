#!/usr/bin/env python3
"""Writes Sources/CUnicodeTables/unicode_tables.c: the general category of every code point.

The data is that of PyPI's unicodedata2, whose source archive is checked against a hash and built in a virtual
environment below .build-unicode. Its version is the one of the regex-syntax tables inside tiktoken, because a character
that one of them calls a letter and the other does not would be cut differently.

  scripts/unicode_tables.py            write the tables
  scripts/unicode_tables.py --check    compare them with the file, and every code point with what tiktoken's own regular
                                       expressions match
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

UNICODE = "16.0.0"
SOURCES = """\
unicodedata2==16.0.0 --hash=sha256:05488d6592b59cd78b61ec37d38725416b2df62efafa6a0d63a631b27aa474fc
"""
ORACLE = "tiktoken==0.14.0"

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".build-unicode"
READY = ENVIRONMENT / "ready"
TABLES = ROOT / "Sources/CUnicodeTables/unicode_tables.c"

# The order is the numbering in CUnicodeTables.h. A name of our own stands for the control characters that have the
# property White_Space; the other categories lie wholly inside or wholly outside it.
CATEGORIES = (
    "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn white".split()
)
WHITE_CONTROLS = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85)

# A block is what the last byte of a UTF-8 sequence tells apart.
BLOCK = 64


def enter_environment():
    """Starts this script again inside its virtual environment, which is made on first use."""
    python = ENVIRONMENT / "bin/python"
    if Path(sys.prefix) == ENVIRONMENT:
        return
    if not READY.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        requirements = ENVIRONMENT / "requirements.txt"
        requirements.write_text(SOURCES)
        install = [python, "-m", "pip", "install", "--quiet"]
        subprocess.run([*install, "setuptools", "wheel", ORACLE], check=True)
        subprocess.run(
            [*install, "--no-binary", "unicodedata2", "--no-build-isolation", "--require-hashes", "-r", requirements],
            check=True,
        )
        READY.touch()
    os.execv(python, [python, *sys.argv])


def categories():
    """The number of the category of every code point."""
    import unicodedata2

    assert unicodedata2.unidata_version == UNICODE, unicodedata2.unidata_version
    number = {name: index for index, name in enumerate(CATEGORIES)}
    table = bytearray(number[unicodedata2.category(chr(point))] for point in range(0x110000))
    for point in WHITE_CONTROLS:
        table[point] = number["white"]
    return table


def source(table):
    """The C file: equal blocks of code points are stored once, an index says which block is whose."""
    blocks, index = {}, []
    for start in range(0, len(table), BLOCK):
        block = bytes(table[start : start + BLOCK])
        index.append(blocks.setdefault(block, len(blocks)))
    lines = [
        f"// Unicode {UNICODE}. Written by scripts/unicode_tables.py; do not edit.",
        "",
        '#include "CUnicodeTables.h"',
        "",
        f"const uint16_t unicode_block_index[{len(index)}] = {{",
        *rows(index),
        "};",
        "",
        f"const uint8_t unicode_block_categories[{len(blocks) * BLOCK}] = {{",
        *rows(number for block in blocks for number in block),
        "};",
        "",
    ]
    return "\n".join(lines)


def rows(numbers):
    """Numbers in lines of at most 120 columns."""
    line = " "
    for number in numbers:
        item = f" {number},"
        if len(line) + len(item) > 120:
            yield line
            line = " "
        line += item
    yield line


def matched(pattern, text):
    """The set of characters that tiktoken's regular expressions find in a text for a pattern of one character."""
    from tiktoken import Encoding

    singles = {bytes([byte]): byte for byte in range(256)}
    encoding = Encoding("single bytes", pat_str=pattern, mergeable_ranks=singles, special_tokens={})
    return set(bytes(encoding.encode_ordinary(text)).decode())


def check(table):
    """Compares every encodable code point with tiktoken. Returns the number of differences."""
    text = "".join(chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000)
    number = {name: index for index, name in enumerate(CATEGORIES)}
    white_space = {number[name] for name in ("Zs", "Zl", "Zp", "white")}
    ours = {name: set() for name in CATEGORIES}
    spaces = set()
    for character in text:
        category = table[ord(character)]
        ours[CATEGORIES[category]].add(character)
        if category in white_space:
            spaces.add(character)
    ours["Cc"] |= ours.pop("white")
    del ours["Cs"]
    wrong = len(matched(r"\s", text) ^ spaces)
    for name, characters in ours.items():
        wrong += len(matched(rf"\p{{{name}}}", text) ^ characters)
    return wrong


def main():
    enter_environment()
    table = categories()
    text = source(table)
    if sys.argv[1:] == ["--check"]:
        stale = not TABLES.exists() or TABLES.read_text() != text
        wrong = check(table)
        print(f"Unicode {UNICODE}: file {'differs' if stale else 'is current'}, {wrong} code points unlike tiktoken's")
        sys.exit(1 if stale or wrong else 0)
    TABLES.write_text(text)


if __name__ == "__main__":
    main()
