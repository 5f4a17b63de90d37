package dev.bootferry.deployment.imports;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.HashingInputStream;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * The SELinux policy of a merged image, in a small root of its own: what ostree labels files by.
 *
 * @param root holds {@code etc/selinux}
 * @param identity digest of the files that decide on labels, to know later by which policy a layer
 *     was labelled
 */
record LabelPolicy(Path root, Digest identity) {
  private static final String FOLDER = "etc/selinux";

  /**
   * Whether the image asks for labels, as ostree decides it: a configuration that says enforcing or
   * permissive.
   */
  static boolean isWanted(ImageTree tree) {
    return tree.read(FOLDER + "/config").stream()
        .flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
        .filter(line -> line.startsWith("SELINUX="))
        .map(line -> line.substring("SELINUX=".length()).toLowerCase(java.util.Locale.ROOT))
        .reduce((_, last) -> last)
        .filter(mode -> mode.startsWith("enforcing") || mode.startsWith("permissive"))
        .isPresent();
  }

  /**
   * Collects the policy from the layers that its files come from.
   *
   * @param folders of the layers, as {@code OstreeLayerPolicy} places their files
   * @param root an empty folder
   * @return empty when the image asks for no labels
   * @throws dev.bootferry.core.problem.ProblemException {@code selinux-policy-invalid}
   */
  static Optional<LabelPolicy> collect(ImageTree tree, LayerFolders folders, Path root)
      throws IOException {
    if (!isWanted(tree)) {
      return Optional.empty();
    }
    MessageDigest identity = Digest.newSha256();
    Files.createDirectories(root.resolve(FOLDER));
    List<TreeEntry> entries = tree.walk(FOLDER).toList();
    for (TreeEntry entry : entries) {
      Path target = root.resolve(entry.path());
      if (entry.isDirectory()) {
        Files.createDirectories(target);
        continue;
      }
      Path source = folders.get(entry.layer()).resolve("usr").resolve(entry.path());
      try {
        Files.copy(source, target, LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException e) {
        throw invalid(entry.path() + " is not where the image's layers say", e);
      }
      if (entry.path().contains("/contexts/files/")) {
        identity.update(entry.path().getBytes(StandardCharsets.UTF_8));
        identity.update(hash(target));
      }
    }
    if (entries.stream().noneMatch(e -> e.name().equals("file_contexts"))) {
      throw invalid("it has no file_contexts", null);
    }
    return Optional.of(new LabelPolicy(root, Digest.ofSha256(identity.digest())));
  }

  private static byte[] hash(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream content = Files.newInputStream(file);
        HashingInputStream hashing = new HashingInputStream(content)) {
      hashing.transferTo(OutputStream.nullOutputStream());
      return hashing.finish();
    }
  }

  private static RuntimeException invalid(
      String why, @org.jspecify.annotations.Nullable Throwable cause) {
    Problem problem =
        new Problem(
            DeploymentProblem.SELINUX_POLICY_INVALID,
            "read the SELinux policy of the image",
            why,
            "Install a whole policy into the image, or set SELINUX=disabled in its"
                + " /etc/selinux/config.");
    return cause == null ? problem.exception() : problem.exception(cause);
  }
}
