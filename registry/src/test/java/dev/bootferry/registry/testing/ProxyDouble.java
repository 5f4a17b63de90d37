package dev.bootferry.registry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that knows only how to connect, and connects to one server whatever it is asked for. It
 * may want a password.
 */
public final class ProxyDouble implements AutoCloseable {
  private static final int MAX_HEAD = 16384;

  private final int target;
  private final Optional<String> authorization;
  private final ServerSocket socket;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * Starts it.
   *
   * @param host with the port, on 127.0.0.1, of the server that it connects to
   * @param authorization the value of {@code Proxy-Authorization} that it wants
   */
  public ProxyDouble(String host, Optional<String> authorization) throws IOException {
    this.target = Integer.parseInt(host.substring(host.indexOf(':') + 1));
    this.authorization = authorization;
    this.socket = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  /** Host and port. */
  public String host() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** First lines and headers of what it was asked. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      heads.add(head);
      boolean welcome =
          authorization
              .map(a -> head.toLowerCase(Locale.ROOT).contains(a.toLowerCase(Locale.ROOT)))
              .orElse(true);
      if (!welcome) {
        answer(
            client,
            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=p\r\n"
                + "Content-Length: 0");
        return;
      }
      try (Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), target)) {
        open.add(server);
        answer(client, "200 Connected");
        Thread back = Thread.ofVirtual().start(() -> Pipes.pump(server, client));
        Pipes.pump(client, server);
        back.join();
      }
    } catch (IOException e) {
      // One side went away: so does the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(Socket client, String status) throws IOException {
    client
        .getOutputStream()
        .write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0 && head.length() < MAX_HEAD) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the request ended early");
      }
      head.append((char) c);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
