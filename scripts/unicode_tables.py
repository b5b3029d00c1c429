#!/usr/bin/env python3
"""Writes two files of Sources/CUnicodeTables: unicode_tables.c, the general category of every code point, and
terminal_tables.c, how many columns each takes on a terminal and where characters that people see as one end.

The data is that of PyPI's unicodedata2 (categories, East Asian width) and regex (grapheme breaks, pictographs), whose
source archives are checked against hashes and built in a virtual environment below .build-unicode. Their version is the one
of the regex-syntax tables inside tiktoken, because a character that one of them calls a letter and the other does not would
be cut differently.

  scripts/unicode_tables.py            write the tables
  scripts/unicode_tables.py --check    compare them with the files, every category with what tiktoken's own regular
                                       expressions match, and every width with that of PyPI's wcwidth
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

UNICODE = "16.0.0"
SOURCES = """\
unicodedata2==16.0.0 --hash=sha256:05488d6592b59cd78b61ec37d38725416b2df62efafa6a0d63a631b27aa474fc
regex==2024.11.6 --hash=sha256:7ab159b063c52a0333c884e4679f8d7a85112ee3078fe3d9004b2dd875585519
"""
ORACLES = ["tiktoken==0.14.0", "wcwidth==0.2.14"]

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".build-unicode"
READY = ENVIRONMENT / "ready-2"
TABLES = ROOT / "Sources/CUnicodeTables/unicode_tables.c"
TERMINAL_TABLES = ROOT / "Sources/CUnicodeTables/terminal_tables.c"

# The order is the numbering in CUnicodeTables.h. A name of our own stands for the control characters that have the
# property White_Space; the other categories lie wholly inside or wholly outside it.
CATEGORIES = (
    "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn white".split()
)
WHITE_CONTROLS = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85)

# The order is the numbering in TerminalTables.h. Pictographs are those that a zero-width joiner joins.
BREAKS = "Other Extend ZWJ SpacingMark Prepend Regional_Indicator Extended_Pictographic L V T LV LVT Control".split()

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
        subprocess.run([*install, "setuptools", "wheel", *ORACLES], check=True)
        subprocess.run(
            [*install, "--no-binary", ":all:", "--no-build-isolation", "--require-hashes", "-r", requirements],
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


def breaks():
    """The number of the grapheme break class of every code point."""
    import regex

    text = "".join(chr(point) for point in range(0x110000))
    table = bytearray(len(text))
    for number, name in enumerate(BREAKS):
        if name == "Other":
            continue
        prop = name if name == "Extended_Pictographic" else f"Grapheme_Cluster_Break={name}"
        for match in regex.finditer(rf"\p{{{prop}}}+", text):
            for point in range(*match.span()):
                # The only class that overlaps others would be pictographs; they are all Other.
                assert table[point] == 0
                table[point] = number
    return table


def width(point, break_class):
    """The columns of one character that stands alone: none for what is drawn over or joined with what is before it."""
    import unicodedata2

    character = chr(point)
    category = unicodedata2.category(character)
    if unicodedata2.east_asian_width(character) in "WF" and category != "Mn":
        return 2
    if BREAKS[break_class] in ("V", "T") and "HANGUL" in unicodedata2.name(character):
        return 0
    if category in ("Mn", "Me", "Zl", "Zp", "Cc"):
        return 0
    # The signs of Arabic numbers and the soft hyphen are of the category of invisible characters, but seen.
    if category == "Cf" and BREAKS[break_class] != "Prepend":
        return 0
    return 1


def terminal_traits():
    """Two bits of width and four of break class for every code point."""
    return bytearray(width(point, number) | number << 2 for point, number in enumerate(breaks()))


def source(table, index_name, table_name):
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
        f"const uint16_t {index_name}[{len(index)}] = {{",
        *rows(index),
        "};",
        "",
        f"const uint8_t {table_name}[{len(blocks) * BLOCK}] = {{",
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


def check_widths(traits, table):
    """Compares with wcwidth. Returns the number of differences beyond the known ones: it gives marks that take space (Mc)
    and the signs of Arabic numbers no column, where most terminals give them one, the soft hyphen one, and skin tones that
    stand alone none."""
    import wcwidth

    known = {CATEGORIES.index(name) for name in ("Cc", "white", "Mc", "Cs", "Cn", "Co")}
    chosen = {0xAD, *range(0x1F3FB, 0x1F400)}
    prepended = BREAKS.index("Prepend")
    wrong = 0
    for point in range(0x110000):
        theirs = wcwidth.wcwidth(chr(point), unicode_version=UNICODE)
        if table[point] in known or point in chosen or traits[point] >> 2 == prepended:
            continue
        if theirs != traits[point] & 3:
            wrong += 1
            if wrong <= 20:
                print(f"  U+{point:04X} {CATEGORIES[table[point]]}: {traits[point] & 3}, wcwidth {theirs}")
    return wrong


def main():
    enter_environment()
    table, traits = categories(), terminal_traits()
    files = {
        TABLES: source(table, "unicode_block_index", "unicode_block_categories"),
        TERMINAL_TABLES: source(traits, "terminal_block_index", "terminal_block_traits"),
    }
    if sys.argv[1:] == ["--check"]:
        stale = any(not path.exists() or path.read_text() != text for path, text in files.items())
        wrong = check(table)
        widths = check_widths(traits, table)
        print(f"Unicode {UNICODE}: files {'differ' if stale else 'are current'}, {wrong} code points unlike tiktoken's,")
        print(f"{widths} widths unlike wcwidth's")
        sys.exit(1 if stale or wrong else 0)
    for path, text in files.items():
        path.write_text(text)


if __name__ == "__main__":
    main()
