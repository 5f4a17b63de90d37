package dev.bootferry.cli.render;

import dev.bootferry.bootloader.install.BootloaderPlan;
import dev.bootferry.bootloader.install.BootloaderPlan.Start;
import dev.bootferry.core.ByteSize;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.report.InstallResult;
import dev.bootferry.installer.report.Step;
import dev.bootferry.installer.system.SettingsPlan;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.layout.DiskLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An installation for people. */
public final class InstallText {
  private InstallText() {}

  /** The plan. */
  public static String of(InstallPlan plan) {
    StringBuilder text = new StringBuilder();
    text.append("Install ").append(plan.base().reference());
    plan.base().config().version().ifPresent(v -> text.append(" (version ").append(v).append(')'));
    text.append('\n');
    line(text, "from", plan.source());
    line(text, "image", plan.base().resolved().toString());
    line(text, "tracks", plan.origin().toString());
    line(
        text,
        "onto",
        plan.target().title()
            + ", "
            + new ByteSize(plan.verdict().bytes())
            + ", sectors of "
            + plan.verdict().sectorSize()
            + " bytes");
    for (String content : plan.target().contents()) {
      line(text, "lost", content);
    }
    text.append("  partitions\n");
    for (GptPartition partition : plan.layout().table().partitions()) {
      text.append(
          String.format(
              Locale.ROOT,
              "    %d  %10s  %-12s %s%n",
              partition.number(),
              new ByteSize(plan.layout().table().extent(partition).size()),
              partition.name(),
              use(plan.layout(), partition)));
    }
    line(
        text,
        "root",
        plan.layout().root().type().mountName() + ", UUID " + plan.layout().root().uuid());
    line(
        text,
        "needs",
        plan.space().partition()
            + " on the root (system "
            + plan.space().base()
            + ", bound images "
            + plan.space().bound()
            + ")");
    line(text, "stateroot", plan.stateroot());
    line(text, "kernel", String.join(" ", plan.kargs()));
    line(text, "boot loader", bootLoader(plan));
    String title = "sets";
    for (SettingsPlan.Entry entry : plan.settings().entries()) {
      line(text, title, "/" + entry.path());
      title = "";
    }
    plan.scripts().before().ifPresent(script -> line(text, "before", "run " + script));
    plan.scripts().after().ifPresent(script -> line(text, "after", "run " + script));
    line(text, "work by", plan.ostree());
    for (SetImage image : plan.bound()) {
      line(text, "bound", image.reference() + "  " + image.resolved());
    }
    int number = 0;
    for (Step step : Step.values()) {
      number++;
      line(text, number == 1 ? "steps" : "", number + ". " + step.title());
    }
    return text.toString();
  }

  private static String use(DiskLayout layout, GptPartition partition) {
    String stays = layout.kept().contains(partition.number()) ? "; stays as it is" : "";
    return layout.volumes().stream()
            .filter(v -> v.partition().equals(partition))
            .findFirst()
            .map(v -> v.type() + v.mount().map(m -> " on " + m).orElse(""))
            .orElseGet(partition::title)
        + stays;
  }

  private static String bootLoader(InstallPlan plan) {
    BootloaderPlan chosen = plan.bootLoader();
    return switch (chosen.kind()) {
      case NONE -> "none, as the image's configuration asks: nothing starts this disk by itself";
      case BOOTUPD -> "by the image's bootupd";
      case GRUB -> "GRUB for " + starts(chosen.starts(), plan.verdict().sectorSize());
    };
  }

  private static String starts(Set<Start> starts, int sectorSize) {
    List<String> names =
        starts.stream()
            .map(start ->
                switch (start) {
                  case BIOS -> "BIOS";
                  case UEFI -> "UEFI";
                  case SECURE_BOOT -> "Secure Boot";
                })
            .toList();
    String text = String.join(", ", names);
    if (starts.contains(Start.BIOS)) {
      return text;
    }
    return text
        + (sectorSize == 512
            ? "; not for BIOS, for which the image has none"
            : "; not for BIOS, which cannot start a disk with sectors of " + sectorSize + " bytes");
  }

  /** What was done. */
  public static String of(InstallResult result) {
    StringBuilder text = new StringBuilder();
    text.append("Installed ")
        .append(result.plan().base().reference())
        .append(" on ")
        .append(result.plan().target().title())
        .append('\n');
    line(text, "deployment", result.deployment());
    line(text, "tracks", result.plan().origin().toString());
    for (SetImage image : result.plan().bound()) {
      line(text, "bound", image.reference());
    }
    result
        .recoveryKey()
        .ifPresent(key -> {
          line(text, "recovery", new String(key.bytes(), StandardCharsets.US_ASCII));
          line(text, "", "This key opens the disk when the passphrase is lost. Write it down:");
          line(text, "", "it is not kept anywhere, and not shown again.");
        });
    for (Map.Entry<Step, Duration> time : result.times().entrySet()) {
      line(
          text,
          time.getKey() == Step.ERASE ? "took" : "",
          String.format(
              Locale.ROOT,
              "%6.1f s  %s",
              time.getValue().toMillis() / 1000.0,
              time.getKey().title()));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "  %-11s %s%n", name, value));
  }
}
