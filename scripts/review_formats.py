#!/usr/bin/env python3
"""Checks reports of `llmctl review` as those who read them would.

    scripts/review_formats.py PROBE FILE…

PROBE is the program llmctl-conformance-review, by which .sarif, .json and .rdjsonl files are checked against their schemas with
llmctl's own validator. Checkstyle (.xml, .checkstyle) goes through a real XML parser, annotations (.github) through the rules of
GitHub's runner, and Markdown (.md, .markdown) must fit into a comment. Any other file is an error.
"""

import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "Tests/LLMCoreTests/Review/Fixtures"
SCHEMAS = {
    ".sarif": FIXTURES / "sarif-2.1.0.json",
    ".json": ROOT / "docs/schemas/review-1.schema.json",
    ".rdjsonl": FIXTURES / "rdjsonl.json",
}
COMMAND = re.compile(r"::(error|warning|notice) ([^:\r\n]*)::(.*)")
PROPERTY = re.compile(r"(file|line|endLine|col|endColumn|title)=([^,:]*)")
COMMENT_LIMIT = 65_536
FENCED = re.compile(r"^(`{3,})[^`\n]*\n.*?^\1$", re.DOTALL | re.MULTILINE)


def check_xml(data):
    root = xml.etree.ElementTree.fromstring(data)
    if root.tag != "checkstyle":
        yield f"the root is {root.tag}"
    for file in root:
        if file.tag != "file" or not file.get("name"):
            yield f"a {file.tag} without a name"
        for error in file:
            if error.tag != "error" or error.get("severity") not in ("error", "warning", "info"):
                yield f"a {error.tag} of severity {error.get('severity')}"
            if not (error.get("line") or "").isdigit() or not error.get("message") or not error.get("source"):
                yield f"an error without line, message or source: {error.attrib}"


def check_annotations(data):
    for number, line in enumerate(data.decode("utf-8").split("\n")[:-1], 1):
        command = COMMAND.fullmatch(line)
        if not command:
            yield f"line {number} is no command"
        elif not all(PROPERTY.fullmatch(entry) for entry in command.group(2).split(",")):
            yield f"line {number} has an unknown property"
        elif re.search(r"%(?!25|0A|0D|3A|2C)", line):
            yield f"line {number} has a bare percent sign"


def check_markdown(data):
    text = data.decode("utf-8")
    if len(text) > COMMENT_LIMIT:
        yield f"{len(text)} characters"
    if not text.startswith("<!-- llmctl-review -->\n"):
        yield "no marker"
    # In a block of code it is shown as it is.
    if FENCED.sub("", text).count("<!--") != 1:
        yield "a second comment of HTML"


CHECKS = {
    ".xml": check_xml,
    ".checkstyle": check_xml,
    ".github": check_annotations,
    ".md": check_markdown,
    ".markdown": check_markdown,
}


def complaints(probe, path):
    if path.suffix in SCHEMAS:
        run = subprocess.run([probe, SCHEMAS[path.suffix], path], capture_output=True, text=True)
        return (run.stdout + run.stderr).splitlines() if run.returncode else []
    if path.suffix not in CHECKS:
        return ["not a format that is known by its suffix"]
    try:
        return list(CHECKS[path.suffix](path.read_bytes()))
    except (xml.etree.ElementTree.ParseError, UnicodeDecodeError) as error:
        return [str(error)]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    failed = 0
    for path in map(pathlib.Path, sys.argv[2:]):
        found = complaints(sys.argv[1], path)
        failed += bool(found)
        for complaint in found:
            print(f"{path}: {complaint}")
    print(f"{len(sys.argv) - 2 - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
