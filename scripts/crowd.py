#!/usr/bin/env python3
"""Starts a crowd of llmctl processes against a rate-limited server on the loopback and prints what the server saw.

    crowd.py BINARY COUNT [--same]

Also another crowd: fifty identical requests at once, of which one is to be asked.
"""

import asyncio
import multiprocessing
import os
import sys
import tempfile
import time

PER_MINUTE, CAPACITY = 600, 10
EVENTS = (b'data: {"choices":[{"delta":{"content":"ok"}}]}\n\n', b'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'
          b'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1}}\n\ndata: [DONE]\n\n')


class Server:
    """A token bucket; what it lets through is answered at once, or with a pause before the first word and before the end."""

    def __init__(self, tells, pause=0.0):
        self.tells, self.pause = tells, pause
        self.tokens, self.counted = float(CAPACITY), time.monotonic()
        self.accepted, self.rejections = 0, []

    async def handle(self, reader, writer):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = [int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            await reader.readexactly(length[0] if length else 0)
            await self.answer(writer)
            await writer.drain()
            writer.close()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass

    async def answer(self, writer):
        now = time.monotonic()
        self.tokens = min(CAPACITY, self.tokens + (now - self.counted) * PER_MINUTE / 60)
        self.counted = now
        if self.pause == 0 and self.tokens < 1:
            self.rejections.append(now)
            reset = (CAPACITY - self.tokens) / PER_MINUTE * 60
            told = (f"retry-after: 1\r\nx-ratelimit-limit-requests: {PER_MINUTE}\r\nx-ratelimit-remaining-requests: 0\r\n"
                    f"x-ratelimit-reset-requests: {reset:.3f}s\r\n") if self.tells else ""
            body = b'{"error":{"code":"rate_limit_exceeded","message":"Slow down"}}'
            writer.write(f"HTTP/1.1 429 No\r\n{told}content-length: {len(body)}\r\n\r\n".encode() + body)
            return
        self.tokens -= 1
        self.accepted += 1
        await asyncio.sleep(self.pause)
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n" + EVENTS[0])
        await writer.drain()
        await asyncio.sleep(self.pause)
        writer.write(EVENTS[1])


def serve(pipe, tells, pause):
    """Runs a server in a process of its own, since starting a crowd keeps this one busy; ends when asked for its figures."""
    async def run():
        server = Server(tells, pause)
        listener = await asyncio.start_server(server.handle, "127.0.0.1", 0, backlog=1000)
        pipe.send(listener.sockets[0].getsockname()[1])
        await asyncio.get_running_loop().run_in_executor(None, pipe.recv)
        pipe.send((server.accepted, server.rejections))

    asyncio.run(run())


class Remote:
    """The server, seen from here."""

    def __init__(self, tells, pause=0.0):
        self.pipe, other = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=serve, args=(other, tells, pause), daemon=True)
        self.process.start()
        self.url = f"http://127.0.0.1:{self.pipe.recv()}/v1"

    def figures(self):
        """How many requests were answered, and when the others came."""
        self.pipe.send(None)
        return self.pipe.recv()


async def process(binary, home, url, arguments, environment):
    """Runs one; returns its exit status, its output and when its first byte came."""
    child = await asyncio.create_subprocess_exec(
        binary, *arguments, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, env={"HOME": home, "OPENAI_BASE_URL": url, "LLMCTL_MODEL": "openai/test", **environment})
    first = await child.stdout.read(1)
    moment = time.monotonic()
    rest, errors = await child.communicate()
    return child.returncode, first + rest, moment, errors


async def crowd(binary, count, name, tells, configured):
    server = Remote(tells)
    with tempfile.TemporaryDirectory() as home:
        environment = {}
        if configured:
            os.makedirs(f"{home}/.config/llmctl")
            with open(f"{home}/.config/llmctl/config.yaml", "w") as file:
                file.write("providers:\n  limited: "
                           f"{{base_url: '{server.url}', models: [test], limits: {{requests: {PER_MINUTE}}}}}\n")
            environment["LLMCTL_MODEL"] = "limited/test"
        started = time.monotonic()
        results = await asyncio.gather(*(
            process(binary, home, server.url, ["chat", "--no-share", f"question {number}"], environment)
            for number in range(count)))
        took = time.monotonic() - started
    _, rejections = server.figures()
    wrong = [result for result in results if result[:2] != (0, b"ok")]
    ideal = (count - CAPACITY) / PER_MINUTE * 60
    last = max(rejections, default=started) - started
    print(f"  {name:34} {count - len(wrong):4} answered  {len(rejections):4} rejected, the last after {last:5.2f} s  "
          f"{took:6.2f} s, {took / ideal:4.2f} times the ideal", flush=True)
    for status, output, _, errors in wrong[:3]:
        print(f"    exit status {status}, {output!r}: {errors.decode(errors='replace').strip()}")
    return not wrong


async def same(binary):
    server = Remote(True, pause=3)
    with tempfile.TemporaryDirectory() as home:
        results = await asyncio.gather(
            *(process(binary, home, server.url, ["chat", "-q", "the same"], {}) for _ in range(50)))
    accepted, _ = server.figures()
    wrong = [result for result in results if result[:2] != (0, b"ok")]
    moments = sorted(result[2] for result in results)
    print(f"  {'fifty times the same question':34} {50 - len(wrong):4} answered  {accepted:4} asked upstream, first bytes within "
          f"{(moments[-1] - moments[0]) * 1000:.1f} ms of each other, {(moments[25] - moments[0]) * 1000:.1f} ms in the middle")
    return not wrong and accepted == 1


async def main():
    binary, count = sys.argv[1], int(sys.argv[2])
    if "--same" in sys.argv:
        sys.exit(0 if await same(binary) else 1)
    fine = [await crowd(binary, count, "limit configured", True, True),
            await crowd(binary, count, "limit unknown, told by headers", True, False),
            await crowd(binary, count, "limit unknown, never told", False, False), await same(binary)]
    sys.exit(0 if all(fine) else 1)


asyncio.run(main())
