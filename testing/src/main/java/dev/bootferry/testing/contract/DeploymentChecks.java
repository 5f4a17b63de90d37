package dev.bootferry.testing.contract;

import dev.bootferry.deployment.files.KeyFile;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.DeploymentList;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The deployment and what lies beside it. */
final class DeploymentChecks {
  private DeploymentChecks() {}

  static List<Check> run(Path root, Repository repository, Expected expected) throws IOException {
    Checks checks = new Checks("deployment");
    List<Deployment> deployments = DeploymentList.read(root).deployments();
    checks.holds("there is one", () -> !deployments.isEmpty());
    if (deployments.isEmpty()) {
      return checks.results();
    }
    Deployment first = deployments.getFirst();
    Path stateroot = root.resolve("ostree/deploy").resolve(expected.stateroot());
    Path directory = first.directory();
    if (expected.firstInstall()) {
      checks.equal("there is only one", 1, deployments::size);
    }
    Checksum image = repository.ref(expected.target().imageRef());
    checks.equal("its commit is the image's", image, first::checksum);
    checks.equal(
        "it lies in its stateroot",
        stateroot.resolve("deploy").resolve(first.name()),
        () -> directory);
    checks.holds(
        "it has an etc of its own, as files",
        () ->
            Files.isDirectory(directory.resolve("etc"), LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(directory.resolve("usr/etc"), LinkOption.NOFOLLOW_LINKS));
    checks.equal(
        "its origin says what it follows",
        Optional.of(expected.target().toString()),
        () -> first.origin().get("origin", "container-image-reference"));
    checks.holds(
        "its origin has no local changes",
        () ->
            Stream.of("rpmostree", "packages", "overrides", "modules")
                .noneMatch(first.origin()::hasGroup));
    checks.equal(
        "the origin file is a key file of ostree's",
        KeyFile.parse(Files.readString(origin(first))).toString(),
        () -> Files.readString(origin(first)));
    checks.holds("its folder cannot be changed", () -> isImmutable(directory));
    checks.holds(
        "the stateroot has /var",
        () -> Files.isDirectory(stateroot.resolve("var"), LinkOption.NOFOLLOW_LINKS));
    checks.equal(
        "composefs has its image, or is not wanted",
        expected.composefs(),
        () -> Files.isRegularFile(directory.resolve(".ostree.cfs")));
    Path backing = stateroot.resolve("backing").resolve(first.name());
    if (Files.isDirectory(stateroot.resolve("backing"))) {
      checks.equal(
          "only root enters what backs a transient root",
          0700,
          () -> RepositoryChecks.mode(stateroot, "backing"));
      checks.holds(
          "a transient root has its folders",
          () ->
              Stream.of("upper", "work")
                  .allMatch(n -> Files.isDirectory(backing.resolve("root-transient/" + n))));
    }
    if (expected.firstInstall()) {
      checks.rule("/var is as the image seeds it", () -> unseeded(directory, stateroot));
    }
    checks.equal(
        "files have labels where the image has a policy",
        expected.selinux(),
        () -> hasLabel(directory, "usr"));
    if (expected.selinux()) {
      checks.rule("everything has a label", () -> unlabelled(root));
    }
    return checks.results();
  }

  private static Path origin(Deployment deployment) {
    return deployment.directory().resolveSibling(deployment.name() + ".origin");
  }

  private static boolean isImmutable(Path directory) {
    String flags =
        new SystemCommandRunner().run(Command.of("lsattr", "-d", directory.toString())).text();
    return flags.substring(0, flags.indexOf(' ')).contains("i");
  }

  private static Optional<String> unseeded(Path deployment, Path stateroot) throws IOException {
    Path seed = deployment.resolve("var");
    if (!Files.isDirectory(seed)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(seed)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path relative = seed.relativize(file);
        if (!Files.exists(stateroot.resolve("var").resolve(relative), LinkOption.NOFOLLOW_LINKS)) {
          return Optional.of(relative.toString());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean hasLabel(Path folder, String name) throws IOException {
    try (Directory directory = Directory.open(folder)) {
      return directory.xattrs(name).containsKey("security.selinux");
    }
  }

  private static Optional<String> unlabelled(Path root) throws IOException {
    Set<String> tops = Set.of("ostree", "boot");
    for (String top : tops) {
      try (Stream<Path> files = Files.walk(root.resolve(top))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          if (!hasLabel(Repository.folder(file), String.valueOf(file.getFileName()))) {
            return Optional.of(file.toString());
          }
        }
      }
    }
    return Optional.empty();
  }
}
