package dev.bootferry.images.facts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of os-release(5). */
public record OsRelease(Map<String, String> fields) {
  public OsRelease {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Reads the file; lines that are no assignment are left out, as the manual page asks. */
  public static OsRelease parse(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        fields.put(line.substring(0, equals).strip(), unquote(line.substring(equals + 1).strip()));
      }
    }
    return new OsRelease(fields);
  }

  public Optional<String> get(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  /** For people. */
  public String prettyName() {
    return get("PRETTY_NAME").or(() -> get("NAME")).orElse("Linux");
  }

  /** Which distribution it is; {@code linux} where it does not say. */
  public String id() {
    return get("ID").orElse("linux");
  }

  private static String unquote(String value) {
    boolean quoted =
        value.length() >= 2
            && ((value.startsWith("\"") && value.endsWith("\""))
                || (value.startsWith("'") && value.endsWith("'")));
    String inner = quoted ? value.substring(1, value.length() - 1) : value;
    return inner.replaceAll("\\\\(.)", "$1");
  }
}
