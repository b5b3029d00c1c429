#!/usr/bin/env python3
"""Counts corpora with other tokenizers on one thread; scripts/bench-tokens.sh runs it in an environment that has them.

  token_peers.py FOLDER FILE…   FOLDER has the ranks, named as tiktoken's cache names them

Each line: program, file, tokens, median seconds of the first pass of a new tokenizer, of the second.
"""

import hashlib
import importlib.metadata
import os
import pathlib
import statistics
import sys
import time

URL = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
ROUNDS = 5


def tokenizers(folder):
    """For each program: its name and what makes a counting function with empty caches."""
    os.environ["TIKTOKEN_CACHE_DIR"] = folder
    os.environ["RAYON_NUM_THREADS"] = "1"
    import gigatoken
    import quicktok
    import tiktoken

    ranks = str(pathlib.Path(folder) / hashlib.sha1(URL.encode()).hexdigest())
    version = importlib.metadata.version

    def with_tiktoken():
        encoding = tiktoken.get_encoding("o200k_base")
        return lambda text: len(encoding.encode_ordinary(text.decode()))

    def with_quicktok():
        encoding = quicktok.get_encoding("o200k_base")
        return lambda text: encoding.count(text.decode())

    def with_gigatoken():
        backend = gigatoken.gigatoken_rs.BPETokenizer.from_tiktoken(ranks, "o200k")
        return lambda text: len(backend.encode(text))

    yield f"tiktoken {version('tiktoken')}", with_tiktoken
    yield f"quicktok {version('quicktok-v1')}", with_quicktok
    yield f"gigatoken {version('gigatoken')}", with_gigatoken


def main():
    folder, *files = sys.argv[1:]
    for name, make in tokenizers(folder):
        for path in files:
            text = pathlib.Path(path).read_bytes()
            passes = ([], [])
            for _ in range(ROUNDS):
                count = make()
                for seconds in passes:
                    start = time.perf_counter()
                    tokens = count(text)
                    seconds.append(time.perf_counter() - start)
            print(name, pathlib.Path(path).stem, tokens, *map(statistics.median, passes), sep="\t", flush=True)


if __name__ == "__main__":
    main()
