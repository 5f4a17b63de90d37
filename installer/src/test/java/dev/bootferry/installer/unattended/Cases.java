package dev.bootferry.installer.unattended;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A configuration and what is to be said of it. In a resource they are parted by lines of {@code
 * ====}; the text ends at {@code ---}, and what follows is said, line by line.
 */
record Cases(String text, List<String> said) {
  static Stream<Cases> of(String resource) {
    try (InputStream in = Cases.class.getResourceAsStream(resource)) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(all.split("(?m)^====\n")).filter(c -> !c.isBlank()).map(Cases::parse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Cases parse(String block) {
    int end = ("\n" + block).indexOf("\n---\n");
    return new Cases(block.substring(0, end), block.substring(end + 4).lines().toList());
  }

  @Override
  public String toString() {
    return text.replace('\n', ' ');
  }
}
