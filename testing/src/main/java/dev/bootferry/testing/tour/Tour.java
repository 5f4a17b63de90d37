package dev.bootferry.testing.tour;

import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.machine.Firmware;
import dev.bootferry.testing.machine.GuestShell;
import dev.bootferry.testing.machine.MachineSpec;
import dev.bootferry.testing.machine.SerialListener;
import dev.bootferry.testing.machine.VirtualMachine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Boots an installed disk and shows what a person would look at; with a stick it upgrades the
 * machine from it and rolls it back. Every step is checked: what is not as it should be ends the
 * tour with an error.
 */
public final class Tour {
  private static final Duration UPGRADE = Duration.ofMinutes(10);
  private static final String BOOTFERRY = "sh /run/stick/bootferry/run ";

  private final PrintStream out;
  private final List<String> times = new ArrayList<>();
  private long stageStart = System.nanoTime();

  private Tour(PrintStream out) {
    this.out = out;
  }

  /** Arguments: the installed disk; then, for the whole tour, the stick and its bundle's name. */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    new Tour(out).run(List.of(args));
  }

  private void run(List<String> args) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("bootferry-tour-");
    Path[] disks =
        args.stream().limit(2).map(Path::of).map(Path::toAbsolutePath).toArray(Path[]::new);
    try (VirtualMachine machine =
        VirtualMachine.start(
            new SystemCommandRunner(),
            MachineSpec.of(Firmware.BIOS, disks),
            folder,
            serialLine())) {
      GuestShell shell = GuestShell.awaitBoot(machine.console());
      stageEnds("boot");
      look(shell, "1.0");
      if (args.size() > 2) {
        upgradeAndBack(shell, args.get(2));
      }
      shell.powerOff();
      machine.awaitEnd(Duration.ofMinutes(3));
      stageEnds("switch off");
    }
    out.println();
    times.forEach(out::println);
  }

  private void upgradeAndBack(GuestShell first, String bundle)
      throws IOException, InterruptedException {
    title("upgrade from the stick, inside the machine, with no network");
    show(first, "mkdir -p /run/stick && mount -o ro /dev/vdb /run/stick && ls /run/stick");
    first.run("echo kept >/var/lib/kept; echo edited >/etc/sample/edited-here");
    show(first, BOOTFERRY + "upgrade --from /run/stick/" + bundle);
    show(first, BOOTFERRY + "status");
    stageEnds("upgrade");
    GuestShell second = first.reboot();
    stageEnds("boot of version 2");
    look(second, "2.0");
    require(second, "cat /var/lib/kept /etc/sample/edited-here", "kept");
    title("roll back");
    second.run("mkdir -p /run/stick && mount -o ro /dev/vdb /run/stick");
    show(second, BOOTFERRY + "rollback");
    stageEnds("rollback");
    GuestShell third = second.reboot();
    stageEnds("boot of version 1 again");
    look(third, "1.0");
  }

  private void look(GuestShell shell, String version) throws IOException, InterruptedException {
    title("what runs");
    show(shell, "grep PRETTY_NAME /etc/os-release");
    require(shell, "cat /etc/os-release", "VERSION_ID=\"?" + Pattern.quote(version));
    show(shell, "ostree admin status");
    shell.attempt("systemctl is-system-running --wait", UPGRADE);
    show(shell, "systemctl is-system-running");
    show(shell, "ip -brief link");
    show(shell, "journalctl -b -o cat -u sample-app.service | grep ^sample-app");
    require(
        shell, "journalctl -b -o cat -u sample-app.service", "sample-app " + version + ": hello");
  }

  private void require(GuestShell shell, String command, String pattern)
      throws IOException, InterruptedException {
    String said = shell.run(command);
    if (!Pattern.compile(pattern).matcher(said).find()) {
      throw new AssertionError("expected /" + pattern + "/ from: " + command + "\n" + said);
    }
  }

  private void show(GuestShell shell, String command) throws IOException, InterruptedException {
    out.println();
    out.println("guest# " + command);
    out.println(shell.run(command, UPGRADE).indent(2).stripTrailing());
  }

  private void title(String text) {
    out.println();
    out.println("-- " + text);
  }

  private void stageEnds(String name) {
    long now = System.nanoTime();
    times.add(String.format("  %-44s %4d s", name, (now - stageStart) / 1_000_000_000L));
    stageStart = now;
  }

  /**
   * The boot itself is shown as it comes, grey and line by line; what is run later is shown by us.
   */
  private SerialListener serialLine() {
    return text -> {};
  }
}
