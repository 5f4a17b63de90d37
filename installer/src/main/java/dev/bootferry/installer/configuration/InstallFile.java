package dev.bootferry.installer.configuration;

/**
 * One {@code bootc/install/*.toml} file.
 *
 * @param base the folder that holds {@code bootc/install}: {@code /usr/lib}, {@code
 *     /usr/local/lib}, {@code /etc} or {@code /run}
 * @param name without its folder
 */
public record InstallFile(Base base, String name, String text) {
  /** In the order in which a later one shadows a file of the same name in an earlier one. */
  public enum Base {
    USR_LIB("usr/lib"),
    USR_LOCAL_LIB("usr/local/lib"),
    ETC("etc"),
    RUN("run");

    private final String path;

    Base(String path) {
      this.path = path;
    }

    /** The folder of the files, without a leading slash. */
    public String folder() {
      return path + "/bootc/install";
    }
  }

  /** For messages. */
  public String path() {
    return "/" + base.folder() + "/" + name;
  }
}
