package dev.bootferry.images.bound;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.core.data.Toml;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.bound.QuadletFile.Assignment;
import dev.bootferry.images.bound.UsabilityFinding.Code;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells of bound images that would be on the machine and still not start without a network. bootc
 * accepts such an image; the people who find out are at the disconnected site.
 */
public final class UsabilityReview {
  private static final String CONTAINER = "Container";
  private static final String IMAGE = "Image";
  private static final List<String> STORAGE_CONF =
      List.of("usr/share/containers/storage.conf", "etc/containers/storage.conf");

  private final ImageTree tree;
  private final UnitReader reader;
  private final QuadletUnits units;
  private final List<UsabilityFinding> findings = new ArrayList<>();

  private UsabilityReview(ImageTree tree, UnitReader reader) {
    this.tree = tree;
    this.reader = reader;
    this.units = new QuadletUnits(tree, reader);
  }

  /** Findings in the order of the units, those of the whole image last; empty when all is well. */
  public static List<UsabilityFinding> review(ImageTree tree, UnitReader reader, BoundImages bound)
      throws IOException {
    if (bound.units().isEmpty()) {
      return List.of();
    }
    return new UsabilityReview(tree, reader).review(bound);
  }

  /**
   * Refuses when there is any finding.
   *
   * @param image the base image, for the message
   * @throws dev.bootferry.core.problem.ProblemException {@code bound-not-usable}, with all findings
   */
  public static void refuse(List<UsabilityFinding> findings, String image) {
    if (findings.isEmpty()) {
      return;
    }
    throw new Problem(
            ImagesProblem.BOUND_NOT_USABLE,
            "accept the bound images of " + image,
            findings.stream()
                .map(f -> f.where() + ": " + f.message())
                .collect(Collectors.joining("; ")),
            findings.stream()
                .map(UsabilityFinding::remedy)
                .distinct()
                .collect(Collectors.joining(" ")))
        .exception();
  }

  private List<UsabilityFinding> review(BoundImages bound) throws IOException {
    Optional<UsabilityFinding> global = storeEnabledGlobally();
    for (BoundUnit unit : bound.units()) {
      if (namesUnit(unit)) {
        continue;
      }
      switch (unit.unit().kind()) {
        case CONTAINER -> reviewContainer(unit, global.isPresent());
        case IMAGE -> reviewImage(unit, global.isPresent());
      }
    }
    reviewStoreLink();
    global.ifPresent(findings::add);
    return List.copyOf(findings);
  }

  private boolean namesUnit(BoundUnit unit) {
    String reference = unit.reference();
    if (!reference.endsWith(".image") && !reference.endsWith(".build")) {
      return false;
    }
    add(
        Code.IMAGE_NAMES_UNIT,
        unit,
        unit.unit().line(),
        "Image=" + reference + " names another unit, and bootc pulls it as if it were a reference",
        "Write the image's full reference into the bound unit.");
    return true;
  }

  private void reviewContainer(BoundUnit bound, boolean global) throws IOException {
    QuadletFile unit = units.read(bound.path());
    if (!global && !StoreUse.by(unit)) {
      add(
          Code.STORE_NOT_USED,
          bound,
          bound.unit().line(),
          "the container does not look into the store of bound images",
          "Add the line GlobalArgs=" + StoreUse.OPTION + " to its [Container] section.");
    }
    unit.last(CONTAINER, "Pull")
        .filter(a -> pulls(a.value()))
        .ifPresent(a ->
            add(
                Code.PULLS_ALWAYS,
                bound,
                a,
                "Pull=" + a.value() + " asks the registry at every start",
                "Write Pull=never, or Pull=missing."));
  }

  private void reviewImage(BoundUnit bound, boolean global) throws IOException {
    List<QuadletUnits.Named> consumers = consumers(bound);
    if (consumers.stream().noneMatch(c -> global || StoreUse.by(c.file()))) {
      String who =
          consumers.isEmpty()
              ? "no container of the image uses it"
              : consumers.stream().map(QuadletUnits.Named::path).collect(Collectors.joining(", "))
                  + " does not look into the store of bound images";
      add(
          Code.IMAGE_NOT_CONSUMED,
          bound,
          bound.unit().line(),
          who,
          "Give the .container that runs it GlobalArgs=" + StoreUse.OPTION + ".");
    }
    // Only a container that names the .image unit starts it, and starting it is a pull.
    boolean started = consumers.stream().anyMatch(c -> image(c.file()).equals(bound.fileName()));
    Optional<Assignment> policy = units.read(bound.path()).last(IMAGE, "Policy");
    if (started && policy.map(Assignment::value).map(this::pulls).orElse(true)) {
      add(
          Code.PULLS_ALWAYS,
          bound,
          policy.map(Assignment::line).orElse(bound.unit().line()),
          "the unit asks the registry whenever a container that names it starts",
          "Let the container name the image's reference, or write Policy=missing here.");
    }
  }

  /** Containers of the image that run this unit's image, by its reference or by the unit's name. */
  private List<QuadletUnits.Named> consumers(BoundUnit bound) throws IOException {
    Set<String> names = Set.of(bound.reference(), bound.fileName());
    return units.containers().stream().filter(c -> names.contains(image(c.file()))).toList();
  }

  private static String image(QuadletFile container) {
    return container.last(CONTAINER, IMAGE).map(Assignment::value).orElse("");
  }

  private boolean pulls(String policy) {
    return policy.equals("always") || policy.equals("newer");
  }

  private void reviewStoreLink() {
    Optional<TreeEntry> entry = tree.lookup(StoreUse.STORE);
    // The link's target appears only on the installed machine, so that it cannot be followed here.
    boolean leads =
        entry
            .filter(TreeEntry::isSymlink)
            .filter(
                e -> e.linkTarget().replaceAll("/+$", "").endsWith("sysroot/ostree/bootc/storage"))
            .isPresent();
    if (!leads) {
      findings.add(
          new UsabilityFinding(
              Code.STORE_LINK_MISSING,
              "",
              StoreUse.STORE,
              0,
              entry.isEmpty()
                  ? "the image has no link to the store of bound images"
                  : "it is not the link to the store of bound images",
              "Run in the image's build: ln -s ../../../sysroot/ostree/bootc/storage "
                  + StoreUse.STORE
                  + " (bootc's package brings it)."));
    }
  }

  /** The later file wins, as for podman: it reads one of them only. */
  private Optional<UsabilityFinding> storeEnabledGlobally() throws IOException {
    for (String path : STORAGE_CONF.reversed()) {
      Optional<byte[]> content = reader.read(path);
      if (content.isPresent()) {
        return global("/" + path, new String(content.get(), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  private static Optional<UsabilityFinding> global(String path, String text) {
    Toml toml;
    try {
      toml = Toml.read(text, path);
    } catch (ProblemException e) {
      // podman will say so itself; here it only means that the file enables nothing.
      return Optional.empty();
    }
    boolean enabled =
        toml.values().object("storage").object("options").array("additionalimagestores").stream()
            .anyMatch(UsabilityReview::isStore);
    return enabled
        ? Optional.of(
            new UsabilityFinding(
                Code.STORE_GLOBAL,
                "",
                path,
                toml.line("storage.options.additionalimagestores"),
                "the store of bound images is open to every container, so that floating images can"
                    + " come to lean on layers that an upgrade removes",
                "Take "
                    + StoreUse.STORE
                    + " out of additionalimagestores, and give each bound container GlobalArgs="
                    + StoreUse.OPTION
                    + "."))
        : Optional.empty();
  }

  private static boolean isStore(JsonValue value) {
    return value instanceof JsonString s && StoreUse.isStore(s.value());
  }

  private void add(Code code, BoundUnit unit, Assignment at, String message, String remedy) {
    findings.add(
        new UsabilityFinding(code, unit.fileName(), "/" + at.path(), at.line(), message, remedy));
  }

  private void add(Code code, BoundUnit unit, int line, String message, String remedy) {
    findings.add(
        new UsabilityFinding(code, unit.fileName(), "/" + unit.path(), line, message, remedy));
  }
}
