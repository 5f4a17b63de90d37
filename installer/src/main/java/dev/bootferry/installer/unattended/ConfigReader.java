package dev.bootferry.installer.unattended;

import dev.bootferry.bootloader.kargs.KernelArgument;
import dev.bootferry.core.data.Toml;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.installer.form.Findings;
import dev.bootferry.installer.form.FormCheck;
import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.installer.request.InstallRequest.BoundImages;
import dev.bootferry.installer.script.Scripts;
import dev.bootferry.installer.settings.SystemSettings;
import dev.bootferry.installer.specification.AfterInstall;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.partitioning.choice.DiskChoice;
import dev.bootferry.partitioning.wish.Encryption;
import dev.bootferry.partitioning.wish.LayoutWish;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the unattended file. Everything that is wrong with it is found in one go: first each key by
 * itself, then what they say together. Nothing but the files that it names is looked at.
 */
public final class ConfigReader {
  private static final Duration LONGEST = Duration.ofHours(24);

  private final SoundTable top;
  private final FileReferences files;

  private ConfigReader(SoundTable top, FileReferences files) {
    this.top = top;
    this.files = files;
  }

  /**
   * Reads a file.
   *
   * @param text of the file
   * @param name of the file, for messages
   * @param nearby the files that it names
   * @throws ProblemException {@code toml-invalid} when it is no TOML
   */
  public static ConfigReading read(String text, String name, NearbyFiles nearby) {
    Toml toml = Toml.read(text, name);
    Findings findings = new Findings(toml);
    SoundTable top = FormCheck.check(toml.values(), ConfigForm.FORM, findings);
    InstallSpecification specification =
        new ConfigReader(top, new FileReferences(nearby)).specification();
    return new ConfigReading(
        name, Optional.of(specification).filter(_ -> findings.isEmpty()), findings.inOrder());
  }

  private InstallSpecification specification() {
    Optional<String> source = source();
    List<String> appended = kernelArguments("append");
    List<String> deleted = kernelArguments("delete");
    DiskChoice disk =
        DiskSection.read(
            top.table("disk"), files.files(), LayoutSection.keepsAnything(top.table("layout")));
    Encryption encryption =
        top.has("encryption")
            ? EncryptionSection.read(top.table("encryption"), files)
            : new Encryption.None();
    SystemSettings system = SystemSection.read(top, files);
    Scripts scripts = scripts(top.table("scripts"));
    // The last, as the records of a layout refuse what the findings tell.
    LayoutWish layout = LayoutSection.read(top.table("layout"), encryption);
    return new InstallSpecification(
        source,
        disk,
        layout,
        system,
        appended,
        deleted,
        top.text("stateroot"),
        constant(BoundImages.class, "bound-images").orElse(BoundImages.STORED),
        top.flag("strict").orElse(false),
        scripts,
        constant(AfterInstall.class, "after").orElse(AfterInstall.NOTHING));
  }

  private <E extends Enum<E>> Optional<E> constant(Class<E> type, String key) {
    return top.text(key)
        .map(name -> Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  private Optional<String> source() {
    Optional<String> text = top.text("source");
    if (text.isEmpty()) {
      return text;
    }
    try {
      return Optional.of(resolved(SourceReference.parse(text.get())));
    } catch (ProblemException e) {
      top.wrong("source", ConfigMessage.SOURCE_INVALID, e.problem().why());
      return Optional.empty();
    }
  }

  private String resolved(SourceReference source) {
    return switch (source) {
      case SourceReference.Docker _ -> {
        top.wrong("source", ConfigMessage.SOURCE_NETWORK);
        yield "";
      }
      case SourceReference.Bundle bundle -> resolved(bundle.path()).toString();
      case SourceReference.OciLayout layout ->
          new SourceReference.OciLayout(resolved(layout.path()), layout.ref()).text();
      case SourceReference.OciArchive archive ->
          new SourceReference.OciArchive(resolved(archive.path()), archive.ref()).text();
      case SourceReference.ContainersStorage storage -> storage.text();
    };
  }

  private Path resolved(Path path) {
    return files.files().resolve(path.toString());
  }

  private List<String> kernelArguments(String key) {
    SoundTable kargs = top.table("kargs");
    for (SoundTable.Element element : kargs.elements(key)) {
      try {
        var _ = new KernelArgument(element.text().orElseThrow());
      } catch (ProblemException e) {
        top.findings().add(element.path(), ConfigMessage.KARG_INVALID, e.problem().why());
      }
    }
    return kargs.texts(key);
  }

  private Scripts scripts(SoundTable table) {
    Duration limit =
        table.text("time-limit").map(ConfigReader::duration).orElse(Scripts.DEFAULT_LIMIT);
    if (limit.compareTo(LONGEST) > 0) {
      table.wrong("time-limit", ConfigMessage.TIME_OVER);
    }
    return new Scripts(files.existing(table, "before"), files.existing(table, "after"), limit);
  }

  /** ISO 8601 in the spelling that people use. */
  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
