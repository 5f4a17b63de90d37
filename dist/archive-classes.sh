#!/bin/sh
# Writes APP/classes.jsa, from which the virtual machine takes classes instead of reading and verifying jars (AppCDS).
#
#   dist/archive-classes.sh JAVA APP
#
# The virtual machine checks the archive against itself and against the size and time of each jar, and does without
# where they differ: an old one can make the program slow, never wrong.
set -eu
java=$1 app=$2
list=$app/classes.list.$$ new=$app/classes.jsa.$$
trap 'rm -f "$list" "$new"' EXIT
main=$(echo "$app"/lib/bootferry-cli-*.jar)
quiet=-Xlog:all=error:stderr
"$java" "@$app/java.options" $quiet -Xshare:off -XX:DumpLoadedClassList="$list" -jar "$main" --help >/dev/null
"$java" "@$app/java.options" $quiet -Xshare:dump -XX:SharedClassListFile="$list" -XX:SharedArchiveFile="$new" \
  -jar "$main" >/dev/null
mv "$new" "$app/classes.jsa"
