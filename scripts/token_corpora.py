#!/usr/bin/env python3
"""Makes what scripts/bench-tokens.sh counts.

  token_corpora.py ROOT TARGET          corpora from Debian packages unpacked in ROOT; TARGET gets one .txt each
  token_corpora.py --tree FROM TARGET   a tree of source files, copied from a folder that has many
"""

import gzip
import pathlib
import sys

MEGABYTE = 1_000_000
# Folders below ROOT (absolute: of this machine), what their files end with, most bytes.
CORPORA = {
    "english": (["usr/share/doc"], (".rst.gz", ".txt.gz", ".rst", ".txt"), 12 * MEGABYTE),
    "python": (["/usr/lib/python3.11", "/usr/lib/python3"], (".py",), 10 * MEGABYTE),
    "cjk": (["usr/share/man/ja", "usr/share/man/zh_CN", "usr/share/man/zh_TW"], (".gz",), 18 * MEGABYTE),
    "russian": (["usr/share/man/ru"], (".gz",), 4_500_000),
}
TREE_ENDINGS = {".swift", ".c", ".h", ".cc", ".cpp", ".S", ".py", ".md", ".txt", ".json", ".yml", ".go", ".pl", ".sh"}
TREE_BYTES = 50 * MEGABYTE


def texts(root, folders, endings):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.name.endswith(endings) and path.is_file() and not path.is_symlink():
                data = path.read_bytes()
                data = gzip.decompress(data) if path.name.endswith(".gz") else data
                try:
                    yield data.decode()
                except UnicodeDecodeError:
                    continue


def copy_tree(source, target):
    """Copies source files with their folders until there is enough."""
    left = TREE_BYTES
    for path in sorted(source.rglob("*")):
        if path.suffix not in TREE_ENDINGS or not path.is_file() or path.is_symlink() or path.stat().st_size > left:
            continue
        left -= path.stat().st_size
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())


def main():
    if sys.argv[1] == "--tree":
        return copy_tree(*map(pathlib.Path, sys.argv[2:]))
    root, target = map(pathlib.Path, sys.argv[1:])
    target.mkdir(parents=True, exist_ok=True)
    for name, (folders, endings, most) in CORPORA.items():
        content = bytearray()
        for text in texts(root, folders, endings):
            content += text.encode()
            if len(content) >= most:
                break
        whole = bytes(content[:most]).decode("utf-8", "ignore").encode()
        (target / f"{name}.txt").write_bytes(whole)


if __name__ == "__main__":
    main()
