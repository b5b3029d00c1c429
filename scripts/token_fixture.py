#!/usr/bin/env python3
"""Records what tiktoken makes of a seeded sample of texts: Tests/TokenizerTests/Fixtures/tiktoken.txt.

  scripts/token_fixture.py

One case per line: encoding, the bytes of the text in hexadecimal (`-` when there are none), the tokens. Installs tiktoken
in a folder for the time being and takes the ranks from where scripts/vocabulary.py has them.
"""

import os
import pathlib
import random
import subprocess
import sys
import tempfile
import venv

import vocabulary

TARGET = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "TokenizerTests" / "Fixtures" / "tiktoken.txt"
CASES = 500
SEED = 3

FIXED = [
    "", " ", "\n", "a", "Hello, world!", "  two  spaces  ", "\r\n\r\n\t x", "don't DON'T I'LL we'Ve 'S", "1234567 ١٢٣٤",
    "naïve café e\u0301 ﬁ ǅ ʰ", "Привет, мир! Ещё раз", "日本語の文章、中文句子。한국어 문장", "สวัสดีชาวโลก", "हिन्दी में",
    "👩‍👩‍👧‍👦🇩🇪👍🏽", "<|endoftext|> <|fim_prefix|>", "a" * 300, " " * 200, "\n" * 130, "=" * 100 + "/" * 90, "\u00a0\u2003\u3000x",
    "def f(x):\n\treturn x  # ok\n\n\nclass A:\n    pass\n", "https://example.org/a/b?c=d&e=%20f", "aGVsbG8gd29ybGQ" * 20,
    "ſ's'ſ K", "\ufeffBOM", "\x00\x01\x7f",
]


def texts(rng, tokens):
    """Characters of every kind, tokens glued together, and near misses of tokens."""
    ranges = [
        (0x20, 0x7F), (0x80, 0x250), (0x300, 0x370), (0x400, 0x460), (0x900, 0xE80), (0x10A0, 0x1100), (0x3041, 0x30FF),
        (0x4E00, 0x9FFF), (0xAC00, 0xD7A4), (0xE000, 0x10000), (0x1F300, 0x1FA00), (0x10000, 0x110000),
    ]  # fmt: skip
    for case in range(CASES):
        kind = case % 4
        if kind == 0:
            yield b"".join(rng.choice(tokens) for _ in range(rng.randrange(1, 12)))
        elif kind == 1:
            chosen = rng.sample(ranges, 2)
            yield "".join(chr(rng.randrange(*rng.choice(chosen))) for _ in range(rng.randrange(1, 40))).encode()
        elif kind == 2:
            yield bytes(rng.randrange(256) for _ in range(rng.randrange(1, 24)))
        else:
            text = b""
            for _ in range(rng.randrange(1, 8)):
                text = text[: max(0, len(text) - rng.randrange(3))] + rng.choice(tokens)[rng.randrange(2) :]
            yield text


def record(cache):
    import tiktoken

    os.environ["TIKTOKEN_CACHE_DIR"] = cache
    lines = []
    for name in vocabulary.ENCODINGS:
        encoding = tiktoken.get_encoding(name)
        tokens = [encoding.decode_single_token_bytes(token) for token in range(100_000)]
        rng = random.Random(SEED)
        for text in [fixed.encode() for fixed in FIXED] + list(texts(rng, tokens)):
            ids = encoding.encode_ordinary(text.decode("utf-8", "replace"))
            lines.append(f"{name} {text.hex() or '-'} {' '.join(map(str, ids))}".rstrip())
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n")
    print(f"{TARGET.name}: {len(lines)} cases")


def main():
    if sys.argv[1:2] == ["--record"]:
        return record(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        vocabulary.write_ranks(folder)
        home = pathlib.Path(folder) / "venv"
        venv.create(home, with_pip=True)
        python = str(home / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "tiktoken==0.14.*"], check=True)
        subprocess.run([python, __file__, "--record", folder], check=True)


if __name__ == "__main__":
    main()
