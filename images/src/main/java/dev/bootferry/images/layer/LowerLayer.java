package dev.bootferry.images.layer;

import dev.bootferry.linux.files.FileLocation;
import java.io.IOException;
import java.util.List;

/** One layer below the one being applied, with its whiteouts still in it. */
public interface LowerLayer {
  /** What a layer has to say about a path. */
  sealed interface Answer {}

  /**
   * It has it.
   *
   * @param location see {@link LowerFiles#find}
   */
  record Here(FileLocation location) implements Answer {}

  /** It hides it, or has something else in the way: the layers below do not count. */
  record Hidden() implements Answer {}

  /** It says nothing. */
  record FurtherDown() implements Answer {}

  /**
   * Looks for a path.
   *
   * @param components of the path, none of them empty
   */
  Answer ask(List<String> components) throws IOException;
}
