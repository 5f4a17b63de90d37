package dev.bootferry.images.layer;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.tar.TarReader;
import dev.bootferry.linux.files.CreationDefaults;
import dev.bootferry.linux.files.Directory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Applies one layer's tar to a directory of its own, losslessly: owner, mode with set-id and sticky
 * bits, modification time, extended attributes, hard links, holes. A later entry of the same name
 * wins. Whiteouts stay, as empty regular files, for whoever merges the layers ({@link
 * LayerPath#onDisk}). Devices, FIFOs and sockets, and the attribute {@code security.selinux}, are
 * left out.
 *
 * <p>The tar is taken for hostile. Every name is opened relative to the descriptor of its folder,
 * no symbolic link is ever followed, and nothing outside the directory is touched. Needs root.
 */
public final class LayerApplier {
  private final LayerPolicy policy;
  private final LowerFiles lower;
  private final boolean times;

  public LayerApplier(LayerPolicy policy, LowerFiles lower) {
    this(policy, lower, true);
  }

  private LayerApplier(LayerPolicy policy, LowerFiles lower, boolean times) {
    this.policy = policy;
    this.lower = lower;
    this.times = times;
  }

  /**
   * The same, but every regular file gets the modification time 0, as ostree's objects have: it
   * keeps the time of files that it takes over.
   */
  public LayerApplier withoutTimes() {
    return new LayerApplier(policy, lower, false);
  }

  /**
   * Applies a layer and reads its stream to the end, so that it is verified. Leaves it open.
   *
   * @param directory exists and is empty
   * @throws dev.bootferry.core.problem.ProblemException {@code layer-invalid}, {@code tar-invalid},
   *     or what the stream says. What was written until then remains, for the caller to remove
   */
  public AppliedLayer apply(LayerStream layer, Path directory) throws IOException {
    return apply(layer, layer.name(), directory);
  }

  /**
   * Applies a tar and reads the stream to its end.
   *
   * @param name of the layer, for messages
   */
  public AppliedLayer apply(InputStream tar, String name, Path directory) throws IOException {
    EntryWriter writer = new EntryWriter(CreationDefaults.ofThisProcess(), times);
    try (Directory root = Directory.open(directory);
        ApplyRun run = new ApplyRun(new TarReader(tar, name), name, policy, lower, writer, root)) {
      return run.run();
    } catch (ProblemException e) {
      throw LayerStream.judge(tar, e);
    }
  }
}
