#!/usr/bin/env bash
# A real image registry for the demo and the tests, on 127.0.0.1 only.
#
#   registry.sh start DIR [PORT]    start it in the background; its files, log and pid go to DIR; default port 5000
#   registry.sh stop DIR            stop it
#   registry.sh status DIR          exit 0 when it runs
set -euo pipefail

say() { printf 'registry: %s\n' "$*" >&2; }
usage() { sed -n '4,6s/^# *//p' "$0" >&2; exit 2; }

[ $# -ge 2 ] || usage
command=$1 dir=$2 port=${3:-5000}

# running: sets $pid to the registry of this folder, if it is alive (a pid alone could be anybody's)
running() {
  pid=$(cat "$dir/pid" 2>/dev/null) || return 1
  [ -n "$pid" ] && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "docker-registry serve $dir/config.yml"
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

case $command in
  start)
    if running; then say "runs already (pid $pid)"; exit 0; fi
    if answers; then
      say "port $port on 127.0.0.1 is taken by something else: stop that, or give another port"
      exit 1
    fi
    mkdir -p "$dir/storage"
    cat >"$dir/config.yml" <<CONFIG
version: 0.1
log:
  level: warn
storage:
  filesystem:
    rootdirectory: $dir/storage
  delete:
    enabled: true
http:
  addr: 127.0.0.1:$port
CONFIG
    # Every descriptor of the caller is closed: a lock or pipe held by the registry would hang whoever waits for it.
    # A tracing exporter, switched on by default in some builds, would look for a host on the network.
    (
      for fd in /proc/self/fd/*; do
        fd=${fd##*/}
        [ "$fd" -le 2 ] || eval "exec $fd>&-" 2>/dev/null || true
      done
      OTEL_TRACES_EXPORTER=none exec setsid docker-registry serve "$dir/config.yml" </dev/null >"$dir/log" 2>&1
    ) &
    echo $! >"$dir/pid"
    for _ in $(seq 100); do
      if answers; then say "listening on 127.0.0.1:$port"; exit 0; fi
      kill -0 "$(cat "$dir/pid")" 2>/dev/null || break
      sleep 0.1
    done
    say "did not come up; its log, $dir/log, ends with:"
    tail -n 5 "$dir/log" >&2
    exit 1
    ;;
  stop)
    if running; then
      kill "$pid"
      for _ in $(seq 50); do
        running || break
        sleep 0.1
      done
      ! running || kill -KILL "$pid"
      say "stopped"
    fi
    rm -f "$dir/pid"
    ;;
  status)
    if running; then say "runs (pid $pid)"; else say "does not run"; exit 1; fi
    ;;
  *) usage ;;
esac
