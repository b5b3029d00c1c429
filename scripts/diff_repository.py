#!/usr/bin/env python3
"""Makes a repository whose commits have everything a diff can show.

    scripts/diff_repository.py FOLDER [COMMITS [SEED]]

The same numbers give the same commits on every machine. There are moves, copies, modes, links, files that become links, binary files,
submodules, empty files, lines that end in CRLF or in nothing, paths with spaces, quotes, control characters and bytes that are not
UTF-8, and merges of two and three parents.
"""

import random
import subprocess
import sys

NAMES = [
    b"plain.c", b"with space", b" leading", b"trailing ", b"tab\there", b'quote"d', b"back\\slash", b"new\nline", b"bell\x07",
    b"caf\xc3\xa9", b"latin\xe9", b"\xff\xfe", b"a b/x", b"b/b", b"-dash", b"--- a", b"+++ b", b"@@ -1 +1 @@", b"diff --git a b",
    b"x and y differ", b"dev/null", b"b/dev/null", b"\xe2\x80\xae", b"carriage\r",
]
FOLDERS = [b"", b"src/", b"src/deep/er/", b"a/", b"b/", b"o dd/\xc3\xbc/"]
LINES = [
    b"", b" ", b"\t", b"int main(void) {", b"}", b"  return 0;", b"--- a/x", b"+++ b/x", b"@@ -1,2 +3,4 @@ x", b"diff --git a/x b/x",
    b"-- ", b"\\ No newline at end of file", b"commit 0123456789", b"\x00"[:0], b"\xff\xfe\x80", b"Binary files a and b differ",
    "caf\u00e9 \u202e \U0001f600".encode(), b"# comment", b"\x0c", b"end\r",
]


def quoted(path):
    return b'"' + b"".join(b"\\%03o" % byte if byte < 33 or byte > 126 or byte in b'"\\' else bytes([byte]) for byte in path) + b'"'


class Maker:
    def __init__(self, out, seed):
        self.out = out
        self.random = random.Random(seed)
        self.trees = {0: {}}
        self.mark = 0

    def line(self):
        return self.random.choice(LINES) + b"%d" % self.random.randrange(50) if self.random.random() < 0.7 else self.random.choice(LINES)

    def content(self):
        kind = self.random.random()
        if kind < 0.05:
            return b""
        if kind < 0.12:
            return bytes(self.random.randrange(256) for _ in range(self.random.randrange(1, 400))) + b"\0"
        end = b"\r\n" if kind < 0.25 else b"\n"
        text = end.join(self.line() for _ in range(self.random.randrange(1, 80)))
        return text if kind > 0.85 else text + end

    def edited(self, content):
        if b"\0" in content or not content:
            return self.content()
        lines = content.split(b"\n")
        for _ in range(self.random.randrange(1, 6)):
            at = self.random.randrange(len(lines))
            action = self.random.randrange(3)
            if action == 0:
                lines[at] = self.line()
            elif action == 1:
                lines.insert(at, self.line())
            elif len(lines) > 1:
                del lines[at]
        return b"\n".join(lines)

    def entry(self):
        kind = self.random.random()
        if kind < 0.05:
            return (b"160000", b"%040x" % self.random.getrandbits(160))
        if kind < 0.12:
            return (b"120000", b"target%d" % self.random.randrange(9))
        return (self.random.choice([b"100644", b"100644", b"100755"]), self.content())

    def new_path(self, tree):
        path = self.random.choice(FOLDERS) + self.random.choice(NAMES)
        taken = path in tree or any(other.startswith(path + b"/") or path.startswith(other + b"/") for other in tree)
        return None if taken else path

    def change(self, tree):
        """Does one thing to a tree."""
        action = self.random.random()
        path = self.random.choice(sorted(tree)) if tree else None
        if path is None or action < 0.2 and len(tree) < 60:
            new = self.new_path(tree)
            if new:
                tree[new] = self.entry()
        elif action < 0.6:
            mode, content = tree[path]
            tree[path] = (mode, self.edited(content)) if mode.startswith(b"100") else self.entry()
        elif action < 0.7:
            del tree[path]
        elif action < 0.85:
            new = self.new_path(tree)
            if new:
                mode, content = tree[path]
                edit = mode.startswith(b"100") and self.random.random() < 0.5
                tree[new] = (mode, self.edited(content) if edit else content)
                if self.random.random() < 0.7:
                    del tree[path]
        elif action < 0.95:
            mode, content = tree[path]
            if mode.startswith(b"100"):
                tree[path] = (b"100755" if mode == b"100644" else b"100644", content)
        else:
            tree[path] = self.entry()

    def merged(self, trees):
        """A tree that takes each path from one of some trees, or mixes them."""
        tree = {}
        for path in sorted(set().union(*trees)):
            entry = self.random.choice(trees).get(path)
            contents = [one[path][1] for one in trees if path in one and one[path][0].startswith(b"100")]
            if entry and len(contents) > 1 and entry[0].startswith(b"100") and self.random.random() < 0.6:
                halves = [content.split(b"\n") for content in contents]
                cut = self.random.randrange(1 + min(map(len, halves)))
                entry = (entry[0], b"\n".join(halves[0][:cut] + ([self.line()] if cut % 2 else []) + halves[1][cut:]))
            if entry and not any(other.startswith(path + b"/") or path.startswith(other + b"/") for other in tree):
                tree[path] = entry
        return tree

    def commit(self, parents):
        self.mark += 1
        tree = self.merged([self.trees[parent] for parent in parents]) if len(parents) > 1 else dict(self.trees[parents[0]])
        for _ in range(self.random.randrange(1, 7) if len(parents) == 1 else self.random.randrange(2)):
            self.change(tree)
        self.trees[self.mark] = tree
        message = b"Change %d\n\nSaid in passing:\n--- a/x\n- a list\n" % self.mark
        self.out.write(b"commit refs/heads/made\nmark :%d\n" % self.mark)
        self.out.write(b"committer T <t@example.com> %d +0000\ndata %d\n%s\n" % (1700000000 + self.mark, len(message), message))
        old = {}
        if parents[0]:
            self.out.write(b"from :%d\n" % parents[0])
            old = self.trees[parents[0]]
        for parent in parents[1:]:
            self.out.write(b"merge :%d\n" % parent)
        for path in sorted(set(old) - set(tree)):
            self.out.write(b"D %s\n" % quoted(path))
        for path in sorted(tree):
            if old.get(path) == tree[path]:
                continue
            mode, content = tree[path]
            if mode == b"160000":
                self.out.write(b"M %s %s %s\n" % (mode, content, quoted(path)))
            else:
                self.out.write(b"M %s inline %s\ndata %d\n%s\n" % (mode, quoted(path), len(content), content))
        self.out.write(b"\n")


def main():
    folder, commits, seed = sys.argv[1], int((sys.argv + ["1500"])[2]), int((sys.argv + ["", "1"])[3] if len(sys.argv) > 3 else 1)
    subprocess.run(["git", "init", "-q", "--bare", folder], check=True)
    importer = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet", "--force"], stdin=subprocess.PIPE)
    maker = Maker(importer.stdin, seed)
    heads = [0]
    for number in range(commits):
        count = maker.random.choice([1] * 7 + [2, 2, 3])
        parents = maker.random.sample(heads, min(count, len(heads)))
        maker.commit(parents)
        if len(parents) > 1:
            heads = [head for head in heads if head not in parents]
        elif len(heads) > 4 or heads == [0] or maker.random.random() < 0.6:
            heads.remove(parents[0])
        heads.append(maker.mark)
        heads = [head for head in heads if head] if number > 3 else heads
    if len(heads) > 1:
        maker.commit(heads)
    importer.stdin.close()
    if importer.wait():
        sys.exit("git fast-import failed")
    subprocess.run(["git", "-C", folder, "symbolic-ref", "HEAD", "refs/heads/made"], check=True)


if __name__ == "__main__":
    main()
