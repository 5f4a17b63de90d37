package dev.bootferry.installer.execute;

import dev.bootferry.core.Secret;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.deployment.imports.ImportedImage;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.journal.DiskLock;
import dev.bootferry.installer.journal.RunJournal;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.installer.report.InstallResult;
import dev.bootferry.installer.report.RunLog;
import dev.bootferry.installer.report.Step;
import dev.bootferry.installer.script.ScriptRun;
import dev.bootferry.installer.undo.UndoPlace;
import dev.bootferry.linux.block.BlockDevices;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.gpt.DiskEraser;
import dev.bootferry.partitioning.gpt.GptTable;
import dev.bootferry.partitioning.gpt.GptWriter;
import dev.bootferry.partitioning.layout.DiskLayout;
import dev.bootferry.partitioning.target.TargetKind;
import dev.bootferry.partitioning.undo.DiskIdentity;
import dev.bootferry.partitioning.undo.DiskSave;
import dev.bootferry.partitioning.undo.SaveLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries out a plan. From the first step on the disk is not recognised as partitioned; only the
 * last makes it so, after all that was written has been read back. Whatever fails or is killed on
 * the way leaves a disk that no firmware starts, and the same command can be given again.
 *
 * <p>Mounts file systems: to be used in a mount namespace of its own.
 */
public final class InstallExecutor {
  private static final byte[] NO_BOOT_CODE = new byte[0];

  private final SystemCommandRunner host;
  private final RunLog progress;
  private final String program;
  private final Map<Step, Duration> times = new EnumMap<>(Step.class);
  private Optional<RunJournal> journal = Optional.empty();
  private String image = "";

  /**
   * Prepares.
   *
   * @param progress is told everything; a {@link RunLog} is also what the new system gets a copy of
   * @param program name and version of this program
   */
  public InstallExecutor(SystemCommandRunner host, Progress progress, String program) {
    this.host = host;
    this.progress = progress instanceof RunLog log ? log : new RunLog(progress, Clock.systemUTC());
    this.program = program;
  }

  /**
   * Installs.
   *
   * @throws dev.bootferry.core.problem.ProblemException what went wrong; a file that was made for
   *     the installation is removed again
   */
  public InstallResult execute(Prepared prepared) throws IOException {
    InstallPlan plan = prepared.plan();
    Path target = plan.target().path();
    DiskIdentity identity = DiskIdentity.of(target, plan.target().kind());
    try (DiskLock _ = DiskLock.take(RunJournal.FOLDER, identity)) {
      return execute(prepared, target, identity);
    }
  }

  private InstallResult execute(Prepared prepared, Path target, DiskIdentity identity)
      throws IOException {
    InstallPlan plan = prepared.plan();
    boolean made = plan.target().kind() == TargetKind.MISSING;
    RunJournal run = new RunJournal(RunJournal.FOLDER.resolve(identity.fileName() + ".json"));
    run.stopped().ifPresent(stopped -> progress.note(stopped.text()));
    journal = Optional.of(run);
    image = plan.base().reference();
    boolean done = false;
    try {
      if (plan.verdict().resize()) {
        DiskFile.resize(target, plan.verdict().bytes());
      }
      InstallResult result = install(prepared, target);
      done = true;
      run.end();
      return result;
    } finally {
      if (made && !done) {
        Files.deleteIfExists(target);
        run.end();
      }
    }
  }

  private InstallResult install(Prepared prepared, Path target) throws IOException {
    InstallPlan plan = prepared.plan();
    BootLoaderWork boot = BootLoaderWork.prepare(prepared, host);
    Installation installation =
        new Installation(prepared, host, progress, program, boot.rootFiles());
    try (Disk disk = DiskFile.open(target)) {
      requireSame(prepared, disk);
      GptWriter table = new GptWriter(disk, plan.layout().table());
      script("the script before the installation", plan.scripts().before(), plan, Map.of());
      Optional<DiskSave> save = save(disk, plan);
      step(Step.ERASE, () -> erase(disk, plan));
      if (save.isPresent()) {
        // From the first file system on, what was there is lost.
        save.get().tooLate();
      }
      Deployment deployment;
      Optional<Secret> recoveryKey;
      try (TargetVolumes volumes = new TargetVolumes(prepared, host)) {
        step(Step.FORMAT, volumes::format);
        ImportedImage imported =
            step(
                Step.IMPORT,
                () -> {
                  volumes.mountRoot();
                  installation.begin();
                  volumes.mountBoot();
                  return installation.importBase();
                });
        step(Step.BOUND_IMAGES, installation::storeBoundImages);
        deployment = step(Step.DEPLOY, () -> installation.deploy(imported));
        step(
            Step.SETTINGS,
            () -> {
              volumes.mountVar(installation.var());
              installation.settings(deployment);
              script(
                  "the script after the installation",
                  plan.scripts().after(),
                  plan,
                  installation.places(deployment));
              RunRecord.write(
                  new InstallResult(plan, deployment.name(), times, Optional.empty()),
                  progress,
                  deployment.directory(),
                  installation.var());
              installation.seal();
              volumes.unmount();
            });
        recoveryKey = volumes.recoveryKey();
      }
      step(Step.BOOT_LOADER, () -> boot.write(disk, target));
      boolean keeps = !plan.layout().kept().isEmpty();
      if (!keeps) {
        step(Step.BOOT_LOADER, table::stage);
      }
      step(
          Step.READ_BACK,
          () -> {
            new ReadBack(prepared, host, progress)
                .root(target, installation.sysroot(), deployment, boot.rootFiles());
            boot.verify(disk, target);
          });
      step(
          Step.PUBLISH,
          () -> {
            if (keeps) {
              table.replace(boot.bootCode());
            } else {
              table.publish(boot.bootCode());
            }
            disk.force();
          });
      if (plan.target().kind() == TargetKind.DISK) {
        BlockDevices.Rescan _ = BlockDevices.rescanPartitions(target);
      }
      step(Step.PUBLISH, () -> boot.afterTable(target, deployment));
      if (save.isPresent()) {
        save.get().remove();
      }
      return new InstallResult(plan, deployment.name(), times, recoveryKey);
    }
  }

  /** Names of disks can change while a person reads the plan. */
  private static void requireSame(Prepared prepared, Disk disk) {
    InstallPlan plan = prepared.plan();
    DiskIdentity now = DiskIdentity.of(plan.target().path(), plan.target().kind());
    if (!now.equals(prepared.identity()) || disk.size() != plan.verdict().bytes()) {
      throw new Problem(
              InstallerProblem.TARGET_CHANGED,
              "install on " + plan.target().title(),
              "the plan was made for the disk with the "
                  + prepared.identity()
                  + " and "
                  + plan.verdict().bytes()
                  + " bytes, and now the one of that name has the "
                  + now
                  + " and "
                  + disk.size()
                  + " bytes",
              "Nothing was written. Look at 'bootferry disks' and begin again.")
          .exception();
    }
  }

  private void script(
      String title, Optional<Path> script, InstallPlan plan, Map<String, String> places)
      throws IOException {
    if (script.isPresent()) {
      Map<String, String> environment = new HashMap<>(places);
      environment.put("BOOTFERRY_TARGET", plan.target().path().toString());
      environment.put("BOOTFERRY_IMAGE", plan.base().reference());
      environment.put("BOOTFERRY_DIGEST", plan.base().resolved().toString());
      new ScriptRun(host, progress).run(title, script.get(), environment, plan.scripts().limit());
    }
  }

  /**
   * Saves what erasing takes away, for as long as it can be put back. A file that is made or gets
   * another size cannot.
   */
  private Optional<DiskSave> save(Disk disk, InstallPlan plan) throws IOException {
    if (plan.target().kind() == TargetKind.MISSING || plan.verdict().resize()) {
      return Optional.empty();
    }
    UndoPlace place = UndoPlace.of(plan.target());
    place.makeFolder();
    SaveLabel label =
        SaveLabel.of(place.identity().text(), disk.size(), plan.target().contents(), Instant.now());
    if (place.save().save(disk, label, target -> erase(target, plan))) {
      progress.note("what will be erased is saved in " + place.save().file());
    }
    return Optional.of(place.save());
  }

  /**
   * Takes away what was there. What stays is in the table at every instant, so that it is not lost
   * when this fails; and nothing else is, so that nothing starts the disk.
   */
  private static void erase(Disk disk, InstallPlan plan) {
    DiskLayout layout = plan.layout();
    List<Extent> parts = new ArrayList<>(plan.target().partitions());
    parts.addAll(layout.extents());
    if (layout.kept().isEmpty()) {
      DiskEraser.erase(disk, parts);
      return;
    }
    GptTable whole = layout.table();
    new GptWriter(disk, new GptTable(whole.geometry(), whole.diskId(), layout.keptPartitions()))
        .replace(NO_BOOT_CODE);
    DiskEraser.eraseAround(disk, parts, layout.keptExtents());
  }

  private <T> T step(Step step, Work<T> work) throws IOException {
    // A step may be done in several parts.
    if (!times.containsKey(step)) {
      progress.note(step.title());
    }
    if (journal.isPresent()) {
      journal.get().enter(image, step.title());
    }
    long start = System.nanoTime();
    try {
      return work.run();
    } finally {
      times.merge(step, Duration.ofNanos(System.nanoTime() - start), Duration::plus);
    }
  }

  private void step(Step step, Task task) throws IOException {
    step(
        step,
        () -> {
          task.run();
          return step;
        });
  }

  /** Something to do that gives something. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  /** Something to do. */
  @FunctionalInterface
  private interface Task {
    void run() throws IOException;
  }
}
