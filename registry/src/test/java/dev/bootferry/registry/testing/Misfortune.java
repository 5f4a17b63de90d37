package dev.bootferry.registry.testing;

import java.util.Map;

/** What a registry can do wrong, or just differently, while it answers one request. */
public sealed interface Misfortune {
  /** Closes the connection without any answer. */
  record Drop() implements Misfortune {}

  /** Closes the connection after this many bytes of the body. */
  record CutAfter(long bytes) implements Misfortune {}

  /** Sends this many bytes of the body and then nothing, until the registry is closed. */
  record StallAfter(long bytes) implements Misfortune {}

  /** Announces and sends another length: more bytes for a positive number, less for a negative. */
  record WrongLength(int difference) implements Misfortune {}

  /** Announces no length and sends more bytes than there are. */
  record Endless(int surplus) implements Misfortune {}

  /** Sends other bytes, as many as there should be. */
  record WrongBytes() implements Misfortune {}

  /** Sends everything, whatever range was asked for. */
  record NoRange() implements Misfortune {}

  /** Sends a range that begins one byte later than asked. */
  record WrongRange() implements Misfortune {}

  /** Calls what it sends by another media type. */
  record WrongType(String mediaType) implements Misfortune {}

  /** Answers with this alone. */
  record Answer(int status, Map<String, String> headers, String body) implements Misfortune {
    public Answer {
      headers = Map.copyOf(headers);
    }

    public static Answer of(int status) {
      return new Answer(status, Map.of(), "");
    }
  }

  /** Sends the client to the same path below another address. */
  record RedirectTo(String base) implements Misfortune {}
}
