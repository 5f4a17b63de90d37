package dev.bootferry.installer.wizard;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.Secret;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.FoundPartition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine with a bundle, a damaged one, an empty disk, a full one and one that is in use. */
final class FakeFacts implements WizardFacts {
  static final String BUNDLE = "/run/media/site.tar";
  static final String EMPTY = "/dev/vda";
  static final String FULL = "/dev/sda";
  static final String BUSY = "/dev/sdb";

  boolean saving = true;
  boolean tooSmall;
  ImageOffers offers =
      new ImageOffers(
          List.of("Europe/Berlin", "Europe/Zurich", "UTC"),
          List.of("C.UTF-8", "de_CH.UTF-8"),
          List.of("de", "us"),
          Optional.of("wheel"),
          Optional.of("NetworkManager"));
  final List<String> saved = new ArrayList<>();

  @Override
  public List<OfferedSource> sources() {
    return List.of(
        bundle(BUNDLE, Optional.empty()),
        bundle("/run/media/bad.tar", Optional.of("its index.json is damaged")));
  }

  private static OfferedSource bundle(String place, Optional<String> refusal) {
    return new OfferedSource(
        place,
        "bundle",
        "registry.example/os:1",
        Optional.of("1"),
        Optional.of("6.12.1"),
        new ByteSize(300 << 20),
        List.of(new OfferedSource.Bound("registry.example/app:1", new ByteSize(20 << 20))),
        true,
        refusal);
  }

  @Override
  public OfferedSource source(String place) {
    return sources().stream()
        .filter(s -> s.place().equals(place))
        .findFirst()
        .orElseThrow(() -> problem("there is nothing at " + place));
  }

  @Override
  public String verify(String place) {
    return "It is whole.";
  }

  @Override
  public List<OfferedDisk> disks() {
    return List.of(
        new OfferedDisk(disk(EMPTY, "", List.of()), false, Optional.empty()),
        new OfferedDisk(disk(FULL, "S-1234", List.of("ext4 \"data\"")), false, Optional.empty()),
        new OfferedDisk(
            disk(BUSY, "S-5678", List.of("iso9660")),
            false,
            Optional.of("the installer was started from it")));
  }

  @Override
  public OfferedDisk disk(String path) {
    return disks().stream()
        .filter(d -> d.path().equals(path))
        .findFirst()
        .orElseThrow(() -> problem("there is no such device"));
  }

  private static DiskDescription disk(String path, String serial, List<String> contents) {
    List<FoundPartition> partitions =
        contents.isEmpty()
            ? List.of()
            : List.of(
                new FoundPartition(
                    1,
                    "var",
                    "type",
                    new Extent(1 << 20, 1 << 30),
                    Optional.of("ext4"),
                    Optional.of("var")));
    return new DiskDescription(
        path,
        Optional.of("Disk \u001b[31mof evil"),
        Optional.empty(),
        Optional.of(serial).filter(s -> !s.isEmpty()),
        Optional.empty(),
        List.of(),
        20L << 30,
        512,
        false,
        false,
        false,
        Optional.of("sata"),
        Optional.empty(),
        partitions,
        List.of(),
        false,
        false,
        contents,
        Optional.empty());
  }

  @Override
  public ImageOffers offers(String place) {
    return offers;
  }

  @Override
  public List<String> links() {
    return List.of("eth0", "eth1");
  }

  @Override
  public List<String> sshKeys(String typed) {
    if (!typed.startsWith("ssh-")) {
      throw problem("it is no public key");
    }
    return List.of(typed);
  }

  @Override
  public String hash(Secret password) {
    return "$6$" + new String(password.bytes(), StandardCharsets.UTF_8).hashCode();
  }

  @Override
  public PlanPreview preview(InstallSpecification specification) {
    if (tooSmall) {
      throw problem("it needs 40 GiB and has 20 GiB");
    }
    return new PlanPreview(
        new ByteSize(20L << 30),
        List.of(new PlanPreview.Row(1, "root", new Extent(1 << 20, 19L << 30), "ext4 on /")),
        List.of("needed 1 GiB"),
        List.of());
  }

  @Override
  public boolean canEncrypt() {
    return true;
  }

  @Override
  public boolean canSave() {
    return saving;
  }

  @Override
  public void save(InstallSpecification specification, String path) {
    saved.add(path);
  }

  private static RuntimeException problem(String why) {
    return new Problem(InstallerProblem.TOOL_MISSING, "do it", why, "Choose another.").exception();
  }
}
