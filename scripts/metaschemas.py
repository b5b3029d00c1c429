#!/usr/bin/env python3
"""Writes the metaschemas of JSON Schema that the program carries: Sources/CMetaschemas/data/metaschemas.json.

They come from the wheel of PyPI's jsonschema-specifications, whose hash is checked; their terms are in NOTICE.
Where a draft has two editions the one of the package is taken.

    scripts/metaschemas.py          writes the file
    scripts/metaschemas.py --check  fails where the file would change
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "jsonschema-specifications==2025.9.1"
WHEEL_SHA256 = "98802fee3a11ee76ecaca44429fda8a41bff98b00a0f2838151b113f210cc6fe"
TARGET = pathlib.Path(__file__).resolve().parent.parent / "Sources/CMetaschemas/data/metaschemas.json"


def wheel(folder):
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "-d", folder, PACKAGE]
    subprocess.run(command, check=True)
    (path,) = pathlib.Path(folder).glob("*.whl")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        sys.exit(f"metaschemas.py: {path.name} has the hash {found}, not {WHEEL_SHA256}")
    return path


def main():
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel(folder)) as archive:
        names = sorted(
            name
            for name in archive.namelist()
            if name.startswith("jsonschema_specifications/schemas/") and "/draft3/" not in name and not name.endswith("/")
        )
        schemas = [json.loads(archive.read(name)) for name in names]
    text = json.dumps(schemas, ensure_ascii=False, separators=(",", ":")) + "\n"
    if "--check" in sys.argv:
        if TARGET.read_text() != text:
            sys.exit(f"metaschemas.py: {TARGET} is not what the package gives")
        return
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text)
    print(f"{len(schemas)} metaschemas, {len(text)} bytes")


main()
