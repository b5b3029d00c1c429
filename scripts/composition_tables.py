#!/usr/bin/env python3
"""Writes Sources/CUnicodeTables/composition_tables.c: what Unicode's normalization form C needs to know; and some texts
with their composed form for the tests, as Hugging Face's tokenizers has it.

The data is that of Unicode 9.0, the version inside of Hugging Face's tokenizers, whose models want their text in this form:
a mark that is younger has no place among the others there. It is read from the tables in the source archive of PyPI's
unicodedata2, which is checked against a hash. Forms of a text never change for characters that a version knows, so which
pairs compose is asked of this Python's own, younger tables.

  scripts/composition_tables.py            write the files
  scripts/composition_tables.py --check    compare them with the files, and every code point with what tokenizers makes of it
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import venv
from pathlib import Path

PACKAGE = "unicodedata2==9.0.0.post4"
SHA256 = "ef277bdec37f276829d0c249bda3447642c72248b697f2eea7a7c442dd4820d9"
ORACLE = "tokenizers==0.23.3"
ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "Sources/CUnicodeTables/composition_tables.c"
FIXTURE = ROOT / "Tests/TokenizerTests/Fixtures/composition.json"
ENVIRONMENT = ROOT / ".build-composition"
READY = ENVIRONMENT / "ready"
LIMIT = 0x110000


def python():
    """The Python of a virtual environment, which is made on first use."""
    if not READY.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        install = [ENVIRONMENT / "bin/python", "-m", "pip", "install", "--quiet"]
        subprocess.run([*install, "setuptools", "wheel", ORACLE], check=True)
        READY.touch()
    return ENVIRONMENT / "bin/python"


def fetch():
    """The header with the tables."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [python(), "-m", "pip", "download", "--quiet", "--no-deps", "--no-build-isolation", "--dest", folder]
            + ["--no-binary", "unicodedata2", PACKAGE],
            check=True,
        )
        (archive,) = Path(folder).glob("*.tar.gz")
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != SHA256:
            sys.exit(f"{archive.name} has the SHA-256 {found}, not {SHA256}")
        with tarfile.open(archive) as files:
            (name,) = [name for name in files.getnames() if name.endswith("py3/unicodedata_db.h")]
            return files.extractfile(name).read().decode()


def numbers(header, name):
    """The numbers of an array of the header."""
    (body,) = re.findall(rf"\b{name}\[\] = {{(.*?)}};", header, re.S)
    return [int(number, 0) for number in re.findall(r"\b(?:0x[0-9A-Fa-f]+|\d+)\b", body)]


class Version:
    """The facts about the characters of a version."""

    def __init__(self, header):
        # A record is category, combining class, direction, mirrored, width, quick checks.
        records = numbers(header, "_PyUnicode_Database_Records")
        self.records = [records[at : at + 6] for at in range(0, len(records), 6)]
        self.first, self.second = numbers(header, "index1"), numbers(header, "index2")
        self.shift = int(re.search(r"#define SHIFT (\d+)", header)[1])
        self.data = numbers(header, "decomp_data")
        self.decomp = numbers(header, "decomp_index1"), numbers(header, "decomp_index2")
        self.decomp_shift = int(re.search(r"#define DECOMP_SHIFT (\d+)", header)[1])

    def record(self, point):
        low = point & (1 << self.shift) - 1
        return self.records[self.second[(self.first[point >> self.shift] << self.shift) + low]]

    def combining_class(self, point):
        return self.record(point)[1]

    def decomposition(self, point):
        """One or two code points that stand for it canonically, or nothing."""
        low = point & (1 << self.decomp_shift) - 1
        index = self.decomp[1][(self.decomp[0][point >> self.decomp_shift] << self.decomp_shift) + low]
        head = self.data[index]
        count, prefix = head >> 8, head & 255
        return self.data[index + 1 : index + 1 + count] if prefix == 0 else []


def tables(version):
    decompositions, compositions, unstable = [], [], {}
    for point in range(LIMIT):
        parts = version.decomposition(point)
        if parts:
            decompositions.append((point, *(parts + [0])[:2]))
            if len(parts) == 2 and unicodedata.normalize("NFC", "".join(map(chr, parts))) == chr(point):
                compositions.append((parts[0], parts[1], point))
        combining = version.combining_class(point)
        if combining:
            unstable[point] = combining
    composed = {point for _, _, point in compositions}
    for point, *_ in decompositions:
        if point not in composed:
            unstable.setdefault(point, 0)
    for _, second, _ in compositions:
        unstable.setdefault(second, 0)
    # The vowels and the final consonants of Hangul, which compose by arithmetic.
    for point in [*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)]:
        unstable[point] = 0
    return decompositions, sorted(compositions), sorted(unstable.items())


def source(decompositions, compositions, unstable):
    blocks = [0] * (LIMIT >> 12)
    for point, _ in unstable:
        blocks[point >> 12] |= 1 << (point >> 6 & 63)
    arrays = [
        ("uint32_t", f"unicode_decompositions[{3 * len(decompositions)}]", [n for row in decompositions for n in row]),
        ("size_t", "unicode_decomposition_count", len(decompositions)),
        ("uint32_t", f"unicode_compositions[{3 * len(compositions)}]", [n for row in compositions for n in row]),
        ("size_t", "unicode_composition_count", len(compositions)),
        ("uint32_t", f"unicode_unstable[{len(unstable)}]", [point << 8 | combining for point, combining in unstable]),
        ("size_t", "unicode_unstable_count", len(unstable)),
        ("uint64_t", f"unicode_unstable_blocks[{len(blocks)}]", [f"0x{block:X}u" for block in blocks]),
    ]
    lines = ["// Unicode 9.0. Written by scripts/composition_tables.py; do not edit.", "", '#include "CompositionTables.h"']
    for kind, name, content in arrays:
        if isinstance(content, int):
            lines += ["", f"const {kind} {name} = {content};"]
        else:
            lines += ["", f"const {kind} {name} = {{", *rows(content), "};"]
    return "\n".join(lines) + "\n"


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


CHECK = """
import json, sys
from tokenizers.normalizers import NFC
decompositions, compositions, unstable = json.load(sys.stdin)
nfc = NFC().normalize_str
unstable = dict(map(tuple, unstable))
composed = {(a, b): c for a, b, c in compositions}
wrong = 0
for point in range(0x110000):
    if 0xD800 <= point < 0xE000:
        continue
    text = chr(point)
    stable = point not in unstable
    wrong += stable and nfc(text) != text
    # A mark changes places with one of a higher class before it, and with no other.
    for probe in (0x334, 0x5B0, 0x327, 0x316, 0x301, 0x345):
        place, other = unstable.get(point, 0), unstable[probe]
        for first, second, moves in ((text, chr(probe), 0 < other < place), (chr(probe), text, 0 < place < other)):
            if nfc(text) == text and (ord(first), ord(second)) not in composed:
                joined = nfc("\\u0378" + first + second)
                wrong += place > 0 and joined != "\\u0378" + (second + first if moves else first + second)
for first, second, point in compositions:
    wrong += nfc(chr(first) + chr(second)) != chr(point)
sys.exit(f"{wrong} code points unlike those of tokenizers" if wrong else 0)
"""


# Each unstable character between others, and rows of characters that compose, are decomposed or are moved.
RECORD = """
import json, random, sys
from tokenizers.normalizers import NFC
_, _, unstable = json.load(sys.stdin)
chance = random.Random(7)
points = [point for point, _ in unstable]
starters = [0x20, 0x61, 0x45, 0xAC00, 0x1100, 0x1161, 0x11A8, 0x304B, 0x9C7, 0x11131, 0x10041, 0x115B9]
texts = [f"e{chr(point)}\u0323\u0301x" for point in chance.sample(points, 400)]
for _ in range(800):
    row = (chance.choice(chance.choice((starters, points))) for _ in range(chance.randrange(1, 9)))
    texts.append("".join(map(chr, row)))
rows = ",\\n".join(json.dumps([text, NFC().normalize_str(text)]) for text in texts)
print(f"[\\n{rows}\\n]")
"""


def recorded(found):
    """Texts and their composed form, as JSON."""
    run = subprocess.run([python(), "-c", RECORD], input=json.dumps(found), text=True, check=True, capture_output=True)
    return run.stdout


def check(found):
    """Compares the tables with what tokenizers does."""
    subprocess.run([python(), "-c", CHECK], input=json.dumps(found), text=True, check=True)


def main():
    found = tables(Version(fetch()))
    files = [(TABLES, source(*found)), (FIXTURE, recorded(found))]
    if sys.argv[1:] == ["--check"]:
        check(found)
        for path, text in files:
            if not path.exists() or path.read_text() != text:
                sys.exit(f"{path.name} is not what this script writes")
        return
    for path, text in files:
        path.write_text(text)
    print(", ".join(f"{len(part)} {name}" for part, name in zip(found, ("decompositions", "compositions", "unstable"))))


if __name__ == "__main__":
    main()
