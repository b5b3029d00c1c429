#!/usr/bin/env python3
"""Checks that `llmctl models update` makes of LiteLLM's price list what scripts/prices.py makes of it.

  price_import.py PROGRAM

PROGRAM is llmctl-conformance-prices. The list is that of the wheel that the table in the program was made from. Two things
must hold: of the list alone, both make the same table, byte for byte; and an update with that list changes no price that the
program has, but those of a few models whose reasons are told.
"""

import decimal
import json
import subprocess
import sys

import prices


def made_by_script(text):
    """The table that scripts/prices.py makes of LiteLLM's list alone."""
    listed = json.loads(text, parse_float=decimal.Decimal)
    del listed["sample_spec"]
    models, left_out = prices.collect(listed, [])
    return prices.image(models, prices.name_all(models)), len(models), left_out


def main():
    program = sys.argv[1]
    text, _ = prices.fetch()
    expected, count, left_out = made_by_script(text)
    command = [program, "--import", str(prices.SNAPSHOT)]
    found = subprocess.run(command, input=text.encode(), check=True, capture_output=True).stdout
    if found != expected:
        place = next((at for at, pair in enumerate(zip(found, expected, strict=False)) if pair[0] != pair[1]), "the end")
        sys.exit(f"the tables differ: {len(found)} and {len(expected)} bytes, from byte {place} on")
    print(f"{count} models, {len(found)} bytes: the table that llmctl makes of the list is that of scripts/prices.py")
    answer = subprocess.run([program, "--differences"], input=text, check=True, capture_output=True, text=True)
    differences = answer.stdout.splitlines()
    for line in differences:
        print(line.replace("\t", "  "))
    omitted = sum(line.startswith("left out: ") for line in answer.stderr.splitlines())
    if omitted != len(left_out):
        sys.exit(f"llmctl leaves out {omitted} models, scripts/prices.py {len(left_out)}")
    print(f"{len(differences)} names would have another price after an update with the same list; {omitted} models left out")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
