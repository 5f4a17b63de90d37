package dev.bootferry.testing.machine;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** QEMU's machine protocol: one JSON object a line, answers in order, events in between. */
final class Qmp implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedReader in;
  private final OutputStream out;

  /** Greets; commands are accepted afterwards. */
  Qmp(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    this.out = Channels.newOutputStream(channel);
    JsonObject _ = line();
    JsonObject _ = execute("qmp_capabilities", JsonValue.object().build());
  }

  /**
   * Runs a command and waits for its answer.
   *
   * @throws IOException also when QEMU refuses, with its reason
   */
  JsonObject execute(String command, JsonObject arguments) throws IOException {
    JsonObject call =
        JsonValue.object().put("execute", command).put("arguments", arguments).build();
    out.write((Json.pretty(call).replace("\n", "") + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    while (true) {
      JsonObject answer = line();
      if (answer.members().containsKey("error")) {
        throw new IOException(
            "QEMU refuses " + command + ": " + answer.object("error").string("desc").orElse(""));
      }
      if (answer.members().containsKey("return")) {
        return answer.object("return");
      }
    }
  }

  private JsonObject line() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("QEMU has ended");
    }
    return Json.readObject(line.getBytes(StandardCharsets.UTF_8), "QEMU's answer");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
