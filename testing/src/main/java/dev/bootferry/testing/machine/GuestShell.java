package dev.bootferry.testing.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A root shell on a machine's serial line. */
public final class GuestShell {
  private static final Duration BOOT = Duration.ofMinutes(8);
  private static final Duration USUAL = Duration.ofMinutes(3);

  /** A terminal's line holds 4095 bytes; what is longer would be cut without a word. */
  private static final int LONGEST = 3500;

  /** 128 and the number of SIGABRT. */
  private static final int ABORTED = 134;

  private static final String PROMPT = "sample# ";
  private static final String DIED = "Kernel panic|double fault|Entering emergency mode|dracut:/#";

  private final SerialConsole console;
  private int commands;

  private GuestShell(SerialConsole console) {
    this.console = console;
  }

  /**
   * Waits for the machine to come up to its shell.
   *
   * @throws AssertionError when it does not, or dies on the way
   */
  public static GuestShell awaitBoot(SerialConsole console)
      throws IOException, InterruptedException {
    SerialConsole.Seen seen = console.await(Pattern.quote(PROMPT) + "$|" + DIED, BOOT);
    if (!seen.match().equals(PROMPT)) {
      throw new AssertionError("the machine died: " + seen.match() + "\n" + seen.all());
    }
    GuestShell shell = new GuestShell(console);
    // The line would echo what is typed and break it at 80 columns; kernel messages would mix in.
    shell.run(
        "stty -echo cols 1000 2>/dev/null; PS1=; PS2=; dmesg -n 1;"
            + " export TERM=dumb PAGER=cat SYSTEMD_PAGER= SYSTEMD_COLORS=0");
    return shell;
  }

  /**
   * Keeps what is started from here on one processor. What one thread of a Java virtual machine
   * compiles and another runs is now and then not seen by the emulator when they are on two; this
   * makes an upgrade safe, and hardly slower.
   */
  public GuestShell onOneProcessor() throws IOException, InterruptedException {
    run("taskset -pc 1 $$");
    return this;
  }

  /** Runs a command; one that fails is an error. */
  public String run(String command) throws IOException, InterruptedException {
    return run(command, USUAL);
  }

  /** Runs a command; one that fails is an error. */
  public String run(String command, Duration limit) throws IOException, InterruptedException {
    Result result = attempt(command, limit);
    if (result.status() == ABORTED) {
      // What a Java virtual machine leaves behind when it breaks down.
      result =
          new Result(
              ABORTED, result.output() + "\n" + attempt("cat hs_err_pid*.log", USUAL).output());
    }
    if (result.status() != 0) {
      throw new AssertionError(
          "in the guest, status " + result.status() + " of: " + command + "\n" + result.output());
    }
    return result.output();
  }

  /** Runs a command to its end, well or not. */
  public Result attempt(String command, Duration limit) throws IOException, InterruptedException {
    if (command.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new IllegalArgumentException("a command longer than " + LONGEST + " bytes: " + command);
    }
    // The marks are put together by the shell, so that an echo of this line cannot be taken for
    // them; they hold the time, since a machine may be worked by several shells one after another.
    String mark = ++commands + "-" + Long.toHexString(System.nanoTime());
    console.send(
        "printf '\\n@@%s@@%s@@\\n' "
            + mark
            + " begin; {\n"
            + command
            + "\n} </dev/null; printf '\\n@@%s@@%s@@\\n' "
            + mark
            + " $?\n");
    SerialConsole.Seen _ = console.await("@@" + mark + "@@begin@@\n", limit);
    SerialConsole.Seen seen = console.await("@@" + mark + "@@([0-9]+)@@", limit);
    Matcher status = Pattern.compile("@@([0-9]+)@@$").matcher(seen.match());
    if (!status.find()) {
      throw new AssertionError("no status in " + seen.match());
    }
    return new Result(Integer.parseInt(status.group(1)), seen.before().strip());
  }

  /** How a command ended. */
  public record Result(int status, String output) {}

  /** Restarts the machine from inside and waits for the new shell. */
  public GuestShell reboot() throws IOException, InterruptedException {
    console.send("systemctl reboot\n");
    return awaitBoot(console);
  }

  /** Switches the machine off from inside. */
  public void powerOff() throws IOException {
    console.send("systemctl poweroff\n");
  }
}
