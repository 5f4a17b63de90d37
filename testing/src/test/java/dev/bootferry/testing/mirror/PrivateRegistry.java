package dev.bootferry.testing.mirror;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real docker-registry on a free port of 127.0.0.1, so that it meets no other; it ends with the
 * test. Its files are in the folder {@code data} of its own folder.
 */
final class PrivateRegistry implements AutoCloseable {
  static final String USER = "ann";
  static final String PASSWORD = "open sesame";

  /** Made by: perl -e 'print crypt("open sesame", q($2b$05$abcdefghijklmnopqrstuu))'. */
  private static final String BCRYPT =
      "$2b$05$abcdefghijklmnopqrstuupx2xBUC4954936wVIjyyPHmUBFu0wCW";

  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");

  private final Thread thread;
  private final String host;

  private PrivateRegistry(Thread thread, String host) {
    this.thread = thread;
    this.host = host;
  }

  /** One that lets everybody in. */
  static PrivateRegistry start(Path folder) throws IOException {
    return start(folder, "");
  }

  /** One that lets in who knows {@link #USER} and {@link #PASSWORD}. */
  static PrivateRegistry startGuarded(Path folder) throws IOException {
    Path passwords = folder.resolve("htpasswd");
    Files.writeString(passwords, USER + ":" + BCRYPT + "\n");
    return start(folder, "auth: {htpasswd: {realm: test, path: " + passwords + "}}\n");
  }

  private static PrivateRegistry start(Path folder, String more) throws IOException {
    Path config = folder.resolve("config.yml");
    Files.writeString(
        config,
        "version: 0.1\nlog: {level: info}\nstorage: {filesystem: {rootdirectory: "
            + folder.resolve("data")
            + "}}\nhttp:\n  addr: 127.0.0.1:0\n"
            + more);
    CompletableFuture<String> address = new CompletableFuture<>();
    // A tracing exporter, switched on in some builds, would look for a host on the network.
    Command command =
        Command.of("sh", "-c", "exec docker-registry serve \"$0\" 2>&1", config.toString())
            .withEnvironment(Map.of("OTEL_TRACES_EXPORTER", "none"));
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                new SystemCommandRunner().read(command, out -> listen(out, address));
              } catch (RuntimeException e) {
                address.completeExceptionally(e);
              }
            });
    try {
      return new PrivateRegistry(thread, address.get(30, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      thread.interrupt();
      throw new IOException("docker-registry did not start", e);
    }
  }

  private static String listen(InputStream output, CompletableFuture<String> address)
      throws IOException {
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          address.complete(matcher.group(1));
        } else if (!address.isDone()) {
          said.append(line).append('\n');
        }
      }
    }
    address.completeExceptionally(new IOException("it ended: " + said));
    return "";
  }

  /** Host and port, as in an image's name. */
  String host() {
    return host;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
