package dev.bootferry.testing.machine;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A machine in QEMU, emulated in software so that it runs where there is no hardware help. It ends
 * with this object, and with this process, however that ends.
 */
public final class VirtualMachine implements AutoCloseable {
  private static final Duration STARTS = Duration.ofSeconds(60);

  private final MachineSpec spec;
  private final Path sockets;
  private final FutureTask<CommandResult> run;
  private final Thread thread;
  private final SerialConsole console;
  private final Qmp qmp;
  private int attached;

  private VirtualMachine(
      CommandRunner commands, MachineSpec spec, Path folder, Path sockets, SerialListener listener)
      throws IOException {
    this.spec = spec;
    this.sockets = sockets;
    Command command = Qemu.command(spec, folder, sockets);
    try (Door serialDoor = new Door(sockets.resolve("serial"));
        Door qmpDoor = new Door(sockets.resolve("qmp"))) {
      this.run =
          new FutureTask<>(() -> {
            try {
              return commands.attempt(command);
            } finally {
              serialDoor.shut();
              qmpDoor.shut();
            }
          });
      // A thread of the system's own: the kernel kills QEMU when the thread that started it ends.
      this.thread = Thread.ofPlatform().daemon().name("qemu").start(run);
      this.console =
          new SerialConsole(accept(serialDoor), folder.resolve("serial.transcript"), listener);
      this.qmp = new Qmp(accept(qmpDoor));
    }
  }

  /**
   * Switches it on.
   *
   * @param folder for the transcript of its serial line, {@code serial.transcript}, and its
   *     firmware's variables; kept between starts of one machine
   * @param listener is shown what comes over the serial line
   */
  public static VirtualMachine start(
      CommandRunner commands, MachineSpec spec, Path folder, SerialListener listener)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    // In a short place of their own: the name of a socket is limited to 107 bytes.
    Path sockets = Files.createTempDirectory("machine");
    try {
      return new VirtualMachine(commands, spec, folder, sockets, listener);
    } catch (IOException e) {
      Files.deleteIfExists(sockets);
      throw e;
    }
  }

  public SerialConsole console() {
    return console;
  }

  /** Plugs in one more disk by virtio while the machine runs; under UEFI only one fits. */
  public void attachDisk(Path image) throws IOException {
    attach(image, "virtio-blk-pci", spec.firmware().hotPlugBus());
  }

  /** Plugs in a USB stick while the machine runs. */
  public void attachStick(Path image) throws IOException {
    attach(image, "usb-storage", "usb.0");
  }

  private void attach(Path image, String driver, String bus) throws IOException {
    String id = "late" + attached++;
    String file = image.toAbsolutePath().toString();
    JsonObject _ =
        qmp.execute(
            "blockdev-add",
            JsonValue.object()
                .put("driver", "raw")
                .put("node-name", id)
                .put("file", JsonValue.object().put("driver", "file").put("filename", file).build())
                .build());
    JsonObject _ =
        qmp.execute(
            "device_add",
            JsonValue.object()
                .put("driver", driver)
                .put("drive", id)
                .put("id", id + "-device")
                .put("bus", bus)
                .build());
  }

  /** Presses the power button, which a running system takes for a request to shut down. */
  public void pressPowerButton() throws IOException {
    JsonObject _ = qmp.execute("system_powerdown", JsonValue.object().build());
  }

  /** Waits until the machine has switched itself off. */
  public void awaitEnd(Duration limit) throws InterruptedException {
    try {
      CommandResult result = run.get(limit.toSeconds(), TimeUnit.SECONDS);
      if (!result.succeeded()) {
        throw new AssertionError("QEMU failed: " + result.errorTail());
      }
    } catch (TimeoutException e) {
      throw new AssertionError(
          "the machine did not switch itself off within " + limit + console.tail(), e);
    } catch (ExecutionException e) {
      throw new AssertionError("QEMU failed", e.getCause());
    }
  }

  private SocketChannel accept(Door door) throws IOException {
    try {
      return door.accept(STARTS);
    } catch (IOException e) {
      thread.interrupt();
      throw new IOException("QEMU did not start: " + ending(), e);
    }
  }

  private String ending() {
    try {
      return run.get(STARTS.toSeconds(), TimeUnit.SECONDS).errorTail();
    } catch (ExecutionException | TimeoutException e) {
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
      qmp.close();
      console.close();
      Files.deleteIfExists(sockets);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Nothing is lost: an empty folder of sockets stays.
    }
  }
}
