package dev.bootferry.installer.wizard;

import dev.bootferry.core.ByteSize;
import dev.bootferry.installer.settings.NetworkLink;
import dev.bootferry.installer.settings.RootAccount;
import dev.bootferry.installer.settings.UserAccount;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.FoundPartition;
import dev.bootferry.partitioning.wish.Encryption;
import dev.bootferry.partitioning.wish.VolumeWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The whole of an installation in lines of 78 columns at most. */
final class SummaryText {
  private static final int WIDTH = 78;
  private static final int NAME = 12;
  private static final String AS_IN_IMAGE = "as the image has it";

  private final Answers answers;
  private final WizardFacts facts;

  SummaryText(Answers answers, WizardFacts facts) {
    this.answers = answers;
    this.facts = facts;
  }

  /**
   * Everything, with the partition table and the room.
   *
   * @throws dev.bootferry.core.problem.ProblemException why it cannot be done
   */
  List<String> lines() {
    InstallSpecification specification = SpecificationBuilder.build(answers, facts);
    PlanPreview preview = facts.preview(specification);
    List<String> lines = new ArrayList<>(answered());
    lines.add("");
    lines.add("The disk as it is now");
    before(lines);
    lines.add("");
    lines.add("The disk as it will be, " + preview.diskBytes());
    lines.add(row("", "start", "size", "name", "holds"));
    for (PlanPreview.Row row : preview.partitions()) {
      lines.add(
          row(
              Integer.toString(row.number()),
              new ByteSize(row.place().offset()).toString(),
              new ByteSize(row.place().size()).toString(),
              row.name(),
              row.content()));
    }
    lines.add("");
    lines.add("Room");
    preview.space().forEach(line -> lines.add(cut("  " + line)));
    if (!preview.notes().isEmpty()) {
      lines.add("");
      lines.add("Worth knowing");
      preview.notes().forEach(note -> lines.addAll(wrapped("  - ", note)));
    }
    return lines;
  }

  /** Only what was answered. */
  List<String> answered() {
    InstallSpecification s = SpecificationBuilder.build(answers, facts);
    List<String> lines = new ArrayList<>();
    source(lines, facts.source(Interview.source(answers)));
    DiskDescription disk = facts.disk(Interview.disk(answers)).description();
    value(lines, "Disk", DiskPages.label(disk).replaceAll(" +", " "));
    disk.serial().ifPresent(serial -> value(lines, "", "serial " + serial));
    value(
        lines,
        "Layout",
        s.layout().volumes().stream().map(SummaryText::volume).collect(Collectors.joining(", ")));
    value(lines, "Encryption", encryption(s.layout().encryption()));
    value(lines, "Host name", s.system().hostName().orElse(AS_IN_IMAGE));
    value(lines, "Time zone", s.system().timeZone().orElse(AS_IN_IMAGE));
    value(lines, "Locale", s.system().locale().orElse(AS_IN_IMAGE));
    value(lines, "Keyboard", s.system().keyMap().orElse(AS_IN_IMAGE));
    if (s.system().network().isEmpty()) {
      value(lines, "Network", AS_IN_IMAGE);
    }
    s.system().network().forEach(link -> value(lines, "Network", link(link)));
    value(lines, "Root", root(s.system().root()));
    s.system().users().forEach(user -> value(lines, "User", user(user)));
    value(lines, "Kernel", kernel(s));
    return lines;
  }

  private static void source(List<String> lines, OfferedSource source) {
    String version = source.version().map(v -> ", version " + v).orElse("");
    value(lines, "Install", (source.base().isEmpty() ? source.place() : source.base()) + version);
    value(lines, "from", source.place());
    source.bound().forEach(b -> value(lines, "with", b.reference() + ", " + b.size()));
  }

  private void before(List<String> lines) {
    DiskDescription disk = facts.disk(Interview.disk(answers)).description();
    if (disk.isEmpty() && disk.partitions().isEmpty()) {
      lines.add("  empty");
      return;
    }
    if (disk.partitions().isEmpty()) {
      disk.contents().forEach(c -> lines.add(cut("  " + c)));
      return;
    }
    lines.add(row("", "start", "size", "name", "holds"));
    for (FoundPartition p : disk.partitions()) {
      lines.add(
          row(
              Integer.toString(p.number()),
              new ByteSize(p.place().offset()).toString(),
              new ByteSize(p.place().size()).toString(),
              p.name(),
              p.content().orElse("?") + p.label().map(l -> " \"" + l + "\"").orElse("")));
    }
  }

  private static String row(String number, String start, String size, String name, String holds) {
    return cut(
        String.format(Locale.ROOT, "  %2s %10s %10s  %-16s %s", number, start, size, name, holds));
  }

  private static String volume(VolumeWish volume) {
    String type = volume.type().map(t -> " " + t.mountName()).orElse("");
    return volume.label() + type + " " + volume.size() + (volume.keep() ? " (kept)" : "");
  }

  private static String encryption(Encryption encryption) {
    return switch (encryption) {
      case Encryption.None _ -> "none";
      case Encryption.Luks luks ->
          "LUKS2 with a passphrase" + (luks.recoveryKey() ? " and a recovery key" : "");
    };
  }

  private static String link(NetworkLink link) {
    String name =
        switch (link.match()) {
          case NetworkLink.Match.Name byName -> byName.name();
          case NetworkLink.Match.HardwareAddress byAddress -> byAddress.address();
        };
    if (link.isDhcp()) {
      return name + ", DHCP";
    }
    return name
        + ", "
        + String.join(" ", link.addresses())
        + (link.gateways().isEmpty() ? "" : ", gateway " + String.join(" ", link.gateways()))
        + (link.dns().isEmpty() ? "" : ", DNS " + String.join(" ", link.dns()));
  }

  private static String root(RootAccount root) {
    return login(root.passwordHash(), root.sshKeys(), AS_IN_IMAGE);
  }

  private static String user(UserAccount user) {
    String groups = user.groups().isEmpty() ? "" : ", in " + String.join(", ", user.groups());
    return user.name()
        + ", "
        + login(user.passwordHash(), user.sshKeys(), "cannot log in")
        + groups;
  }

  private static String login(Optional<String> hash, List<String> keys, String neither) {
    List<String> ways = new ArrayList<>();
    hash.ifPresent(_ -> ways.add("a password"));
    if (!keys.isEmpty()) {
      ways.add(keys.size() == 1 ? "an SSH key" : keys.size() + " SSH keys");
    }
    return ways.isEmpty() ? neither : String.join(" and ", ways);
  }

  private static String kernel(InstallSpecification s) {
    List<String> words = new ArrayList<>();
    words.addAll(s.kargs());
    s.kargDeletes().forEach(k -> words.add("without " + k));
    return words.isEmpty() ? AS_IN_IMAGE : String.join(" ", words);
  }

  private static void value(List<String> lines, String name, String value) {
    lines.addAll(wrapped(String.format(Locale.ROOT, "%-" + NAME + "s ", name), value));
  }

  /** Further lines stand below the first. */
  private static List<String> wrapped(String before, String text) {
    List<String> lines = new ArrayList<>();
    String prefix = before;
    String rest = text;
    while (prefix.length() + rest.length() > WIDTH) {
      int room = WIDTH - prefix.length();
      int space = rest.lastIndexOf(' ', room);
      int end = space > room / 2 ? space : room;
      lines.add(prefix + rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
      prefix = " ".repeat(before.length());
    }
    lines.add(prefix + rest);
    return lines;
  }

  private static String cut(String line) {
    String stripped = line.stripTrailing();
    return stripped.length() <= WIDTH ? stripped : stripped.substring(0, WIDTH - 3) + "...";
  }
}
