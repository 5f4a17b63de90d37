package dev.bootferry.installer.wizard;

import dev.bootferry.core.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to install, and whether it is whole. */
final class SourcePages {
  /** A set may bind very many images. */
  private static final int BOUND_NAMED = 2;

  private static final int BOUND_LISTED = 8;

  private final Interview interview;

  SourcePages(Interview interview) {
    this.interview = interview;
  }

  void add() {
    interview.choice(
        Keys.SOURCE,
        Section.SOURCE,
        "What shall be installed?",
        List.of(
            "These were found on attached media, mounted volumes and in this machine's images."),
        this::offered);
    if (interview.answers().is(Keys.SOURCE, Keys.OTHER)) {
      interview.text(
          Keys.SOURCE_PATH,
          Section.SOURCE,
          "Where is it?",
          List.of(
              "Write the path of a bundle, or another place, such as"
                  + " containers-storage:localhost/os:1, oci:/path or oci-archive:/path.",
              "A medium that was attached only now has to be mounted first."),
          "Path",
          "",
          typed ->
              Checks.problem(typed, t -> interview.facts().source(t)).or(() -> refusal(typed)));
    }
    String place = Interview.source(interview.answers());
    interview.add(Keys.VERIFY, Section.SOURCE, () -> verify(place));
  }

  private Optional<String> refusal(String place) {
    return interview.facts().source(place).refusal().map(r -> "It cannot be installed: " + r + ".");
  }

  private List<Option> offered() {
    List<Option> options = new ArrayList<>();
    for (OfferedSource source : interview.facts().sources()) {
      String title = source.base().isEmpty() ? source.place() : source.base();
      options.add(
          new Option(source.place(), title, details(source, BOUND_NAMED), source.refusal()));
    }
    options.add(Option.of(Keys.OTHER, "Something else: type where it is"));
    return options;
  }

  /** Lines about a source. */
  private static List<String> details(OfferedSource source, int named) {
    List<String> lines = new ArrayList<>();
    lines.add(source.kind() + " " + source.place());
    List<String> parts = new ArrayList<>();
    source.version().ifPresent(v -> parts.add("version " + v));
    source.kernel().ifPresent(k -> parts.add("kernel " + k));
    if (source.size().bytes() > 0) {
      parts.add(source.size().toString());
    }
    if (!parts.isEmpty()) {
      lines.add(String.join(", ", parts));
    }
    source.bound().stream()
        .limit(named)
        .forEach(b -> lines.add("with " + b.reference() + ", " + b.size()));
    int more = source.bound().size() - named;
    if (more > 0) {
      lines.add("and " + more + " more images");
    }
    return lines;
  }

  private Page verify(String place) {
    OfferedSource source = interview.facts().source(place);
    List<String> help = new ArrayList<>();
    help.add(source.base().isEmpty() ? place : source.base());
    details(source, BOUND_LISTED).forEach(line -> help.add("- " + line));
    List<Option> options = new ArrayList<>();
    options.add(
        Option.of(
            Keys.NO,
            "Go on",
            "Every layer is checked against its digest before anything is written."));
    if (source.verifiable()) {
      long bytes =
          source.size().bytes() + source.bound().stream().mapToLong(b -> b.size().bytes()).sum();
      options.add(
          Option.of(
              Keys.YES,
              "Check all of it now",
              "Reads " + new ByteSize(bytes) + "; damage then shows at once."));
    }
    return new Page.Choice(
        Keys.VERIFY,
        Section.SOURCE,
        "Is this what you want?",
        help,
        options,
        Optional.empty(),
        false);
  }
}
