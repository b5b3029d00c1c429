#!/usr/bin/env bash
# Prints the commit of the work tree, with -dirty behind it if something was changed since; "unknown" outside of git.
cd "$(dirname "$0")/.." || exit 1
commit=$(git rev-parse --short=10 HEAD 2>/dev/null) || { echo unknown; exit 0; }
git diff --quiet HEAD -- 2>/dev/null || commit=$commit-dirty
echo "$commit"
