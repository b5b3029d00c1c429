#!/usr/bin/env python3
"""Compares the tokens of llmctl's bench program with tiktoken's; scripts/conformance.sh runs it where tiktoken is.

  token_conformance.py PROGRAM FOLDER CASES SEED [REPEATS]   FOLDER has the ranks, and the corpora to begin with

Texts repeat what they are made of up to REPEATS times, 300 unless told: with fewer, many more are compared in the same time.

Ends with 1 at the first encoding with a difference, of which it shows some.
"""

import array
import os
import pathlib
import random
import struct
import subprocess
import sys
import threading

BLOCK = 1 << 20
SHOWN = 5

ENCODINGS = {"o200k_base": 199_998, "cl100k_base": 100_256}

KINDS = [
    (0x20, 0x7F), (0x80, 0x250), (0x2B0, 0x300), (0x300, 0x370), (0x400, 0x460), (0x660, 0x66A), (0x900, 0xE80),
    (0x10A0, 0x1100), (0x2000, 0x2070), (0x3000, 0x3100), (0x4E00, 0x9FFF), (0xAC00, 0xD7A4), (0xE000, 0x10000),
    (0x1F300, 0x1FA00), (0x10000, 0x110000),
]  # fmt: skip
WORDS = [" ", "\n", "\r\n", "\t", "\u00a0", "\u3000", "'s", "'LL", "'Ve", "'ſ", "ǅ", "ʰ", "ª", "0", "٣", "½", "/", "a", "A", "é"]


def ours(program, encoding, texts):
    """What the program makes of each text."""
    process = subprocess.Popen([program, "ids", encoding], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        for text in texts:
            process.stdin.write(struct.pack("<I", len(text)) + text)
        process.stdin.close()

    feeder = threading.Thread(target=feed)
    feeder.start()
    numbers = array.array("I", process.stdout.read())
    feeder.join()
    if process.wait() != 0:
        sys.exit(f"{encoding}: the program ended with {process.returncode}")
    at = 0
    while at < len(numbers):
        yield numbers[at + 1 : at + 1 + numbers[at]]
        at += 1 + numbers[at]


def generated(rng, tokens, repeats):
    """A text: characters of a few kinds, one phrase over and over, tokens and near misses of tokens, or any bytes."""

    def piece():
        if rng.random() < 0.4:
            return rng.choice(WORDS)
        low, high = rng.choice(kinds)
        return chr(rng.randrange(low, high)) if not 0xD800 <= low < 0xE000 else "x"

    kinds = rng.sample(KINDS, rng.randrange(1, 4))
    shape = rng.randrange(6)
    if shape == 0:
        return bytes(rng.randrange(256) for _ in range(rng.randrange(40)))
    if shape == 1:
        return b"".join(rng.choice(tokens) for _ in range(rng.randrange(1, 12)))
    if shape == 2:
        text = b""
        for _ in range(rng.randrange(1, 8)):
            text = text[: max(0, len(text) - rng.randrange(3))] + rng.choice(tokens)[rng.randrange(2) :]
        return text
    if shape == 3:
        return ("".join(piece() for _ in range(rng.randrange(1, 4))) * rng.randrange(1, repeats)).encode()
    if shape == 4:
        few = [piece() for _ in range(rng.randrange(2, 4))]
        return "".join(rng.choice(few) for _ in range(rng.randrange(1, repeats * 2 // 3))).encode()
    return "".join(piece() for _ in range(rng.randrange(min(80, repeats)))).encode()


def corpora(folder):
    """The corpora in blocks that begin and end anywhere."""
    for path in sorted((folder / "corpora").iterdir()):
        text = path.read_bytes()
        yield from (text[at : at + BLOCK] for at in range(0, len(text), BLOCK))


def main():
    program, folder, cases, seed = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    repeats = int(sys.argv[5]) if len(sys.argv) > 5 else 300
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder / "ranks")
    import tiktoken

    for name, ordinary in ENCODINGS.items():
        oracle = tiktoken.get_encoding(name)
        tokens = [oracle.decode_single_token_bytes(token) for token in range(ordinary)]
        rng = random.Random(seed)
        texts = (list(corpora(folder)) if repeats == 300 else []) + [generated(rng, tokens, repeats) for _ in range(cases)]
        differences = compared = 0
        for text, found in zip(texts, ours(program, name, texts), strict=True):
            compared += 1
            expected = oracle.encode_ordinary(text.decode("utf-8", "replace"))
            if expected != list(found):
                differences += 1
                if differences <= SHOWN:
                    print(f"  {name}: {text[:200]!r}\n    tiktoken {expected[:30]}\n    llmctl   {list(found)[:30]}")
        print(f"  {name}: {compared} texts, {differences} differences (seed {seed})", flush=True)
        if differences:
            sys.exit(1)


if __name__ == "__main__":
    main()
