package dev.bootferry.installer.execute;

import dev.bootferry.installer.plan.InstallPlan;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A finished installation.
 *
 * @param deployment as ostree names it: {@code COMMIT.SERIAL}
 * @param times how long each step took
 */
public record InstallResult(InstallPlan plan, String deployment, Map<Step, Duration> times) {
  public InstallResult {
    times = Collections.unmodifiableMap(new EnumMap<>(times));
  }
}
