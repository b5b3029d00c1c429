#!/usr/bin/env python3
"""Writes Tests/TokenizerTests/Fixtures/pieces.json: texts, and where tiktoken cuts them.

tiktoken does not say where it cuts. But a piece that is in the vocabulary is one token, so an encoding whose vocabulary
has every part of the texts shows the pieces as its tokens. The expressions are written down as well, so that the tests
notice if those they know are others.

  scripts/piece_fixtures.py                        write the fixtures of the repository
  scripts/piece_fixtures.py --seed N --output FILE COUNT
      write COUNT other random texts; LLMCTL_PIECE_FIXTURES=FILE has the tests read them instead
"""

import argparse
import json
import os
import random
import subprocess
import sys
import venv
from pathlib import Path

REQUIREMENTS = ["tiktoken==0.14.0"]
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".build-pieces"
READY = ENVIRONMENT / "ready"
FIXTURES = ROOT / "Tests/TokenizerTests/Fixtures/pieces.json"
RULES = ("o200k", "cl100k")

# One character or more of every class that a rule tells apart, in every length of UTF-8.
ALPHABET = [*"aAsSlLdrReEvtm1 9\t\n\r\v!/'.-_\0"] + [
    "\u00a0", "\u0085", "\u2028", "\u3000", "\u00e9", "\u00c9", "\u00d7", "\u017f", "\u01c5", "\u02b0", "\u0301",
    "\u0416", "\u0436", "\u0483", "\u0663", "\u00bd", "\u0905", "\u093e", "\u200d", "\u201c", "\u3001", "\u3007",
    "\u304b", "\u309a", "\u30fc", "\u30fb", "\u65e5", "\u4dc0", "\ud55c", "\ufe0f", "\uff0c", "\uff11", "\uff21",
    "\U0001f600", "\U0001f3fd", "\U00010400", "\U00010428", "\U0001d7ce", "\U000e0100", "\U0002a700",
]

CHOSEN = [
    "Hello, world! It's 2024; don't WON'T they'LL we\u2019re",
    "'s 'S '\u017f a'\u017f a's's a'sb a'ss 'sb ''s '' 'l 'll 'lL 'LLx a'l a'r a're",
    "I'Mabc i'mABC X'sY HTML's don'tx don't\u3042B",
    "\n  \n \r\n\t\n  x", " \n", "\n ", "  ", "a  ", "a \n\n  b", "!\n  \n x", "! \n", "!\n/\n/x", "/\n//\n", "\n//\n",
    "camelCase HTMLDoc iPhone \u65e5\u672c\u8a9eABC \u65e5\u672cABc ABC\u65e5D ABC\u65e5De abc\u65e5\u672cDef",
    "e\u0301A\u0301B \u0301\u0301 !\u0301a !!\u0301a \u0301AB \u0301ABc  \u0301",
    "1234567 12\u0663\u00bd4567 a1b22c333d4444",
    "\u2764\ufe0f \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea",
    "\u3000\u3000x\u3000\u3000!\u3000 1\u2028\u2028y\u00a0\u00a0z \u00a0! \u0085\u0085q",
    "def f(x):\n    return x  # ok\n\n\n\tif not x:\n\t\tpass\r\n\r\n", "*/\n/**\n * x\n */\n\n\n//\n// y",
    "x" * 150, " " * 150, "\n" * 150, "=" * 150, "1" * 150, "aB" * 60, "'" * 100, "'s" * 60, "\u65e5" * 60, " \n" * 60,
    "\u65e5ABC" * 20, "\u65e5" + "A" * 100, "\u65e5" + "A" * 100 + "b", "\n" + " " * 100, "\n" + " " * 100 + "\n",
]


def enter_environment():
    """Starts this script again inside its virtual environment, which is made on first use."""
    python = ENVIRONMENT / "bin/python"
    if Path(sys.prefix) == ENVIRONMENT:
        return
    if not READY.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *REQUIREMENTS], check=True)
        READY.touch()
    os.execv(python, [python, *sys.argv])


def expressions():
    """The expression of each rule, as tiktoken has it."""
    from tiktoken_ext import openai_public

    openai_public.load_tiktoken_bpe = lambda *_, **__: {}
    return {rule: getattr(openai_public, f"{rule}_base")()["pat_str"] for rule in RULES}


def cut(texts, expression):
    """The ends of the pieces of each text, in bytes."""
    from tiktoken import Encoding

    parts = {bytes([byte]) for byte in range(256)}
    for text in texts:
        ends = list(range(len(text) + 1))
        parts.update(text[start:end].encode() for start in ends for end in ends[start + 1 :])
    vocabulary = sorted(parts, key=lambda part: (len(part), part))
    ranks = {part: rank for rank, part in enumerate(vocabulary)}
    encoding = Encoding("parts", pat_str=expression, mergeable_ranks=ranks, special_tokens={})
    result = []
    for text in texts:
        ends, end = [], 0
        for token in encoding.encode_ordinary(text):
            end += len(vocabulary[token])
            ends.append(end)
        assert end == len(text.encode()), text
        result.append(ends)
    return result


def random_text(source, lengths):
    """A text of few or of many kinds of characters, sometimes with runs of one."""
    alphabet = source.sample(ALPHABET, source.randint(2, 7)) if source.random() < 0.6 else ALPHABET
    longest_run = source.choice([1, 1, 1, 5])
    length = source.choice(lengths)
    text = ""
    while len(text) < length:
        text += source.choice(alphabet) * source.randint(1, longest_run)
    return text


def write_fixtures(path, seed, count, chosen):
    """Writes chosen and random texts. tiktoken is asked about few at a time, to keep its vocabulary small."""
    source = random.Random(seed)
    rules = expressions()
    texts = chosen + [random_text(source, [2, 3, 4, 6, 9, 14, 20]) for _ in range(count * 15 // 16)]
    texts += [random_text(source, [90]) for _ in range(count // 16)]
    lines = []
    for start in range(0, len(texts), 2000):
        some = texts[start : start + 2000]
        cuts = {rule: cut(some, expression) for rule, expression in rules.items()}
        cases = ({"text": text, **{rule: cuts[rule][index] for rule in RULES}} for index, text in enumerate(some))
        lines += [json.dumps(case, separators=(",", ":")) for case in cases]
    joined = ",\n".join(lines)
    path.write_text(f'{{"expressions":{json.dumps(rules)},\n"cases":[\n{joined}\n]}}\n')


def main():
    enter_environment()
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int)
    parser.add_argument("--output", type=Path, default=FIXTURES)
    parser.add_argument("count", type=int, nargs="?", default=1280)
    options = parser.parse_args()
    if options.seed is None:
        write_fixtures(options.output, 16, options.count, CHOSEN)
    else:
        write_fixtures(options.output, options.seed, options.count, [])


if __name__ == "__main__":
    main()
