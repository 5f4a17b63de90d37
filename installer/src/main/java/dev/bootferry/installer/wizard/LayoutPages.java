package dev.bootferry.installer.wizard;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.hardware.FoundPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the disk is divided. */
final class LayoutPages {
  static final String SIMPLE = "simple";
  static final String BOOT = "boot";
  static final String VAR = "var";
  static final String KEEP_VAR = "keep-var";

  private static final String VAR_LABEL = "var";

  private final Interview interview;

  LayoutPages(Interview interview) {
    this.interview = interview;
  }

  void add() {
    interview.choice(
        Keys.LAYOUT,
        Section.LAYOUT,
        "How shall the disk be divided?",
        List.of("What firmware needs to start it (BIOS boot, EFI system partition) is added."),
        this::layouts);
    if (separateVar(interview.answers())) {
      interview.text(
          Keys.ROOT_SIZE,
          Section.LAYOUT,
          "How large shall the root be?",
          List.of(
              "It holds the system, its images and, while upgrading, the next version beside the"
                  + " present one. /var has the rest of the disk."),
          "Size",
          "20G",
          Checks::size);
    }
    interview.text(
        Keys.SWAP,
        Section.LAYOUT,
        "How much swap space?",
        List.of("As in 4G; nothing or 0 for none."),
        "Size",
        "0",
        Checks::sizeOrNone);
    interview.choice(
        Keys.FILE_SYSTEM,
        Section.LAYOUT,
        "Which file system shall the root have?",
        List.of(),
        LayoutPages::fileSystems);
  }

  static boolean separateVar(Answers answers) {
    return answers.is(Keys.LAYOUT, VAR) || answers.is(Keys.LAYOUT, KEEP_VAR);
  }

  private List<Option> layouts() {
    List<Option> options = new ArrayList<>();
    options.add(Option.of(SIMPLE, "One root", "The system and all data together."));
    options.add(
        Option.of(
            BOOT,
            "Separate /boot",
            "Kernels apart from the root, as an encrypted root needs them."));
    options.add(
        Option.of(VAR, "Separate /var", "Data apart from the system; it can outlive the system."));
    String path = Interview.disk(interview.answers());
    Interview.about(path, interview.facts()::disk)
        .flatMap(d -> d.description().partitions().stream().filter(LayoutPages::isVar).findFirst())
        .ifPresent(p ->
            options.add(
                Option.of(
                    KEEP_VAR,
                    "Separate /var, and keep the one that is there",
                    "Partition "
                        + p.number()
                        + ", "
                        + new ByteSize(p.place().size())
                        + p.content().map(c -> ", " + c).orElse("")
                        + ", stays as it is.")));
    return options;
  }

  private static boolean isVar(FoundPartition partition) {
    return partition.name().equals(VAR_LABEL)
        || partition.label().filter(VAR_LABEL::equals).isPresent();
  }

  private static List<Option> fileSystems() {
    List<Option> options = new ArrayList<>();
    options.add(Option.of(Keys.AS_IN_IMAGE, "As the image says"));
    Stream.of(FileSystemType.EXT4, FileSystemType.XFS, FileSystemType.BTRFS)
        .map(FileSystemType::mountName)
        .forEach(name -> options.add(Option.of(name, name)));
    return options;
  }

  /** The chosen one; empty when the image decides. */
  static Optional<FileSystemType> fileSystem(Answers answers) {
    return answers.given(Keys.FILE_SYSTEM).map(FileSystemType::rootType);
  }
}
