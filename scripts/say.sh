# Sourced by the other scripts: how they talk.

# A progress line, on stderr so that stdout stays the command's own.
say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }

# One clear sentence, then the end.
stop_with() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}
