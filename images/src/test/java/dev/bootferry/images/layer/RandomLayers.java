package dev.bootferry.images.layer;

import dev.bootferry.images.tar.Extent;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TestTar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes layers that follow one another as real ones do, with all that layers can do to each other.
 * The same seed makes the same layers.
 */
final class RandomLayers {
  private enum Type {
    FILE,
    DIRECTORY,
    SYMLINK
  }

  private final Random random;

  /** What the layers so far come to. */
  private final TreeMap<String, Type> merged = new TreeMap<>(Map.of("", Type.DIRECTORY));

  /** What the layer under way has: its own files may be linked to, its names not hidden. */
  private final Map<String, Type> own = new HashMap<>();

  private final Set<String> opaque = new HashSet<>();
  private int names;

  RandomLayers(long seed) {
    this.random = new Random(seed);
  }

  /** The next layer, with about so many entries. */
  byte[] next(int entries) {
    TestTar tar = new TestTar();
    own.clear();
    opaque.clear();
    tar.add(attributes(TarEntry.directory("./")));
    hide(tar);
    for (int i = 0; i < entries; i++) {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> file(tar, newName());
        case 3, 4 -> directory(tar, newName());
        case 5 -> symlink(tar, newName());
        case 6 -> hardLink(tar);
        case 7 -> sparse(tar, newName());
        case 8 -> again(tar);
        default -> replace(tar);
      }
    }
    return tar.bytes();
  }

  /** Whiteouts first: in which order others see them differs between tools. */
  private void hide(TestTar tar) {
    for (String path : new ArrayList<>(merged.keySet())) {
      if (!path.isEmpty() && merged.containsKey(path) && random.nextInt(12) == 0) {
        int slash = path.lastIndexOf('/') + 1;
        if (merged.get(path) == Type.DIRECTORY && random.nextBoolean()) {
          tar.file(path + "/.wh..wh..opq", "");
          opaque.add(path);
          removeBelow(path);
        } else {
          tar.file(path.substring(0, slash) + ".wh." + path.substring(slash), "");
          removeBelow(path);
          merged.remove(path);
        }
      }
    }
  }

  private void removeBelow(String path) {
    merged.keySet().removeIf(p -> p.startsWith(path + "/"));
    own.keySet().removeIf(p -> p.startsWith(path + "/"));
  }

  private String newName() {
    List<String> folders =
        merged.entrySet().stream()
            .filter(e -> e.getValue() == Type.DIRECTORY)
            .map(Map.Entry::getKey)
            .toList();
    String folder = folders.get(random.nextInt(folders.size()));
    String name =
        switch (random.nextInt(6)) {
          case 0 -> "long-".repeat(30 + random.nextInt(15)) + names++;
          case 1 -> "\u00fcml\u00e4ut-\u6f22" + names++;
          case 2 -> "a name\twith space" + names++;
          case 3 -> "-" + names++;
          default -> "n" + names++;
        };
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private void put(String path, Type type) {
    removeBelow(path);
    merged.put(path, type);
    own.put(path, type);
  }

  private void file(TestTar tar, String path) {
    byte[] content =
        new byte[random.nextInt(4) == 0 ? random.nextInt(300_000) : random.nextInt(50)];
    random.nextBytes(content);
    tar.add(attributes(TarEntry.file(path, content.length)), content);
    put(path, Type.FILE);
  }

  private void sparse(TestTar tar, String path) {
    long size = 100_000L + random.nextInt(1_000_000);
    int first = random.nextInt(40_000);
    Extent one = new Extent(first, 512L * (1 + random.nextInt(10)));
    Extent two = new Extent(one.end() + 4096, 10);
    byte[] data = new byte[(int) (one.length() + two.length())];
    random.nextBytes(data);
    tar.add(attributes(TarEntry.file(path, size)).withExtents(List.of(one, two)), data);
    put(path, Type.FILE);
  }

  private void directory(TestTar tar, String path) {
    tar.add(attributes(TarEntry.directory(path)));
    put(path, Type.DIRECTORY);
  }

  private void symlink(TestTar tar, String path) {
    TarEntry link = TarEntry.symlink(path, "../x\u00e9/" + "y".repeat(random.nextInt(300)));
    tar.add(link.withOwner(random.nextInt(5000), 7).withMtime(random.nextInt(1 << 30), 0));
    put(path, Type.SYMLINK);
  }

  private void hardLink(TestTar tar) {
    boolean lower = random.nextInt(4) == 0;
    List<String> files =
        merged.entrySet().stream()
            .filter(e -> e.getValue() == Type.FILE)
            .map(Map.Entry::getKey)
            .filter(path -> lower != own.containsKey(path))
            .toList();
    if (!files.isEmpty()) {
      String path = newName();
      tar.hardLink(path, files.get(random.nextInt(files.size())));
      put(path, Type.FILE);
    }
  }

  /** A directory that is there gets other attributes. */
  private void again(TestTar tar) {
    List<String> folders =
        merged.entrySet().stream()
            .filter(e -> e.getValue() == Type.DIRECTORY && !e.getKey().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    if (!folders.isEmpty()) {
      String path = folders.get(random.nextInt(folders.size()));
      tar.add(attributes(TarEntry.directory(path)));
      own.put(path, Type.DIRECTORY);
    }
  }

  /** Something of a lower layer becomes something else, of another type or not. */
  private void replace(TestTar tar) {
    List<String> old =
        merged.keySet().stream().filter(p -> !p.isEmpty() && !own.containsKey(p)).toList();
    if (old.isEmpty()) {
      return;
    }
    String path = old.get(random.nextInt(old.size()));
    if (own.keySet().stream().anyMatch(p -> p.startsWith(path + "/"))) {
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> file(tar, path);
      case 1 -> symlink(tar, path);
      default -> {
        if (merged.get(path) != Type.DIRECTORY) {
          directory(tar, path);
        }
      }
    }
  }

  private TarEntry attributes(TarEntry entry) {
    TarEntry result =
        entry
            .withMode(random.nextInt(3) == 0 ? random.nextInt(010000) : 0644)
            .withOwner(
                random.nextInt(3) == 0 ? random.nextInt(1 << 20) : 0,
                random.nextInt(3) == 0 ? random.nextInt(1 << 20) : 0)
            .withMtime(random.nextInt(1 << 30), random.nextInt(1_000_000_000));
    if (random.nextInt(4) == 0) {
      byte[] value = new byte[1 + random.nextInt(40)];
      random.nextBytes(value);
      result = result.withXattr("user.x" + random.nextInt(3), value);
    }
    if (entry.type() == dev.bootferry.images.tar.TarType.FILE && random.nextInt(8) == 0) {
      result =
          result.withXattr(
              "security.capability",
              new byte[] {
                1, 0, 0, 2, (byte) random.nextInt(), 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
              });
    }
    return result;
  }
}
