package dev.bootferry.installer.wizard;

/** Names of answers, and the values of those that are chosen. */
final class Keys {
  static final String SOURCE = "source";
  static final String SOURCE_PATH = "source.path";
  static final String VERIFY = "source.verify";
  static final String DISK = "disk";
  static final String DISK_PATH = "disk.path";
  static final String WIPE = "disk.wipe:";
  static final String FILE_SIZE = "disk.size";
  static final String LAYOUT = "layout";
  static final String ROOT_SIZE = "layout.root-size";
  static final String SWAP = "layout.swap";
  static final String FILE_SYSTEM = "layout.filesystem";
  static final String ENCRYPTION = "encryption";
  static final String PASSPHRASE = "encryption.passphrase";
  static final String RECOVERY = "encryption.recovery";
  static final String HOST_NAME = "system.hostname";
  static final String TIME_ZONE = "system.timezone";
  static final String LOCALE = "system.locale";
  static final String KEY_MAP = "system.keymap";
  static final String NETWORK = "network";
  static final String LINK = "network:";
  static final String ROOT_PASSWORD = "root.password";
  static final String ROOT_KEYS = "root.keys";
  static final String USER = "user.";
  static final String KARGS = "kargs";
  static final String KARG_DELETES = "kargs.delete";
  static final String SUMMARY = "summary";
  static final String CHANGE = "summary.change";
  static final String SAVE = "summary.save";
  static final String CONFIRM = "confirm";

  static final String OTHER = "<other";
  static final String YES = "yes";
  static final String NO = "no";
  static final String AS_IN_IMAGE = "";

  private Keys() {}
}
