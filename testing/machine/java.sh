#!/usr/bin/env bash
# Runs a main class of the test kit, from the build.
#
#   testing/machine/java.sh CLASS [ARGUMENT]...
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
java_home=${JAVA_HOME:-$("$top/testing/machine/find-jdk.sh")}
[ -r "$top/testing/target/classpath" ] || {
  echo "the test kit is not built: run ./test --fast once, or mvn package" >&2
  exit 1
}
exec "$java_home/bin/java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Dbootferry.checkout="$top" \
  -cp "$top/testing/target/classes:$(cat "$top/testing/target/classpath")" "$@"
