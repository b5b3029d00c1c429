#!/usr/bin/env bash
# Writes the page of what was spent, and takes pictures of it with Chromium: light and dark, for a screen and as narrow as
# Chromium's window gets. Fails where the page asks for anything its policy forbids.
#   scripts/cost-page-shows.sh [FOLDER [PERIOD]]   (default .build-release/page, month)
# LLMCTL_BINARY names llmctl where it is there already; else it is built.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/programs.sh

folder=$(realpath -m "${1:-.build-release/page}")
command -v chromium >/dev/null || stop_with "Chromium is not installed. On Debian: apt-get install chromium"
need_binary
mkdir -p "$folder"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

say "Writing the page"
"$LLMCTL_BINARY" cost "${2:-month}" --format html --output "$folder/cost.html"

# Blink's numbers for prefers-color-scheme.
dark=0 light=1
for scheme in light dark; do
  for size in 1280,3400 500,4800; do
    picture=$folder/cost-$scheme-${size%,*}.png
    say "Taking ${picture##*/}"
    timeout 120 chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --enable-logging=stderr --v=0 \
      --user-data-dir="$profile" --blink-settings=preferredColorScheme=${!scheme} --window-size=$size \
      --screenshot="$picture" "file://$folder/cost.html" 2>"$profile/log" || { cat "$profile/log" >&2; stop_with "Chromium failed"; }
    ! grep -E 'CONSOLE|Content Security Policy' "$profile/log" >&2 || stop_with "the page did what it must not do"
    [ -s "$picture" ] || stop_with "there is no picture"
  done
done
echo "$folder"
