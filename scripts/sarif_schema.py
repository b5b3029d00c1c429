#!/usr/bin/env python3
"""Writes the JSON Schema of SARIF 2.1.0 that tests check reports with: Tests/LLMCoreTests/Review/Fixtures/sarif-2.1.0.json.

It comes from the source archive of PyPI's sarif-om (MIT License, Microsoft), whose hash is checked. Descriptions are left out:
they constrain nothing.

    scripts/sarif_schema.py          writes the file
    scripts/sarif_schema.py --check  fails where the file would change
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

PACKAGE = "sarif-om==1.0.4"
ARCHIVE_SHA256 = "cd5f416b3083e00d402a92e449a7ff67af46f11241073eea0461802a3b5aef98"
MEMBER = "sarif_om-1.0.4/sarif-2.1.0-rtm.4.json"
TARGET = pathlib.Path(__file__).resolve().parent.parent / "Tests/LLMCoreTests/Review/Fixtures/sarif-2.1.0.json"


def archive(folder):
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:", "-d", folder, PACKAGE]
    subprocess.run(command, check=True)
    (path,) = pathlib.Path(folder).glob("*.tar.gz")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != ARCHIVE_SHA256:
        sys.exit(f"sarif_schema.py: {path.name} has the hash {found}, not {ARCHIVE_SHA256}")
    return path


def without_descriptions(schema, names_are_keywords=True):
    """A schema without its descriptions; what stands below `properties` and `definitions` is named, not described."""
    if isinstance(schema, list):
        return [without_descriptions(element) for element in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: without_descriptions(value, not (names_are_keywords and name in ("properties", "definitions")))
        for name, value in schema.items()
        if not (names_are_keywords and name == "description")
    }


def main():
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive(folder)) as source:
        schema = json.load(source.extractfile(MEMBER))
    text = json.dumps(without_descriptions(schema), ensure_ascii=False, separators=(",", ":")) + "\n"
    if "--check" in sys.argv:
        if TARGET.read_text() != text:
            sys.exit(f"sarif_schema.py: {TARGET} is not what the package gives")
        return
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text)
    print(f"{len(text)} bytes")


main()
