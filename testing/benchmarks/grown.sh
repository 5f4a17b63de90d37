#!/usr/bin/env bash
# An OCI layout as another one, in which one image has a layer more.
#
#   grown.sh LAYOUT NAME NEW-LAYOUT MEBIBYTES
set -euo pipefail
layout=$1 name=$2 new=$3 mebibytes=$4
rm -rf "$new"
cp -a "$layout" "$new"
content=$(mktemp)
trap 'rm -f "$content"' EXIT
# Half of it is noise, so that it compresses as programs do; the same bytes each time.
head -c "$((mebibytes << 19))" /dev/zero | openssl enc -aes-128-ctr -nosalt -pass pass:grown -pbkdf2 |
  basenc --base16 -w0 >"$content"
umoci insert --image "$new:$name" "$content" /usr/share/grown
