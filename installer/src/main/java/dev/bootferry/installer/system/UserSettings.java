package dev.bootferry.installer.system;

import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.installer.settings.UserAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Users, as lines of the machine's own tables. Their homes are below /var, which is made at boot,
 * so tmpfiles.d makes them.
 */
final class UserSettings {
  private static final Pattern HASH = Pattern.compile("[!*]?\\$[a-z0-9]+\\$[./A-Za-z0-9$=,+-]+");
  private static final String LOCKED = "!";

  private final SettingsDraft draft;
  private final ImageFiles image;
  private final Accounts accounts;
  private final StringBuilder homes = new StringBuilder();

  UserSettings(SettingsDraft draft, ImageFiles image, Accounts accounts) {
    this.draft = draft;
    this.image = image;
    this.accounts = accounts;
  }

  void plan(List<UserAccount> users) {
    if (users.isEmpty()) {
      return;
    }
    for (UserAccount user : users) {
      add(user);
    }
    // Only now, as a group may be another user's own.
    for (UserAccount user : users) {
      for (String group : user.groups()) {
        if (!group.matches(UserAccount.NAME_PATTERN)) {
          draft.unfit("the user " + user.name() + " would be in a group with no name for one");
          continue;
        }
        if (accounts.groupId(group).isEmpty()) {
          accounts.addGroup(group);
        }
        accounts.addMember(group, user.name());
      }
    }
    if (!homes.isEmpty()) {
      draft.file("etc/tmpfiles.d/bootferry-users.conf", homes.toString(), 0600);
    }
  }

  private void add(UserAccount user) {
    String name = user.name();
    checkHash("the user " + name, user.passwordHash());
    if (accounts.userId(name).isPresent()) {
      change(user);
      return;
    }
    if (accounts.groupId(name).isPresent()) {
      draft.unfit("the user " + name + " would have a group that is in the image already");
      return;
    }
    String comment = user.comment().orElse("");
    if (comment.contains(":") || comment.chars().anyMatch(Character::isISOControl)) {
      draft.unfit("the full name of the user " + name + " has a colon or a control character");
      return;
    }
    String shell = user.shell().orElse(image.has("bin/bash") ? "/bin/bash" : "/bin/sh");
    if (!isProgram(shell)) {
      draft.unfit("the shell of the user " + name + " is no program in the image: " + shell);
      return;
    }
    // With /home in the image itself nothing can be made in it.
    boolean linked = image.at("home").filter(TreeEntry::isSymlink).isPresent();
    String home = (linked ? "/home/" : "/var/home/") + name;
    String hash = user.passwordHash().orElse(LOCKED);
    long id = accounts.addUser(name, comment, home, shell, hash);
    if (accounts.hasSubordinates()) {
      accounts.addSubordinates(name);
    }
    makeHome(real(image, home), id, id);
    homes.append(keys(draft, "the user " + name, real(image, home), id + " " + id, user.sshKeys()));
  }

  /** One that the image has gets a password, groups and keys; the rest is the image's. */
  private void change(UserAccount user) {
    String name = user.name();
    if (user.shell().isPresent() || user.comment().isPresent()) {
      draft.unfit(
          "the user "
              + name
              + " is in the image, with its shell and its full name: leave them out");
      return;
    }
    user.passwordHash().ifPresent(hash -> accounts.setPassword(name, hash));
    if (user.sshKeys().isEmpty()) {
      return;
    }
    String home = accounts.home(name).orElse("");
    if (!home.matches("(/[A-Za-z0-9._-]+)+") || home.contains("/..")) {
      draft.unfit("the user " + name + " of the image has no home for keys: " + home);
      return;
    }
    long uid = accounts.userId(name).orElseThrow();
    long gid = accounts.groupOfUser(name).orElse(uid);
    if (image.find(home.substring(1)).isEmpty()) {
      makeHome(real(image, home), uid, gid);
    }
    homes.append(
        keys(draft, "the user " + name, real(image, home), uid + " " + gid, user.sshKeys()));
  }

  private void makeHome(String home, long uid, long gid) {
    String above = "d " + parent(home) + " 0755 root root -\n";
    if (homes.indexOf(above) < 0) {
      homes.append(above);
    }
    homes.append("d %s 0700 %d %d -\n".formatted(home, uid, gid));
    for (TreeEntry skeleton : image.list("etc/skel")) {
      if (skeleton.isFile() && skeleton.name().matches("[A-Za-z0-9._-]+")) {
        homes.append(
            "C %s/%s 0644 %d %d - /etc/skel/%s\n"
                .formatted(home, skeleton.name(), uid, gid, skeleton.name()));
      }
    }
  }

  /**
   * The lines of tmpfiles.d for authorized_keys, which a person's own file wins over.
   *
   * @param owner user and group, with a blank between
   */
  static String keys(
      SettingsDraft draft, String whose, String home, String owner, List<String> keys) {
    if (keys.isEmpty()) {
      return "";
    }
    if (keys.stream()
        .anyMatch(k -> k.chars().anyMatch(Character::isISOControl) || k.contains("PRIVATE KEY"))) {
      draft.unfit("a key of " + whose + " is no line of authorized_keys");
    }
    String text = String.join("\n", keys) + "\n";
    return "d %s/.ssh 0700 %s -\n".formatted(home, owner)
        + "f~ %s/.ssh/authorized_keys 600 %s - ".formatted(home, owner)
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
        + "\n";
  }

  /** Root's password and keys. */
  void root(Optional<String> passwordHash, List<String> keys) throws IOException {
    checkHash("root", passwordHash);
    passwordHash.ifPresent(hash -> accounts.setPassword("root", hash));
    if (!keys.isEmpty()) {
      draft.file(
          "etc/tmpfiles.d/bootc-root-ssh.conf",
          keys(draft, "root", real(image, "/root"), "root root", keys),
          0644);
    }
  }

  private void checkHash(String whose, Optional<String> hash) {
    if (hash.filter(h -> !HASH.matcher(h).matches()).isPresent()) {
      draft.unfit("the password of " + whose + " is not hashed as crypt(5) has it");
    }
  }

  private boolean isProgram(String path) {
    return path.matches("/[A-Za-z0-9/._+-]+")
        && image.find(path).filter(f -> f.isFile() && (f.mode() & 0111) != 0).isPresent();
  }

  /** A path whose first folder is no link. */
  static String real(ImageFiles image, String path) {
    int slash = path.indexOf('/', 1);
    String first = slash < 0 ? path.substring(1) : path.substring(1, slash);
    Optional<TreeEntry> entry = image.at(first).filter(TreeEntry::isSymlink);
    if (entry.isEmpty()) {
      return path;
    }
    String target =
        java.nio.file.Path.of("/").resolve(entry.get().linkTarget()).normalize().toString();
    return target + (slash < 0 ? "" : path.substring(slash));
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
