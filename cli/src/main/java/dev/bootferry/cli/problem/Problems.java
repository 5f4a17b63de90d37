package dev.bootferry.cli.problem;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Makes a {@link Problem} of whatever was thrown. */
public final class Problems {
  private Problems() {}

  /**
   * The problem itself, where there is one; else what can be said of the exception.
   *
   * @param command what ran, as in "mirror create"
   */
  public static Problem of(Throwable thrown, String command) {
    return switch (thrown) {
      case ProblemException e -> e.problem();
      case UncheckedIOException e when e.getCause() != null -> ofIo(e.getCause(), command);
      case IOException e -> ofIo(e, command);
      case InterruptedException _ -> interrupted(command);
      case OutOfMemoryError e ->
          new Problem(
              CoreProblem.INTERNAL,
              "finish " + command,
              "the memory given to the program is used up: " + e.getMessage(),
              "Give it more, as in BOOTFERRY_JAVA_OPTIONS=-Xmx512m, and please report it: its need"
                  + " should not grow with the images.");
      default ->
          new Problem(
              CoreProblem.INTERNAL,
              "finish " + command,
              "of an error in the program itself: " + thrown,
              "Please report it, with what BOOTFERRY_DEBUG=1 shows beside this.");
    };
  }

  public static Problem interrupted(String command) {
    return new Problem(
        CoreProblem.INTERRUPTED,
        "finish " + command,
        "it was told to stop",
        "Run the same command again; what is incomplete does not have its final name.");
  }

  private static Problem ofIo(IOException thrown, String command) {
    String why =
        Optional.of(thrown)
            .filter(FileSystemException.class::isInstance)
            .map(FileSystemException.class::cast)
            .filter(e -> e.getFile() != null)
            .map(e -> e.getFile() + ": " + reason(e))
            .orElseGet(() -> messageOf(thrown));
    return new Problem(
        CoreProblem.IO_FAILED,
        "finish " + command,
        why,
        "Mend the cause named, such as a full or failing medium, then run the command again.");
  }

  private static String messageOf(IOException thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
  }

  /** The library's exceptions carry only the file's name, and their meaning in their type. */
  private static String reason(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it exists already";
      case DirectoryNotEmptyException _ -> "the folder is not empty";
      case NotDirectoryException _ -> "it is not a folder";
      default -> Optional.ofNullable(e.getReason()).orElse("the file system refused");
    };
  }
}
