#!/usr/bin/env bash
# Measures Bootferry beside its peers, in one run, on the sample images from a loopback registry.
#
#   testing/benchmarks/run.sh [ROUNDS]      default 5; prints a Markdown table, as in docs/benchmarks.md
#
# Needs root and the packages of testing/machine/packages.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
rounds=${1:-5}
work=.build/benchmarks

testing/machine/packages.sh
JAVA_HOME=$(testing/machine/find-jdk.sh)
export JAVA_HOME
testing/sample/make.sh >/dev/null
./bootferry --version >&2
MAVEN_OPTS="-XX:+UseSerialGC" mvn -B -q -ntp -pl testing -am package -Dmaven.test.skip=true -Dspotless.check.skip=true >&2
export BOOTFERRY_NO_BUILD=1 # from here on nothing but the work itself is to be measured
rm -rf "$work"
mkdir -p "$work"
# A container storage of our own: the machine's is left alone, and starts empty.
cat >"$work/storage.conf" <<CONF
[storage]
driver = "overlay"
graphroot = "$PWD/$work/storage"
runroot = "$PWD/$work/run"
CONF
export CONTAINERS_STORAGE_CONF=$PWD/$work/storage.conf
testing/machine/java.sh dev.bootferry.testing.benchmark.BenchmarkMain "$work" "$rounds"
