#!/usr/bin/env bash
# Installs the Debian packages that the build, the demo and the tests need, where they are missing. On Debian bookworm
# QEMU comes from its backports: emulated by version 7.2, a Java virtual machine in the guest is killed now and then by
# code that the emulator did not see change, and SHA-256 is four times slower.
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

# old_qemu: true where QEMU is older than what guests with Java need
old_qemu() {
  local version
  version=$(dpkg-query -W -f '${Version}' qemu-system-x86 2>/dev/null) || return 0
  dpkg --compare-versions "$version" lt 1:9.0
}

# upgrade_qemu: from the backports of the configured Debian archive, without adding them to what apt looks at
upgrade_qemu() {
  local codename sources options
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  sources=$(mktemp -d)
  cp /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list /etc/apt/sources.list "$sources" 2>/dev/null || true
  [ ! -e "$sources/sources.list" ] || mv "$sources/sources.list" "$sources/main.list"
  local file
  for file in "$sources"/*; do
    grep -qE "^(Suites:|deb ).* $codename( |\$)|^Suites: $codename( |\$)" "$file" || continue
    case $file in
      # Only the stanza that names the release itself: the others would be configured twice.
      *.sources)
        awk -v RS= -v suite="$codename" '$0 ~ "(^|\n)Suites:[^\n]* " suite "( |\n|$)"' "$file" |
          sed -E "s/^Suites: .*/Suites: $codename-backports/" >"${file%.sources}-backports.sources"
        ;;
      *.list) sed -nE "s/^(deb .*) $codename ([a-z].*)/\\1 $codename-backports \\2/p" "$file" >"${file%.list}-backports.list" ;;
    esac
    break
  done
  mkdir -p "$sources/lists/partial"
  chmod -R a+rX "$sources"
  options=(-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$sources" -o Dir::State::lists="$sources/lists")
  if apt-get "${options[@]}" update -qq >&2 &&
    apt-get "${options[@]}" install --no-install-recommends -y -qq -o Dpkg::Use-Pty=0 -t "$codename-backports" \
      qemu-system-x86 qemu-utils >&2; then
    say "QEMU is $(dpkg-query -W -f '${Version}' qemu-system-x86)"
  else
    say "QEMU stays at $(dpkg-query -W -f '${Version}' qemu-system-x86): no newer one could be had"
  fi
  rm -rf "$sources"
}

missing=()
installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${packages[@]}" 2>/dev/null || true)
for p in "${packages[@]}"; do
  grep -q "^ii  *$p\$" <<<"$installed" || missing+=("$p")
done

if [ ${#missing[@]} -eq 0 ] && { ! old_qemu || [ "$(id -u)" -ne 0 ]; }; then
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
if [ ${#missing[@]} -gt 0 ]; then
  say "updating package lists"
  apt-get update -qq >&2
  say "installing: ${missing[*]}"
  apt-get install --no-install-recommends -y -qq -o Dpkg::Use-Pty=0 "${missing[@]}" >&2
fi
if old_qemu; then
  say "installing a newer QEMU"
  upgrade_qemu
fi

# Neither may it start at the next boot of this machine.
if command -v deb-systemd-helper >/dev/null; then
  deb-systemd-helper disable docker-registry.service >/dev/null 2>&1 || true
fi
say "done"
