# The big, slow part of the sample operating system: Debian, its boot loaders, kernel and initramfs,
# as layers that all versions share. Sourced by make.sh.

# Everything that the installed system needs to run, be upgraded and install others.
base_packages=(
  # boot and run (cloud kernel: boots fastest in a virtual machine; it has no USB. No libpam-systemd: a login
  # then starts no second service manager, which costs seconds on an emulated machine)
  systemd-sysv udev dbus kmod linux-image-cloud-amd64 dracut login passwd util-linux mount procps less
  # bootable containers
  ostree ostree-boot podman crun netavark skopeo uidmap ca-certificates
  # disks
  e2fsprogs xfsprogs btrfs-progs dosfstools mtools fdisk gdisk cryptsetup-bin systemd-cryptsetup
  # boot loaders: files only, nothing is set up by the packages here
  grub-pc-bin grub-efi-amd64-bin grub-efi-amd64-signed shim-signed
  # small tools
  iproute2 attr libcap2-bin zstd xz-utils
)

# make_base SUITE [PACKAGE...]: sets $base to a folder of layers made from that Debian suite, with these extra packages
make_base() {
  local suite=$1 key
  shift
  local packages=("${base_packages[@]}" "$@") name
  name=base-$suite${1:+-with-$1}
  key=$(key_of "$here/lib.sh" "$here/base.sh" "$suite" "$@")
  base=$cache/parts/$name
  if is_current "$base" "$key"; then return 0; fi
  say "making the Debian $suite base${1:+ with $*} (about two minutes)"

  new_scratch "$name"
  local work=$scratch root=$scratch/root
  local options=()
  # A mirror may hold a copy of sid that is older than its own "valid until".
  [ "$suite" != sid ] || options+=(--aptopt='Acquire::Check-Valid-Until "false"')
  mapfile -t -O ${#options[@]} options < <(apt_proxy_options)

  local path
  for path in man locale doc info lintian bash-completion zsh; do
    options+=(--dpkgopt="path-exclude=/usr/share/$path/*")
  done
  local IFS=,
  mmdebstrap --quiet --variant=apt --mode=root --include="${packages[*]}" \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
    "${options[@]}" --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    "$suite" "$root" "$(debian_mirror)" >&2
  unset IFS

  # Only one seldom used script of xfsprogs wants Python (28 MB).
  chroot "$root" sh -c 'dpkg --purge --force-depends $(dpkg-query -W -f "\${Package} " "python3*" "libpython3*")' >/dev/null 2>&1

  # How ostree sets up the root. Written here because the initramfs carries a copy, which is what boot obeys.
  local composefs=no
  [ "$suite" != sid ] || composefs=yes
  mkdir -p "$root/usr/lib/ostree"
  printf '[sysroot]\nreadonly=true\n\n[composefs]\nenabled=%s\n' "$composefs" >"$root/usr/lib/ostree/prepare-root.conf"

  make_kernel "$root"
  clean_base "$root"

  local layers=$work/layers
  mkdir "$layers"
  say "packing the layers"
  make_layer "$layers" debian --directory="$root" --exclude=./usr/lib/modules \
    --exclude=./usr/lib/grub --exclude=./usr/lib/shim --exclude=./usr/share/grub .
  (cd "$root" && find usr/lib/grub usr/lib/shim usr/share/grub -maxdepth 0) >"$work/boot-loaders"
  make_layer "$layers" boot-loaders --directory="$root" --files-from="$work/boot-loaders"
  make_layer "$layers" kernel --directory="$root" usr/lib/modules
  settle "$base" "$key" "$layers"
  rm -rf --one-file-system "$root"
}

# make_kernel ROOT: one kernel folder with vmlinuz and initramfs.img in it, nothing in /boot
make_kernel() {
  local root=$1 version
  version=$(ls "$root/usr/lib/modules")
  local dir=usr/lib/modules/$version
  # Newer kernel packages have it there already, and a link to it in /boot.
  [ -f "$root/$dir/vmlinuz" ] || cp "$root/boot/vmlinuz-$version" "$root/$dir/vmlinuz"
  # Debian packs each module with xz. Unpacking those takes seconds at each boot of an emulated machine.
  find "$root/$dir" -name '*.ko.xz' -print0 | xargs -0 xz -d
  chroot "$root" depmod "$version"

  # /proc, /sys and /dev only for the one command, in a mount namespace that goes away with it.
  unshare --mount --propagation private bash -euc '
    for d in proc sys dev; do mount --rbind "/$d" "$1/$d"; done
    mount -t tmpfs tmpfs "$1/var/tmp"
    # btrfs as a plain driver: its dracut module benchmarks checksums at every boot.
    exec chroot "$1" dracut --force --quiet --no-hostonly --reproducible --zstd --add ostree --add-drivers btrfs \
      --omit "bluetooth biosdevname btrfs dmraid drm hwdb i18n iscsi kernel-modules-extra lunmask lvm mdraid memstrack modsign multipath nfs nvdimm overlay-root pcmcia plymouth qemu qemu-net resume rngd systemd-bsod systemd-coredump systemd-hostnamed systemd-ldconfig systemd-pcrphase systemd-portabled systemd-resolved systemd-sysext systemd-timedated systemd-timesyncd terminfo virtfs virtiofs watchdog watchdog-modules" \
      --kver "$2" "/usr/lib/modules/$2/initramfs.img"
  ' make_kernel "$root" "$version" >&2
  chmod 644 "$root/$dir/initramfs.img"
}

# clean_base ROOT: what an image must not hold, and what the system shall not do behind a test's back
clean_base() {
  local root=$1
  find "$root/boot" "$root/run" "$root/tmp" "$root/dev" "$root/proc" "$root/sys" -xdev -mindepth 1 -delete
  rm -f "$root"/vmlinuz* "$root"/initrd.img*

  # The package database is part of the image, so it lies in /usr. The rest of /var belongs to the machine.
  mkdir -p "$root/usr/lib/sysimage"
  mv "$root/var/lib/dpkg" "$root/usr/lib/sysimage/dpkg"
  # The same for SELinux' store of policy modules, if there is one.
  if [ -d "$root/var/lib/selinux/default" ]; then
    cp -a "$root/var/lib/selinux/default/." "$root/etc/selinux/default/"
    printf 'store-root=/etc/selinux\n' >>"$root/etc/selinux/semanage.conf"
  fi
  rm -f "$root"/usr/lib/sysimage/dpkg/*-old "$root"/usr/lib/sysimage/dpkg/lock*
  find "$root/var" -mindepth 1 -delete
  mkdir -p "$root/var/lib" "$root/var/tmp"
  chmod 1777 "$root/var/tmp"

  rm -f "$root"/etc/{passwd,group,shadow,gshadow}- "$root"/etc/resolv.conf "$root"/etc/.pwd.lock
  rm -rf "$root"/etc/apt/sources.list.d/* "$root"/etc/apt/sources.list "$root"/etc/apt/apt.conf.d/99mmdebstrap
  : >"$root/etc/machine-id" # made anew on each machine
  : >"$root/etc/fstab"      # the root comes from the kernel's arguments

  # Nothing in here needs a network or a clock; each of these only costs time or fails without one.
  local unit
  for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service \
    fstrim.timer xfs_scrub_all.timer grub-common.service netavark-dhcp-proxy.socket netavark-dhcp-proxy.service \
    netavark-firewalld-reload.service remote-fs.target getty@tty1.service; do
    find "$root/etc/systemd/system" -path "*.wants/$unit" -delete
  done
  find "$root/etc/systemd/system" -mindepth 1 -type d -empty -delete
  # What these would make is in the image already.
  for unit in ldconfig.service systemd-hwdb-update.service systemd-journal-catalog-update.service; do
    ln -s /dev/null "$root/etc/systemd/system/$unit"
  done
}
