package dev.bootferry.testing.benchmark;

import dev.bootferry.core.ByteSize;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Contenders that do the same work in turn, A B A B, so that a machine that grows slower slows them
 * all. The first is the one compared against: ours.
 */
final class Contest {
  private final String title;
  private final List<Contender> contenders;

  Contest(String title, List<Contender> contenders) {
    this.title = title;
    this.contenders = List.copyOf(contenders);
  }

  /**
   * Runs one round that does not count and then so many that do.
   *
   * @return rows of a Markdown table
   */
  List<String> run(CommandRunner commands, int rounds) throws IOException {
    Map<Contender, List<Round>> results = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Contender contender : contenders) {
        Round measured = measure(commands, contender);
        if (round > 0) {
          results.computeIfAbsent(contender, c -> new ArrayList<>()).add(measured);
        }
      }
    }
    List<String> rows = new ArrayList<>();
    double ours = median(results.getOrDefault(contenders.getFirst(), List.of()), Round::seconds);
    for (Contender contender : contenders) {
      rows.add(row(contender, results.getOrDefault(contender, List.of()), ours));
    }
    return rows;
  }

  private static Round measure(CommandRunner commands, Contender contender) throws IOException {
    for (Command command : contender.prepare()) {
      commands.run(command);
    }
    long start;
    double seconds;
    long peak;
    try (TreeMemory memory = TreeMemory.watch()) {
      start = System.nanoTime();
      for (Command command : contender.steps()) {
        commands.run(command);
      }
      seconds = (System.nanoTime() - start) / 1e9;
      peak = memory.peak();
    }
    long written = contender.output().isPresent() ? size(contender.output().get()) : 0;
    return new Round(seconds, peak, written);
  }

  private String row(Contender contender, List<Round> rounds, double ours) {
    double seconds = median(rounds, Round::seconds);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f s (%.2f-%.2f) | %s | %s | %s |",
        title,
        contender.name(),
        seconds,
        rounds.stream().mapToDouble(Round::seconds).min().orElse(0),
        rounds.stream().mapToDouble(Round::seconds).max().orElse(0),
        contender.equals(contenders.getFirst())
            ? "1"
            : String.format(Locale.ROOT, "%.2f", seconds / ours),
        new ByteSize((long) median(rounds, Round::peakBytes)),
        contender.output().isPresent()
            ? new ByteSize((long) median(rounds, Round::writtenBytes)).toString()
            : "");
  }

  static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length % 2 == 1
        ? sorted[sorted.length / 2]
        : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  }

  private static long size(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.size(path);
    }
    try (Stream<Path> files = Files.walk(path)) {
      long total = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        total += Files.size(file);
      }
      return total;
    }
  }
}
