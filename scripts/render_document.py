#!/usr/bin/env python3
"""Writes an answer as models write them, of about so many bytes: prose, lists, code, tables, links, some CJK.

  scripts/render_document.py BYTES >answer.md
"""

import random
import sys

WORDS = """the a of to and in is that it for as with on this are by be from or an at not which have can has will one their
its you use each when value function returns error stream buffer terminal request token model context server client
connection response memory process thread file system network protocol message latency throughput""".split()
CODE = {
    "swift": "func {0}(_ {1}: Int) -> Int {{\n  // {2} {3}\n  let {4} = {1} + 42\n  return {4} * 2 // {5}\n}}",
    "python": "def {0}({1}):\n    \"\"\"{2} {3}.\"\"\"\n    {4} = [{1} for _ in range(10)]\n    return sum({4})  # {5}",
    "sh": "for {0} in *.txt; do\n  grep -q '{1} {2}' \"${0}\" && echo \"{3}: ${0}\"\ndone",
    "json": '{{\n  "{0}": ["{1}", 1, 2.5],\n  "{2}": {{"{3}": true, "{4}": null}}\n}}',
}
CJK = "流式输出在终端中逐步显示，每一行只写一次。日本語の文章もここで折り返されます。"


class Answer:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def words(self, count):
        return " ".join(self.random.choice(WORDS) for _ in range(count))

    def sentence(self):
        text = self.words(self.random.randint(6, 22)).capitalize()
        kind = self.random.random()
        if kind < 0.15:
            text += f" **{self.words(2)}** {self.words(3)}"
        elif kind < 0.30:
            text += f" `{self.random.choice(WORDS)}_{self.random.choice(WORDS)}` {self.words(2)}"
        elif kind < 0.36:
            text += f" [{self.words(2)}](https://example.org/{self.random.choice(WORDS)})"
        elif kind < 0.42:
            text += f" *{self.random.choice(WORDS)}*, 5 * 3 and my_{self.random.choice(WORDS)}"
        return text + "."

    def paragraph(self):
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 6)))

    def items(self, ordered):
        lines = []
        for number in range(1, self.random.randint(3, 8)):
            lines.append(f"{number}. " * ordered + "- " * (not ordered) + f"**{self.words(1)}**: {self.sentence()}")
            if self.random.random() < 0.2:
                lines.append("   " * ordered + "  " * (not ordered) + f"- {self.sentence()}")
        return "\n".join(lines)

    def code(self):
        language = self.random.choice(sorted(CODE))
        body = "\n\n".join(CODE[language].format(*(self.random.choice(WORDS) for _ in range(6))) for _ in range(self.random.randint(1, 5)))
        return f"```{language}\n{body}\n```"

    def table(self):
        columns = self.random.randint(2, 5)
        rows = [[self.words(1) for _ in range(columns)], ["---"] * columns]
        rows += [[self.words(self.random.randint(1, 3)) for _ in range(columns)] for _ in range(self.random.randint(2, 9))]
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)

    def block(self):
        kind = self.random.random()
        if kind < 0.10:
            return "## " + self.words(4).title()
        if kind < 0.50:
            return self.paragraph()
        if kind < 0.68:
            return self.items(kind < 0.59)
        if kind < 0.88:
            return self.code()
        if kind < 0.94:
            return self.table()
        return f"> {self.sentence()}" if kind < 0.97 else CJK * 3


def main():
    size, answer = int(sys.argv[1]), Answer(1)
    parts, length = [], 0
    while length < size:
        part = answer.block() + "\n\n"
        parts.append(part)
        length += len(part.encode())
    sys.stdout.write("".join(parts))


main()
