#!/usr/bin/env bash
# Brings dist/target/bootferry up to date with the sources. Says nothing when it is, nor when the build succeeds.
#
#   dist/build.sh JAVA_HOME
#
# Two runs at once build once: the second waits. BOOTFERRY_NO_BUILD=1 takes what is there, however old.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export JAVA_HOME=$1

app=dist/target/bootferry
stamp=dist/target/built
lock=.build/build.lock
log=.build/build.log

# True when no source is newer than its module's jar, or than the last build, which leaves a jar alone when nothing
# in it changed. Folders count too: of a removed file only its folder's time tells.
jars_current() {
  local jar module reference inputs
  [ -e "$app/java.options" ] || return 1
  for jar in "$app"/lib/bootferry-*.jar; do
    [ -e "$jar" ] || return 1
    reference=$jar
    [ ! "$stamp" -nt "$jar" ] || reference=$stamp
    module=${jar##*/bootferry-} module=${module%-[0-9]*}
    inputs=(pom.xml dist/pom.xml dist/java.options "$module/pom.xml")
    [ ! -d "$module/src/main" ] || inputs+=("$module/src/main")
    [ -z "$(find "${inputs[@]}" -newer "$reference" -print -quit)" ] || return 1
  done
}

# The archive speeds up the start; see archive-classes.sh.
archive_current() {
  [ -e "$app/classes.jsa" ] && [ -z "$(find "$app/lib" -newer "$app/classes.jsa" -print -quit)" ]
}

maven() {
  MAVEN_OPTS="${MAVEN_OPTS:--XX:+UseSerialGC}" mvn -B -ntp "$@" -pl dist -am package \
    -Dmaven.test.skip=true -Dspotless.check.skip=true
}

# The network is asked only when something is missing here.
build_jars() {
  if ! command -v mvn >/dev/null; then
    echo "Maven is not installed; on Debian: apt-get install maven"
    return 1
  fi
  touch .build/build.began
  rm -rf dist/target
  maven -o >"$log" 2>&1 || {
    ! grep -qE 'offline mode|has not been downloaded' "$log" || maven >"$log" 2>&1
  } || return 1
  [ -e "$app/java.options" ] || return 1
  mv .build/build.began "$stamp"
}

if [ "${BOOTFERRY_NO_BUILD:-}" = 1 ] || { jars_current && archive_current; }; then
  exit 0
fi
if ! { mkdir -p .build && [ -w .build ] && [ -w dist ]; } 2>/dev/null; then
  # Somebody else's checkout. Without the archive the program starts more slowly, and that is all.
  ! jars_current || exit 0
  echo "bootferry: the sources are newer than what was built of them, and $(id -un 2>/dev/null || id -u) may not build in $PWD" >&2
  echo "bootferry: run it once as the owner of that folder, or take what is there with BOOTFERRY_NO_BUILD=1" >&2
  exit 1
fi
exec 9>"$lock"
flock 9
if ! jars_current && ! build_jars >&2; then
  [ ! -e "$log" ] || cat "$log" >&2
  echo "bootferry: the build failed; what it said is above and in $log" >&2
  exit 1
fi
archive_current || dist/archive-classes.sh "$JAVA_HOME/bin/java" "$app" >&2 || true
