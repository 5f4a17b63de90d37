#!/usr/bin/env bash
# Prints the home of a JDK 25 on stdout.
#
# Looks at BOOTFERRY_JAVA_HOME, then JAVA_HOME, then every JDK in /usr/lib/jvm. A candidate counts
# only when its own release file says 25 and it can compile. Else installs Debian's
# openjdk-25-jdk-headless, where the configured suites have it. Else says what to do and fails.
set -euo pipefail

version=25
package=openjdk-$version-jdk-headless

say() { printf 'find-jdk: %s\n' "$*" >&2; }

is_wanted() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    grep -qE "^JAVA_VERSION=\"$version([.\"+-])" "$1/release"
}

search_installed() {
  local home
  for home in "${BOOTFERRY_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if is_wanted "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

if [ -n "${BOOTFERRY_JAVA_HOME:-}" ] && ! is_wanted "$BOOTFERRY_JAVA_HOME"; then
  say "BOOTFERRY_JAVA_HOME=$BOOTFERRY_JAVA_HOME is not a JDK $version; looking elsewhere"
fi
if search_installed; then exit 0; fi

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  candidate() { apt-cache policy "$package" 2>/dev/null | sed -n 's/^ *Candidate: //p' | grep -v '^(none)$' || true; }
  [ -n "$(candidate)" ] || apt-get update -qq >&2 || true
  if [ -n "$(candidate)" ]; then
    say "installing $package"
    apt-get install --no-install-recommends -y -qq -o Dpkg::Use-Pty=0 "$package" >&2
    if search_installed; then exit 0; fi
  fi
fi

say "no JDK $version found in BOOTFERRY_JAVA_HOME, JAVA_HOME or /usr/lib/jvm,"
say "and this system's package suites do not offer $package."
say "Unpack any JDK $version somewhere and set BOOTFERRY_JAVA_HOME to its folder."
exit 1
