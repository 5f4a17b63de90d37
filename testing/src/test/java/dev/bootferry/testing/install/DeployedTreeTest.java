package dev.bootferry.testing.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.sample.SampleImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tree that an installed disk boots, beside what umoci unpacks of the same image: everything
 * that find, sha256sum and getfattr tell but times, which ostree does not keep.
 */
@Tag("system")
class DeployedTreeTest {
  private static final Set<String> EMPTIED = Set.of("run", "tmp", "proc", "sys", "dev");

  private static TreeListing image;
  private static TreeListing deployed;

  @BeforeAll
  static void readBoth() throws IOException {
    SystemCommandRunner commands = new SystemCommandRunner();
    Path bundle = RunFolder.create("umoci").resolve("bundle");
    Path layout = new SampleImages(commands).layout("os-v1");
    var _ =
        commands.run(Command.of("umoci", "unpack", "--image", layout + ":v1", bundle.toString()));
    image = TreeListing.of(bundle.resolve("rootfs"));
    try (MountedRoot root = InstalledDisk.sample("ext4").mount()) {
      deployed = TreeListing.of(root.deployment());
    }
  }

  @Test
  void isTheImagesEntryForEntry() {
    NavigableMap<String, String> wanted = new TreeMap<>();
    image
        .entries()
        .forEach((path, entry) ->
            place(path).filter(_ -> isKept(path, entry)).ifPresent(p -> wanted.put(p, entry)));
    assertThat(wanted).hasSizeGreaterThan(5000);
    assertThat(differences(wanted, without(deployed.entries(), "etc/"))).isEmpty();
  }

  @Test
  void hasItsExtendedAttributes() {
    NavigableMap<String, List<String>> wanted = new TreeMap<>();
    image.attributes().forEach((path, lines) -> place(path).ifPresent(p -> wanted.put(p, lines)));
    assertThat(wanted).hasSizeGreaterThanOrEqualTo(2);
    assertThat(without(deployed.attributes(), "etc/")).isEqualTo(wanted);
  }

  @Test
  void hasItsHardLinks() {
    Map<String, Set<String>> groups = new HashMap<>();
    image
        .numbers()
        .forEach((path, number) ->
            groups.computeIfAbsent(number, _ -> new TreeSet<>()).add(place(path).orElse(path)));
    groups.values().removeIf(group -> group.size() < 2);
    assertThat(groups).isNotEmpty();
    for (Set<String> group : groups.values()) {
      assertThat(group.stream().map(deployed.numbers()::get).distinct()).as("%s", group).hasSize(1);
    }
  }

  /** The machine's own /etc begins as the image's. */
  @Test
  void etcIsACopyOfTheImages() {
    NavigableMap<String, String> wanted = new TreeMap<>();
    image
        .entries()
        .forEach((path, entry) -> {
          if ((path + "/").startsWith("etc/") && isKept(path, entry)) {
            wanted.put(path, entry);
          }
        });
    NavigableMap<String, String> found = new TreeMap<>(deployed.entries());
    found.keySet().removeIf(path -> !(path + "/").startsWith("etc/"));
    assertThat(wanted).hasSizeGreaterThan(100);
    assertThat(differences(wanted, found)).isEmpty();
    assertThat(found.keySet().stream().map(deployed.numbers()::get).filter(n -> n != null))
        .doesNotContainAnyElementsOf(without(deployed.numbers(), "etc/").values());
  }

  /** Where the import puts what an image has there; empty for what it leaves out. */
  private static Optional<String> place(String path) {
    int slash = path.indexOf('/');
    if (slash > 0 && EMPTIED.contains(path.substring(0, slash))) {
      return Optional.empty();
    }
    return Optional.of((path + "/").startsWith("etc/") ? "usr/" + path : path);
  }

  /** ostree has no devices, and a build's leftovers are dropped. */
  private static boolean isKept(String path, String entry) {
    boolean leftover = path.equals("etc/hostname") || path.equals("etc/resolv.conf");
    return "fdl".indexOf(entry.charAt(0)) >= 0 && !(leftover && entry.contains(" 0 "));
  }

  private static <T> NavigableMap<String, T> without(NavigableMap<String, T> all, String folder) {
    NavigableMap<String, T> rest = new TreeMap<>(all);
    rest.keySet().removeIf(path -> (path + "/").startsWith(folder));
    return rest;
  }

  private static List<String> differences(
      NavigableMap<String, String> wanted, NavigableMap<String, String> found) {
    Set<String> paths = new TreeSet<>(wanted.keySet());
    paths.addAll(found.keySet());
    List<String> differences = new ArrayList<>();
    for (String path : paths) {
      String here = wanted.getOrDefault(path, "missing");
      String there = found.getOrDefault(path, "missing");
      if (!here.equals(there)) {
        differences.add("'" + path + "': in the image " + here + ", deployed " + there);
      }
    }
    return differences;
  }
}
