package dev.bootferry.cli.command;

import picocli.CommandLine.Command;

/** The commands about bundles. */
@Command(name = "mirror", header = "Make bundles of image sets, look into them and check them.")
final class MirrorCommand {}
