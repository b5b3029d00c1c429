#!/usr/bin/env python3
"""Runs the JSON Schema Test Suite through llmctl's validator, and the validator beside its peers.

    scripts/schema_conformance.py PROGRAM FOLDER [CASES [SEED]]

PROGRAM is llmctl-conformance-schema; FOLDER is where packages are unpacked. So many random schemas, each with four values, are judged
by jsonschema-rs too (20000 by default). The suite is the copy inside of PyPI's source package of
jsonschema, checked against a hash. Ends with an error where fewer tests pass than are expected here, or where a verdict on the
documents of the speed table, or on random ones, differs from jsonschema-rs.
"""

import glob
import hashlib
import json
import os
import random
import subprocess
import sys
import tarfile
import venv

SUITE = "jsonschema==4.26.0"
SUITE_SHA256 = "0c26707e2efad8aa1bfc5b7ce170f3fccc2e4918ff85989ba9ffa9facb2be326"
PEERS = ["jsonschema==4.26.0", "jsonschema-rs==0.60.3"]
DRAFTS = {
    "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
    "draft2019-09": "https://json-schema.org/draft/2019-09/schema",
    "draft7": "http://json-schema.org/draft-07/schema",
    "draft6": "http://json-schema.org/draft-06/schema",
    "draft4": "http://json-schema.org/draft-04/schema",
}
# Passed of all, for required, optional and format tests. The four optional ones of draft 7 want contentMediaType and contentEncoding
# asserted, which every later draft forbids.
EXPECTED = {
    "draft2020-12": [(1257, 1257), (158, 158), (491, 491)],
    "draft2019-09": [(1227, 1227), (154, 154), (483, 483)],
    "draft7": [(913, 913), (114, 118), (434, 434)],
    "draft6": [(829, 829), (106, 106), (214, 214)],
    "draft4": [(610, 610), (100, 100), (153, 153)],
}
PATTERNS = ["*.json", "optional/*.json", "optional/format/*.json"]


def suite(folder):
    """The folder of the suite, unpacked on first use."""
    target = os.path.join(folder, "jsonschema-4.26.0", "json")
    if not os.path.isdir(target):
        os.makedirs(folder, exist_ok=True)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:"]
        subprocess.run([*pip, "--dest", folder, SUITE], check=True)
        (archive,) = glob.glob(os.path.join(folder, "jsonschema-4.26.0.tar.gz"))
        with open(archive, "rb") as file:
            found = hashlib.sha256(file.read()).hexdigest()
        if found != SUITE_SHA256:
            sys.exit(f"{archive} has the SHA-256 {found}, not {SUITE_SHA256}")
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
    return target


def peers(folder):
    """A Python that has the peers."""
    environment = os.path.join(folder, "venv")
    python = os.path.join(environment, "bin", "python")
    if not os.path.exists(os.path.join(environment, "ready")):
        venv.create(environment, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
        open(os.path.join(environment, "ready"), "w").close()
    return python


def documents(root):
    """What the suite's references lead to, as (address, file)."""
    remotes = os.path.join(root, "remotes")
    for path in sorted(glob.glob(os.path.join(remotes, "**/*.json"), recursive=True)):
        yield "http://localhost:1234/" + os.path.relpath(path, remotes), path


def ours(program, root, draft, kind):
    """Passed, all, and what failed, of one kind of tests."""
    lines = [f"document\t{address}\t{path}" for address, path in documents(root)]
    formats = "asserted" if kind == 2 else "draft"
    for path in sorted(glob.glob(os.path.join(root, "tests", draft, PATTERNS[kind]))):
        lines.append(f"suite\t{DRAFTS[draft]}\t{formats}\t{path}")
    output = subprocess.run([program, "suite"], input="\n".join(lines) + "\n", text=True, capture_output=True, check=True)
    passed, total, failures = 0, 0, []
    for line in output.stdout.splitlines():
        if line.startswith("  "):
            failures.append(line)
        else:
            _, own, all_of = line.split("\t")
            passed, total = passed + int(own), total + int(all_of)
    return passed, total, failures


PEER_SUITE = r"""
import glob, json, os, sys
root, drafts, patterns = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
import jsonschema, jsonschema_rs, referencing
remotes = {}
for path in glob.glob(root + "/remotes/**/*.json", recursive=True):
    remotes["http://localhost:1234/" + os.path.relpath(path, root + "/remotes")] = json.load(open(path))
CLASSES = {"draft2020-12": ("Draft202012Validator", "Draft202012"), "draft2019-09": ("Draft201909Validator", "Draft201909"),
           "draft7": ("Draft7Validator", "Draft7"), "draft6": ("Draft6Validator", "Draft6"), "draft4": ("Draft4Validator", "Draft4")}
from referencing import Registry, Resource
from referencing.jsonschema import specification_with
for draft, address in drafts.items():
    name, rs_name = CLASSES[draft]
    specification = specification_with(address + ("#" if draft < "draft7" or draft == "draft7" else ""))
    registry = Registry().with_resources(
        (uri, Resource.from_contents(contents, default_specification=specification)) for uri, contents in remotes.items())
    for kind, pattern in enumerate(patterns):
        counts = [0, 0]
        total = 0
        for path in glob.glob(f"{root}/tests/{draft}/{pattern}"):
            for group in json.load(open(path)):
                schema = group["schema"]
                makers = []
                cls = getattr(jsonschema, name)
                makers.append(lambda: cls(schema, registry=registry, format_checker=cls.FORMAT_CHECKER if kind == 2 else None))
                rs = getattr(jsonschema_rs, rs_name + "Validator")
                fetch = lambda uri: remotes[uri]
                makers.append(lambda: rs(schema, retriever=fetch, validate_formats=kind == 2))
                for number, make in enumerate(makers):
                    try: validator = make()
                    except BaseException: validator = None
                    for test in group["tests"]:
                        if number == 0: total += 1
                        try: counts[number] += validator.is_valid(test["data"]) == test["valid"]
                        except BaseException: pass
        print(json.dumps([draft, kind, total, *counts]))
"""

PEER_SPEED = r"""
import json, sys, time
import jsonschema, jsonschema_rs
schema = json.load(open(sys.argv[1]))
lines = open(sys.argv[2]).read().splitlines()
values = [json.loads(line) for line in lines]
def rate(check):
    best = 0
    for _ in range(5):
        start, rounds = time.perf_counter(), 0
        while time.perf_counter() - start < 0.4:
            check()
            rounds += 1
        best = max(best, rounds * len(values) / (time.perf_counter() - start))
    return best
own = jsonschema.validators.validator_for(schema)(schema)
rust = jsonschema_rs.validator_for(schema)
print(json.dumps({
    "verdicts": "".join("1" if rust.is_valid(value) else "0" for value in values),
    "python": rate(lambda: [own.is_valid(value) for value in values]),
    "rust": rate(lambda: [rust.is_valid(value) for value in values]),
    "rust_text": rate(lambda: [rust.is_valid(json.loads(line)) for line in lines]),
}))
"""

PEER_PAIRS = r"""
import json, sys
import jsonschema_rs
judged = differences = 0
for line in sys.stdin:
    # Python reads numbers as floats, which cannot tell this one from its neighbours.
    if "12345678901234567890.5" in line: continue
    pair = json.loads(line)
    validator = jsonschema_rs.Draft202012Validator(pair["schema"])
    for value, verdict in zip(pair["values"], pair["valid"]):
        judged += 1
        if validator.is_valid(value) != verdict:
            differences += 1
            if differences <= 5: print("  taken for", verdict, json.dumps(pair["schema"]), json.dumps(value))
print(judged, differences)
"""


def conformance(program, root, python):
    """Prints the table; says whether all is as expected."""
    arguments = [python, "-c", PEER_SUITE, root, json.dumps(DRAFTS), json.dumps(PATTERNS)]
    output = subprocess.run(arguments, text=True, capture_output=True, check=True).stdout
    theirs = {(draft, kind): counts for draft, kind, *counts in map(json.loads, output.splitlines())}
    is_sound = True
    print(f"{'':14}{'':10}{'tests':>7}{'llmctl':>9}{'jsonschema':>12}{'jsonschema-rs':>15}")
    for draft in DRAFTS:
        for kind, name in enumerate(["required", "optional", "format"]):
            passed, total, failures = ours(program, root, draft, kind)
            _, python_passed, rust_passed = theirs[draft, kind]
            print(f"{draft:14}{name:10}{total:7}{passed:9}{python_passed:12}{rust_passed:15}")
            if (passed, total) != EXPECTED[draft][kind]:
                is_sound = False
                print(f"  expected {EXPECTED[draft][kind]}", *failures, sep="\n")
    return is_sound


def examples():
    """Schemas with documents of the kind that answers of models are, and larger ones."""
    chance = random.Random(7)
    base = {"$schema": DRAFTS["draft2020-12"]}

    def closed(properties, *optional, **more):
        required = [name for name in properties if name not in optional]
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False, **more}

    text, whole = {"type": "string"}, {"type": "integer", "minimum": 0}
    person = closed(
        {"name": {"type": "string", "minLength": 1}, "age": {**whole, "maximum": 150},
         "email": {"type": "string", "pattern": "^[^@\\s]+@[^@\\s]+$"}, "tags": {"type": "array", "items": text, "maxItems": 10},
         "role": {"enum": ["admin", "user", "guest"]}}, "email", "tags")
    people = [
        {"name": chance.choice(["Ada Lovelace", "Grace Hopper", "李雷", "Zoë"]), "age": chance.randint(1, 99),
         "email": f"p{n}@example.com", "tags": [f"tag{t}" for t in range(chance.randint(0, 5))],
         "role": chance.choice(["admin", "user", "guest"])} for n in range(50)]
    yield "an answer", {**base, **person}, people + [{**people[0], "age": "12"}, {"name": "x"}]

    item = closed(
        {"type": {"enum": ["feat", "fix", "docs", "refactor", "other"]}, "subject": {"type": "string", "maxLength": 200},
         "breaking": {"type": "boolean"}, "scope": {"anyOf": [text, {"type": "null"}]},
         "files": {"type": "array", "items": text, "uniqueItems": True}}, "breaking", "scope", "files")
    commits = closed({"items": {"type": "array", "items": {"$ref": "#/$defs/item"}}}, **{"$defs": {"item": item}})
    lists = [
        {"items": [
            {"type": chance.choice(["feat", "fix", "docs", "other"]), "subject": f"Change number {n} of the parser in the stream",
             "breaking": n % 7 == 0, "scope": chance.choice([None, "core", "http"]),
             "files": [f"Sources/File{f}.swift" for f in range(chance.randint(1, 6))]} for n in range(60)]} for _ in range(10)]
    yield "a list of 60", {**base, **commits}, lists

    address = {"type": "object", "properties": {"street": text, "city": text, "zip": {"type": "string", "pattern": "^[0-9]{5}$"}},
               "required": ["street", "city"]}
    price = closed({"amount": {"type": "number", "minimum": 0}, "currency": {"type": "string", "minLength": 3, "maxLength": 3}})
    line = {"type": "object", "properties": {"sku": text, "quantity": whole, "price": {"$ref": "#/definitions/price"}},
            "required": ["sku", "quantity", "price"]}
    payment = [{"type": "object", "properties": {"kind": {"const": kind}, other: text}, "required": ["kind", other]}
               for kind, other in [("card", "last4"), ("invoice", "due")]]
    order = {"$schema": DRAFTS["draft7"] + "#", "definitions": {"price": price, "address": address},
             **closed({"id": text, "billing": {"$ref": "#/definitions/address"}, "shipping": {"$ref": "#/definitions/address"},
                       "lines": {"type": "array", "minItems": 1, "items": line}, "payment": {"oneOf": payment}}, "shipping"),
             "patternProperties": {"^x-": {}}}
    home = {"street": "Main 1", "city": "Bonn", "zip": "53111"}
    orders = [
        {"id": f"o-{n}", "billing": home, "shipping": home, "x-note": "hello",
         "lines": [{"sku": f"sku-{k}", "quantity": k + 1, "price": {"amount": 19.99 + k, "currency": "EUR"}} for k in range(8)],
         "payment": chance.choice([{"kind": "card", "last4": "1234"}, {"kind": "invoice", "due": "2026-12-01"}])}
        for n in range(30)]
    yield "an order, draft 7", order, orders

    def node(depth):
        return {"name": f"n{depth}", "value": depth * 1.5, "children": [node(depth - 1) for _ in range(3)] if depth else []}

    tree = {**base, "$id": "https://example.com/tree", "$dynamicAnchor": "node", "type": "object",
            "properties": {"name": text, "value": {"type": "number"}, "children": {"type": "array", "items": {"$dynamicRef": "#node"}}},
            "required": ["name"], "unevaluatedProperties": False}
    yield "a tree, unevaluated", tree, [node(4)]


def speed(program, folder, python):
    """Prints how many values are checked in a second; says whether all verdicts are the same."""
    is_sound = True
    print(f"\n{'checks a second':22}{'llmctl':>10}{'jsonschema':>12}{'-rs':>10}{'times':>8}{'times -rs':>11}"
          f"{'from text':>12}{'-rs, json':>11}{'times':>7}")
    for number, (name, schema, values) in enumerate(examples()):
        schema_file, value_file = (os.path.join(folder, f"speed{number}.{kind}") for kind in ["json", "jsonl"])
        with open(schema_file, "w") as file:
            json.dump(schema, file, ensure_ascii=False)
        with open(value_file, "w") as file:
            file.writelines(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
        own = subprocess.run([program, "speed", schema_file, value_file, "2"], text=True, capture_output=True, check=True)
        verdicts, checks, readings, _ = own.stdout.split()
        peer = subprocess.run([python, "-c", PEER_SPEED, schema_file, value_file], text=True, capture_output=True, check=True)
        peer = json.loads(peer.stdout)
        checks, readings = int(checks), int(readings)
        print(f"{name:22}{checks:10}{peer['python']:12.0f}{peer['rust']:10.0f}{checks / peer['python']:8.0f}"
              f"{checks / peer['rust']:11.2f}{readings:12}{peer['rust_text']:11.0f}{readings / peer['rust_text']:7.2f}")
        if verdicts != peer["verdicts"]:
            is_sound = False
            print(f"  the verdicts differ: {verdicts}, {peer['verdicts']}")
    return is_sound


def agreement(program, python, cases, seed):
    """Judges random values by random schemas, beside jsonschema-rs; says whether all verdicts are the same."""
    pairs = subprocess.run([program, "pairs", cases, seed], text=True, capture_output=True, check=True).stdout
    output = subprocess.run([python, "-c", PEER_PAIRS], input=pairs, text=True, capture_output=True, check=True).stdout
    *shown, counts = output.splitlines()
    judged, differences = counts.split()
    print(f"\n{judged} random values by random schemas, seed {seed}: {differences} verdicts differ from jsonschema-rs", *shown, sep="\n")
    return differences == "0"


def main():
    program, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    root, python = suite(folder), peers(folder)
    is_conformant = conformance(program, root, python)
    is_same = speed(program, folder, python)
    is_agreed = agreement(program, python, *(sys.argv[3:] + ["20000", "1"][len(sys.argv) - 3 :]))
    if not (is_conformant and is_same and is_agreed):
        sys.exit("schema_conformance.py: not as expected")


main()
