package dev.bootferry.cli.usecase;

import dev.bootferry.core.ByteSize;
import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.partitioning.choice.DiskChoice;
import dev.bootferry.partitioning.choice.DiskChooser;
import dev.bootferry.partitioning.hardware.Hardware;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An installation that was asked for by a file, on the one disk of this machine that is meant. */
final class AskedRequest {
  private AskedRequest() {}

  /**
   * The request.
   *
   * @param machine reads the disks of this machine, where they are needed
   * @throws dev.bootferry.core.problem.ProblemException {@code disk-not-found}, {@code
   *     disk-ambiguous}
   */
  static InstallRequest of(InstallSpecification asked, Supplier<Hardware> machine) {
    return asked.on(target(asked.disk(), machine));
  }

  /** A file stands for a disk by itself; whatever else is named must be one disk of the machine. */
  private static Path target(DiskChoice choice, Supplier<Hardware> machine) {
    Optional<Path> path = choice.path().map(Path::of);
    boolean file =
        path.isPresent() && !path.get().startsWith("/dev") && !Files.isSymbolicLink(path.get());
    return file && isPathOnly(choice)
        ? path.get()
        : Path.of(DiskChooser.choose(machine.get(), choice, new ByteSize(0)).path());
  }

  private static boolean isPathOnly(DiskChoice choice) {
    return Stream.of(
            choice.serial(),
            choice.wwn(),
            choice.byId(),
            choice.byPath(),
            choice.model(),
            choice.minSize(),
            choice.maxSize(),
            choice.rotational(),
            choice.transport(),
            choice.empty())
        .allMatch(Optional::isEmpty);
  }
}
