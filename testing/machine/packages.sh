#!/usr/bin/env bash
# Installs the Debian packages that the build, the demo and the tests need, where they are missing.
#
#   packages.sh            install what is missing (as root)
#   packages.sh --check    only list what is missing; exit 1 if something is
#
# Says what it does on stderr. With everything there it asks dpkg once and is done.
set -euo pipefail

packages=(
  # build
  maven binutils
  # images: read, write, run (podman needs runc: crun fails on some cgroup set-ups)
  skopeo podman buildah runc umoci docker-registry ostree uidmap
  # making the sample operating system
  mmdebstrap debian-archive-keyring busybox-static
  # disks and file systems
  gdisk fdisk util-linux dosfstools mtools e2fsprogs xfsprogs btrfs-progs cryptsetup-bin
  attr acl libcap2-bin squashfs-tools
  # boot loaders and machines to boot on
  grub-common grub2-common grub-pc-bin grub-efi-amd64-bin xorriso qemu-system-x86 qemu-utils ovmf
  # small tools the scripts use
  openssl zstd xz-utils jq iproute2 tmux time curl ca-certificates
)

say() { printf 'packages: %s\n' "$*" >&2; }

missing=()
installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${packages[@]}" 2>/dev/null || true)
for p in "${packages[@]}"; do
  grep -q "^ii  *$p\$" <<<"$installed" || missing+=("$p")
done

if [ ${#missing[@]} -eq 0 ]; then
  say "all ${#packages[@]} packages are installed"
  exit 0
fi
if [ "${1:-}" = --check ]; then
  say "missing: ${missing[*]}"
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  say "missing: ${missing[*]}"
  say "run this as root, or: apt-get install --no-install-recommends ${missing[*]}"
  exit 1
fi

# docker-registry's package starts a service on port 5000; the tests start their own.
# A policy file that says no keeps it (and every other service) from starting now.
policy=/usr/sbin/policy-rc.d
made_policy=no
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  made_policy=yes
fi
cleanup() { [ "$made_policy" = no ] || rm -f "$policy"; }
trap cleanup EXIT

export DEBIAN_FRONTEND=noninteractive
say "updating package lists"
apt-get update -qq >&2
say "installing: ${missing[*]}"
apt-get install --no-install-recommends -y -qq -o Dpkg::Use-Pty=0 "${missing[@]}" >&2

# Neither may it start at the next boot of this machine.
if command -v deb-systemd-helper >/dev/null; then
  deb-systemd-helper disable docker-registry.service >/dev/null 2>&1 || true
fi
say "done"
