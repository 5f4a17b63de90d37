package dev.bootferry.installer.wizard;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.hardware.DiskDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where to install. */
final class DiskPages {
  private static final int CONTENTS_NAMED = 3;

  private final Interview interview;

  DiskPages(Interview interview) {
    this.interview = interview;
  }

  void add() {
    interview.choice(
        Keys.DISK,
        Section.DISK,
        "On which disk?",
        List.of("Nothing is written before you have typed the disk's name on the last page."),
        this::offered);
    if (interview.answers().is(Keys.DISK, Keys.OTHER)) {
      interview.text(
          Keys.DISK_PATH,
          Section.DISK,
          "Which disk, or which file?",
          List.of(
              "Write the path of a disk, such as /dev/disk/by-id/..., or of a file that stands for"
                  + " a disk. A file that is not there is made."),
          "Path",
          "",
          this::pathComplaint);
    }
    String path = Interview.disk(interview.answers());
    Optional<OfferedDisk> disk = Interview.about(path, interview.facts()::disk);
    if (disk.filter(d -> d.isFile() && d.description().size() == 0).isPresent()) {
      interview.text(
          Keys.FILE_SIZE,
          Section.DISK,
          "How large shall the disk in the file be?",
          List.of("The file takes only the room that is written to."),
          "Size",
          "10G",
          Checks::size);
    }
    if (disk.filter(OfferedDisk::hasData).isPresent()) {
      interview.add(Keys.WIPE + path, Section.DISK, () -> wipe(disk.get()));
    }
  }

  private Optional<String> pathComplaint(String typed) {
    Optional<String> form = Checks.path(typed);
    if (form.isPresent()) {
      return form;
    }
    return Checks.problem(typed, t -> interview.facts().disk(t))
        .or(() ->
            interview.facts().disk(typed).refusal().map(r -> "It cannot be chosen: " + r + "."));
  }

  private List<Option> offered() {
    List<Option> options = new ArrayList<>();
    for (OfferedDisk disk : interview.facts().disks()) {
      options.add(
          new Option(disk.path(), label(disk.description()), details(disk), disk.refusal()));
    }
    options.add(Option.of(Keys.OTHER, "Something else: type its path"));
    return options;
  }

  /** Path, size and model in columns. */
  static String label(DiskDescription disk) {
    return String.format(
            Locale.ROOT, "%-14s %10s  %s", disk.path(), new ByteSize(disk.size()), name(disk))
        .stripTrailing();
  }

  private static String name(DiskDescription disk) {
    List<String> words = new ArrayList<>();
    disk.vendor().ifPresent(words::add);
    disk.model().ifPresent(words::add);
    return String.join(" ", words);
  }

  private static List<String> details(OfferedDisk disk) {
    DiskDescription d = disk.description();
    List<String> lines = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    d.serial().ifPresent(s -> parts.add("serial " + s));
    d.transport().ifPresent(parts::add);
    if (d.removable()) {
      parts.add("removable");
    }
    if (!parts.isEmpty()) {
      lines.add(String.join(", ", parts));
    }
    if (disk.refusal().isEmpty() || !d.contents().isEmpty()) {
      lines.add(d.isEmpty() ? "empty" : "holds " + contents(d));
    }
    return lines;
  }

  private static String contents(DiskDescription disk) {
    List<String> texts = new ArrayList<>();
    disk.operatingSystem().ifPresent(texts::add);
    disk.contents().stream().limit(CONTENTS_NAMED).forEach(texts::add);
    int more = disk.contents().size() - CONTENTS_NAMED;
    if (more > 0) {
      texts.add("and " + more + " more");
    }
    return String.join(", ", texts);
  }

  private static Page wipe(OfferedDisk disk) {
    DiskDescription d = disk.description();
    List<String> help = new ArrayList<>();
    help.add(label(d) + d.serial().map(s -> ", serial " + s).orElse(""));
    d.operatingSystem().ifPresent(os -> help.add("- " + os));
    d.contents().forEach(c -> help.add("- " + c));
    return new Page.Choice(
        Keys.WIPE + disk.path(),
        Section.DISK,
        "There is something on this disk. May all of it be lost?",
        help,
        List.of(
            Option.of(Option.BACK, "No, choose another disk"),
            Option.of(Keys.YES, "Yes, all of this may be lost")),
        Optional.empty(),
        false);
  }
}
