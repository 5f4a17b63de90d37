package dev.bootferry.images.storage;

import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.InputFile;
import dev.bootferry.linux.syscall.SystemCallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The files of an unpacked layer, by the bytes of their names, whatever the locale. The names come
 * from an image: each component is opened in its folder, and none may be a link. The folders of the
 * last file stay open, since the next is mostly in the same.
 */
final class UnpackedFiles implements AutoCloseable {
  /** A folder that is open. */
  private record Level(byte[] name, Directory directory) {}

  private final List<Level> levels = new ArrayList<>();

  UnpackedFiles(Path folder) throws IOException {
    levels.add(new Level(new byte[0], Directory.open(folder)));
  }

  /**
   * Opens a regular file.
   *
   * @param name as the tar has it: slashes at its start, and dots, do not matter
   * @throws IOException also when the name leads out of the layer, or to no regular file
   */
  InputFile open(byte[] name) throws IOException {
    List<byte[]> components = components(name);
    int depth = 0;
    while (depth + 1 < Math.min(levels.size(), components.size())
        && Arrays.equals(levels.get(depth + 1).name(), components.get(depth))) {
      depth++;
    }
    while (levels.size() > depth + 1) {
      levels.removeLast().directory().close();
    }
    InputFile file;
    try {
      for (byte[] folder : components.subList(depth, components.size() - 1)) {
        Directory directory = levels.getLast().directory().openDirectory(folder);
        levels.add(new Level(folder, directory));
      }
      file = levels.getLast().directory().openFile(components.getLast());
    } catch (SystemCallException e) {
      throw new IOException(
          "the file "
              + text(name)
              + " cannot be opened, or leads through a link: "
              + e.getMessage(),
          e);
    }
    if (!file.status().isRegular()) {
      file.close();
      throw new IOException(text(name) + " is not the regular file that it was");
    }
    return file;
  }

  private static List<byte[]> components(byte[] name) throws IOException {
    List<byte[]> components = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= name.length; i++) {
      if (i == name.length || name[i] == '/') {
        byte[] component = Arrays.copyOfRange(name, start, i);
        String plain = new String(component, StandardCharsets.ISO_8859_1);
        if (plain.equals("..") || plain.indexOf('\0') >= 0) {
          throw new IOException("the name " + text(name) + " leads out of the layer");
        }
        if (!plain.isEmpty() && !plain.equals(".")) {
          components.add(component);
        }
        start = i + 1;
      }
    }
    if (components.isEmpty()) {
      throw new IOException("the name " + text(name) + " is none of a file");
    }
    return components;
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    levels.reversed().forEach(level -> level.directory().close());
    levels.clear();
  }
}
