#!/usr/bin/env python3
"""Has many processes race for one budget while some of them are killed, and checks that the budget held.

    scripts/budget_race.py LLMCTL [--processes N] [--limit USD] [--killed N] [--seed N]

A server on the loopback answers at random speed and keeps the bill: it charges for a request from the moment it has it, and for each
word that it sent. Every process asks once. Some are killed with SIGKILL at a random moment. All the while another thread looks at the
budget. What must hold:

  - what the server billed never exceeds the limit, nor does what llmctl says was spent and is set aside;
  - every process that was not killed ended with 0 or, refused, with 3 and a sentence that names the budget;
  - every call is in the ledger, and what is spent in the end is what the server billed, but for calls that were killed: those count
    with at least what they were billed.
"""

import argparse
import asyncio
import decimal
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

# Dollars for a million tokens.
INPUT, OUTPUT = decimal.Decimal(100), decimal.Decimal(1000)
MILLION = decimal.Decimal(1_000_000)


class Server:
    """Answers with words, and keeps the bill of each request by the prompt's number."""

    def __init__(self, seed):
        self.bill, self.random, self.worst = {}, random.Random(seed), decimal.Decimal(0)
        ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.serve(ready)), daemon=True).start()
        ready.wait()

    async def serve(self, ready):
        server = await asyncio.start_server(self.talk, "127.0.0.1", 0, limit=1 << 20, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await server.serve_forever()

    def charge(self, number, tokens, rate):
        self.bill[number] = self.bill.get(number, decimal.Decimal(0)) + tokens * rate / MILLION
        self.worst = max(self.worst, sum(self.bill.values()))

    async def talk(self, reader, writer):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            lengths = [int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            body = json.loads(await reader.readexactly(lengths[0] if lengths else 0) or b"{}")
            if not head.startswith(b"POST"):
                writer.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
                return await writer.drain()
            prompt = body["messages"][-1]["content"]
            number, limit = int(prompt.split()[1]), body.get("max_tokens") or body.get("max_completion_tokens") or 100_000
            tokens = len(prompt) // 4 + 8
            self.charge(number, tokens, INPUT)
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
            words = min(limit, self.random.randint(5, 60))
            for _ in range(words):
                self.charge(number, 1, OUTPUT)
                writer.write(b'data: {"choices":[{"delta":{"content":"word "}}]}\n\n')
                await writer.drain()
                await asyncio.sleep(self.random.random() * 0.02)
            usage = {"prompt_tokens": tokens, "completion_tokens": words}
            for event in [{"choices": [{"delta": {}, "finish_reason": "stop"}]}, {"choices": [], "usage": usage}]:
                writer.write(f"data: {json.dumps(event)}\n\n".encode())
            writer.write(b"data: [DONE]\n\n")
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("llmctl")
    parser.add_argument("--processes", type=int, default=100)
    parser.add_argument("--limit", type=decimal.Decimal, default=decimal.Decimal(1))
    parser.add_argument("--killed", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    llmctl = str(pathlib.Path(arguments.llmctl).resolve())
    chance, server = random.Random(arguments.seed), Server(arguments.seed)
    with tempfile.TemporaryDirectory() as home:
        problems = race(llmctl, home, server, chance, arguments)
    for problem in problems[:20]:
        print(f"WRONG: {problem}")
    sys.exit(1 if problems else 0)


def race(llmctl, home, server, chance, arguments):
    environment = {"LLMCTL_HOME": home, "PATH": os.environ["PATH"], "HOME": home}
    pathlib.Path(home, "config.yaml").write_text(
        f"providers:\n  billing:\n    base_url: http://127.0.0.1:{server.port}/v1\n    needs_key: false\n"
        f"    models: [counted]\nprices:\n  billing/counted:\n    input: {INPUT}\n    output: {OUTPUT}\n")

    def run(*words):
        done = subprocess.run([llmctl, *words], env=environment, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout, done.stderr

    run("cost", "budget", "set", "day", f"{arguments.limit}USD")
    problems, highest, over = [], decimal.Decimal(0), threading.Event()

    def held():
        status, out, err = run("cost", "budget", "list", "--json")
        if status != 0:
            problems.append(f"the budget cannot be listed: {err.strip()}")
            return decimal.Decimal(0), decimal.Decimal(0)
        entry = json.loads(out, parse_float=decimal.Decimal, parse_int=decimal.Decimal)["budgets"][0]
        return entry["spent_usd"], entry["reserved_usd"]

    def watch():
        nonlocal highest
        while not over.is_set():
            spent, reserved = held()
            highest = max(highest, spent + reserved)
            if spent + reserved > arguments.limit:
                problems.append(f"{spent} spent and {reserved} set aside are above {arguments.limit}")

    watcher = threading.Thread(target=watch)
    watcher.start()
    processes, victims = [], set(chance.sample(range(arguments.processes), arguments.killed))
    started = time.monotonic()
    for number in range(arguments.processes):
        words = [llmctl, "chat", "-m", "billing/counted", "-o", "max_tokens=60", "-q", f"number {number} please"]
        process = subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        processes.append(process)
        if number in victims:
            threading.Timer(chance.random() * 1.5, lambda victim=process: victim.send_signal(signal.SIGKILL)).start()
    counts = {}
    for number, process in enumerate(processes):
        _, err = process.communicate(timeout=300)
        counts[process.returncode] = counts.get(process.returncode, 0) + 1
        if process.returncode == 3 and "budget 'day'" not in err:
            problems.append(f"process {number} was refused without a word on the budget: {err.strip()}")
        if process.returncode not in (0, 3, -signal.SIGKILL):
            problems.append(f"process {number} ended with {process.returncode}: {err.strip()}")
    seconds = time.monotonic() - started
    over.set()
    watcher.join()
    spent, reserved = held()
    billed = sum(server.bill.values())
    status, out, _ = run("replay", "list", "--json", "--limit", "100000")
    calls = json.loads(out)["calls"]
    print(f"{arguments.processes} processes in {seconds:.1f} s: {counts.get(0, 0)} answered, {counts.get(3, 0)} refused, {counts.get(-9, 0)} killed")
    print(f"billed by the server {billed} (never more than {server.worst}), spent by the ledger {spent}, set aside {reserved}, "
          f"both never seen above {highest}, limit {arguments.limit}")
    if server.worst > arguments.limit:
        problems.append(f"the server billed {server.worst}, the limit is {arguments.limit}")
    if reserved != 0:
        problems.append(f"{reserved} is still set aside")
    if spent < billed:
        problems.append(f"{spent} counted as spent, and {billed} was billed")
    if counts.get(-9, 0) == 0 and spent != billed:
        problems.append(f"{spent} counted as spent, and {billed} was billed, though nobody was killed")
    if len(calls) < arguments.processes - counts.get(-9, 0):
        problems.append(f"{len(calls)} calls are in the ledger")
    return problems


if __name__ == "__main__":
    main()
