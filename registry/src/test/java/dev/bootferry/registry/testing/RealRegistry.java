package dev.bootferry.registry.testing;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program docker-registry on a free port of 127.0.0.1, its files in a folder of the test.
 * Images are pushed by skopeo.
 */
public final class RealRegistry implements AutoCloseable {
  public static final String USER = "ann";
  public static final String PASSWORD = "open sesame";

  /** Made by: perl -e 'print crypt("open sesame", q($2b$05$abcdefghijklmnopqrstuu))'. */
  private static final String BCRYPT =
      "$2b$05$abcdefghijklmnopqrstuupx2xBUC4954936wVIjyyPHmUBFu0wCW";

  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");

  private final Path folder;
  private final boolean password;
  private final Thread thread;
  private final String host;

  /** How it is set up. */
  public record Setup(
      Optional<Certificate> tls, boolean password, Optional<TokenDouble> tokens, Path tokenRoot) {
    public static Setup plain() {
      return new Setup(Optional.empty(), false, Optional.empty(), Path.of("/"));
    }

    /** TLS, and {@link #USER} with {@link #PASSWORD}. */
    public static Setup passwordOverTls(Certificate certificate) {
      return new Setup(Optional.of(certificate), true, Optional.empty(), Path.of("/"));
    }

    /** Tokens of this server, whose issuer is called {@code test-issuer}. */
    public static Setup bearer(TokenDouble tokens, Path rootCertificate) {
      return new Setup(Optional.empty(), false, Optional.of(tokens), rootCertificate);
    }
  }

  private RealRegistry(Path folder, boolean password, Thread thread, String host) {
    this.folder = folder;
    this.password = password;
    this.thread = thread;
    this.host = host;
  }

  public static RealRegistry start(Path folder, Setup setup) throws IOException {
    Files.createDirectories(folder);
    Path config = folder.resolve("config.yml");
    Files.writeString(config, config(folder, setup));
    CompletableFuture<String> address = new CompletableFuture<>();
    Command command =
        Command.of("sh", "-c", "exec docker-registry serve \"$0\" 2>&1", config.toString());
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
      String host = address.get(30, TimeUnit.SECONDS);
      return new RealRegistry(folder, setup.password(), thread, host);
    } catch (ExecutionException | TimeoutException e) {
      thread.interrupt();
      throw new IOException("docker-registry did not start", e);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String config(Path folder, Setup setup) throws IOException {
    StringBuilder config =
        new StringBuilder(
                "version: 0.1\nlog: {level: info}\nstorage: {filesystem: {rootdirectory: ")
            .append(folder.resolve("data"))
            .append("}}\nhttp:\n  addr: 127.0.0.1:0\n");
    setup
        .tls()
        .ifPresent(c ->
            config.append("  tls: {certificate: " + c.certificate() + ", key: " + c.key() + "}\n"));
    if (setup.password()) {
      Path passwords = Files.writeString(folder.resolve("htpasswd"), USER + ":" + BCRYPT + "\n");
      config.append("auth: {htpasswd: {realm: test, path: ").append(passwords).append("}}\n");
    }
    setup
        .tokens()
        .ifPresent(t ->
            config
                .append("auth: {token: {realm: \"")
                .append(t.realm())
                .append("\", service: " + TokenDouble.SERVICE)
                .append(", issuer: test-issuer, rootcertbundle: " + setup.tokenRoot())
                .append("}}\n"));
    return config.toString();
  }

  private static Void listen(InputStream output, CompletableFuture<String> address)
      throws IOException {
    Deque<String> last = new ArrayDeque<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          address.complete(matcher.group(1));
        }
        last.add(line);
        if (last.size() > 20) {
          last.removeFirst();
        }
      }
    }
    address.completeExceptionally(new IOException("it ended: " + String.join("\n", last)));
    return null;
  }

  /** Host and port, as in an image's name. */
  public String host() {
    return host;
  }

  /** Pushes an image with skopeo, all its bytes as they are. */
  public void push(String repository, String tag, TinyImage image) throws IOException {
    Path source = image.writeDir(Files.createTempDirectory(folder, "push"));
    List<String> argv =
        new ArrayList<>(
            List.of("skopeo", "--insecure-policy", "copy", "--all", "--dest-tls-verify=false"));
    argv.add("--preserve-digests");
    if (password) {
      argv.add("--dest-creds=" + USER + ":" + PASSWORD);
    }
    argv.add("dir:" + source);
    argv.add("docker://" + host + "/" + repository + ":" + tag);
    new SystemCommandRunner().run(Command.of(argv));
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
