"""A faulty proxy in front of a real model server: what it does to a request is decided by the caller and written down.

Every request that arrives becomes an `Exchange`: which process made it, which fault it met, and every byte of body that was
sent, so that whoever checks the process knows what it can have received.
"""

import http.client
import json
import os
import random
import re
import select
import socket
import struct
import threading
import time
from dataclasses import dataclass, field

FENCE = "```sh\n"
MARK = re.compile(rb"soak-(\d+):")

# Kind and how often, of faults before or instead of an answer, and of faults in it. 'none' is added by the caller.
FAULTS = {
    "delay": 3, "reset": 3, "close": 2, "garbage head": 1.5, "silence": 1,
    "429 hint": 3, "429 bare": 2, "429 long": 2, "429 quota": 1.5, "limit headers": 3,
    "500 json": 2, "502 html": 2, "503 empty": 2, "504": 1, "529 json": 1,
    "401": 1.5, "400": 1.5, "400 parameter": 1, "404": 1, "redirect": 1,
    "cut fin": 6, "cut rst": 6, "cut chunk": 5, "error first": 3, "error later": 4,
    "stall first": 1, "stall": 1.5, "stall pings": 1.5, "duplicate": 2, "garbage": 2, "broken event": 2,
    "wrong type": 2, "empty 200": 1.5, "html 200": 1.5, "drip": 2, "crlf": 2, "whole": 2, "pings": 2, "no done": 2,
}

# The error inside of a stream, and the exit codes it may end in before any content came.
STREAM_ERRORS = [
    ({"message": "Overloaded", "type": "overloaded_error", "code": 529}, 69),
    ({"message": "Rate limit exceeded", "code": 429}, 75),
    ({"message": "Internal server error", "type": "server_error", "code": 500}, 69),
    ({"message": "no such thing", "code": 400}, 65),
    ("model runner has unexpectedly stopped", 69),
]


@dataclass
class Exchange:
    """One request and what was done to it."""

    provider: str
    owner: object  # the pid that made it, None where it was gone before it could be found out
    group: int
    number: int  # of the process's requests, from 0
    fault: str
    streams: bool
    earlier: str  # what a continuation goes on from
    begun: float
    ended: float = 0
    status: int = 0  # 0 where no head was sent
    codes: tuple = ()  # exit codes that a reply other than an answer allows
    framing: str = ""
    sent: bytearray = field(default_factory=bytearray)
    ending: str = "complete"  # or fin, rst, chunk, held (the client gave up waiting), gone (the client left before)
    upstream_error: str = ""
    longest_wait: float = 0  # for the real server
    waits_since: float = 0

    @property
    def slowest(self):
        """The longest time the real server said nothing."""
        if self.ending == "gone" and self.waits_since:
            return max(self.longest_wait, self.ended - self.waits_since)
        return self.longest_wait

    def __str__(self):
        return (
            f"#{self.number} {self.provider} {self.fault}: HTTP {self.status or '-'} {self.framing} {self.ending}, "
            f"{len(self.sent)} bytes, {self.ended - self.begun:.1f} s, slowest {self.slowest:.1f} s"
            + (f", goes on from {self.earlier!r}" if self.earlier else "") + self.upstream_error
        )


class ClientGone(Exception):
    pass


class Cut(Exception):
    """The reply ends here, in this way."""


class Proxy:
    """Listens on several ports, one for each provider of the configuration."""

    def __init__(self, upstream, seed, names, fault_share):
        self.host, self.port = upstream
        self.seed, self.fault_share = seed, fault_share
        self.exchanges, self.lock = [], threading.Lock()
        self.children = {}  # pid: group, of processes that run now
        self.ports = {}
        self.is_alone = False  # the real server went away, and nothing means anything any more
        self.limited = set()  # providers that ever spoke of limits
        self.listeners = []
        for name in names:
            listener = socket.socket()
            listener.bind(("127.0.0.1", 0))
            listener.listen(64)
            self.ports[name] = listener.getsockname()[1]
            self.listeners.append(listener)
            threading.Thread(target=self._accept, args=(name, listener), daemon=True).start()

    def _accept(self, name, listener):
        while True:
            try:
                client, address = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(name, client, address[1]), daemon=True).start()

    # Who asks

    def _owner(self, port):
        """The process behind a connection, by the kernel's table of sockets."""
        wanted = f"0100007F:{port:04X}"
        with open("/proc/net/tcp") as table:
            inode = next((row.split()[9] for row in table if row.split()[1] == wanted), None)
        for pid in list(self.children):
            try:
                for descriptor in os.listdir(f"/proc/{pid}/fd"):
                    if os.readlink(f"/proc/{pid}/fd/{descriptor}") == f"socket:[{inode}]":
                        return pid
            except OSError:
                continue
        return None

    # One connection

    def _serve(self, name, client, port):
        with client:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                head, body = self._request(client)
            except (OSError, ClientGone):
                return
            mark = MARK.search(body)
            if mark is None:
                return self._models(client)
            exchange, rng = self._record(name, port, int(mark[1]), body)
            key = re.search(rb"(?i)\r\nauthorization: Bearer (\S+)", head)
            reply = Reply(self, client, exchange, rng, body, key[1].decode() if key else "")
            try:
                reply.run()
            except (ClientGone, BrokenPipeError, ConnectionResetError):
                exchange.ending = "gone" if exchange.ending == "complete" else exchange.ending
            except Cut as cut:
                exchange.ending = str(cut)
            except OSError as error:
                exchange.upstream_error = f", the real server failed: {error!r}"
                exchange.ending = "fin"
            finally:
                exchange.ended = time.monotonic()
            if exchange.ending == "rst":
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _record(self, name, port, group, body):
        owner = self._owner(port)
        question = json.loads(body)
        last = question["messages"]
        # A continuation ends with what came so far, or has it before the wish to go on.
        earlier = next((m["content"] for m in reversed(last) if m["role"] == "assistant"), "")
        with self.lock:
            number = sum(e.group == group and e.owner == owner for e in self.exchanges)
            place = sum(e.group == group for e in self.exchanges)
            rng = random.Random(f"{self.seed}:{group}:{place}")
            share = self.fault_share if place == 0 else self.fault_share * 0.6
            fault = rng.choices(list(FAULTS), FAULTS.values())[0] if rng.random() < share else "none"
            exchange = Exchange(
                name, owner, group, number, fault, bool(question.get("stream")), earlier, time.monotonic())
            self.exchanges.append(exchange)
        return exchange, rng

    @staticmethod
    def _request(client):
        client.settimeout(30)
        data = b""
        while b"\r\n\r\n" not in data:
            piece = client.recv(65536)
            if not piece:
                raise ClientGone
            data += piece
        head, body = data.split(b"\r\n\r\n", 1)
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        while length and len(body) < int(length[1]):
            piece = client.recv(65536)
            if not piece:
                raise ClientGone
            body += piece
        return head, body

    def _models(self, client):
        """`llmctl doctor --probe`."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=10)
        try:
            connection.request("GET", "/v1/models")
            body = connection.getresponse().read()
        except OSError:
            return
        client.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%s" % (len(body), body))


class Reply:
    """Answers one request: passes it on, and spoils it as its fault says."""

    def __init__(self, proxy, client, exchange, rng, body, key):
        self.proxy, self.client, self.exchange, self.rng, self.body, self.key = proxy, client, exchange, rng, body, key
        self.fault = exchange.fault
        self.limit_headers = ""
        self.is_over = False
        self.wants_fence = b":code " in body and not exchange.earlier and self.group_rng.random() < 0.7

    def run(self):
        fault, rng = self.fault, self.rng
        if fault == "delay":
            time.sleep(rng.uniform(0.05, 2))
        elif fault in ("reset", "close"):
            time.sleep(rng.choice([0, 0, 0.3]))
            raise Cut("rst" if fault == "reset" else "fin")
        elif fault == "silence":
            self.hold(None)
        elif fault == "garbage head":
            self.exchange.codes = (65, 69)
            self.client.sendall(rng.randbytes(40) + b"\r\n\r\n")
            raise Cut("fin")
        elif fault == "limit headers":
            self.proxy.limited.add(self.exchange.provider)
            self.limit_headers = (
                f"x-ratelimit-limit-requests: {rng.choice([60, 600, 6000])}\r\n"
                f"x-ratelimit-remaining-requests: {rng.choice([0, 1, 50])}\r\n"
                f"x-ratelimit-reset-requests: {rng.choice(['12ms', '1s', '2', '1m0s', '-1', 'soon'])}\r\n")
        refusal = self.refusal()
        if refusal:
            status, headers, body, codes = refusal
            self.exchange.codes = codes
            self.head(status, headers + f"content-length: {len(body)}\r\n")
            return self.client.sendall(body)
        self.answer()

    def refusal(self):
        """Status, headers, body and allowed exit codes of a reply that is no answer; None for an answer."""
        rng, fault = self.rng, self.fault
        json_type, html = "content-type: application/json\r\n", "content-type: text/html\r\n"

        def error(message, **more):
            return json.dumps({"error": {"message": message, **more}}).encode()

        if fault.startswith("429"):
            self.proxy.limited.add(self.exchange.provider)
        hint = rng.choice(["1", "2", "0", "-5", "abc", "1e999", "Wed, 21 Oct 2015 07:28:00 GMT"])
        milliseconds = f"retry-after: 60\r\nretry-after-ms: {rng.choice([50, 250])}\r\n"
        page = b"<html><head><title>Bad Gateway</title></head><body>nginx</body></html>"
        table = {
            "429 hint": (429, rng.choice([f"retry-after: {hint}\r\n", milliseconds]), error("slow down"), (75,)),
            "429 bare": (429, json_type, rng.choice([b"", error("Rate limit", code="rate_limit_exceeded")]), (75,)),
            "429 long": (429, "retry-after: 3600\r\n", error("slow down"), (75,)),
            "429 quota": (429, json_type, error("You exceeded your quota", type="insufficient_quota"), (77,)),
            "500 json": (500, json_type, error(f"oops, the key was {self.key}", type="server_error"), (69,)),
            "502 html": (502, html, page, (69,)),
            "503 empty": (503, rng.choice(["", "retry-after: 1\r\n"]), b"", (69,)),
            "504": (504, html, page, (75,)),
            "529 json": (529, json_type, error("Overloaded", type="overloaded_error"), (69,)),
            "401": (401, json_type, error(f"Incorrect API key provided: {self.key}", code="invalid_api_key"), (77,)),
            "400": (400, json_type, error(rng.choice(["bad request", "maximum context length is 5"])), (65,)),
            "400 parameter": (
                400, json_type,
                error("Unsupported parameter: 'seed'", param="seed", code="unsupported_parameter"), (65,)),
            "404": (404, json_type, error("no such model", code="model_not_found"), (78,)),
            "redirect": (302, "location: https://example.com/login\r\n", b"", (78,)),
            "empty 200": (200, json_type, b"", (65,)),
            "html 200": (200, html, b"<!doctype html><title>Log in</title>", (65,)),
        }
        return table.get(fault)

    # The answer

    def answer(self):
        exchange, rng = self.exchange, self.rng
        question = json.loads(self.body)
        streams = exchange.streams and self.fault != "whole"
        if exchange.streams and not streams:
            question.update(stream=False)
            question.pop("stream_options", None)
        upstream = http.client.HTTPConnection(self.proxy.host, self.proxy.port, timeout=60)
        try:
            upstream.connect()
        except OSError:
            self.proxy.is_alone = True
            raise
        watch = threading.Thread(target=self.watch, args=(upstream.sock,), daemon=True)
        watch.start()
        try:
            self.pass_on(upstream, question, streams)
        except (OSError, http.client.HTTPException) as error:
            if self.client_left(0):
                raise ClientGone from error
            raise
        finally:
            self.is_over = True
            upstream.close()

    def watch(self, upstream):
        """Stops the real server when nobody waits for its answer any more."""
        while not self.is_over:
            time.sleep(0.2)
            if not self.is_over and self.client_left(0):
                try:
                    upstream.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
                return

    def pass_on(self, upstream, question, streams):
        exchange, asked_at = self.exchange, time.monotonic()
        exchange.waits_since = asked_at
        upstream.request("POST", "/v1/chat/completions", json.dumps(question), {"content-type": "application/json"})
        response = upstream.getresponse()
        self.note_wait()
        if response.status != 200:
            body = response.read()
            exchange.codes, exchange.upstream_error = (65, 69, 75, 77, 78), f", {response.status} {body[:200]!r}"
            self.head(response.status, f"content-length: {len(body)}\r\n")
            return self.client.sendall(body)
        if streams:
            self.send_stream(self.events(response))
        else:
            self.send_whole(response.read())

    def note_wait(self):
        now, exchange = time.monotonic(), self.exchange
        exchange.longest_wait = max(exchange.longest_wait, now - exchange.waits_since)
        exchange.waits_since = now

    def edited(self, chunk):
        """Most answers of a base model end by their limit; a stop is what most of ours should end with."""
        for choice in chunk.get("choices", []):
            if choice.get("finish_reason") == "length" and self.group_rng.random() < 0.85:
                choice["finish_reason"] = "stop"
        # A question for code gets an answer with a block of it.
        first = chunk["choices"][0] if chunk.get("choices") else {}
        message = first.get("delta", first.get("message", {}))
        if self.wants_fence and message.get("content"):
            message["content"] = FENCE + message["content"]
            self.wants_fence = False
        return chunk

    @property
    def group_rng(self):
        return random.Random(f"finish:{self.proxy.seed}:{self.exchange.group}")

    def events(self, response):
        """The server's events, one by one, with the reason to finish that we want."""
        pending = b""
        while True:
            self.exchange.waits_since = time.monotonic()
            piece = response.read1(65536)
            self.note_wait()
            pending += piece
            while b"\n\n" in pending:
                event, pending = pending.split(b"\n\n", 1)
                if event.startswith(b"data: {"):
                    event = b"data: " + json.dumps(self.edited(json.loads(event[6:]))).encode()
                yield event + b"\n\n"
            if not piece:
                return

    def send_stream(self, events):
        rng, fault, exchange = self.rng, self.fault, self.exchange
        self.begin("text/event-stream")
        # An event takes about 260 bytes, and there is about one for each token.
        expected = 260 * (json.loads(self.body).get("max_tokens", 16) + 3)
        cut = rng.randrange(0, expected) if fault.startswith("cut") else None
        place = rng.randrange(1, 12)
        for index, event in enumerate(events):
            if fault == "no done" and event == b"data: [DONE]\n\n":
                continue
            if fault == "crlf":
                event = event.replace(b"\n", b"\r\n")
            if fault == "stall first" or (fault in ("stall", "stall pings") and index == place):
                self.hold(b": ping\n\n" if fault == "stall pings" or rng.random() < 0.3 else None)
            if (fault == "error first" and index == 0) or (fault == "error later" and index == place):
                error, code = rng.choice(STREAM_ERRORS)
                exchange.codes = (code,)
                self.write(b"data: " + json.dumps({"error": error}).encode() + b"\n\ndata: [DONE]\n\n")
                break
            if index == place:
                if fault == "duplicate":
                    event += event
                if fault == "garbage":
                    event = rng.choice([b"\x00\xff\xfe\n\n", b"foo: bar\nid: 7\n\n", b"{}\n", b":\n\n"]) + event
                if fault == "broken event":
                    event = event[: len(event) // 2] + b"\n\n"
            if fault == "pings":
                self.write(rng.choice([b": keep-alive\n\n", b"event: ping\ndata: {\"type\":\"ping\"}\n\n"]))
            if fault == "drip":
                for start in range(0, len(event), 9):
                    self.write(event[start : start + 9])
                    time.sleep(0.003)
                continue
            if cut is not None and len(exchange.sent) + len(event) > cut:
                self.cut(event[: cut - len(exchange.sent)])
            self.write(event)
        self.end()

    def send_whole(self, body):
        rng, fault = self.rng, self.fault
        body = json.dumps(self.edited(json.loads(body))).encode()
        if fault == "broken event":
            body = body[: rng.randrange(1, len(body))]
        self.begin("application/json")
        if fault in ("stall", "stall pings", "stall first"):
            self.write(body[: rng.randrange(0, len(body))])
            self.hold(None)
        if fault.startswith("cut"):
            self.cut(body[: rng.randrange(0, len(body))])
        for start in range(0, len(body), 50 if fault == "drip" else 1 << 20):
            self.write(body[start : start + (50 if fault == "drip" else 1 << 20)])
        self.end()

    # Bytes

    def begin(self, content_type):
        self.exchange.framing = self.rng.choice(["chunked", "chunked", "until close"])
        if self.fault == "cut chunk":
            self.exchange.framing = "chunked"
        if self.fault == "wrong type":
            content_type = self.rng.choice(["text/html", "application/octet-stream", "image/png"])
        chunked = "transfer-encoding: chunked\r\n" if self.exchange.framing == "chunked" else ""
        self.head(200, f"content-type: {content_type}\r\n" + chunked)

    def head(self, status, headers):
        self.exchange.status = status
        request_id = f"x-request-id: req-{self.exchange.group}-{self.exchange.number}\r\n"
        text = f"HTTP/1.1 {status} Status\r\n{headers}{self.limit_headers}{request_id}connection: close\r\n\r\n"
        self.client.sendall(text.encode())

    def write(self, data):
        if not data:
            return
        if self.client_left(0):
            raise ClientGone
        self.client.sendall(b"%x\r\n%s\r\n" % (len(data), data) if self.exchange.framing == "chunked" else data)
        self.exchange.sent += data

    def end(self):
        if self.exchange.framing == "chunked":
            self.client.sendall(b"0\r\n\r\n")

    def cut(self, data):
        if self.fault == "cut chunk":
            self.client.sendall(b"%x\r\n%s" % (len(data) + 100, data))
            self.exchange.sent += data
            raise Cut("chunk")
        self.write(data)
        if self.fault == "cut rst":
            time.sleep(self.rng.choice([0, 0.05]))
            raise Cut("rst")
        raise Cut("fin")

    def hold(self, ping):
        """Says nothing more, or only that it is alive, until the client gives up."""
        deadline = time.monotonic() + 60
        self.exchange.ending = "held"
        while time.monotonic() < deadline and not self.client_left(0.4):
            if ping:
                self.write(ping)
        raise Cut("held")

    def client_left(self, patience):
        readable, _, _ = select.select([self.client], [], [], patience)
        if not readable:
            return False
        try:
            return self.client.recv(1, socket.MSG_PEEK) == b""
        except OSError:
            return True
