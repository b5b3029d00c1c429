#!/usr/bin/env bash
# Installs the Debian packages that a purpose needs and that are not there yet.
#   scripts/install-packages.sh build|model|test|bench
set -euo pipefail
. "$(dirname "$0")/say.sh"

build="libsqlite3-dev libedit-dev libkeyutils-dev libpcre2-dev zlib1g-dev libzstd-dev libstdc++-12-dev gcc binutils chrpath git"
model="cmake ninja-build g++ curl python3 python3-pip unzip"
test="$build python3 curl mandoc bash zsh fish tmux cmark-gfm strace python3-cryptography"
bench="$build hyperfine curl python3 python3-venv time"

case ${1:-} in
build) packages=$build ;;
model) packages=$model ;;
test) packages=$test ;;
bench) packages=$bench ;;
*) stop_with "usage: scripts/install-packages.sh build|model|test|bench" ;;
esac

missing=()
for package in $packages; do
  # pip may have come with another Python than Debian's; what counts is that it runs.
  [ "$package" = python3-pip ] && python3 -m pip --version >/dev/null 2>&1 && continue
  dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

command -v apt-get >/dev/null || stop_with "these packages are missing and there is no apt-get to install them: ${missing[*]}"
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
[ -z "$sudo" ] || command -v sudo >/dev/null || stop_with "these packages are missing: ${missing[*]}. Install them as root, then run this again."
say "Installing Debian packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
{ $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 ||
  { tail -5 "$log" >&2; stop_with "apt-get could not install: ${missing[*]}"; }
