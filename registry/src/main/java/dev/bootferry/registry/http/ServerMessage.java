package dev.bootferry.registry.http;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a server says about an error, in a form fit for a line of a terminal. */
public final class ServerMessage {
  /** Of a body: explanations are short. */
  private static final int READ = 64 << 10;

  private static final int SHOWN = 300;

  private ServerMessage() {}

  /**
   * Status and explanation, and closes the reply: as in {@code 404 (MANIFEST_UNKNOWN: manifest
   * unknown)}. Explanations come as the distribution specification says ("Error Codes") or as token
   * servers do it.
   */
  public static String of(HttpReply reply) {
    String text = explanation(reply.start(READ));
    return reply.status() + (text.isEmpty() ? "" : " (" + text + ")");
  }

  static String explanation(byte[] body) {
    JsonObject json;
    try {
      json = Json.readObject(body, "an answer");
    } catch (ProblemException e) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    for (JsonValue error : json.array("errors")) {
      if (error instanceof JsonObject object) {
        String code = object.string("code").orElse("");
        String message = object.string("message").orElse("");
        parts.add(code.isEmpty() || message.isEmpty() ? code + message : code + ": " + message);
      }
    }
    if (parts.isEmpty()) {
      json.string("error").ifPresent(parts::add);
      json.string("error_description").or(() -> json.string("details")).ifPresent(parts::add);
      json.string("message").ifPresent(parts::add);
    }
    return plain(parts.stream().filter(p -> !p.isBlank()).collect(Collectors.joining("; ")));
  }

  /** Without what could play with the terminal, and not endless. */
  private static String plain(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}]+", " ").strip();
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
  }
}
