#!/usr/bin/env python3
"""Renders a document with Streamdown and with rich, as it streams in, and prints a line for each: name, bytes of the document,
seconds of CPU, bytes written.

  scripts/render_peers.py FILE      runs inside the virtual environment of scripts/bench-render.sh

Streamdown is its own program, which reads the document from standard input. rich has no program: its Live display with its
Markdown is what gpt-cli, shell_gpt and others use, redrawn four times a second at most; here, to be fair to it, only forty times
for the whole document, since without pauses no time passes between pieces.
"""

import io
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

FRAMES = 40


def streamdown(path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = Path(sys.executable).parent / "sd"
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm-256color"}
    with open(path, "rb") as document:
        result = subprocess.run([program, "-w", "80"], stdin=document, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, len(result.stdout)


def rich(path):
    from rich.console import Console
    from rich.live import Live
    from rich.markdown import Markdown

    text = Path(path).read_text()
    output = io.StringIO()
    console = Console(file=output, force_terminal=True, width=80, height=24)
    start = time.process_time()
    with Live(console=console, auto_refresh=False, vertical_overflow="visible") as live:
        for frame in range(1, FRAMES + 1):
            live.update(Markdown(text[: len(text) * frame // FRAMES]), refresh=True)
    return time.process_time() - start, len(output.getvalue().encode())


def main():
    path = sys.argv[1]
    size = Path(path).stat().st_size
    for name, render in ("Streamdown", streamdown), ("rich Live", rich):
        seconds, written = render(path)
        print(f"{name}\t{size}\t{seconds}\t{written}")


main()
