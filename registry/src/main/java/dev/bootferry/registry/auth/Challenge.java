package dev.bootferry.registry.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a server wants to be convinced, from a header {@code WWW-Authenticate} (RFC 9110, section
 * 11.6.1).
 *
 * @param scheme in small letters, such as {@code bearer}
 * @param parameters by name in small letters; of several of one name the first
 */
record Challenge(String scheme, Map<String, String> parameters) {
  Challenge {
    parameters = Map.copyOf(parameters);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(v -> !v.isEmpty());
  }

  /** Reads all challenges of all such headers; what is not well formed ends its header. */
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> challenges = new ArrayList<>();
    headers.forEach(h -> new Parser(h).parse(challenges));
    return challenges;
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    void parse(List<Challenge> challenges) {
      String scheme = "";
      Map<String, String> parameters = new LinkedHashMap<>();
      for (skip(" \t,"); at < text.length(); skip(" \t,")) {
        String word = token();
        skip(" \t");
        if (!word.isEmpty() && !follows('=')) {
          add(challenges, scheme, parameters);
          scheme = word.toLowerCase(Locale.ROOT);
          parameters.clear();
          skipToken68();
          continue;
        }
        Optional<String> value = word.isEmpty() ? Optional.empty() : parameterValue();
        if (value.isEmpty()) {
          break;
        }
        parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value.get());
      }
      add(challenges, scheme, parameters);
    }

    private static void add(
        List<Challenge> challenges, String scheme, Map<String, String> parameters) {
      if (!scheme.isEmpty()) {
        challenges.add(new Challenge(scheme, parameters));
      }
    }

    /** Bare data that some schemes have in place of parameters; of no use to us. */
    private void skipToken68() {
      int start = at;
      while (at < text.length() && (isTokenCharacter(text.charAt(at)) || follows('/'))) {
        at++;
      }
      skip("=");
      skip(" \t");
      if (at < text.length() && !follows(',')) {
        at = start;
      }
    }

    private boolean follows(char c) {
      return at < text.length() && text.charAt(at) == c;
    }

    private Optional<String> parameterValue() {
      at++;
      skip(" \t");
      return value();
    }

    private Optional<String> value() {
      if (!follows('"')) {
        String value = token();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
      }
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '"') {
          at++;
          return Optional.of(value.toString());
        }
        if (c == '\\' && at + 1 < text.length()) {
          at++;
          c = text.charAt(at);
        }
        value.append(c);
      }
      return Optional.empty();
    }

    private String token() {
      int start = at;
      while (at < text.length() && isTokenCharacter(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private void skip(String characters) {
      while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private static boolean isTokenCharacter(char c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
  }
}
