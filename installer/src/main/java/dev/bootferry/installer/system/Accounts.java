package dev.bootferry.installer.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tables of users and groups of a system, with those that nss-altfiles adds from {@code
 * /usr/lib}. Lines that are not understood are kept as they are.
 */
final class Accounts {
  private static final int FIRST_ID = 1000;
  private static final int LAST_ID = 59_999;
  private static final int SUBORDINATE_IDS = 65_536;
  private static final long FIRST_SUBORDINATE = 524_288;

  private final Table passwd;
  private final Table shadow;
  private final Table group;
  private final Table gshadow;
  private final Table subuid;
  private final Table subgid;
  private final Table imagePasswd;
  private final Table imageGroup;

  private Accounts(ImageFiles image) throws IOException {
    passwd = Table.read(image, "etc/passwd");
    shadow = Table.read(image, "etc/shadow");
    group = Table.read(image, "etc/group");
    gshadow = Table.read(image, "etc/gshadow");
    subuid = Table.read(image, "etc/subuid");
    subgid = Table.read(image, "etc/subgid");
    imagePasswd = Table.read(image, "usr/lib/passwd");
    imageGroup = Table.read(image, "usr/lib/group");
  }

  static Accounts of(ImageFiles image) throws IOException {
    return new Accounts(image);
  }

  Optional<Long> userId(String name) {
    return passwd.find(name).or(() -> imagePasswd.find(name)).flatMap(f -> number(f, 2));
  }

  /** Where a user's own files are. */
  Optional<String> home(String name) {
    return passwd
        .find(name)
        .or(() -> imagePasswd.find(name))
        .filter(fields -> fields.length > 5)
        .map(fields -> fields[5]);
  }

  /** The group that a user's files belong to. */
  Optional<Long> groupOfUser(String name) {
    return passwd.find(name).or(() -> imagePasswd.find(name)).flatMap(f -> number(f, 3));
  }

  Optional<Long> groupId(String name) {
    return group.find(name).or(() -> imageGroup.find(name)).flatMap(f -> number(f, 2));
  }

  /** Makes a user with a group of its own, and of the same free number. */
  long addUser(String name, String comment, String home, String shell, String hash) {
    long id = freeId();
    addGroup(name, id);
    passwd.add(name, "x", Long.toString(id), Long.toString(id), comment, home, shell);
    shadow.add(name, hash, "", "0", "99999", "7", "", "", "");
    return id;
  }

  void addGroup(String name) {
    addGroup(name, freeId());
  }

  private void addGroup(String name, long id) {
    group.add(name, "x", Long.toString(id), "");
    if (gshadow.present) {
      gshadow.add(name, "!", "", "");
    }
  }

  /** Puts a user into a group; of one that only /usr/lib has, /etc gets the line. */
  void addMember(String groupName, String user) {
    if (group.find(groupName).isEmpty()) {
      imageGroup.find(groupName).ifPresent(fields -> group.add(fields.clone()));
    }
    group.find(groupName).ifPresent(fields -> append(fields, 3, user));
    if (gshadow.present) {
      if (gshadow.find(groupName).isEmpty()) {
        gshadow.add(groupName, "!", "", "");
      }
      gshadow.find(groupName).ifPresent(fields -> append(fields, 3, user));
    }
  }

  private static void append(String[] fields, int at, String member) {
    if (fields.length > at && !List.of(fields[at].split(",", -1)).contains(member)) {
      fields[at] = fields[at].isEmpty() ? member : fields[at] + "," + member;
    }
  }

  /** Sets a password, as crypt(5) has it. */
  void setPassword(String name, String hash) {
    shadow
        .find(name)
        .ifPresentOrElse(
            fields -> fields[1] = hash,
            () -> shadow.add(name, hash, "", "0", "99999", "7", "", "", ""));
    // A hash in passwd itself, or none at all, would win over the one in shadow.
    passwd.find(name).ifPresent(fields -> fields[1] = "x");
  }

  /** Gives a user numbers for containers without root. */
  void addSubordinates(String name) {
    for (Table table : List.of(subuid, subgid)) {
      long next = FIRST_SUBORDINATE;
      for (String[] fields : table.lines) {
        Optional<Long> start = number(fields, 1);
        Optional<Long> count = number(fields, 2);
        if (start.isPresent() && count.isPresent()) {
          next = Math.max(next, start.get() + count.get());
        }
      }
      table.add(name, Long.toString(next), Integer.toString(SUBORDINATE_IDS));
    }
  }

  boolean hasSubordinates() {
    return subuid.present && subgid.present;
  }

  private long freeId() {
    Set<Long> taken = new HashSet<>();
    for (Table table : List.of(passwd, imagePasswd, group, imageGroup)) {
      table.lines.forEach(fields -> number(fields, 2).ifPresent(taken::add));
    }
    for (long id = FIRST_ID; id <= LAST_ID; id++) {
      if (!taken.contains(id)) {
        return id;
      }
    }
    throw new IllegalStateException("no number is free for a user");
  }

  /** Puts the tables that have changed into a plan. */
  void write(SettingsDraft draft) {
    passwd.write(draft, "etc/passwd", 0644);
    shadow.write(draft, "etc/shadow", 0);
    group.write(draft, "etc/group", 0644);
    gshadow.write(draft, "etc/gshadow", 0);
    subuid.write(draft, "etc/subuid", 0644);
    subgid.write(draft, "etc/subgid", 0644);
  }

  private static Optional<Long> number(String[] fields, int at) {
    return fields.length > at && fields[at].matches("[0-9]{1,10}")
        ? Optional.of(Long.parseLong(fields[at]))
        : Optional.empty();
  }

  /** Lines of fields between colons, the name first. */
  private static final class Table {
    private final List<String[]> lines = new ArrayList<>();
    private final boolean present;
    private final String before;

    private Table(Optional<String> text) {
      present = text.isPresent();
      before = text.orElse("");
      before.lines().filter(l -> !l.isEmpty()).forEach(l -> lines.add(l.split(":", -1)));
    }

    static Table read(ImageFiles image, String path) throws IOException {
      return new Table(image.read(path));
    }

    Optional<String[]> find(String name) {
      return lines.stream().filter(f -> f.length > 2 && f[0].equals(name)).findFirst();
    }

    void add(String... fields) {
      lines.add(fields);
    }

    void write(SettingsDraft draft, String path, int mode) {
      StringBuilder text = new StringBuilder();
      lines.forEach(fields -> text.append(String.join(":", Arrays.asList(fields))).append('\n'));
      if (!text.toString().equals(before)) {
        draft.file(path, text.toString(), mode);
      }
    }
  }
}
