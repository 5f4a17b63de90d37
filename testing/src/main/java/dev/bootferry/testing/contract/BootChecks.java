package dev.bootferry.testing.contract;

import dev.bootferry.bootloader.entries.BootEntry;
import dev.bootferry.bootloader.entries.OstreeTarget;
import dev.bootferry.core.Digest;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.DeploymentList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the boot loader reads, and how it leads to deployments. */
final class BootChecks {
  /** ostree writes the fields in this order; the others come after. */
  private static final List<String> ORDER =
      List.of("title", "version", "options", "devicetree", "linux", "initrd");

  private BootChecks() {}

  static List<Check> run(Path root, Expected expected) throws IOException {
    Checks checks = new Checks("boot");
    Path loader = root.resolve("boot/loader");
    checks.holds("/boot/loader is a link", () -> Files.isSymbolicLink(loader));
    checks.holds(
        "it leads to loader.0 or loader.1",
        () -> Files.readSymbolicLink(loader).toString().matches("loader\\.[01]"));
    List<Path> files;
    try (Stream<Path> entries = Files.list(loader.resolve("entries"))) {
      files = entries.sorted().toList();
    }
    List<Deployment> deployments = DeploymentList.read(root).deployments();
    checks.equal("there is one entry for each deployment", deployments.size(), files::size);
    int count = files.size();
    for (int i = 0; i < count; i++) {
      Path file = files.get(count - 1 - i);
      String name = String.valueOf(file.getFileName());
      int number = count - i;
      checks.holds(
          "entry " + i + " is numbered from the highest",
          () -> name.matches("ostree-" + number + "(-[^/]*)?\\.conf"));
      entry(checks, root, BootEntry.parse(name, Files.readString(file)), i, number, expected);
    }
    if (!deployments.isEmpty()) {
      checks.equal(
          "the default has exactly these kernel arguments",
          expected.kargs(),
          () -> deployments.getFirst().kargs());
    }
    return checks.results();
  }

  private static void entry(
      Checks checks, Path root, BootEntry entry, int index, int number, Expected expected) {
    String which = "entry " + index + ": ";
    Map<String, String> fields = entry.fields();
    checks.equal(which + "its version orders it", Integer.toString(number), entry::version);
    checks.holds(
        which + "its title ends with its place",
        () -> fields.getOrDefault("title", "").matches(".*\\(ostree(:[^:)]+)?:" + index + "\\)"));
    checks.holds(
        which + "its fields are in ostree's order",
        () -> {
          List<String> keys = new ArrayList<>(fields.keySet());
          keys.retainAll(ORDER);
          List<String> ordered = new ArrayList<>(ORDER);
          ordered.retainAll(fields.keySet());
          return keys.equals(ordered);
        });
    checks.holds(which + "ostree= is of ostree's form", () -> entry.target().isPresent());
    if (entry.target().isEmpty()) {
      return;
    }
    OstreeTarget argument = entry.target().get();
    checks.equal(which + "it is of the stateroot", expected.stateroot(), argument::stateroot);
    checks.holds(
        which + "its bootversion is the loader's",
        () ->
            Files.readSymbolicLink(root.resolve("boot/loader"))
                .toString()
                .equals("loader." + argument.bootVersion()));
    checks.holds(
        which + "boot." + argument.bootVersion() + " is a link to one of two",
        () ->
            Files.readSymbolicLink(root.resolve("ostree/boot." + argument.bootVersion()))
                .toString()
                .matches("boot\\." + argument.bootVersion() + "\\.[01]"));
    checks.rule(
        which + "its link leads to a deployment, relatively",
        () -> {
          Path link = root.resolve(argument.path());
          String target = Files.readSymbolicLink(link).toString();
          boolean form =
              target.matches(
                  "\\.\\./\\.\\./\\.\\./deploy/"
                      + argument.stateroot()
                      + "/deploy/[0-9a-f]{64}\\.[0-9]+");
          return form && Files.isDirectory(link) ? Optional.empty() : Optional.of(target);
        });
    String folder = "/boot/ostree/" + argument.stateroot() + "-" + argument.bootChecksum() + "/";
    for (String key : List.of("linux", "initrd")) {
      checks.holds(
          which + key + " is named with /boot, in its folder",
          () -> fields.getOrDefault(key, "").startsWith(folder));
      checks.holds(
          which + key + " is there",
          () ->
              Files.isRegularFile(
                  root.resolve(fields.getOrDefault(key, "").substring(1)),
                  LinkOption.NOFOLLOW_LINKS));
    }
    checks.equal(
        which + "the folder is named by kernel and initramfs",
        argument.bootChecksum(),
        () -> bootcsum(root, fields));
  }

  private static String bootcsum(Path root, Map<String, String> fields) throws IOException {
    MessageDigest computation = Digest.newSha256();
    for (String key : List.of("linux", "initrd", "devicetree")) {
      String path = fields.get(key);
      if (path != null) {
        computation.update(Files.readAllBytes(root.resolve(path.substring(1))));
      }
    }
    return Digest.ofSha256(computation.digest()).hex();
  }
}
