package dev.bootferry.installer.execute;

import dev.bootferry.core.Secret;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.report.InstallJson;
import dev.bootferry.installer.report.InstallResult;
import dev.bootferry.installer.report.RunLog;
import dev.bootferry.installer.system.SettingsPlan;
import dev.bootferry.installer.system.SettingsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The record of an installation on the machine that it made: {@code install.log}, {@code
 * plan.json}, {@code result.json} in {@code /var/log/bootferry}. Written before the new system is
 * sealed and read back, so it ends there.
 */
final class RunRecord {
  private static final String FOLDER = "var/log/bootferry/";
  private static final int ROOT_ONLY = 0600;

  private RunRecord() {}

  /**
   * Writes it. An image in which there can be no such folder goes without one: that is noted, and
   * no reason to fail.
   *
   * @param deployment the fresh deployment
   * @param var of its stateroot
   */
  static void write(InstallResult result, RunLog log, Path deployment, Path var)
      throws IOException {
    try {
      SettingsWriter.write(
          new SettingsPlan(
              List.of(
                  file("plan.json", Json.pretty(InstallJson.of(result.plan())) + "\n"),
                  file("result.json", Json.pretty(InstallJson.of(result)) + "\n"),
                  file("install.log", log.text()))),
          deployment,
          var);
    } catch (ProblemException e) {
      log.note("warning: the new system has no record of its installation: " + e.getMessage());
    }
  }

  private static SettingsPlan.Entry file(String name, String text) {
    return new SettingsPlan.WriteFile(FOLDER + name, Secret.of(text), ROOT_ONLY, 0, 0);
  }
}
