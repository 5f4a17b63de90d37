package dev.bootferry.testing.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks a physical root against what bootc and ostree expect. */
public final class SysrootChecker {
  private final Path root;
  private final Expected expected;

  /**
   * Prepares.
   *
   * @param root where the root file system of the machine is mounted, read-only or not
   */
  public SysrootChecker(Path root, Expected expected) {
    this.root = root;
    this.expected = expected;
  }

  /** All checks, those that hold and those that do not. */
  public List<Check> run() throws IOException {
    Repository repository = new Repository(root.resolve("ostree/repo"));
    List<Check> all = new ArrayList<>();
    all.addAll(RepositoryChecks.run(root, repository));
    all.addAll(RefChecks.run(repository, expected));
    all.addAll(CommitChecks.run(repository, expected));
    all.addAll(LayerChecks.run(repository, expected));
    all.addAll(DeploymentChecks.run(root, repository, expected));
    all.addAll(TreeChecks.run(root, expected));
    all.addAll(BootChecks.run(root, expected));
    all.addAll(StoreChecks.run(root, expected));
    return all;
  }

  /**
   * Runs all.
   *
   * @throws AssertionError naming every check that does not hold
   */
  public List<Check> demand() throws IOException {
    List<Check> all = run();
    List<String> failed = all.stream().filter(c -> !c.holds()).map(Check::toString).toList();
    if (!failed.isEmpty()) {
      throw new AssertionError(
          failed.size() + " of " + all.size() + " checks fail:\n" + String.join("\n", failed));
    }
    return all;
  }
}
