package dev.bootferry.bootloader.grub;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The image's own grub-mkimage.
 *
 * @param runner runs the image's programs
 * @param program {@code grub-mkimage} or {@code grub2-mkimage}
 * @param scratch an empty folder that the programs see under the same path
 */
public record GrubTools(CommandRunner runner, String program, Path scratch) {
  /** Enough to find the root on any file system we make, to read our menu and to load Linux. */
  private static final List<String> MODULES =
      List.of(
          "part_gpt",
          "ext2",
          "xfs",
          "btrfs",
          "normal",
          "search",
          "search_fs_uuid",
          "search_label",
          "configfile",
          "linux",
          "regexp",
          "test",
          "echo",
          "true",
          "serial",
          "terminal",
          "minicmd",
          "sleep",
          "reboot",
          "halt",
          "ls",
          "cat",
          "gzio");

  /**
   * Makes an image that contains its modules and begins with our stub.
   *
   * @param format {@code i386-pc} or {@code x86_64-efi}
   * @throws dev.bootferry.core.problem.ProblemException {@code command-failed}
   */
  public byte[] make(String format, String rootUuid) throws IOException {
    Path stub = scratch.resolve("stub.cfg");
    Path output = scratch.resolve("core-" + format + ".img");
    Files.write(stub, GrubConfiguration.stub(rootUuid));
    List<String> argv = new ArrayList<>();
    argv.addAll(
        List.of(
            program,
            "-O",
            format,
            "-d",
            "/usr/lib/grub/" + format,
            "-p",
            "/boot/grub",
            "-c",
            stub.toString(),
            "-o",
            output.toString()));
    argv.addAll(MODULES);
    argv.addAll(
        format.endsWith("-efi")
            ? List.of("efi_gop", "fat", "boot")
            : List.of("biosdisk", "vga_text"));
    runner.run(Command.of(argv));
    return Files.readAllBytes(output);
  }
}
