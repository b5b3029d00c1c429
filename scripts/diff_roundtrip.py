#!/usr/bin/env python3
"""Compares what llmctl reads in the diffs of a repository with what git says, for every commit and every file.

    scripts/diff_roundtrip.py PROGRAM REPOSITORY

PROGRAM is llmctl-conformance-diff. Each commit is compared with each of its parents: kind, similarity, modes, ids, numbers of added and
removed lines, and both paths, with `git diff-tree --raw` and `--numstat`. Merges are compared with all parents at once, too. What is
written again must be git's bytes. Options that change the form of diffs have turns of their own. Ends with an error at the first
difference, and keeps the diff that shows it.
"""

import subprocess
import sys

CHUNK = 250
KINDS = {"A": "added", "D": "deleted", "M": "modified", "R": "renamed", "C": "copied"}
BASE = ["--root", "-r", "-M", "--full-index", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/"]
# Options that decide which files and lines are listed.
FINDING = {"-m", "-c", "-C", "--combined-all-paths", "--patience"}
# Options, whether each parent is looked at by itself, and whether the bytes must come out as they were.
TURNS = [
    (["-m"], True, True),
    (["-m", "--binary", "-U0"], True, True),
    (["-m", "-C", "-C", "-W"], True, True),
    (["-m", "--abbrev=7", "--no-full-index", "--patience"], True, True),
    (["-m", "--no-prefix"], True, False),
    (["-m", "--src-prefix=old/deep/", "--dst-prefix=n/"], True, False),
    (["-m", "-B"], None, True),
    (["-c"], False, True),
    (["-c", "--combined-all-paths"], False, True),
    (["--cc"], None, True),
    (["-m", "--submodule=log"], None, True),
]


# Where modes and ids stand in a line of the program's.
STATES = range(3, 7)
# Where ids stand, which may be shortened.
IDS = range(5, 7)


class Difference(Exception):
    pass


class Comparison:
    def __init__(self, program, repository):
        self.program, self.repository = program, repository
        self.files = self.bytes = 0

    def git(self, arguments, commits):
        # Moves are looked for whatever their number.
        command = ["git", "-C", self.repository, "-c", "core.quotePath=true", "-c", "diff.renameLimit=0", "diff-tree", "--stdin"]
        return subprocess.run(command + arguments, input="\n".join(commits).encode() + b"\n", stdout=subprocess.PIPE, check=True).stdout

    def run(self, verb, diff):
        done = subprocess.run([self.program, verb], input=diff, capture_output=True)
        if done.returncode:
            raise Difference(f"{verb}: {done.stderr.decode()}")
        return done.stdout

    def compare(self, commits, turn, each_parent, exact):
        options = turn
        diff = self.git(["-p"] + BASE + options, commits)
        try:
            if exact and self.run("write", diff) != diff:
                raise Difference("the bytes differ")
            if each_parent is not None:
                ours = self.listing(diff)
                # The others would have the patch printed, too.
                options = [option for option in options if option in FINDING]
                theirs = self.each_parent(commits, options) if each_parent else self.all_parents(commits, options)
                if len(ours) != len(theirs):
                    raise Difference(f"{len(ours)} files, git has {len(theirs)}")
                for one, other in zip(ours, theirs):
                    if not self.agree(one, other):
                        raise Difference(f"ours {one}\ngit's {other}")
                self.files += len(ours)
        except Difference as difference:
            with open("/tmp/llmctl-roundtrip.diff", "wb") as file:
                file.write(diff)
            sys.exit(f"{turn}: {difference}\nThe diff is in /tmp/llmctl-roundtrip.diff")
        self.bytes += len(diff)

    @staticmethod
    def agree(ours, theirs):
        """Whether two files are the same, None being anything. A file that only moved has no modes and ids in its diff, one whose
        mode changed no ids."""
        for place in range(len(theirs)):
            is_untold = place in STATES and set(ours[place].split(",")) == {"-"}
            if theirs[place] is None or is_untold:
                continue
            parts = list(zip(ours[place].split(","), theirs[place].split(",")))
            if not all(other.startswith(one) if place in IDS else one == other for one, other in parts):
                return False
        return True

    def listing(self, diff):
        return [line.split("\t") for line in self.run("list", diff).decode().splitlines()]

    def each_parent(self, commits, options):
        raw = self.git(["--raw", "-z", "--no-abbrev"] + BASE + options, commits).split(b"\0")
        numbers = self.numbers(self.git(["--numstat", "-z"] + BASE + options, commits).split(b"\0"))
        result, commit, at = [], "-", 0
        while at < len(raw) - 1:
            if not raw[at].startswith(b":"):
                commit = raw[at].decode().split()[0]
                at += 1
                continue
            old_mode, mode, old_id, new_id, status = raw[at][1:].decode().split()
            moved = status[0] in "RC"
            old, new = raw[at + 1], raw[at + 2] if moved else raw[at + 1]
            at += 3 if moved else 2
            added, removed = next(numbers)
            if old_id == new_id:
                # Nothing is shown of the content, so whether it is binary cannot be told.
                added, removed = "0", "0"
            score = str(int(status[1:])) if moved else "-"
            line = [commit, KINDS.get(status[0]), score, old_mode, mode, old_id, new_id, added, removed, old.hex(), new.hex()]
            none = "0" * len(old_id)
            if status[0] == "T":
                # A diff shows a file that became something else as one that went and one that came.
                result.append([commit, "deleted", "-", old_mode, "-", old_id, none, None, None, old.hex(), "-"])
                result.append([commit, "added", "-", "-", mode, none, new_id, None, None, "-", new.hex()])
                continue
            if status == "A":
                line[3], line[9] = "-", "-"
            if status == "D":
                line[4], line[10] = "-", "-"
            result.append(line)
        return result

    @staticmethod
    def numbers(fields):
        at = 0
        while at < len(fields) - 1:
            parts = fields[at].split(b"\t")
            at += 1
            if len(parts) < 3:
                continue
            if parts[2] == b"":
                at += 2
            yield parts[0].decode(), parts[1].decode()

    def all_parents(self, commits, options):
        raw = self.git(["--raw", "-z", "--no-abbrev"] + BASE + options, commits).split(b"\0")
        result, commit, at = [], "-", 0
        while at < len(raw) - 1:
            if not raw[at].startswith(b":"):
                commit = raw[at].decode().split()[0]
                at += 1
                continue
            parents = len(raw[at]) - len(raw[at].lstrip(b":"))
            words = raw[at][parents:].decode().split()
            modes, ids, status = words[: parents + 1], words[parents + 1 : -1], words[-1]
            paths = 2 if parents == 1 and status[0] in "RC" else 1
            if parents > 1 and "--combined-all-paths" in options:
                paths = parents + 1
            new = raw[at + paths]
            at += 1 + paths
            if parents == 1:
                if status[0] == "T":
                    result += [[commit] + [None] * 10] * 2
                else:
                    result.append([commit, KINDS[status[0]]] + [None] * 7 + [None, "-" if status[0] == "D" else new.hex()])
                continue
            if len(set(ids)) == 1 and len(set(modes)) == 1:
                # Moved on both sides alike: there is nothing to show.
                continue
            is_gone = modes[-1] == "000000"
            states = [None if is_gone else ",".join(modes[:-1]), "-" if is_gone else modes[-1], ",".join(ids[:-1]), ids[-1]]
            result.append([commit, None, "-"] + states + [None] * 3 + ["-" if is_gone else new.hex()])
        return result


def main():
    program, repository = sys.argv[1], sys.argv[2]
    commits = subprocess.run(["git", "-C", repository, "rev-list", "--all", "--topo-order"], capture_output=True, check=True, text=True).stdout.split()
    comparison = Comparison(program, repository)
    for options, each_parent, exact in TURNS:
        files, count = comparison.files, comparison.bytes
        for start in range(0, len(commits), CHUNK):
            comparison.compare(commits[start : start + CHUNK], options, each_parent, exact)
        print(f"{len(commits)} commits  {comparison.files - files:7} files  {comparison.bytes - count:11} bytes  {' '.join(options)}", flush=True)


if __name__ == "__main__":
    main()
