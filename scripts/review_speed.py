#!/usr/bin/env python3
"""Measures how long a review of forty parts takes with a server that works on eight at a time, and prints it beside the ideal.

    scripts/review_speed.py LLMCTL [--runs RUNS] [--files FILES] [--slots SLOTS] [--latency SECONDS]

Each file is as large as a part may be, so there are as many requests as files. The server begins with a request when one of its slots
is free and answers after the latency; the ideal is that time for every round of all slots and nothing else. Also printed: the same
requests from this program, a bare client that does nothing between two of them, which is what the server and the machine can do; what
it takes without any request (--estimate); and when the first and the last request arrived.
"""

import argparse
import asyncio
import http.client
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import concurrent.futures

# Tokens of a part's diff are at most 12,000; two files of this size fit none, and one does.
LINES = 420
ANSWER = json.dumps({"findings": []})
EVENTS = "".join(f"data: {json.dumps(event)}\n\n" for event in [
    {"choices": [{"delta": {"content": ANSWER}}]}, {"choices": [{"delta": {}, "finish_reason": "stop"}]},
    {"choices": [], "usage": {"prompt_tokens": 9000, "completion_tokens": 5}}]) + "data: [DONE]\n\n"  # fmt: skip
MODELS = json.dumps({"object": "list", "data": [{"id": "scripted", "object": "model"}]})

# As llama.cpp's server says how large its window is.
WINDOW = json.dumps({"default_generation_settings": {"n_ctx": 65_536}})


class Server:
    """Answers on the loopback, in a thread of its own."""

    def __init__(self, slots, latency):
        self.slots, self.latency = slots, latency
        self.arrivals, self.departures, self.busy, self.most = [], [], 0, 0
        ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.serve(ready)), daemon=True).start()
        ready.wait()

    async def serve(self, ready):
        self.free = asyncio.Semaphore(self.slots)
        server = await asyncio.start_server(self.talk, "127.0.0.1", 0, limit=1 << 20, backlog=256)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await server.serve_forever()

    async def talk(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lengths = [int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
                await reader.readexactly(lengths[0] if lengths else 0)
                if head.startswith(b"POST"):
                    await self.work()
                    text, kind = EVENTS, "text/event-stream"
                else:
                    text, kind = WINDOW if b"/props" in head else MODELS, "application/json"
                writer.write(f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {len(text)}\r\n\r\n{text}".encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def work(self):
        self.arrivals.append(time.monotonic())
        async with self.free:
            self.busy += 1
            self.most = max(self.most, self.busy)
            await asyncio.sleep(self.latency)
            self.busy -= 1
        self.departures.append(time.monotonic())

    def forget(self):
        self.arrivals, self.departures, self.most = [], [], 0


def make_repository(folder, files):
    """One commit without files, and one with all of them, each in a folder of its own."""

    def git(*arguments):
        identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgSign=false"]
        subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "Empty")
    for number in range(files):
        path = pathlib.Path(folder) / f"module{number}" / "Source.swift"
        path.parent.mkdir()
        lines = [f"  let value{at} = table{number}[{at}] + offset(of: {at * 7 % 101})" for at in range(LINES)]
        path.write_text(f"func compute{number}(table{number}: [Int]) {{\n" + "\n".join(lines) + "\n}\n")
    git("add", ".")
    git("commit", "-q", "-m", "All files")


def bare(server, files, slots):
    """The same requests from a client that does nothing else."""
    body = json.dumps({"model": "scripted", "messages": [{"role": "user", "content": "x" * 40_000}], "stream": True})
    lock, left = threading.Lock(), [files]

    def work():
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        while True:
            with lock:
                left[0] -= 1
                if left[0] < 0:
                    return
            connection.request("POST", "/v1/chat/completions", body)
            connection.getresponse().read()

    began = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(slots) as pool:
        for future in [pool.submit(work) for _ in range(slots)]:
            future.result()
    return time.monotonic() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("llmctl")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--slots", type=int, default=8)
    parser.add_argument("--latency", type=float, default=0.3)
    options = parser.parse_args()
    server = Server(options.slots, options.latency)
    ideal = math.ceil(options.files / options.slots) * options.latency
    with tempfile.TemporaryDirectory() as folder:
        make_repository(folder, options.files)
        home = pathlib.Path(folder) / ".git" / "home"
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "OPENAI_API_KEY": "none",
                       "OPENAI_BASE_URL": f"http://127.0.0.1:{server.port}/v1"}  # fmt: skip

        def review(*more):
            command = [os.path.abspath(options.llmctl), "review", "HEAD", "--json", "--no-cache", "--jobs", str(options.slots), *more]
            began = time.monotonic()
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True)
            took = time.monotonic() - began
            if done.returncode:
                sys.exit(f"exit status {done.returncode}: {done.stderr.decode(errors='replace')}")
            return began, took, json.loads(done.stdout)

        review()
        estimates = [review("--estimate")[1] for _ in range(options.runs)]
        times, first, last, bares = [], [], [], []
        for _ in range(options.runs):
            server.forget()
            began, took, report = review()
            if report["calls"] != options.files:
                sys.exit(f"{report['calls']} requests, not {options.files}")
            times.append(took)
            first.append(server.arrivals[0] - began)
            last.append(began + took - server.departures[-1])
            most = server.most
            bares.append(bare(server, options.files, options.slots))

    def line(name, values, more=""):
        middle = statistics.median(values)
        print(f"  {name:34} {middle:6.3f} s  ({min(values):.3f} to {max(values):.3f}){more}")
        return middle

    print(f"{options.files} parts, {options.slots} slots ({most} busy at once), {options.latency} s each; medians of {options.runs} runs")
    print(f"  {'ideal':34} {ideal:6.3f} s")
    line("a bare client", bares, f"  {statistics.median(bares) / ideal:.3f} times the ideal")
    line("without any request (--estimate)", estimates)
    line("until the first request arrived", first)
    line("behind the last answer", last)
    ratio = line("llmctl review", times, f"  {statistics.median(times) / ideal:.3f} times the ideal") / ideal
    sys.exit(0 if ratio <= 1.15 else "more than 1.15 times the ideal")


if __name__ == "__main__":
    main()
