#!/usr/bin/env python3
"""Chaos soak: many llmctl processes with random options and signals ask a real model through a faulty proxy, while files are
deleted, locked and replaced under them. Each process must end in time, with an exit code that its own faults allow, with
exactly the text that reached it, and with its row in the ledger.

    LLMCTL_TEST_SERVER=http://127.0.0.1:PORT scripts/soak.py --binary PATH [--seconds N] [--seed N] [--group N]

What a group of processes is and which faults it meets depend on the seed and its number only; --group plays one alone.
Ends with status 1 where a promise was broken, and prints everything that is known about it.
"""

import argparse
import collections
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from soak_proxy import FENCE, Proxy

PROVIDERS = [f"p{number}" for number in range(14)]
TIMEOUTS = {"connect": 3, "head": 20, "first_content": 15, "idle_bytes": 15, "idle_content": 8}
# Above this share of a limit, a silence of the real server may have been a timeout of llmctl.
SLOW = 5
SIGNAL_CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: 137}
WORDS = "the old sea tree counts slow bright numbers under seven winds and 🐟 größer whales sing for code".split()
NOBODY = 65534


@dataclass
class Run:
    """One process: how it was started, what happened to it, and what it printed."""

    group: int
    name: str
    arguments: list
    provider: str
    mode: str  # text, json or code
    max_wait: float
    stdin: str
    signal: object = None
    signal_at: float = 0
    reads_only: object = None  # bytes of standard output, then the pipe is closed
    disk_is_full: bool = False  # standard output cannot be written
    logs: bool = True
    streams: bool = True
    pid: int = 0
    code: int = 0
    begun: float = 0
    ended: float = 0
    signalled: bool = False
    out: bytes = b""
    err: str = ""
    members: list = field(default_factory=list)  # the runs of its group
    exchanges: list = field(default_factory=list)
    hung: bool = False
    resumed: bytes = b""  # the partial answer of an earlier call that it goes on with; only the rest is printed

    @property
    def command(self):
        return "llmctl " + " ".join(json.dumps(a, ensure_ascii=False) if " " in a else a for a in self.arguments)


# What a reply says


@dataclass
class Decoded:
    text: bytes = b""
    finish: str = ""
    has_error: bool = False
    is_broken: bool = False  # it has an event that is no JSON


def decode(exchange):
    """What a reader of these bytes must make of them: content up to the end of the last whole event."""
    decoded, data = Decoded(), bytes(exchange.sent)
    if data.lstrip()[:1] == b"{":
        try:
            choice = json.loads(data)["choices"][0]
            return Decoded(choice["message"]["content"].encode(), choice["finish_reason"])
        except ValueError:
            return decoded
    # With a connection that simply ends, the last event needs no empty line behind it.
    events = re.split(rb"\r?\n\r?\n", data)
    if exchange.framing == "chunked":
        events.pop()
    for event in events:
        for line in re.split(rb"\r?\n", event):
            if not line.startswith(b"data:") or line[5:].strip() == b"[DONE]":
                continue
            try:
                chunk = json.loads(line[5:])
            except ValueError:
                decoded.is_broken = decoded.is_broken or (event is not events[-1])
                continue
            if chunk.get("error"):
                decoded.has_error = True
                return decoded
            for choice in chunk.get("choices") or []:
                if not decoded.finish:
                    decoded.text += ((choice.get("delta") or {}).get("content") or "").encode()
                    decoded.finish = choice.get("finish_reason") or ""
    return decoded


def continuations(earlier, new):
    """All texts that `earlier` and a continuation may be joined to: what is said twice at the seam is left out, but never
    so little that it may be chance."""
    places = [0] + [n for n in range(6, min(len(earlier), len(new)) + 1) if earlier.endswith(new[:n])]
    return [earlier + new[place:] for place in places]


# What is allowed


@dataclass
class Expectation:
    codes: set
    texts: list  # whole texts, one of which must have come where nothing was lost
    is_exact: bool  # whether all of a text must have arrived


def expectation(run, exchanges):
    """What may become of a process that made these requests, where no signal ended it and its reader stayed."""
    if not exchanges:
        return Expectation({69, 75}, [b""], True)
    last = exchanges[-1]
    earlier = last.earlier.encode()
    decoded = decode(last)
    texts = continuations(earlier, decoded.text) if earlier else [decoded.text]
    has_content = bool(earlier or decoded.text)
    partial = {4} if has_content else None
    limit = {"stop": {0}, "length": {4}}.get(decoded.finish)
    slow = {75} if last.slowest > SLOW else set()
    exact = last.ending not in ("rst", "gone") and not slow
    if last.status != 200:
        codes = set(last.codes) or ({75} if last.ending == "held" else {65, 69} if last.fault == "garbage head" else {69})
        if last.ending == "gone":
            codes = codes | slow
        return Expectation({4} if earlier else codes | slow, [earlier], True)
    if last.fault in ("empty 200", "html 200"):
        return Expectation({4} if earlier else {65}, [earlier], True)
    if decoded.finish:
        # A model may have nothing to add, or not a word to say.
        codes = limit if decoded.text else {0, 4} if earlier else {65}
        if last.ending == "rst" or slow:
            codes = codes | {4, 69} | slow
        # An error behind the reason to finish: whether the answer is whole, nobody knows.
        if decoded.has_error:
            codes = codes | {4}
    elif decoded.has_error:
        codes = partial or set(last.codes)
    elif last.ending == "held":
        codes = partial or {75}
    elif last.ending == "complete":
        # A stream without a reason to finish, or broken JSON.
        codes = partial or {65}
    elif last.ending == "gone":
        # It gave up, or took enough to be content (what comes behind the end of the answer does not count).
        codes = partial or slow
    else:
        is_clean = last.framing == "until close" and last.ending == "fin"
        codes = partial or ({65} if is_clean else {69})
        if last.ending == "rst" and decoded.text and not earlier:
            codes = codes | {69}
    if slow:
        codes = codes | ({4} if has_content else {75})
    # The beginning of an answer anew cannot be joined, and nothing of it is shown.
    if earlier and len(os.path.commonprefix([earlier, decoded.text])) >= 32:
        codes, exact, texts = codes | {4}, False, texts + [earlier]
    return Expectation(codes, texts, exact)


class Checker:
    """Compares what a process did with what it may do, and collects what is wrong."""

    def __init__(self, options, proxy, secret):
        self.options, self.proxy, self.secret = options, proxy, secret
        self.violations = []
        self.lock = threading.Lock()
        self.table = collections.defaultdict(lambda: [0, collections.Counter(), 0])

    def complain(self, run, text):
        with self.lock:
            self.violations.append((run, text))
        print(f"\nWRONG (seed {self.options.seed}, group {run.group}): {text}\n{self.story(run)}", flush=True)

    def story(self, run):
        lines = [f"  {run.name}: {run.command}", f"  ended with {run.code} after {run.ended - run.begun:.1f} s"]
        if run.signal:
            lines.append(f"  signal {run.signal.name} after {run.signal_at:.2f} s, sent: {run.signalled}")
        if run.disk_is_full:
            lines.append("  its standard output is /dev/full")
        if run.reads_only is not None:
            lines.append(f"  its reader left after {run.reads_only} bytes")
        for member in run.members:
            for exchange in member.exchanges:
                lines.append(f"  proxy{'' if member is run else ' for ' + member.name}: {exchange}")
        lines += [f"  stdout: {run.out[:1500]!r}", "  stderr: " + run.err[:1500].replace("\n", "\n          ")]
        if run.exchanges:
            lines.append(f"  text sent: {decode(run.exchanges[-1]).text[:1500]!r}")
        return "\n".join(lines)

    def check(self, group):
        for run in group:
            before = len(self.violations)
            self.check_run(run)
            wrong = len(self.violations) > before
            for fault in {e.fault for e in run.exchanges} or {"(nothing sent)"}:
                row = self.table[fault]
                row[0] += 1
                row[1][run.code] += 1
                row[2] += wrong

    def check_run(self, run):
        if run.hung:
            return self.complain(run, "it hung and was killed")
        for name, text in (("stdout", run.out.decode(errors="replace")), ("stderr", run.err)):
            if self.secret in text:
                self.complain(run, f"the key is on {name}")
        for sign in ("Fatal error", "Stack dump", "Thread 0", "stack trace", "Segmentation", "unexpected failure"):
            if sign in run.err:
                self.complain(run, f"'{sign}' on stderr")
        self.check_code(run)
        self.check_errors(run)
        self.check_requests(run)
        self.check_time(run)

    def expectations(self, run):
        """Its own, or those of the processes it may have read along with."""
        courses = [run.exchanges] if run.exchanges else [m.exchanges for m in run.members if m.exchanges]
        found = [expectation(run, course) for course in courses] or [expectation(run, [])]
        if not run.exchanges:
            found.append(expectation(run, []))
            # Whoever asked was stopped in the middle.
            if any(m.signalled or m.reads_only is not None for m in run.members):
                found += [Expectation({4}, e.texts, False) for e in found]
        if run.resumed:
            # Whatever fails, the answer stays partial.
            for e in found:
                e.codes = {code if code == 0 else 4 for code in e.codes}
                e.texts = [text[len(run.resumed) :] for text in e.texts]
        return found

    def check_code(self, run):
        expected = self.expectations(run)
        codes = set().union(*(e.codes for e in expected))
        if "waiting for" in run.err and run.provider in self.proxy.limited:
            codes |= {4} if run.resumed or any(e.texts[0] for e in expected) else {75}
        # It never asked: the breaker, or a limit that another call learned.
        if not run.exchanges and not run.signalled and len(run.members) == 1:
            if "failed several times" not in run.err and "waiting for" not in run.err:
                self.complain(run, "it asked nobody and does not say why")
        if run.mode == "code" and 0 in codes:
            texts = [t.decode(errors="replace") for e in expected for t in e.texts]
            if any(FENCE not in t for t in texts):
                codes |= {65}
        if run.reads_only is not None:
            codes |= {0}
        if run.disk_is_full and any(t for e in expected for t in e.texts):
            codes = (codes if run.mode == "code" else codes - {0}) | {73}
        code = run.code if run.code >= 0 else 128 - run.code
        if run.signalled:
            codes |= {SIGNAL_CODES[run.signal]}
        if code not in codes:
            self.complain(run, f"exit code {code}, allowed: {sorted(codes)}")
        elif not run.signalled or run.code >= 0:
            self.check_text(run, expected, code)
        else:
            self.check_text(run, [Expectation(e.codes, e.texts, False) for e in expected], code)

    def check_text(self, run, expected, code):
        out = run.out
        if run.disk_is_full:
            return
        if run.mode == "json":
            if not out:
                if run.reads_only is None and any(e.is_exact and e.texts[0] for e in expected) and code in (0, 4):
                    self.complain(run, "no document though content came")
                return
            if run.reads_only is not None:
                return
            try:
                document = json.loads(out)
            except ValueError:
                if run.code >= 0:
                    self.complain(run, "its output is no JSON document")
                return
            if document["exit_code"] != code:
                self.complain(run, f"the document says exit code {document['exit_code']}")
            if (document["error"] is None) != (code == 0):
                self.complain(run, "error and exit code of the document contradict each other")
            out = document["text"].encode()
        elif run.mode == "code":
            texts = {t.decode(errors="replace").split(FENCE, 1)[-1] for e in expected for t in e.texts}
            if out and code == 0 and run.reads_only is None and not any("```" in t or "~~~" in t for t in texts):
                if out.decode(errors="replace") not in texts:
                    self.complain(run, "the code block is not the one that was sent")
            return
        exact = code in (0, 4) and run.reads_only is None
        for e in expected:
            for text in e.texts:
                if text == out or (not (e.is_exact and exact) and text.startswith(out)):
                    return
        # What was cut may hold the bytes of half a character.
        if any(t.startswith(out.rstrip("\ufffd".encode())) and not e.is_exact for e in expected for t in e.texts):
            return
        self.complain(run, f"the text is not what was sent: {[t.decode(errors='replace') for e in expected for t in e.texts]}")

    def check_errors(self, run):
        lines = run.err.splitlines()
        if run.mode == "json":
            errors = [line for line in lines if line.startswith("{")]
        else:
            errors = [line for line in lines if line.startswith("error:")]
        wanted = {1} if run.code > 0 else {0}
        if run.code < 0:
            wanted = {0, 1}
        if len(errors) not in wanted:
            self.complain(run, f"{len(errors)} errors on stderr with exit code {run.code}")
        quiet = [l for l in lines if l.startswith("llmctl:")]
        if "-q" in run.arguments and quiet:
            self.complain(run, "notices in spite of -q")

    def check_requests(self, run):
        asked = run.exchanges
        if run.max_wait == 0 and len(asked) - sum(e.fault == "400 parameter" for e in asked) > 1:
            self.complain(run, "it asked again in spite of --max-wait 0")
        shown = run.resumed
        for exchange in asked:
            if shown and not exchange.earlier:
                self.complain(run, "it asked anew after content had come")
            decoded = decode(exchange)
            if exchange.ending != "rst" and exchange.status == 200 and exchange.slowest < SLOW:
                shown = decoded.text or shown
        for before, after in zip(asked, asked[1:]):
            if not after.earlier:
                continue
            sent = decode(before).text
            texts = continuations(before.earlier.encode(), sent) if before.earlier else [sent]
            text = after.earlier.encode()
            exact = before.ending != "rst" and before.slowest < SLOW
            if not any(t == text or (not exact and t.startswith(text)) for t in texts + [before.earlier.encode()] * (not sent)):
                self.complain(run, f"it goes on from {after.earlier!r}, but what came was {texts}")

    def check_time(self, run):
        """A process may take as long as its requests, what it may wait for, and the locks it may meet."""
        requests = sum((e.ended or run.ended) - e.begun for e in run.exchanges)
        if not run.exchanges:
            requests = max((sum((e.ended or run.ended) - e.begun for e in m.exchanges) for m in run.members), default=0)
        took = run.ended - run.begun
        if took > run.max_wait + requests + 20:
            self.complain(run, f"it took {took:.1f} s, of which its requests took {requests:.1f} s")
        if run.signalled and run.ended - run.signalled > 10:
            self.complain(run, f"it lived on for {run.ended - run.signalled:.1f} s after the signal")


# The processes


class Soak:
    def __init__(self, options):
        self.options = options
        self.home = tempfile.mkdtemp(prefix="llmctl-soak-")
        self.user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        self.secret = f"sk-soak-{random.Random(options.seed).getrandbits(160):040x}"
        server = urlsplit(os.environ["LLMCTL_TEST_SERVER"])
        self.proxy = Proxy((server.hostname, server.port), options.seed, PROVIDERS, options.faults)
        self.binary = os.path.join(self.home, "llmctl")
        shutil.copy(options.binary, self.binary)
        self.state = os.path.join(self.home, ".local/state/llmctl")
        self.ledger = os.path.join(self.home, ".local/share/llmctl/llmctl.db")
        self.environment = {"HOME": self.home, "PATH": "/usr/bin:/bin", "SOAK_KEY": self.secret}
        self.checker = Checker(options, self.proxy, self.secret)
        self.deadline = time.monotonic() + options.seconds
        self.runs, self.lock, self.next_group = [], threading.Lock(), 0
        self.sabotage = []  # (from, to, what)
        self.configure()

    def configure(self):
        lines = ["max_wait: 10", "timeouts:"] + [f"  {name}: {limit}" for name, limit in TIMEOUTS.items()] + ["providers:"]
        for index, name in enumerate(PROVIDERS):
            lines += [f"  {name}:", f"    base_url: http://127.0.0.1:{self.proxy.ports[name]}/v1", "    key_env: SOAK_KEY"]
            lines += [["    prefill: none"], ["    prefill: trailing"], [], ["    limits: {concurrency: 3}"]][index % 4]
        folder = os.path.join(self.home, ".config/llmctl")
        os.makedirs(folder)
        with open(os.path.join(folder, "config.yaml"), "w") as file:
            file.write("\n".join(lines) + "\n")
        if self.user:
            for path, _, files in os.walk(self.home):
                for entry in [path] + [os.path.join(path, f) for f in files]:
                    os.chown(entry, NOBODY, NOBODY)

    def llmctl(self, *arguments):
        return subprocess.run(
            [self.binary, *arguments], env=self.environment, cwd=self.home, capture_output=True, timeout=60,
            stdin=subprocess.DEVNULL, **self.user)

    def warm_up(self):
        """The first answer takes the model many seconds, which is no fault of anybody."""
        question = {"messages": [{"role": "user", "content": "The sea"}], "max_tokens": 4}
        urllib.request.urlopen(
            urllib.request.Request(
                os.environ["LLMCTL_TEST_SERVER"] + "/v1/chat/completions", json.dumps(question).encode(),
                {"content-type": "application/json"}), timeout=120).read()

    def group(self, number):
        """The processes of a group: mostly one, sometimes several that ask the same at once."""
        rng = random.Random(f"{self.options.seed}:{number}:runs")
        count = rng.choices([1, 2, 4], [85, 9, 6])[0]
        provider = rng.choice(PROVIDERS)
        code = count == 1 and rng.random() < 0.08
        prompt = f"soak-{number}:{'code' if code else 'text'} " + " ".join(rng.choices(WORDS, k=rng.randrange(3, 14)))
        shared = ["-m", f"{provider}/gemma-3-270m", "-o", f"max_tokens={rng.choice([3, 8, 16, 24, 40])}"]
        if count == 1 and rng.random() < 0.4:
            shared += ["-o", f"temperature={rng.choice([0, 0.7, 1])}"]
        if rng.random() < 0.2:
            shared += ["-o", "seed=7"]
        if rng.random() < 0.12:
            shared += ["--no-stream"]
        if rng.random() < 0.1:
            shared += ["-s", "Go on with the text."]
        runs = []
        for index in range(count):
            run = Run(number, f"{number}.{index}", [], provider, "code" if code else rng.choice(["text", "text", "json"]), 10, "")
            run.stdin = rng.choice(["none", "none", "pipe", "asked", "silent"]) if count == 1 else "none"
            arguments = ["chat", *shared, "--tag", f"soak={run.name}"]
            if rng.random() < 0.6:
                run.max_wait = rng.choice([0, 0, 1, 3, 8, 20])
                arguments += ["--max-wait", str(run.max_wait)]
            arguments += {"json": ["--json"], "code": ["-x"], "text": []}[run.mode]
            arguments += rng.choice([[], [], [], ["-q"], ["--usage"], ["-v"]])
            arguments += ["--no-breaker"] if rng.random() < 0.5 else []
            if rng.random() < 0.06:
                arguments, run.logs = arguments + ["-n"], False
            if count > 1 and rng.random() < 0.1:
                arguments += ["--no-share"]
            run.streams = "--no-stream" not in arguments
            run.arguments = arguments + (["-", prompt] if run.stdin == "asked" else [prompt])
            if rng.random() < 0.16:
                run.signal = rng.choice([signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
                run.signal_at = rng.choice([rng.uniform(0, 0.05), rng.uniform(0, 0.6), rng.uniform(0, 6)])
            elif rng.random() < 0.1:
                run.reads_only = rng.choice([0, 1, 20])
            elif rng.random() < 0.04:
                run.disk_is_full = True
            runs.append(run)
        for run in runs:
            run.members = runs
        return runs

    def play(self, run):
        run.begun = time.monotonic()
        full = open("/dev/full", "wb") if run.disk_is_full else None
        process = subprocess.Popen(
            [self.binary, *run.arguments], env=self.environment, cwd=self.home, stdout=full or subprocess.PIPE,
            stderr=subprocess.PIPE, stdin=subprocess.DEVNULL if run.stdin == "none" else subprocess.PIPE, bufsize=0,
            **self.user)
        run.pid = process.pid
        self.proxy.children[run.pid] = run.group
        out, err = bytearray(), bytearray()

        def read(stream, target, limit):
            while stream is not full and (limit is None or len(target) < limit):
                piece = stream.read(4096 if limit is None else min(4096, limit - len(target)))
                if not piece:
                    break
                target += piece
            stream.close()

        def feed():
            time.sleep(0.3 if run.stdin == "asked" else 0)
            if run.stdin != "silent":
                try:
                    process.stdin.write(b"a text on standard input\n" * 3)
                    process.stdin.close()
                except OSError:
                    pass

        def interrupt():
            time.sleep(run.signal_at)
            if process.poll() is None:
                run.signalled = time.monotonic()
                process.send_signal(run.signal)

        threads = [
            threading.Thread(target=read, args=(process.stderr, err, None), daemon=True),
            threading.Thread(target=read, args=(process.stdout or full, out, run.reads_only), daemon=True)]
        threads += [threading.Thread(target=feed, daemon=True)] if run.stdin != "none" else []
        threads += [threading.Thread(target=interrupt, daemon=True)] if run.signal else []
        for thread in threads:
            thread.start()
        try:
            run.code = process.wait(120)
        except subprocess.TimeoutExpired:
            run.hung = True
            process.kill()
            run.code = process.wait()
        run.ended = time.monotonic()
        for thread in threads[:2]:
            thread.join(10)
        if run.stdin == "silent":
            process.stdin.close()
        run.out, run.err = bytes(out), err.decode(errors="replace")

    def work(self):
        while time.monotonic() < self.deadline and not self.proxy.is_alone:
            with self.lock:
                number, self.next_group = self.next_group, self.next_group + 1
            self.play_group(number)

    def play_group(self, number):
        runs = self.group(number)
        threads = [threading.Thread(target=self.play, args=(run,)) for run in runs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.settle(number)
        for run in runs:
            self.proxy.children.pop(run.pid, None)
            run.exchanges = [
                e for e in list(self.proxy.exchanges)
                if e.group == number and (e.owner == run.pid or (e.owner is None and len(runs) == 1))]
        with self.lock:
            self.runs += runs
        if len(runs) > 1 and any(e.group == number and e.owner is None for e in self.proxy.exchanges):
            return  # nobody knows whose request that was
        self.checker.check(runs)
        if len(runs) == 1 and runs[0].mode == "text":
            self.resume(runs[0])

    def settle(self, number):
        """Waits until the proxy knows how its last replies to a group ended."""
        deadline = time.monotonic() + 5
        while any(not e.ended for e in list(self.proxy.exchanges) if e.group == number) and time.monotonic() < deadline:
            time.sleep(0.02)

    def resume(self, partial):
        """Goes on with an answer that was cut, or whose process was stopped in the middle."""
        rng = random.Random(f"{self.options.seed}:{partial.group}:resume")
        if partial.code not in (4, -2, -15) or not partial.logs or not partial.out or rng.random() < 0.3:
            return
        listing = self.llmctl("replay", "list", "--json", "--limit", "60")
        rows = json.loads(listing.stdout)["calls"] if listing.returncode == 0 else []
        row = next((r for r in rows if r["tags"].get("soak") == partial.name and r.get("answer_bytes")), None)
        if row is None or row["outcome"] not in ("partial", "cancelled"):
            return
        run = Run(partial.group, partial.name + ".rest", [], partial.provider, "text", 8, "none")
        run.arguments = [
            "chat", "--resume-partial", row["id"], "-o", "max_tokens=16", "--max-wait", "8", "--tag", f"soak={run.name}"]
        # What was taken out of the pipe may be less than what came.
        shown = self.llmctl("replay", "show", row["id"], "--json")
        run.resumed = (json.loads(shown.stdout)["answer"] or "").encode() if shown.returncode == 0 else b""
        if not run.resumed:
            return
        run.members = [run]
        self.play(run)
        self.settle(partial.group)
        self.proxy.children.pop(run.pid, None)
        run.exchanges = [e for e in list(self.proxy.exchanges) if e.group == partial.group and e.owner == run.pid]
        with self.lock:
            self.runs.append(run)
        self.checker.check([run])

    # Sabotage

    def sabotage_files(self):
        rng = random.Random(f"{self.options.seed}:sabotage")
        acts = [
            self.delete_state, self.spoil_state, self.replace_state, self.replace_journals, self.close_journals,
            self.lock_ledger, self.lock_ledger_for_long, self.reset, self.reset, self.look]
        while time.monotonic() < self.deadline - 10 and not self.proxy.is_alone:
            time.sleep(rng.uniform(1, 5))
            act, begun = rng.choice(acts), time.monotonic()
            try:
                act(rng)
            except OSError as error:
                if not isinstance(error, FileNotFoundError):
                    print(f"sabotage {act.__name__}: {error}", flush=True)
            self.sabotage.append((begun, time.monotonic(), act.__name__))

    def delete_state(self, rng):
        os.unlink(f"{self.state}/state.json")

    def spoil_state(self, rng):
        with open(f"{self.state}/state.json", "r+b") as file:
            file.write(rng.choice([b"\x00\xff garbage", b'{"version":1,"pools":', b"[]", b"", rng.randbytes(5000)]))
            if rng.random() < 0.5:
                file.truncate()

    def replace_state(self, rng):
        path = f"{self.state}/state.json"
        os.unlink(path)
        os.mkdir(path)
        time.sleep(rng.uniform(0.2, 2))
        os.rmdir(path)

    def replace_journals(self, rng):
        os.rename(f"{self.state}/journals", f"{self.state}/journals.away")
        with open(f"{self.state}/journals", "w"):
            pass
        time.sleep(rng.uniform(0.2, 2))
        os.unlink(f"{self.state}/journals")
        os.rename(f"{self.state}/journals.away", f"{self.state}/journals")

    def close_journals(self, rng):
        os.chmod(f"{self.state}/journals", 0o500)
        time.sleep(rng.uniform(0.2, 2))
        os.chmod(f"{self.state}/journals", 0o700)

    def lock_ledger(self, rng, seconds=None):
        if not os.path.exists(self.ledger):
            return
        program = (
            "import sqlite3, sys, time; db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=5); "
            "db.execute('BEGIN IMMEDIATE'); time.sleep(float(sys.argv[2])); db.execute('ROLLBACK')")
        subprocess.run(
            [shutil.which("python3", path="/usr/bin:/bin") or sys.executable, "-c", program, self.ledger, str(seconds or rng.uniform(0.1, 2.5))], timeout=60, cwd="/",
            stderr=subprocess.DEVNULL, **self.user)

    def lock_ledger_for_long(self, rng):
        if rng.random() < 0.5:
            self.lock_ledger(rng, 7)

    def reset(self, rng):
        self.llmctl("doctor", "reset")

    def look(self, rng):
        for command in (["doctor"], ["doctor", "--probe"], ["replay", "list"], ["replay", "show", "last", "--json"]):
            done = self.llmctl(*command)
            if done.returncode not in (0, 1, 66, 73) or b"Fatal" in done.stderr:
                run = Run(-1, "look", list(command), "", "text", 0, "", code=done.returncode, err=done.stderr.decode())
                self.checker.complain(run, "looking failed")

    # The end

    def was_sabotaged(self, run, *acts):
        return any(b < run.ended and run.begun < e and act in acts for b, e, act in self.sabotage)

    def check_ledger(self):
        listing = self.llmctl("replay", "list", "--json", "--limit", "100000")
        rows = collections.defaultdict(list)
        for row in json.loads(listing.stdout)["calls"]:
            rows[row["tags"].get("soak")].append(row)
        for run in self.runs:
            self.check_row(run, rows.pop(run.name, []))
        for name in rows:
            print(f"WRONG: a row of no process: {name}")
            self.checker.violations.append((None, f"a row of no process: {name}"))

    def check_row(self, run, rows):
        complain = lambda text: self.checker.complain(run, text)
        # Where the ledger was locked for longer than it is waited for, the process says so.
        excused = self.was_sabotaged(run, "lock_ledger_for_long", "lock_ledger") and "warning:" in run.err
        code = run.code if run.code >= 0 else 128 - run.code
        killed = code == 137 or run.hung
        if len(rows) > 1:
            return complain(f"it has {len(rows)} rows")
        if not rows:
            if not excused and (run.exchanges or not run.signalled):
                complain("it has no row")
            return
        row = rows[0]
        if row["outcome"] == "running":
            complain("its row is still running")
        elif row["outcome"] == "interrupted":
            if not killed and not excused:
                complain("its row was never closed")
        elif killed:
            pass  # It came to its end before it was killed.
        elif row["exit_code"] != code:
            complain(f"its row says exit code {row['exit_code']} ({row['outcome']}, {row['error']}), it ended with {code}")
        if killed and row["outcome"] not in ("interrupted", "done", "partial", "failed", "refused", "cancelled"):
            complain(f"its row says {row['outcome']} though it was killed")
        if run.exchanges and "attempts" in row and not killed and row["attempts"] < len(run.exchanges):
            complain(f"its row says {row['attempts']} attempts, but there were {len(run.exchanges)} requests")

    def check_files(self):
        dead = {run.pid: run for run in self.runs}
        acts = ("replace_journals", "close_journals")
        for name in sorted(os.listdir(f"{self.state}/journals")):
            if name.endswith(".flight"):
                # The next who asks the same takes it over; that of a process that ended well has no business there.
                path = f"{self.state}/journals/{name}"
                twins = [n for n in os.listdir(f"{self.state}/journals") if n.endswith(".journal")
                         and os.path.samefile(f"{self.state}/journals/{n}", path)]
                runs = [dead.get(int(n.split("-")[1])) for n in twins]
            else:
                runs = [dead.get(int(name.split("-")[1]))]
            for run in runs:
                if run and run.code != -9 and not run.hung and not self.was_sabotaged(run, *acts):
                    self.checker.complain(run, f"it left {name}")
        for path, _, files in os.walk(self.home):
            for file in files:
                if file != "llmctl" and self.secret.encode() in open(os.path.join(path, file), "rb").read():
                    print(f"WRONG: the key is in {os.path.join(path, file)}")
                    self.checker.violations.append((None, "key in a file"))
        done = self.llmctl("doctor")
        if done.returncode != 0 or b"FAULT" in done.stdout:
            run = Run(-1, "doctor", ["doctor"], "", "text", 0, "", code=done.returncode, out=done.stdout, err=done.stderr.decode())
            self.checker.complain(run, "doctor finds faults")
        database = sqlite3.connect(f"file:{self.ledger}?mode=ro", uri=True)
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            self.checker.violations.append((None, "the ledger is damaged"))
            print("WRONG: the ledger is damaged")

    def table(self):
        print(f"\n{'fault':18} {'processes':>9}  {'wrong':>5}  exit codes (times)")
        for fault, (count, codes, wrong) in sorted(self.checker.table.items()):
            seen = "  ".join(f"{code}×{times}" for code, times in sorted(codes.items()))
            print(f"{fault:18} {count:>9}  {wrong:>5}  {seen}")
        acts = collections.Counter(act for _, _, act in self.sabotage)
        print("sabotage: " + ", ".join(f"{act} {times}" for act, times in sorted(acts.items())))
        endings = collections.Counter(e.ending for e in self.proxy.exchanges)
        going_on = sum(bool(e.earlier) for e in self.proxy.exchanges)
        longest = max((r.ended - r.begun for r in self.runs), default=0)
        print(
            f"seed {self.options.seed}: {len(self.runs)} processes, {len(self.proxy.exchanges)} requests, {going_on} of them "
            f"continuations, endings {dict(endings)}, longest process {longest:.1f} s, {len(self.checker.violations)} wrong")

    def main(self):
        if self.options.group is not None:
            self.play_group(self.options.group)
        else:
            workers = [threading.Thread(target=self.work) for _ in range(self.options.workers)]
            workers.append(threading.Thread(target=self.sabotage_files))
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
        if self.proxy.is_alone:
            sys.exit("error: the model server went away in the middle; run this again with a LLMCTL_MODEL_PORT of its own")
        self.check_ledger()
        self.check_files()
        self.table()
        if not self.options.keep:
            shutil.rmtree(self.home)
        return 1 if self.checker.violations else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=5)
    parser.add_argument("--faults", type=float, default=0.6, help="share of first requests that meet a fault")
    parser.add_argument("--group", type=int, help="play this group alone, without sabotage")
    parser.add_argument("--keep", action="store_true", help="leave the scratch home")
    options = parser.parse_args()
    soak = Soak(options)
    print(f"seed {options.seed}, {options.seconds:.0f} s, {options.workers} at once, home {soak.home}", flush=True)
    try:
        soak.warm_up()
        soak.deadline = time.monotonic() + options.seconds
        sys.exit(soak.main())
    except BaseException:
        print(f"the scratch home is still there: {soak.home}", file=sys.stderr) if os.path.exists(soak.home) else None
        raise


if __name__ == "__main__":
    main()
