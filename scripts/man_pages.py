#!/usr/bin/env python3
"""Writes man pages from the description ArgumentParser dumps.

Reads the JSON of `llmctl --experimental-dump-help` on standard input and writes one page a command, in mdoc, into the
folder given. What all pages share (exit status, files, environment) is below, once.
"""

import json
import pathlib
import sys

# A fixed date, so that the same definitions always make the same pages; it changes with a release.
DATE = "November 21, 2026"

EXIT_STATUS = [
    ("0", "The answer is complete, or the reader closed standard output early."),
    ("1", "The command ran fine, and the gate it was asked to be said no."),
    ("3", "Refused before anything was sent: a budget, a guard, the kill switch."),
    ("4", "Partial: the answer was cut; what came was kept."),
    ("5", "The model refused, or a content filter did."),
    ("64", "Wrong usage."),
    ("65", "Input data, or the answer, breaks its format or schema."),
    ("66", "An input file is missing or unreadable."),
    ("69", "The provider cannot be reached or fails."),
    ("70", "A bug in llmctl."),
    ("73", "The output or the store cannot be written."),
    ("75", "Rate-limited or timed out; the same command may work later."),
    ("77", "No credential, it was rejected, or the account is out of quota."),
    ("78", "The configuration is wrong."),
    ("129, 130, 143", "Ended by SIGHUP, SIGINT (Ctrl-C) or SIGTERM."),
]

ENVIRONMENT = [
    ("OPENAI_API_KEY", "The key for OpenAI, or for the server at OPENAI_BASE_URL."),
    ("OPENAI_BASE_URL", "Another server that speaks OpenAI's Chat Completions, such as http://127.0.0.1:8080/v1."),
    ("ANTHROPIC_API_KEY", "The key for Anthropic, asked through its endpoint compatible with OpenAI's."),
    ("GEMINI_API_KEY", "The key for Google Gemini, asked through its endpoint compatible with OpenAI's."),
    ("OLLAMA_HOST", "Where Ollama listens, as host:port or URL."),
    ("LLMCTL_MODEL", "The model to use where -m names none."),
    ("LLMCTL_HOME", "One folder for everything llmctl reads and writes, instead of the XDG folders."),
    ("LLMCTL_STOP", "Set to 1, every call is refused before it is sent, as after llmctl cost stop."),
    ("TZ", "The time zone of reports and budgets."),
    ("XDG_CONFIG_HOME, XDG_DATA_HOME", "Where configuration and ledger live; by default ~/.config and ~/.local/share."),
    ("HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY", "Proxies, in either case, as curl reads them."),
    ("SSL_CERT_FILE, SSL_CERT_DIR", "Certificates to trust instead of the system's."),
]

FILES = [
    ("~/.config/llmctl/config.yaml", "The user's configuration; llmctl config --help shows all of it."),
    ("~/.config/llmctl/budgets.json", "The budgets; llmctl cost budget writes it."),
    ("~/.config/llmctl/stop", "Where it is there, every call is refused; llmctl cost stop makes it."),
    (".llmctl.yaml", "A project's configuration, in the repository; it cannot set servers or keys."),
    ("~/.local/share/llmctl/llmctl.db", "The ledger: every call, with prompt and answer unless -n was given."),
    ("~/.local/share/llmctl/prices.bin", "The prices that llmctl models update took over."),
    ("~/.cache/llmctl/cache.db", "Answers to questions that were asked with a temperature near zero, or a seed."),
]


def escape(text):
    """Text for mdoc: no line starts a request, and no backslash or dash is taken for something else."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def prose(text):
    """Text for mdoc, which wants every sentence on a line of its own."""
    return escape(text.replace(". ", ".\n"))


def flag(argument):
    names = []
    for name in sorted(argument["names"], key=lambda name: name["kind"] != "short"):
        names.append(("-" if name["kind"] == "short" else "--") + name["name"])
    text = ", ".join(names)
    if argument["kind"] == "option":
        text += " " + argument.get("valueName", "value")
    return text


def describe(arguments):
    options = [a for a in arguments if a["kind"] != "positional" and a.get("shouldDisplay", True)]
    positional = [a for a in arguments if a["kind"] == "positional"]
    lines = []
    for title, group in (("ARGUMENTS", positional), ("OPTIONS", options)):
        if not group:
            continue
        lines += [f".Sh {title}", ".Bl -tag -width Ds"]
        for argument in group:
            name = argument["valueName"] if argument["kind"] == "positional" else flag(argument)
            lines += [f".It {escape(name)}", prose(argument.get("abstract", ""))]
            if argument.get("defaultValue"):
                lines.append(f"The default is {escape(argument['defaultValue'])}.")
        lines.append(".El")
    return lines


def discussion(text):
    """Prose as paragraphs, indented lines as they stand."""
    lines, literal = [], False
    for line in text.split("\n"):
        indented = line.startswith("  ")
        if indented != literal:
            lines.append(".Bd -literal -offset indent" if indented else ".Ed")
            literal = indented
        if not line.strip():
            lines.append(".Pp")
        else:
            lines.append(escape(line[2:]) if indented else prose(line))
    if literal:
        lines.append(".Ed")
    # A paragraph break before a display or another break says nothing.
    return [l for i, l in enumerate(lines) if l != ".Pp" or (i + 1 < len(lines) and not lines[i + 1].startswith("."))]


def table(title, rows, intro=None):
    lines = [f".Sh {title}"] + ([intro] if intro else []) + [".Bl -tag -width Ds"]
    for name, text in rows:
        lines += [f".It {escape(name)}", prose(text)]
    return lines + [".El"]


def page(command, path, siblings):
    name = "-".join(path)
    lines = [f".Dd {DATE}", f".Dt {name.upper()} 1", ".Os", ".Sh NAME", f".Nm {name}",
             f".Nd {escape(command['abstract'][0].lower() + command['abstract'][1:].rstrip('.'))}", ".Sh SYNOPSIS"]
    subcommands = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
    words = " ".join(path[1:])
    invocation = ".Nm llmctl" + (f" {words}" if words else "")
    if subcommands:
        lines.append(invocation + " Ar command Op Ar options")
    else:
        positional = "".join(
            f" {'Op ' if a.get('isOptional') else ''}Ar {escape(a['valueName'])}{' ...' if a.get('isRepeating') else ''}"
            for a in command.get("arguments", []) if a["kind"] == "positional")
        lines.append(invocation + " Op Ar options" + positional)
    lines += [".Sh DESCRIPTION", prose(command["abstract"])]
    # The table of exit codes has a section of its own.
    text = command.get("discussion", "").split("\nExit status:")[0].rstrip()
    if text:
        lines += [".Pp"] + discussion(text)
    lines += describe(command.get("arguments", []))
    if subcommands:
        lines += table("COMMANDS", [(c["commandName"], c["abstract"]) for c in subcommands])
    if len(path) < 3:
        lines += table("ENVIRONMENT", ENVIRONMENT) + table("FILES", FILES)
    lines += table("EXIT STATUS", EXIT_STATUS)
    others = [other for other in siblings if other != name]
    if others:
        lines.append(".Sh SEE ALSO")
        lines += [f".Xr {other} 1" + (" ," if other != others[-1] else "") for other in others]
    return name, "\n".join(lines) + "\n"


def walk(command, path):
    yield command, path
    for child in command.get("subcommands", []):
        if child["commandName"] != "help" and child.get("shouldDisplay", True):
            yield from walk(child, path + [child["commandName"]])


def main():
    folder = pathlib.Path(sys.argv[1])
    root = json.load(sys.stdin)["command"]
    commands = list(walk(root, ["llmctl"]))
    names = sorted("-".join(path) for _, path in commands)
    for old in folder.glob("*.1"):
        old.unlink()
    for command, path in commands:
        name, text = page(command, path, names)
        (folder / f"{name}.1").write_text(text, encoding="utf-8")


main()
