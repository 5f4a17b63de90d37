package dev.bootferry.installer.system;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileStatus;
import dev.bootferry.linux.files.OutputFile;
import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.SystemCallException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Writes what a plan says. No link of the image is followed, so nothing else is written. */
public final class SettingsWriter {
  private static final int FOLDER_MODE = 0755;

  private SettingsWriter() {}

  /**
   * Writes all. Can be done again after it failed.
   *
   * @param deployment a fresh one, whose /etc is its own already
   * @param var of its stateroot
   * @throws dev.bootferry.core.problem.ProblemException {@code setting-not-written}
   */
  public static void write(SettingsPlan plan, Path deployment, Path var) throws IOException {
    for (SettingsPlan.Entry entry : plan.entries()) {
      boolean inVar = entry.path().startsWith("var/");
      String path = inVar ? entry.path().substring("var/".length()) : entry.path();
      try (Directory top = Directory.open(inVar ? var : deployment)) {
        write(entry, top, path);
      } catch (SystemCallException e) {
        throw new Problem(
                InstallerProblem.SETTING_NOT_WRITTEN,
                "write /" + entry.path() + " of the new system",
                String.valueOf(e.getMessage()),
                "Look at that path in the image: its folders must be folders and no links.")
            .exception(e);
      }
    }
  }

  private static void write(SettingsPlan.Entry entry, Directory folder, String path)
      throws SystemCallException {
    int slash = path.indexOf('/');
    if (slash < 0) {
      put(entry, folder, path);
      return;
    }
    String name = path.substring(0, slash);
    if (folder.status(name).isEmpty()) {
      if (entry instanceof SettingsPlan.Remove) {
        return;
      }
      folder.makeDirectory(name, FOLDER_MODE);
      try (Directory made = folder.openDirectory(name)) {
        made.changeMode(FOLDER_MODE);
      }
    }
    try (Directory next = folder.openDirectory(name)) {
      write(entry, next, path.substring(slash + 1));
    }
  }

  private static void put(SettingsPlan.Entry entry, Directory folder, String name)
      throws SystemCallException {
    Optional<FileStatus> before = folder.status(name);
    if (before.isPresent()) {
      if (before.get().isDirectory()) {
        throw new SystemCallException("unlinkat", new Errno(21));
      }
      folder.unlink(name);
    }
    switch (entry) {
      case SettingsPlan.Remove _ -> {}
      case SettingsPlan.MakeLink link -> folder.makeSymlink(name, link.target());
      case SettingsPlan.WriteFile file -> write(file, folder, name);
    }
  }

  private static void write(SettingsPlan.WriteFile file, Directory folder, String name)
      throws SystemCallException {
    byte[] bytes = file.content().bytes();
    // Nobody else reads it before it has its owner and mode.
    try (OutputFile out = folder.create(name, 0600)) {
      out.write(bytes, 0, bytes.length, 0);
      out.changeOwner(file.uid(), file.gid());
      out.changeMode(file.mode());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
