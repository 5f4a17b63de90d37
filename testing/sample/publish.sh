#!/usr/bin/env bash
# Publishes the sample images to a registry, byte for byte (digests stay).
#
#   publish.sh [--registry HOST:PORT] [v1] [v2] [selinux] [composefs]      default: v1, then v2, to 127.0.0.1:5000
#
# Puts os:vN, app:vN, tool:vN under sample/, and moves app:latest to the version published last,
# as a vendor's registry would. selinux and composefs are only a system; their bound images are those of v1.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

to=127.0.0.1:5000
if [ "${1:-}" = --registry ]; then to=$2; shift 2; fi
[ $# -gt 0 ] || set -- v1 v2

# copy WHAT TAG NAME...: the layout images/WHAT (tagged TAG) becomes each NAME
copy() {
  local layout=$cache/images/$1 tag=$2 name
  shift 2
  [ -r "$layout/index.json" ] || fail "$layout is not there: run make.sh first"
  for name in "$@"; do
    skopeo copy --quiet --preserve-digests --dest-tls-verify=false "oci:$layout:$tag" "docker://$to/$name" >&2
    printf '%s@%s\n' "$to/$name" "$(manifest_digest "$layout")"
  done
}

for version in "$@"; do
  case $version in
    v1 | v2)
      copy "app-$version" "$version" "sample/app:$version" sample/app:latest
      copy "tool-$version" "$version" "sample/tool:$version"
      ;;
    selinux | composefs) ;;
    *) fail "unknown version '$version': v1, v2, selinux or composefs" ;;
  esac
  copy "os-$version" "$version" "sample/os:$version"
done
