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

# Fills a ledger through the code of every call, once, and says how long that took: fill_ledger HOME CALLS [ARGUMENTS…]
fill_ledger() {
  local home=$1 calls=$2
  if [ -e "$home/filled" ]; then
    cat "$home/filled"
    return
  fi
  need_probe llmctl-bench-ledger
  say "Filling a ledger with $calls calls"
  rm -rf "$home"
  mkdir -p "$home"
  "$LLMCTL_PROBE" "$home/llmctl.db" "${@:2}" | tee "$home/filling"
  mv "$home/filling" "$home/filled"
}
