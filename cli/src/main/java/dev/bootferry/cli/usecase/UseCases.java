package dev.bootferry.cli.usecase;

import dev.bootferry.core.progress.Progress;
import dev.bootferry.deployment.status.SystemStatus;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.upgrade.RollbackPlan;
import dev.bootferry.images.bundle.VerifyReport;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.installer.medium.ConfigMedium;
import dev.bootferry.installer.preflight.DeskPlan;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.installer.report.InstallResult;
import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.installer.unattended.ConfigReading;
import dev.bootferry.installer.undo.UndoPlan;
import dev.bootferry.installer.wizard.machine.MachineFacts;
import dev.bootferry.mirror.MirrorRequest;
import dev.bootferry.mirror.MirrorResult;
import dev.bootferry.partitioning.hardware.Hardware;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the program can do. Each fails with a {@link dev.bootferry.core.problem.ProblemException}
 * that says why.
 */
public interface UseCases {
  /**
   * Makes a bundle. What an interrupted call has copied lies beside the output, and the next call
   * uses it.
   */
  MirrorResult mirror(MirrorRequest request, RegistryAccess registry, Progress progress)
      throws IOException;

  /** Reads the documents of a bundle; its blobs are not checked. */
  InspectedBundle inspect(Path bundle) throws IOException;

  /** Hashes everything in a bundle. Damage is in the report, not thrown. */
  VerifyReport verify(Path bundle, Progress progress) throws IOException;

  /**
   * Checks everything that an installation needs, and plans it. Nothing is changed.
   *
   * @param source a bundle's path, or another place as in {@code containers-storage:NAME}
   */
  Prepared prepareInstall(InstallRequest request, String source, Progress progress)
      throws IOException;

  /**
   * What the questions of the wizard depend on, found on this machine. Nothing is changed.
   *
   * @param progress of what is read between the questions
   */
  MachineFacts wizardFacts(Progress progress);

  /**
   * Reads the file of an unattended installation, and the files that it names. What is wrong with
   * it is in the reading, not thrown.
   */
  ConfigReading readConfig(Path file) throws IOException;

  /**
   * Finds the file of an unattended installation where the kernel's command line says, or on the
   * volume labelled BOOTFERRY.
   */
  ConfigMedium findConfig() throws IOException;

  /**
   * The same for what a file or a person's answers ask for.
   *
   * @param source instead of the one that the specification names
   */
  Prepared prepareInstall(
      InstallSpecification specification, Optional<String> source, Progress progress)
      throws IOException;

  /**
   * Plans an installation for a machine that is known by its description only. Nothing is changed,
   * and no disk is looked at.
   *
   * @param machine the file with its description
   * @param source instead of the one that the specification names; without one here, what only the
   *     image can tell stays open
   */
  DeskPlan planAtDesk(
      InstallSpecification specification, Path machine, Optional<String> source, Progress progress)
      throws IOException;

  /** Carries out what was prepared. */
  InstallResult install(Prepared prepared, Progress progress) throws IOException;

  /**
   * Describes this machine. Nothing is changed; what cannot be found out of a disk, as without
   * root, stands in its description.
   */
  Hardware probe();

  /** Finds out whether an installation on this disk can be undone. Nothing is changed. */
  UndoPlan planUndo(Path target) throws IOException;

  /** Puts back what was erased. */
  void undo(UndoPlan plan) throws IOException;

  /** What is booted, staged and kept on this machine. */
  SystemStatus status() throws IOException;

  /** Checks everything that an upgrade needs, and plans it. Nothing is changed. */
  PreparedUpgrade prepareUpgrade(SourceReference source, Progress progress) throws IOException;

  /** Carries out what was prepared; gives the deployment that waits for the next boot. */
  Deployment upgrade(PreparedUpgrade prepared, Progress progress) throws IOException;

  /** Finds what can be gone back to. Nothing is changed. */
  RollbackPlan planRollback() throws IOException;

  /** Carries out what was planned; it takes effect at the next boot. */
  void rollback(RollbackPlan plan) throws IOException;

  /** Has the machine switch itself off; returns while it is still running. */
  void powerOff();

  /** Has the machine restart; returns while it is still running. */
  void restart();
}
