#!/usr/bin/env python3
"""Writes Tests/LLMCoreTests/Tokens/Vocabularies/Fixtures: small tokenizers, trained here on a few lines of our own, and what
Hugging Face's tokenizers makes of some texts with them.

  scripts/vocabulary_fixtures.py            write the files
  scripts/vocabulary_fixtures.py --check    say whether the files are what it would write
"""

import json
import os
import random
import subprocess
import sys
import venv
from pathlib import Path

ORACLE = "tokenizers==0.23.3"
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".build-fixtures"
READY = ENVIRONMENT / "ready"
FOLDER = ROOT / "Tests/LLMCoreTests/Tokens/Vocabularies/Fixtures"

LINES = [
    "The quick brown fox didn't jump over the lazy dog; it's asleep, and we'll wait until it's awake again.",
    "for index in 0..<count where values[index] > 12345 {\n    total += values[index] * 678\n}\n\n\treturn total\n",
    "日本語の文章と、中文的句子。한국어 문장도 있습니다。漢字かな交じり文はカタカナも使う。",
    "Привет, мир! Это проверка. Ελληνικά επίσης. Việt Nam được nhiều người biết. नमस्ते दुनिया, क्षत्रिय. สวัสดีชาวโลก",
    "naïve café résumé — “quotes” … 50 % of 1,000,000 = 500000; x² + y³ ≠ z⁴ 👍🏽 👨‍👩‍👧 \u2028\u3000\xa0",
]
CONTRACTION = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
BLANKS = r"\s*[\r\n]+|\s+(?!\S)|\s+"
CAPITALS, SMALL = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"


def by_case(end, number):
    lead = r"[^\r\n\p{L}\p{N}]?"
    return f"{lead}{CAPITALS}*{SMALL}+{end}|{lead}{CAPITALS}+{SMALL}*{end}|{number}| ?[^\\s\\p{{L}}\\p{{N}}]+[\\r\\n/]*|{BLANKS}"


def by_words(number):
    return f"{CONTRACTION}|[^\\r\\n\\p{{L}}\\p{{N}}]?\\p{{L}}+|{number}| ?[^\\s\\p{{L}}\\p{{N}}]+[\\r\\n]*|{BLANKS}"


RULES = {
    "llama3": [by_words(r"\p{N}{1,3}")],
    "qwen2": [by_words(r"\p{N}")],
    "tekken": [by_case("", r"\p{N}")],
    "o200k": [by_case(CONTRACTION + "?", r"\p{N}{1,3}")],
    "deepseek3": [
        r"\p{N}{1,3}",
        "[一-龥\u3040-\u309f\u30a0-\u30ff]+",
        r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+".replace('\\"', '"')
        + "|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
    ],
    "gpt2": [],
}


def enter_environment():
    """Starts this script again inside its virtual environment, which is made on first use."""
    python = ENVIRONMENT / "bin/python"
    if Path(sys.prefix) == ENVIRONMENT:
        return
    if not READY.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", ORACLE], check=True)
        READY.touch()
    os.execv(python, [python, *sys.argv])


def texts():
    """Some lines as they are, and stretches of their characters in odd orders."""
    chance = random.Random(20)
    marks = ["<|end|>", "<tool>", "<|end", "\u0301", "\u0323\u0301", "\u1100\u1161\u11a8", "▁", " ▁ ", "\x00", "'S", "\U00010FFF"]
    words = [word for line in LINES for word in line.split(" ")] + marks
    yield from LINES
    yield from ["", " ", "  ", "\n", " x", "x ", "<|end|>", "a<|end|>b", " <tool> ", "▁x", "e\u0301\u0323", "\u0344"]
    for _ in range(120):
        yield "".join(chance.choice(words) + chance.choice(["", " ", "  ", "\n"]) for _ in range(chance.randrange(1, 12)))
    characters = sorted(set("".join(LINES + marks)))
    for _ in range(60):
        yield "".join(chance.choice(characters) for _ in range(chance.randrange(1, 30)))


def byte_level(name):
    """A tokenizer whose tokens are made of bytes."""
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

    steps = [pre_tokenizers.Split(Regex(rule), "isolated") for rule in RULES[name]]
    steps.append(pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=not steps))
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(steps) if len(steps) > 1 else steps[0]
    if name == "qwen2":
        tokenizer.normalizer = normalizers.NFC()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(LINES, trainers.BpeTrainer(vocab_size=420, initial_alphabet=alphabet, show_progress=False))
    tokenizer.add_special_tokens([AddedToken("<|end|>", special=True)])
    tokenizer.add_tokens([AddedToken("<tool>", normalized=False)])
    if name == "llama3":
        tokenizer.post_processor = processors.TemplateProcessing(
            single="<|end|> $A", special_tokens=[("<|end|>", tokenizer.token_to_id("<|end|>"))]
        )
    return json.loads(tokenizer.to_str())


def out_of_order():
    """One whose merges are in no order, so that later ones make room for earlier ones, with tokens that no merge reaches."""
    description = byte_level("llama3")
    merges = description["model"]["merges"]
    random.Random(3).shuffle(merges)
    description["model"]["ignore_merges"] = True
    return description


def of_characters(prefix):
    """A tokenizer in the manner of SentencePiece: whole texts, bytes for characters that are no token."""
    from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, trainers

    spaced = normalizers.Replace(" ", "▁")
    trained = Tokenizer(models.BPE())
    trained.normalizer = spaced
    trained.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
    trainer = trainers.BpeTrainer(
        vocab_size=500, special_tokens=["<unk>"] + [f"<0x{byte:02X}>" for byte in range(256)], show_progress=False
    )
    # Some characters are left out, so that they become bytes.
    trained.train_from_iterator([line.replace("漢", "").replace("👍", "") for line in LINES], trainer)
    description = json.loads(trained.to_str())
    description["pre_tokenizer"] = None
    description["added_tokens"] = []
    description["model"].update(byte_fallback=True, unk_token="<unk>", fuse_unk=True)
    if prefix == "always":
        description["normalizer"] = {
            "type": "Sequence",
            "normalizers": [{"type": "Prepend", "prepend": "▁"}, description["normalizer"]],
        }
    else:
        description["normalizer"] = None
        description["pre_tokenizer"] = {
            "type": "Metaspace", "replacement": "▁", "prepend_scheme": prefix, "split": False,
        }
    tokenizer = Tokenizer.from_str(json.dumps(description))
    tokenizer.add_special_tokens([AddedToken("<|end|>", special=True, normalized=False)])
    tokenizer.add_tokens([AddedToken("<tool>", normalized=False), AddedToken("▁▁", normalized=False)])
    return json.loads(tokenizer.to_str())


def cases(description):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(json.dumps(description))
    for text in texts():
        case = {"text": text}
        for name, is_text in (("text_ids", True), ("special_ids", False)):
            tokenizer.encode_special_tokens = is_text
            case[name] = tokenizer.encode(text, add_special_tokens=False).ids
        yield case


def fixtures():
    for name in RULES:
        yield name, byte_level(name)
    yield "out-of-order", out_of_order()
    for prefix in ("never", "always", "first"):
        yield f"characters-{prefix}", of_characters(prefix)


def main():
    enter_environment()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, description in fixtures():
        rows = ",\n".join(json.dumps(case, ensure_ascii=True, separators=(",", ":")) for case in cases(description))
        tokenizer = json.dumps(description, ensure_ascii=True, separators=(",", ":"))
        content = f'{{"tokenizer":{tokenizer},\n"cases":[\n{rows}\n]}}\n'
        path = FOLDER / f"{name}.json"
        if sys.argv[1:] == ["--check"]:
            if not path.exists() or path.read_text() != content:
                sys.exit(f"{path.name} is not what this script writes")
        else:
            path.write_text(content)


if __name__ == "__main__":
    main()
