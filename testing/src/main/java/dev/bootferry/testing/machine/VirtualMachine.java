package dev.bootferry.testing.machine;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A machine in QEMU, emulated in software so that it runs where there is no hardware help. It ends
 * with this object, and with this process.
 */
public final class VirtualMachine implements AutoCloseable {
  private static final Duration LIFE = Duration.ofMinutes(40);

  private final FutureTask<CommandResult> run;
  private final Thread thread;
  private final SerialConsole console;

  private VirtualMachine(FutureTask<CommandResult> run, Thread thread, SerialConsole console) {
    this.run = run;
    this.thread = thread;
    this.console = console;
  }

  /**
   * Switches it on. It waits with its first instruction until its serial line is connected.
   *
   * @param folder for its sockets and its firmware's variables; kept between starts of one machine
   * @param listener is shown what comes over the serial line
   */
  public static VirtualMachine start(
      CommandRunner commands, MachineSpec spec, Path folder, SerialListener listener)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path socket = folder.resolve("serial.socket");
    Files.deleteIfExists(socket);
    Command command = Command.of(arguments(spec, folder, socket)).withTimeout(LIFE);
    FutureTask<CommandResult> run = new FutureTask<>(() -> commands.attempt(command));
    Thread thread = Thread.ofPlatform().daemon().name("qemu").start(run);
    try {
      return new VirtualMachine(run, thread, SerialConsole.connect(socket, run::isDone, listener));
    } catch (IOException e) {
      thread.interrupt();
      throw new IOException("QEMU did not start: " + ending(run), e);
    }
  }

  private static List<String> arguments(MachineSpec spec, Path folder, Path socket)
      throws IOException {
    List<String> argv = new ArrayList<>();
    argv.add("qemu-system-x86_64");
    argv.addAll(spec.firmware().arguments(folder));
    // Without cx16=off QEMU 7.2 now and then damages a flag register in the guest's allocator.
    argv.addAll(List.of("-accel", "tcg,thread=multi", "-cpu", "max,cx16=off", "-smp", "2", "-m"));
    argv.add(Integer.toString(spec.memoryMebibytes()));
    argv.addAll(List.of("-nodefaults", "-nic", "none", "-display", "none", "-monitor", "none"));
    argv.addAll(List.of("-device", "virtio-rng-pci"));
    argv.addAll(List.of("-chardev", "socket,id=line,path=" + socket + ",server=on,wait=on"));
    argv.addAll(List.of("-serial", "chardev:line"));
    for (int i = 0; i < spec.disks().size(); i++) {
      argv.add("-drive");
      argv.add(
          "file="
              + spec.disks().get(i)
              + ",format=raw,if=none,cache=unsafe,discard=unmap,id=disk"
              + i
              + (spec.discardWrites() ? ",snapshot=on" : ""));
      argv.add("-device");
      argv.add(
          "virtio-blk-pci,drive=disk"
              + i
              + ",bootindex="
              + i
              + ",logical_block_size="
              + spec.sectorSize()
              + ",physical_block_size="
              + Math.max(4096, spec.sectorSize()));
    }
    return argv;
  }

  public SerialConsole console() {
    return console;
  }

  /** Waits until the machine has switched itself off. */
  public void awaitEnd(Duration limit) throws InterruptedException {
    try {
      run.get(limit.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the machine did not switch itself off within " + limit, e);
    } catch (ExecutionException e) {
      throw new AssertionError("QEMU failed", e.getCause());
    }
  }

  private static String ending(FutureTask<CommandResult> run) {
    if (!run.isDone()) {
      return "it runs but does not open its serial line";
    }
    try {
      return run.get().errorTail();
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** Pulls the plug. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    console.close();
  }
}
