#!/bin/sh
# Writes APP/classes.jsa, from which the virtual machine takes classes instead of reading and verifying jars (AppCDS).
#
#   dist/archive-classes.sh JAVA APP
#
# The virtual machine checks the archive against itself and against the size and time of each jar, and does without
# where they differ: an old one can make the program slow, never wrong.
set -eu
java=$1 app=$2
new=$app/classes.jsa.$$
trap 'rm -f "$new"' EXIT
"$java" "@$app/java.options" -Xlog:all=error:stderr -XX:ArchiveClassesAtExit="$new" \
  -jar "$app"/lib/bootferry-cli-*.jar --help >/dev/null
mv "$new" "$app/classes.jsa"
