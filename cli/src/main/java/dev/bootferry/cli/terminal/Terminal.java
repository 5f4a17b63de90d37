package dev.bootferry.cli.terminal;

/** Which of the standard streams a person is at, and how wide the screen is. */
public interface Terminal {
  /** No terminal anywhere, as under cron, in a pipe, in a test. */
  Terminal NONE =
      new Terminal() {
        @Override
        public boolean isInput() {
          return false;
        }

        @Override
        public boolean isOutput() {
          return false;
        }

        @Override
        public boolean isError() {
          return false;
        }

        @Override
        public int columns() {
          return DEFAULT_COLUMNS;
        }
      };

  /** Where the terminal does not know its own width, as serial consoles do not. */
  int DEFAULT_COLUMNS = 80;

  boolean isInput();

  boolean isOutput();

  boolean isError();

  /** Of the terminal on standard error, as of now: people resize windows. */
  int columns();
}
