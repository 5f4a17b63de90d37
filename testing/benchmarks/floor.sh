#!/usr/bin/env bash
# The least that any install has to do: unpack every layer of an OCI layout with tar onto an ext4 in a file, and sync.
#
#   floor.sh LAYOUT DISK      in a mount namespace of its own
set -euo pipefail
layout=$1 disk=$2
truncate -s 10G "$disk"
mkfs.ext4 -q -F "$disk"
mnt=$(mktemp -d)
trap 'umount "$mnt" 2>/dev/null || true; rmdir "$mnt"' EXIT
mount -o loop "$disk" "$mnt"
n=0
for manifest in $(jq -r '.manifests[].digest' "$layout/index.json"); do
  for layer in $(jq -r '.layers[].digest' "$layout/blobs/sha256/${manifest#sha256:}"); do
    # Each layer gets a folder of its own: tar alone does not know whiteouts or links that replace folders.
    mkdir -p "$mnt/$n"
    tar -xf "$layout/blobs/sha256/${layer#sha256:}" --xattrs --xattrs-include='*' --numeric-owner -C "$mnt/$n"
    n=$((n + 1))
  done
done
sync -f "$mnt"
