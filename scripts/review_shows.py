#!/usr/bin/env python3
"""Reviews commits of a repository in every format, and checks what comes out.

    scripts/review_shows.py LLMCTL PROBE [--repository FOLDER] [--commits COUNT] [--seed SEED] [--server URL] [--keep FOLDER]
                            [--timeout SECONDS] [--pass=OPTION-OF-llmctl]…

Without --server answers come from the scripted model of review_model.py and the commits are drawn by the seed; with one they are the
smallest of the last ones. PROBE is llmctl-conformance-review. Of each commit:
  - every format ends with an exit status a review may have, by no signal, and says nothing of a bug
  - every report passes scripts/review_formats.py, and has the findings that the JSON has
  - the code of each finding stands in the commit, at the lines it names; each patch passes `git apply --check`
  - each file of the commit was reviewed, skipped or is named as not reviewed
Prints a line for a commit, what was wrong with it, and a verdict; a wrong one is an error, and its reports are kept.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

from review_model import ScriptedModel

SCRIPTS = pathlib.Path(__file__).resolve().parent
SUFFIXES = {"json": ".json", "text": ".txt", "sarif": ".sarif", "github": ".github", "rdjsonl": ".rdjsonl", "checkstyle": ".xml", "markdown": ".md"}
# Of the table of exit codes, those that a review of a commit that is there may end with.
ALLOWED = {0, 1, 4, 5, 65, 69, 75}
# The smallest of so many commits are taken for a real model.
RECENT = 80
PLACEHOLDER = re.compile(r"\[\[SECRET [a-z0-9-]+ \d+\]\]")
# A comment has room for so many characters, and says what it has no room for.
LEFT_OUT = re.compile(r"^\*\*(\d+) more findings? do(?:es)? not fit", re.MULTILINE)
NAMED = re.compile(r"<U\+[0-9A-F]{4,6}>")
CALM = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "OPENAI_API_KEY": "none"}


class Repository:
    def __init__(self, folder):
        self.folder = folder

    def git(self, *arguments, check=True, **options):
        return subprocess.run(["git", "-C", self.folder, *arguments], check=check, capture_output=True, **options).stdout

    def smallest(self, count):
        """Of the last commits those with the fewest changed lines, merges aside."""
        commits, sizes = self.git("rev-list", "--no-merges", f"-{RECENT}", "HEAD").decode().split(), {}
        for commit in commits:
            numbers = [line.split(b"\t")[:2] for line in self.git("show", "--numstat", "--format=", commit).splitlines() if line]
            sizes[commit] = sum(int(number) for pair in numbers for number in pair if number != b"-") or 1 << 30
        return sorted(commits, key=sizes.get)[:count]

    def drawn(self, count, seed):
        commits = self.git("rev-list", "--all", "--topo-order").decode().split()
        return random.Random(seed).sample(commits, min(count, len(commits)))

    def changed(self, commit):
        """The files that a commit changes, and whether it is a merge."""
        names = self.git("diff-tree", "--root", "--no-commit-id", "-r", "-M", "--cc", "--name-only", "-z", commit)
        parents = self.git("rev-list", "--max-count=1", "--parents", commit).split()
        return {name.hex() for name in names.split(b"\0") if name}, len(parents) > 2

    def applies(self, commit, patch, index):
        environment = os.environ | {"GIT_INDEX_FILE": str(index)}
        self.git("read-tree", commit, env=environment)
        command = ["git", "-C", self.folder, "apply", "--check", "--cached", "-"]
        return subprocess.run(command, input=patch.encode(), capture_output=True, env=environment).returncode == 0


def path_of(entry):
    return bytes.fromhex(entry["path_bytes"]) if "path_bytes" in entry else entry["path"].encode()


class Review:
    """All reports of one commit."""

    def __init__(self, show, commit, folder):
        self.show, self.commit, self.folder = show, commit, folder
        self.codes, self.seconds, self.findings, self.complaints = {}, [], 0, []

    def run(self):
        for form in SUFFIXES:
            self.report(form)
        files = [path for form in SUFFIXES if form != "text" and (path := self.file(form)).stat().st_size]
        if files:
            done = subprocess.run([sys.executable, SCRIPTS / "review_formats.py", self.show.probe, *files], capture_output=True, text=True)
            if done.returncode:
                self.complaints += (done.stdout + done.stderr).splitlines()
        self.check_facts()
        return self

    def file(self, form):
        return self.folder / f"report{SUFFIXES[form]}"

    def report(self, form):
        command = [self.show.llmctl, "review", self.commit, "--format", form, *self.show.options]
        began = time.monotonic()
        with open(self.file(form), "wb") as output, open(self.folder / f"{form}.errors", "w+b") as errors:
            try:
                code = subprocess.run(
                    command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, cwd=self.show.repository.folder,
                    env=CALM | {"HOME": str(self.show.home), "OPENAI_BASE_URL": self.show.url}, timeout=self.show.timeout).returncode  # fmt: skip
            except subprocess.TimeoutExpired:
                code = None
            errors.seek(0)
            said = errors.read().decode(errors="replace")
        self.codes[form] = code
        self.seconds.append(time.monotonic() - began)
        if code not in ALLOWED:
            self.complaints.append(f"{form}: exit status {code}: {said[-500:]}")
        for word in ("bug in llmctl", "Fatal error", "\x1b"):
            if word in said:
                self.complaints.append(f"{form}: {word!r} on standard error")
        text = self.file(form).read_text(errors="replace")
        if not text:
            self.complaints.append(f"{form}: no report, exit status {code}: {said[-300:]}")
        if form == "text" and (text.startswith(("{", "<?xml", "<!--", "::")) or "\x1b" in text):
            self.complaints.append("text: not for people")

    # What the reports say

    def check_facts(self):
        try:
            report = json.loads(self.file("json").read_text())
        except ValueError as error:
            return self.complaints.append(f"json: {error}")
        self.findings, self.outcome = len(report["findings"]), report["outcome"]
        if report["exit_code"] != self.codes["json"]:
            self.complaints.append(f"json: says {report['exit_code']}, exits with {self.codes['json']}")
        self.check_files(report)
        for finding in report["findings"]:
            self.check_code(finding)
            self.check_patch(finding)
        # Of what failed, the next format was asked about again.
        if report["outcome"] == "complete":
            self.check_names([finding["id"] for finding in report["findings"]])

    def check_names(self, names):
        for form in SUFFIXES:
            text = self.file(form).read_text(errors="replace")
            absent = [name for name in names if name not in text]
            left_out = LEFT_OUT.search(text) if form == "markdown" else None
            if len(absent) != (int(left_out.group(1)) if left_out else 0):
                self.complaints.append(f"{form}: without {' '.join(absent)}")
        results = json.loads(self.file("sarif").read_text())["runs"][0].get("results", [])
        if len(results) != len(names):
            self.complaints.append(f"sarif: {len(results)} results, not {len(names)}")

    def check_files(self, report):
        changed, is_merge = self.show.repository.changed(self.commit)
        named = {path_of(entry).hex() for member in ("reviewed", "skipped", "unreviewed") for entry in report[member]}
        if extra := named - changed:
            self.complaints.append(f"files that the commit does not change: {[bytes.fromhex(name) for name in extra]}")
        if (lost := changed - named) and not is_merge:
            self.complaints.append(f"files that are not named: {[bytes.fromhex(name) for name in lost]}")

    def check_code(self, finding):
        blob = self.show.repository.git("cat-file", "blob", self.commit.encode() + b":" + path_of(finding), check=False)
        # A file's lines end where git thinks they end.
        there = blob.split(b"\n")[finding["start_line"] - 1 : finding["end_line"]]
        if len(there) != len(finding["code"]) or not all(map(self.is_shown, there, finding["code"])):
            self.complaints.append(f"finding {finding['id']}: {finding['path']}:{finding['start_line']} has other code")

    @staticmethod
    def is_shown(line, code):
        """Whether a line is the code, secrets and characters that nobody sees aside."""
        line = line.decode(errors="replace").removesuffix("\r")
        pattern = PLACEHOLDER.sub("\0", code)
        pattern = re.escape(NAMED.sub("\1", pattern)).replace("\0", ".+").replace("\1", "(?:.|<U\\+[0-9A-F]+>)")
        return re.fullmatch(pattern, line, re.DOTALL) is not None

    def check_patch(self, finding):
        patch = (finding["suggestion"] or {}).get("patch")
        if patch and not self.show.repository.applies(self.commit, patch, self.folder / "index"):
            self.complaints.append(f"finding {finding['id']}: the patch does not apply to {finding['path']}:{finding['start_line']}")


class Show:
    def __init__(self, options, url, work):
        self.llmctl, self.probe = os.path.abspath(options.llmctl), os.path.abspath(options.probe)
        self.repository, self.options, self.timeout = Repository(options.repository), options.passed, options.timeout
        self.url, self.work, self.home = url, work, work / "home"
        self.home.mkdir()

    def review(self, commit):
        folder = self.work / commit[:12]
        folder.mkdir()
        return Review(self, commit, folder).run()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("llmctl", "probe"):
        parser.add_argument(name)
    parser.add_argument("--repository", default=str(SCRIPTS.parent))
    parser.add_argument("--commits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--server")
    parser.add_argument("--keep", help="put the reports here")
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--pass", dest="passed", action="append", default=[])
    return parser.parse_args()


def main():
    options = arguments()
    work = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="llmctl-review-"))
    work.mkdir(parents=True, exist_ok=True)
    model = None if options.server else ScriptedModel(options.seed)
    show = Show(options, options.server or model.url, work)
    repository = show.repository
    commits = repository.drawn(options.commits, options.seed) if model else repository.smallest(options.commits)
    codes, findings, wrong = {}, 0, 0
    with concurrent.futures.ThreadPoolExecutor(2 if model else 1) as pool:
        for review in pool.map(show.review, commits):
            listed = " ".join(f"{form}:{code}" for form, code in review.codes.items())
            print(f"{review.commit[:12]}  {listed}  {review.findings:3} findings  {sum(review.seconds):6.1f} s", flush=True)
            for complaint in review.complaints:
                print(f"  {complaint}", flush=True)
            for code in review.codes.values():
                codes[code] = codes.get(code, 0) + 1
            findings, wrong = findings + review.findings, wrong + bool(review.complaints)
    ends = ", ".join(f"{codes[code]} with {code}" for code in sorted(codes, key=str))
    print(f"{len(commits)} commits in {len(SUFFIXES)} formats: {findings} findings, {wrong} commits with something wrong; ended {ends}")
    if model:
        print("answers: " + ", ".join(f"{count} {fate}" for fate, count in sorted(model.fates.items())))
    if wrong:
        sys.exit(f"The reports are in {work}")


if __name__ == "__main__":
    main()
