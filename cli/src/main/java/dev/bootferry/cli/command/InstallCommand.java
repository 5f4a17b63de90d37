package dev.bootferry.cli.command;

import picocli.CommandLine.Command;

/** The commands that install. */
@Command(name = "install", header = "Install an image set, with no network.")
final class InstallCommand {}
