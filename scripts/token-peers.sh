#!/usr/bin/env bash
# Sets up what the token bench and the conformance run compare with: the corpora, OpenAI's ranks and other tokenizers, all
# below .build-release/tokens. Does nothing that was done before.
#   scripts/token-peers.sh
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

work=.build-release/tokens
mkdir -p $work/packages $work/root $work/ranks
scripts/install-packages.sh build
if [ ! -s $work/corpora/russian.txt ]; then
  say "Making the corpora"
  (cd $work/packages && apt-get -qq download linux-doc-6.1 manpages-ja manpages-zh manpages-ru 2>/dev/null) ||
    stop_with "apt-get cannot download the packages that the corpora are made of"
  for package in $work/packages/*.deb; do dpkg-deb -x "$package" $work/root; done
  python3 scripts/token_corpora.py $work/root $work/corpora
fi
if [ ! -x $work/venv/bin/python ]; then
  say "Installing the other tokenizers"
  python3 -m venv $work/venv
  $work/venv/bin/pip install --quiet "tiktoken==0.14.*" "quicktok-v1==0.4.*" "gigatoken==0.10.*" "ttok==1.0.*"
fi
[ -n "$(ls $work/ranks)" ] || python3 scripts/vocabulary.py --ranks $work/ranks
if [ ! -d $work/tree ]; then
  say "Making a source tree of 50 MB"
  python3 scripts/token_corpora.py --tree .build-release/checkouts $work/tree
fi
