package dev.bootferry.core.progress;

import dev.bootferry.core.io.ByteCounter;

/**
 * Is told what long work is doing. Implementations are thread-safe and cheap: workers call {@link
 * Stage#moved} for every buffer. Whoever renders decides how often to draw.
 */
public interface Progress {
  Progress NONE =
      new Progress() {
        @Override
        public Stage stage(String name, long totalBytes) {
          return Stage.NONE;
        }

        @Override
        public void note(String message) {}
      };

  /** The total of a stage whose size is not known beforehand. */
  long UNKNOWN = -1;

  /**
   * Begins a stage; it ends when it is closed. Stages may overlap.
   *
   * @param name for people, as in "copying blobs"
   * @param totalBytes bytes to move, or {@link #UNKNOWN}
   */
  Stage stage(String name, long totalBytes);

  /** One line worth keeping in a log: a decision, a warning, a finished item. */
  void note(String message);

  /** One stage under way. */
  interface Stage extends ByteCounter, AutoCloseable {
    Stage NONE =
        new Stage() {
          @Override
          public void moved(long bytes) {}

          @Override
          public void total(long totalBytes) {}

          @Override
          public void close() {}
        };

    /** The total became known, or grew. */
    void total(long totalBytes);

    /** The stage is over, well or not. */
    @Override
    void close();
  }
}
