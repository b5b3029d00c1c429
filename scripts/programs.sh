# Sourced by scripts that need programs of this project: builds those that the environment does not name.

# The release binary, in LLMCTL_BINARY.
need_binary() {
  [ -n "${LLMCTL_BINARY:-}" ] && return
  scripts/build.sh
  LLMCTL_BINARY=.build-release/llmctl
}

# The program with this name, in LLMCTL_PROBE.
need_probe() {
  [ -n "${LLMCTL_PROBE:-}" ] && return
  say "Building $1"
  scripts/release-build.sh "$1"
  LLMCTL_PROBE=.build-release/release/$1
}
