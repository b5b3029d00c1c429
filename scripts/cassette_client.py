#!/usr/bin/env python3
"""Asks a model through the unmodified SDK of a provider, and prints what came back: one line of JSON for each call.

    scripts/cassette_client.py openai|anthropic MODEL [PROMPT [STATUS]]

Whole and streamed, one after the other and three at the same time. Where the calls go, and with which key, is for the SDK to find out. Ends with
STATUS (default 0), or with 1 where a call fails.
"""

import asyncio
import json
import sys

LIMIT = 24


def told(name, parts, text):
    """A line about one call: its events as the SDK saw them, and the text they make."""
    print(json.dumps({"call": name, "parts": [part.model_dump(mode="json") for part in parts], "text": text}), flush=True)


class OpenAI:
    """Chat Completions."""

    def __init__(self, model):
        import openai

        self.model = model
        self.sync, self.asynchronous = openai.OpenAI(), openai.AsyncOpenAI()
        self.failure = openai.APIError

    def question(self, prompt):
        return {"model": self.model, "max_tokens": LIMIT, "temperature": 0, "messages": [{"role": "user", "content": prompt}]}

    def whole(self, client, prompt):
        return client.chat.completions.create(**self.question(prompt))

    def stream(self, client, prompt):
        return client.chat.completions.create(**self.question(prompt), stream=True)

    @staticmethod
    def text(part):
        if not part.choices:
            return ""
        choice = part.choices[0]
        return (choice.delta if hasattr(choice, "delta") else choice.message).content or ""


class Anthropic:
    """Messages."""

    def __init__(self, model):
        import anthropic

        self.model = model
        self.sync, self.asynchronous = anthropic.Anthropic(), anthropic.AsyncAnthropic()
        self.failure = anthropic.APIError

    def question(self, prompt):
        return {"model": self.model, "max_tokens": LIMIT, "messages": [{"role": "user", "content": prompt}]}

    def whole(self, client, prompt):
        return client.messages.create(**self.question(prompt))

    def stream(self, client, prompt):
        return client.messages.create(**self.question(prompt), stream=True)

    @staticmethod
    def text(part):
        if getattr(part, "content", None):
            return "".join(block.text for block in part.content if block.type == "text")
        return getattr(getattr(part, "delta", None), "text", None) or ""


async def stream_all(sdk, prompt):
    return [part async for part in await sdk.stream(sdk.asynchronous, prompt)]


async def concurrent(sdk, prompt):
    whole = await sdk.whole(sdk.asynchronous, prompt + " Async.")
    told("async whole", [whole], sdk.text(whole))
    prompts = [f"{prompt} Async {number}." for number in range(3)]
    for number, parts in enumerate(await asyncio.gather(*(stream_all(sdk, each) for each in prompts))):
        told(f"async stream {number}", parts, "".join(map(sdk.text, parts)))


def main():
    name, model = sys.argv[1:3]
    prompt = sys.argv[3] if len(sys.argv) > 3 else "The capital of France is"
    sdk = {"openai": OpenAI, "anthropic": Anthropic}[name](model)
    try:
        whole = sdk.whole(sdk.sync, prompt)
        told("whole", [whole], sdk.text(whole))
        parts = list(sdk.stream(sdk.sync, prompt))
        told("stream", parts, "".join(map(sdk.text, parts)))
        asyncio.run(concurrent(sdk, prompt))
    except sdk.failure as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
    sys.exit(int(sys.argv[4]) if len(sys.argv) > 4 else 0)


main()
