package dev.bootferry.installer.wizard.machine;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.Secret;
import dev.bootferry.core.io.AtomicFile;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.bundle.BundleVerifier;
import dev.bootferry.images.bundle.VerifyReport;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.opening.LocalSources;
import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.images.opening.SetOpener;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.storage.StorageConfiguration;
import dev.bootferry.installer.preflight.Preflight;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.installer.system.PasswordHash;
import dev.bootferry.installer.unattended.ConfigWriter;
import dev.bootferry.installer.wizard.ImageOffers;
import dev.bootferry.installer.wizard.OfferedDisk;
import dev.bootferry.installer.wizard.OfferedSource;
import dev.bootferry.installer.wizard.PlanPreview;
import dev.bootferry.installer.wizard.WizardFacts;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.choice.DiskChoice;
import dev.bootferry.partitioning.luks.LuksDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts of this machine. What was found is remembered; an image is opened once for the lists to
 * choose from and the plan, which read all its layers. The plan that was shown is the one that
 * {@link #takePrepared} gives away. Not thread-safe.
 */
public final class MachineFacts implements WizardFacts, AutoCloseable {
  private static final int JOBS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final CommandRunner commands;
  private final StorageConfiguration storage;
  private final Progress progress;
  private final FoundSources found;
  private final AttachedMedia media = new AttachedMedia(Path.of("/run/bootferry/media"));
  private final MachineDisks machineDisks;

  private final Map<String, OfferedSource> typed = new HashMap<>();
  private final Map<String, ImageOffers> offers = new HashMap<>();
  private @Nullable List<OfferedSource> sources;
  private @Nullable OpenedSet open;
  private String openedPlace = "";
  private @Nullable Boolean encrypts;
  private @Nullable Prepared prepared;
  private @Nullable InstallSpecification preparedFor;

  /**
   * @param progress is told what is read while a person waits
   */
  public MachineFacts(CommandRunner commands, StorageConfiguration storage, Progress progress) {
    this.commands = commands;
    this.storage = storage;
    this.progress = progress;
    this.found = new FoundSources(storage);
    this.machineDisks = new MachineDisks(commands);
  }

  @Override
  public List<OfferedSource> sources() {
    if (sources == null) {
      try (Progress.Stage _ = progress.stage("looking for bundles", Progress.UNKNOWN)) {
        media.mount(AttachedMedia.find(commands));
        List<OfferedSource> here = found.find();
        media.keep(place -> here.stream().anyMatch(s -> Path.of(s.place()).startsWith(place)));
        sources = here;
      }
    }
    return sources;
  }

  @Override
  public OfferedSource source(String place) {
    return sources().stream()
        .filter(s -> s.place().equals(place))
        .findFirst()
        .orElseGet(
            () -> typed.computeIfAbsent(place, p -> reading("look at " + p, () -> found.at(p))));
  }

  @Override
  public String verify(String place) {
    return reading(
        "verify " + place,
        () -> {
          VerifyReport report = BundleVerifier.verify(Path.of(place), JOBS, progress);
          report.requireSound();
          return "It is whole: "
              + report.blobs()
              + " files with "
              + new ByteSize(report.bytes())
              + " agree with their digests.";
        });
  }

  @Override
  public List<OfferedDisk> disks() {
    return machineDisks.all(progress);
  }

  @Override
  public OfferedDisk disk(String path) {
    return machineDisks.at(path);
  }

  @Override
  public ImageOffers offers(String place) {
    ImageOffers known = offers.get(place);
    if (known == null) {
      known = ImageLists.of(opened(place).tree());
      offers.put(place, known);
    }
    return known;
  }

  @Override
  public List<String> links() {
    return machineDisks.links();
  }

  @Override
  public List<String> sshKeys(String line) {
    return TypedKeys.of(line);
  }

  @Override
  public String hash(Secret password) {
    return PasswordHash.sha512(password);
  }

  @Override
  public PlanPreview preview(InstallSpecification specification) {
    Prepared known = prepared;
    if (known == null || !specification.equals(preparedFor)) {
      closePrepared();
      known =
          reading(
              "plan the installation",
              () ->
                  new Preflight(commands, progress)
                      .prepare(
                          specification.on(Path.of(specification.disk().path().orElseThrow())),
                          () -> takeOpened(specification.source().orElseThrow())));
      prepared = known;
      preparedFor = specification;
    }
    return PlanRows.of(known.plan());
  }

  /** The prepared installation, which is from now on the caller's; once. */
  public Prepared takePrepared() {
    Prepared taken = prepared;
    if (taken == null) {
      throw new IllegalStateException("nothing is prepared");
    }
    prepared = null;
    preparedFor = null;
    return taken;
  }

  /** With a kernel and a cryptsetup that can. */
  @Override
  public boolean canEncrypt() {
    if (encrypts == null) {
      try {
        LuksDevice.requirePossible(commands);
        encrypts = true;
      } catch (ProblemException e) {
        encrypts = false;
      }
    }
    return encrypts;
  }

  @Override
  public boolean canSave() {
    return true;
  }

  /** The disk is named by its serial, where it has one: paths are given anew at each start. */
  @Override
  public void save(InstallSpecification specification, String path) {
    DiskChoice disk = specification.disk();
    Optional<String> serial = disk.path().flatMap(p -> disk(p).description().serial());
    String text =
        ConfigWriter.write(
            serial.isPresent()
                ? specification.withDisk(DiskChoice.ofSerial(serial.get(), disk.wipe()))
                : specification);
    Path file = Path.of(path);
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(path, null, "there is something of that name");
      }
      AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Problem(
              CoreProblem.OUTPUT_EXISTS,
              "save the answers in " + path,
              String.valueOf(e.getMessage()),
              "Name a new file in a folder that can be written.")
          .exception(e);
    }
  }

  private OpenedSet opened(String place) {
    OpenedSet known = open;
    if (known == null || !openedPlace.equals(place)) {
      closeOpened();
      known =
          reading(
              "open " + place,
              () ->
                  new SetOpener(new LocalSources(storage), Platform.host(), JOBS, progress)
                      .openForInstall(SourceReference.parse(place)));
      open = known;
      openedPlace = place;
    }
    return known;
  }

  /** What is prepared owns the set, and closes it. */
  private OpenedSet takeOpened(String place) {
    OpenedSet taken = opened(place);
    open = null;
    return taken;
  }

  private void closeOpened() {
    OpenedSet known = open;
    open = null;
    if (known != null) {
      close(known::close);
    }
  }

  private void closePrepared() {
    Prepared known = prepared;
    prepared = null;
    preparedFor = null;
    if (known != null) {
      close(known::close);
    }
  }

  @Override
  public void close() {
    closePrepared();
    closeOpened();
    media.close();
  }

  private interface Closing {
    void close() throws IOException;
  }

  private static void close(Closing closing) {
    try {
      closing.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T reading(String what, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new Problem(
              CoreProblem.FILE_NOT_READABLE,
              what,
              Optional.ofNullable(e.getMessage()).orElse(e.toString()),
              "Check the medium, or choose another.")
          .exception(e);
    }
  }
}
