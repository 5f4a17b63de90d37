package dev.bootferry.cli.command;

import picocli.CommandLine.Command;

/** The commands about the unattended file. */
@Command(name = "config", header = "Check the file of an unattended installation.")
final class ConfigCommand {}
