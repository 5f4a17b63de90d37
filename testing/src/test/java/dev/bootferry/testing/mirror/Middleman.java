package dev.bootferry.testing.mirror;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands before a registry, on a free port of 127.0.0.1, and can play a trick with what comes for a
 * path. One connection, one request.
 */
final class Middleman implements AutoCloseable {
  /** The first byte of a TLS handshake. */
  private static final int HANDSHAKE = 0x16;

  private final String registryHost;
  private final int registryPort;
  private final ServerSocket socket;
  private final Map<String, Trick> tricks = new ConcurrentHashMap<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Passes on the body of an answer, in its way. */
  @FunctionalInterface
  interface Trick {
    void pass(InputStream body, OutputStream client) throws IOException, InterruptedException;
  }

  Middleman(String registry) throws IOException {
    this.registryHost = registry.substring(0, registry.indexOf(':'));
    this.registryPort = Integer.parseInt(registry.substring(registry.indexOf(':') + 1));
    this.socket = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    var _ = Thread.ofVirtual().start(this::accept);
  }

  /** Host and port, as in an image's name. */
  String host() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Plays a trick with the paths that hold this text. */
  void on(String part, Trick trick) {
    tricks.put(part, trick);
  }

  /** Passes on everything as it is from now on. */
  void beHonest() {
    tricks.clear();
  }

  /** What was asked for since this was last asked: path, and the range where one was given. */
  List<String> seen() {
    List<String> copy = List.copyOf(seen);
    seen.clear();
    return copy;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        var _ = Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      int first = in.read();
      if (first < 0 || first == HANDSHAKE) {
        return;
      }
      List<String> request = ((char) first + head(in)).lines().toList();
      try (Socket registry = new Socket(registryHost, registryPort)) {
        open.add(registry);
        answer(request, registry, client.getOutputStream());
        open.remove(registry);
      }
    } catch (IOException e) {
      // Either side went away: so does the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private void answer(List<String> request, Socket registry, OutputStream client)
      throws IOException, InterruptedException {
    String path = request.getFirst().split(" ", -1)[1];
    String range = header(request, "range:");
    seen.add((path + " " + range).strip());
    OutputStream out = registry.getOutputStream();
    out.write(joined(without(request, "connection:")).getBytes(StandardCharsets.ISO_8859_1));
    InputStream in = registry.getInputStream();
    List<String> answer = head(in).lines().toList();
    client.write(joined(without(answer, "connection:")).getBytes(StandardCharsets.ISO_8859_1));
    client.flush();
    Trick trick =
        tricks.entrySet().stream()
            .filter(entry -> path.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(InputStream::transferTo);
    trick.pass(in, client);
  }

  /** The lines before the empty one. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended inside a head");
      }
      head.write(next);
      text = head.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  private static String header(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElse("");
  }

  private static List<String> without(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> !line.isEmpty() && !line.toLowerCase(Locale.ROOT).startsWith(name))
        .toList();
  }

  private static String joined(List<String> lines) {
    return String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
