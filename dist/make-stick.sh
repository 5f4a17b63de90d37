#!/usr/bin/env bash
# Makes the folder that starts Bootferry on a machine without Java, as 'sh FOLDER/run': to be copied to a stick beside
# the bundles, or to any other place.
#
#   dist/make-stick.sh FOLDER
#
# FOLDER must not exist. It holds no symbolic link, no two names that differ only in case, and nothing that relies on
# permissions: FAT has none of these. It runs on machines of the architecture it was made on, with glibc.
set -euo pipefail

if [ $# -ne 1 ]; then
  sed -n '2,9s/^# \?//p' "$0" >&2
  exit 2
fi
out=$1
if [ -e "$out" ] || [ -L "$out" ]; then
  echo "make-stick: $out exists; remove it or name another folder" >&2
  exit 3
fi
dist=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
java_home=$("$dist/../testing/machine/find-jdk.sh")
"$dist/build.sh" "$java_home"

# What the program uses of Java; what is missing here shows at once in dist's tests, which run every command.
modules=java.base,java.logging,java.net.http,jdk.unsupported

mkdir -p "$(dirname "$out")"
new=$(mktemp -d "$(readlink -f "$(dirname "$out")")/.bootferry-stick.XXXXXX")
trap 'rm -rf "$new"' EXIT
app=$dist/target/bootferry
"$java_home/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
  --output "$new/linked"
# The modules' legal notices refer to each other by links: copy what they lead to.
cp -rL --no-preserve=mode "$new/linked" "$new/runtime"
rm -rf "$new/linked"
chmod 755 "$new"/runtime/bin/* "$new/runtime/lib/jspawnhelper"
cp -r "$app/lib" "$app/native" "$app/java.options" "$new/"
install -m 755 "$dist/run" "$new/run"
# The archive is checked against these times, which 'run' gives back to a copy.
TZ=UTC0 touch -t 202601010000.00 "$new"/lib/*.jar "$new/runtime/lib/modules"
"$dist/archive-classes.sh" "$new/runtime/bin/java" "$new"

unfit=$(find "$new" -type l -o -name '*[:*?"<>|\\]*' -o -name '*.' -o -name '* ')
doubles=$(cd "$new" && find . | tr '[:upper:]' '[:lower:]' | sort | uniq -d)
if [ -n "$unfit$doubles" ]; then
  echo "make-stick: a FAT stick cannot hold: $unfit $doubles" >&2
  exit 1
fi
chmod 755 "$new"
mv -T "$new" "$out"
trap - EXIT
