package dev.bootferry.cli.command;

import dev.bootferry.cli.version.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** The program itself. */
@Command(
    name = "bootferry",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 90,
    synopsisSubcommandLabel = "COMMAND",
    header = "Carries bootable container images to machines without a network.",
    footerHeading =
        "%nExit status: 0 done, 1 failed, 2 wrong usage, 3 refused with nothing changed,%n"
            + "4 damaged or untrusted content, 130 interrupted.%n")
public final class RootCommand {
  @Mixin private CommonOptions common;

  public CommonOptions common() {
    return common;
  }
}
