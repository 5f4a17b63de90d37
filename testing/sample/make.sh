#!/usr/bin/env bash
# Makes the sample images that the demo and the tests work on, as OCI layouts in a cache.
#
#   make.sh [app-v1|app-v2|tool-v1|tool-v2|os-v1|os-v2]...      default: all of these
#   make.sh os-selinux      version 1.0 with an SELinux policy (permissive)
#   make.sh os-composefs    version 1.0 from Debian sid, whose ostree mounts the system by composefs
#
# Each lies in $BOOTFERRY_CACHE/images/<what> (default cache: ~/.cache/bootferry), its tag being the part
# after the dash. Prints the path of each. What exists already and was made by these same scripts is used
# again; a changed script makes anew. Needs root (mmdebstrap, chroot) and the packages of ../machine/packages.sh.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$here/app.sh"
. "$here/base.sh"
. "$here/os.sh"

[ $# -gt 0 ] || set -- app-v1 app-v2 tool-v1 tool-v2 os-v1 os-v2
for what in "$@"; do
  case $what in
    app-v1 | app-v2 | tool-v1 | tool-v2 | os-v1 | os-v2 | os-selinux | os-composefs) ;;
    -h | --help) sed -n '2,11s/^# \?//p' "$0"; exit 0 ;;
    *) say "do not know how to make '$what'"; exit 2 ;;
  esac
done

# One maker at a time; the others wait, then find the result.
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9

for what in "$@"; do
  case $what in
    app-* | tool-*) make_app_image "$what" ;;
    os-v1) make_os_image "$what" trixie 1.0 ;;
    os-v2) make_os_image "$what" trixie 2.0 ;;
    os-selinux) make_os_image "$what" trixie 1.0 selinux-policy-default policycoreutils ;;
    os-composefs) make_os_image "$what" sid 1.0 ;;
  esac
  printf '%s\n' "$cache/images/$what"
done
