#!/usr/bin/env bash
# Runs a shell script inside a deployment of an installed disk as if the machine had booted it: root, /sysroot, /var,
# /boot and /run as ostree-prepare-root leaves them, ostree taking it for the running system. No kernel and no systemd
# of its own: what those would do at shutdown is done by calling ostree, as ostree-finalize-staged.service does.
#
#   booted-root.sh DEVICE MEDIUM ENTRY SCRIPT
#
# DEVICE holds the root file system and is written to. The folder MEDIUM is seen read-only at /run/medium. ENTRY is the
# number of the boot entry, or 'default'. Everything is mounted in a namespace that ends with the script.
set -euo pipefail

if [ "${1:-}" != --inside ]; then
  [ $# -eq 4 ] || { sed -n '2,11s/^# \?//p' "$0" >&2; exit 2; }
  exec unshare --mount --pid --fork --kill-child --propagation private "$0" --inside "$@"
fi
device=$2 medium=$3 entry=$4 script=$5

# A folder of this namespace alone, on which nothing of the machine lies.
top=/mnt
mount -t tmpfs top "$top"
mkdir "$top/root"
mount "$device" "$top/root"
physical=$top/root

entries=("$physical"/boot/loader/entries/ostree-*.conf)
file=${entries[-1]}
[ "$entry" = default ] || file=$physical/boot/loader/entries/ostree-$entry.conf
options=$(sed -n 's/^options //p' "$file")
link=$(grep -o 'ostree=[^ ]*' <<<"$options")
root=$(readlink -f "$physical${link#ostree=}")
stateroot=$(dirname "$(dirname "$root")")

mount --bind "$root" "$root"
mount --bind "$physical" "$root/sysroot"
mount -o remount,bind,ro "$root/sysroot"
mount --bind "$stateroot/var" "$root/var"
mount --bind "$physical/boot" "$root/boot"
mount --bind "$root/usr" "$root/usr"
mount -o remount,bind,ro "$root/usr"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmp "$root/tmp"
mount -t tmpfs run "$root/run"
touch "$root/run/ostree-booted"
mkdir "$root/run/medium"
mount --bind "$medium" "$root/run/medium"
mount -o remount,bind,ro "$root/run/medium"

# As systemd does it, before local-fs.target.
for option in $options; do
  case $option in
    systemd.mount-extra=*)
      IFS=: read -r what where _ _ <<<"${option#*=}"
      mount --bind "$root$what" "$root$where"
      ;;
  esac
done

status=0
chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
  LC_ALL=C.UTF-8 /bin/sh -c "$script" || status=$?
sync -f "$physical"
exit "$status"
