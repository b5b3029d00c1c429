#!/usr/bin/env bash
# Puts binary, man pages and completions where Debian expects them below a prefix, or takes them away again.
#   scripts/install.sh [--remove] PREFIX
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

remove=
if [ "${1:-}" = --remove ]; then
  remove=yes
  shift
fi
prefix=${1:?usage: scripts/install.sh [--remove] PREFIX}

if [ -z "$remove" ]; then
  # With sudo Swift may be out of reach; then what was built before is installed.
  if command -v swift >/dev/null || [ ! -x .build-release/llmctl ]; then scripts/build.sh; fi
fi
# Where the files go, as pairs of source and target.
files=(.build-release/llmctl bin/llmctl
  completions/llmctl.bash share/bash-completion/completions/llmctl
  completions/_llmctl share/zsh/vendor-completions/_llmctl
  completions/llmctl.fish share/fish/vendor_completions.d/llmctl.fish)
for page in man/*.1; do files+=("$page" "share/man/man1/$(basename "$page")"); done

set -- "${files[@]}"
while [ $# -gt 0 ]; do
  target=$prefix/$2
  if [ -n "$remove" ]; then
    rm -f "$target"
  else
    mode=644
    [ "$2" = bin/llmctl ] && mode=755
    install -D -m "$mode" "$1" "$target" || stop_with "cannot write $target; is PREFIX writable?"
  fi
  shift 2
done
if [ -n "$remove" ]; then say "Removed llmctl from $prefix"; else say "Installed llmctl to $prefix/bin/llmctl"; fi
