package dev.bootferry.installer.unattended;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.form.Finding;
import dev.bootferry.installer.specification.InstallSpecification;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came of reading a file: a specification, or all that is wrong with it.
 *
 * @param name of the file
 * @param specification when nothing is wrong
 * @param findings in the order of the file
 */
public record ConfigReading(
    String name, Optional<InstallSpecification> specification, List<Finding> findings) {
  public ConfigReading {
    findings = List.copyOf(findings);
    if (specification.isPresent() != findings.isEmpty()) {
      throw new IllegalArgumentException("a file is right, or something is wrong with it");
    }
  }

  /**
   * The specification.
   *
   * @throws ProblemException {@code configuration-invalid}, naming everything that is wrong
   */
  public InstallSpecification require() {
    return specification.orElseThrow(() -> problem().exception());
  }

  /** All findings as one problem; there must be one. */
  public Problem problem() {
    return new Problem(
        InstallerProblem.CONFIG_INVALID,
        "read the configuration " + name,
        findings.stream().map(Finding::toString).collect(Collectors.joining("\n")),
        "Mend these places; 'bootferry config check' tells whether the file is right before any"
            + " machine sees it.");
  }
}
