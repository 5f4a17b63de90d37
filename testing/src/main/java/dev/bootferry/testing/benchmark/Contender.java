package dev.bootferry.testing.benchmark;

import dev.bootferry.linux.process.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One way to do a piece of work.
 *
 * @param name as the table shows it
 * @param prepare run before each round and not measured: removes what the last round made
 * @param steps run one after another and measured as one
 * @param output whose size is printed as bytes written, where there is one
 */
record Contender(String name, List<Command> prepare, List<Command> steps, Optional<Path> output) {
  Contender {
    prepare = List.copyOf(prepare);
    steps = List.copyOf(steps);
  }
}
