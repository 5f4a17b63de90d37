package dev.bootferry.installer.report;

import dev.bootferry.core.Secret;
import dev.bootferry.installer.plan.InstallPlan;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A finished installation.
 *
 * @param deployment as ostree names it: {@code COMMIT.SERIAL}
 * @param times how long each step took
 * @param recoveryKey the second key of an encrypted root, to be shown once
 */
public record InstallResult(
    InstallPlan plan, String deployment, Map<Step, Duration> times, Optional<Secret> recoveryKey) {
  public InstallResult {
    times = Collections.unmodifiableMap(new EnumMap<>(times));
  }
}
