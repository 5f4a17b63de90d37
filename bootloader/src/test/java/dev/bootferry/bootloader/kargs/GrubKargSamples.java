package dev.bootferry.bootloader.kargs;

import java.util.List;

/** Arguments that the rule lets pass. The boot tests boot with each of them. */
public final class GrubKargSamples {
  public static final List<String> CARRIED =
      List.of(
          "root=UUID=11111111-2222-3333-4444-555555555555",
          "console=ttyS0,115200n8",
          "ip=[fe80::1]:x!y~z^`%@+",
          "crashkernel=1G-4G:192M,4G-64G:256M",
          "a=*.c",
          "a=?b",
          "(a)",
          "/dev/x",
          "x#y",
          "a#",
          "--foo",
          "!x",
          "[y]",
          "[[x",
          "café=ü",
          "if",
          "in",
          "function",
          "a\\\\b",
          "a\\\"b\\\"",
          "it\\'s",
          "\"dyndbg=file a.c  +p\"",
          "\"a;b c|d&e<f>g{h}\"",
          "\"x #y\"",
          "\"é x\"",
          "\"a \\\\ b\"",
          "a=b=c");

  private GrubKargSamples() {}
}
