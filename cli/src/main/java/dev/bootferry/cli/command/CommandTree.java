package dev.bootferry.cli.command;

import dev.bootferry.cli.logging.LogLevel;
import dev.bootferry.cli.progress.ProgressStyle;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.installer.request.InstallRequest.BoundImages;
import dev.bootferry.mirror.compress.Compression;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** All commands of the program, and how their arguments are read. */
public final class CommandTree {
  private final UseCases useCases;

  public CommandTree(UseCases useCases) {
    this.useCases = useCases;
  }

  /** A new tree: its commands keep the options of one run. */
  public CommandLine build() {
    CommandLine root = new CommandLine(new RootCommand());
    root.addSubcommand(
        new CommandLine(new MirrorCommand())
            .addSubcommand(new MirrorCreateCommand(useCases))
            .addSubcommand(new MirrorInspectCommand(useCases))
            .addSubcommand(new MirrorVerifyCommand(useCases)));
    root.addSubcommand(
        new CommandLine(new InstallCommand(useCases))
            .addSubcommand(new InstallToDiskCommand(useCases))
            .addSubcommand(new InstallUndoCommand(useCases)));
    root.addSubcommand(new DisksCommand(useCases));
    root.addSubcommand(new ProbeCommand(useCases));
    root.addSubcommand(
        new CommandLine(new ConfigCommand())
            .addSubcommand(new ConfigCheckCommand(useCases))
            .addSubcommand(new ConfigSchemaCommand()));
    root.addSubcommand(new StatusCommand(useCases));
    root.addSubcommand(new UpgradeCommand(useCases));
    root.addSubcommand(new RollbackCommand(useCases));
    root.addSubcommand(new CompletionCommand());
    root.addSubcommand(new HelpCommand());
    // As skopeo and podman read arguments: no @files, no guessing.
    root.setExpandAtFiles(false);
    root.registerConverter(ByteSize.class, converter(ByteSize::parse));
    root.registerConverter(BoundImages.class, oneOf(BoundImages.values()));
    root.registerConverter(Platform.class, converter(Platform::parse));
    root.registerConverter(SourceReference.class, converter(SourceReference::parse));
    root.registerConverter(Compression.class, oneOf(Compression.values()));
    root.registerConverter(ProgressStyle.class, oneOf(ProgressStyle.values()));
    root.registerConverter(LogLevel.class, oneOf(LogLevel.values()));
    root.registerConverter(ColorChoice.class, oneOf(ColorChoice.values()));
    return root;
  }

  /** Reads a constant by its name in lower case. */
  private static <E extends Enum<E>> ITypeConverter<E> oneOf(E[] values) {
    return text ->
        Stream.of(values)
            .filter(value -> shown(value).equals(text))
            .findFirst()
            .orElseThrow(() ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is none of "
                        + Stream.of(values)
                            .map(CommandTree::shown)
                            .collect(Collectors.joining(", "))));
  }

  private static String shown(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Shows only the reason of a value that is refused, not the exception around it. */
  private static <T> ITypeConverter<T> converter(ITypeConverter<T> parser) {
    return text -> {
      try {
        return parser.convert(text);
      } catch (ProblemException e) {
        throw new TypeConversionException(e.problem().why() + ". " + e.problem().fix());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }
}
