package dev.bootferry.registry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before a server without TLS and turns away at once who begins with TLS, as real servers
 * do. The JDK's server would wait for the end of a line that never comes.
 */
final class PlainFront implements AutoCloseable {
  /** The first byte of a TLS handshake. */
  private static final int HANDSHAKE = 0x16;

  private final InetSocketAddress behind;
  private final ServerSocket socket;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  PlainFront(InetSocketAddress behind) throws IOException {
    this.behind = behind;
    this.socket = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
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
      int first = client.getInputStream().read();
      if (first < 0 || first == HANDSHAKE) {
        return;
      }
      try (Socket server = new Socket(behind.getAddress(), behind.getPort())) {
        open.add(server);
        server.getOutputStream().write(first);
        Thread answers = Thread.ofVirtual().start(() -> pump(server, client));
        pump(client, server);
        answers.join();
        open.remove(server);
      }
    } catch (IOException e) {
      // Either side went away: so does the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  /** Whoever ends first ends both: the server's half is never left half open. */
  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[65536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // See above.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
