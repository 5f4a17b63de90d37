package dev.bootferry.deployment.imports;

import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.TreeRef;
import dev.bootferry.deployment.sysroot.Sysroot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commits layers, each under its own ref. */
final class LayerCommits {
  /** Names in a layer's commit the policy that its files were labelled by. */
  static final String POLICY_KEY = "bootferry.selinux-policy";

  private final Sysroot sysroot;
  private final Optional<LabelPolicy> policy;

  LayerCommits(Sysroot sysroot, Optional<LabelPolicy> policy) {
    this.sysroot = sysroot;
    this.policy = policy;
  }

  /** Commits a folder, whose files move into the repository: nothing of it remains. */
  Checksum consume(String ref, Path folder) {
    return commit(List.of("--branch=" + ref), folder, "--consume");
  }

  /**
   * The tree of an encapsulated commit as the whole image labels it; the commit itself stays as it
   * is.
   */
  TreeRef baseTree(Checksum commit, LayerFolders folders) throws IOException {
    if (policy.isEmpty()) {
      return sysroot.objects().commit(commit).root();
    }
    Checksum labelled = commit(List.of("--orphan"), folders.base(), "--link-checkout-speedup");
    return sysroot.objects().commit(labelled).root();
  }

  /**
   * The commit of a layer that the repository has, labelled anew where it was labelled by another
   * policy; the ref then moves.
   *
   * @param folders to check it out again
   */
  Checksum reuse(ImportPlan.Layer layer, Checksum commit, LayerFolders folders) throws IOException {
    boolean labelled =
        policy.isEmpty()
            || sysroot
                .objects()
                .commit(commit)
                .text(POLICY_KEY)
                .filter(policy.get().identity().toString()::equals)
                .isPresent();
    return labelled
        ? commit
        : commit(
            List.of("--branch=" + layer.ref()),
            folders.get(layer.index()),
            "--link-checkout-speedup");
  }

  private Checksum commit(List<String> place, Path folder, String mode) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--tree=dir=" + folder);
    arguments.add(mode);
    arguments.add("--no-bindings");
    // The same layer gives the same commit, whenever it is imported.
    arguments.add("--timestamp=@0");
    arguments.addAll(place);
    if (policy.isPresent()) {
      arguments.add("--selinux-policy=" + policy.get().root());
      arguments.add("--add-metadata-string=" + POLICY_KEY + "=" + policy.get().identity());
    }
    return new Checksum(sysroot.repo("commit", arguments).text());
  }
}
