package dev.bootferry.installer.unattended;

import static dev.bootferry.installer.form.Key.optional;
import static dev.bootferry.installer.form.Key.required;

import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.installer.form.Form;
import dev.bootferry.installer.form.Form.Choice;
import dev.bootferry.installer.form.Form.Flag;
import dev.bootferry.installer.form.Form.ListOf;
import dev.bootferry.installer.form.Form.NumberChoice;
import dev.bootferry.installer.form.Form.Refused;
import dev.bootferry.installer.form.Form.Table;
import dev.bootferry.installer.form.Form.Text;
import dev.bootferry.installer.form.FormSchema;
import dev.bootferry.installer.form.Key;
import dev.bootferry.installer.settings.UserAccount;
import java.util.List;

/** All keys of the unattended file. The reader and the JSON Schema both come from here. */
public final class ConfigForm {
  /** Only this version of the format is there. */
  static final long VERSION = 1;

  private static final String SIZE = "[0-9]{1,15}[KMGT]?(?:i?B)?";
  private static final Text SIZE_TEXT = Text.like(SIZE, "a size such as 512M or 20G");
  private static final Text RULE =
      Text.like(
          "rest|[1-9][0-9]?%|100%|" + SIZE, "a size such as 20G, a part such as 30%, or rest");
  private static final Text LABEL =
      Text.like(
          "[A-Za-z0-9][A-Za-z0-9._-]{0,35}",
          "at most 36 letters, digits, dots, dashes and underscores");
  private static final Text PATH = Text.like("/[^\\u0000-\\u001f]*", "an absolute path");
  private static final Text NEARBY =
      Text.like("[^\\u0000-\\u001f]+", "the path of a file, absolute or beside this file");
  private static final Text FILE_NAME =
      Text.like("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}", "the name of a file, without a folder");
  private static final Text LINE = Text.like("[^\\u0000-\\u001f]+", "text on one line");
  private static final Text UNIT =
      Text.like(
          "[A-Za-z0-9:_.\\\\@-]+\\.(?:service|socket|target|timer|mount|automount|path|slice|swap"
              + "|device|scope)",
          "the full name of a unit, as in sshd.service");
  private static final ListOf UNITS = new ListOf(UNIT);
  private static final ListOf LINES = new ListOf(LINE);
  private static final Choice ANY_SYSTEM = Choice.of("ext4", "xfs", "btrfs");

  private static final String NO_PASSWORD =
      "a password in clear is not taken; give password-hash, made by 'mkpasswd' or"
          + " 'openssl passwd -6'";

  private static final Table DISK =
      Table.of(
          optional("path", LINE, "Such as /dev/vdb, or a file that stands for a disk"),
          optional("serial", LINE, "Serial number, as lsblk shows it"),
          optional("wwn", LINE, "World wide name, as in 0x5002538d40f6ad1f"),
          optional("by-id", LINE, "Name below /dev/disk/by-id"),
          optional("by-path", LINE, "Name below /dev/disk/by-path"),
          optional("model", LINE, "Model, with * and ? for other characters"),
          optional("min-size", SIZE_TEXT, "The disk has at least this size"),
          optional("max-size", SIZE_TEXT, "The disk has at most this size"),
          optional("rotational", new Flag(), "Whether it has turning platters"),
          optional(
              "transport",
              Text.like("[a-z0-9]{2,16}", "a name such as sata, nvme, usb or virtio"),
              "How it is attached, as lsblk names it: sata, sas, nvme, usb, virtio, mmc"),
          optional("empty", new Flag(), "Whether nothing may be on it"),
          optional("wipe", new Flag(), "Allows the loss of what is on it; otherwise false"),
          optional(
              "sector-size",
              new NumberChoice(List.of(512L, 4096L)),
              "Of a file that stands for a disk, in bytes; otherwise 512"),
          optional("file-size", SIZE_TEXT, "Of a file that is made; otherwise 10G"));

  private static final Table ROOT_VOLUME =
      Table.of(
          optional("filesystem", ANY_SYSTEM, "Otherwise what the image says"),
          optional("size", RULE, "A size, a part of the disk, or rest, which it is otherwise"),
          optional("label", LABEL, "Of partition and file system; otherwise root"),
          optional("grow", new Flag(), "Whether it takes the rest of a larger disk at first boot"));

  private static final Table BOOT_VOLUME =
      Table.of(
          optional("filesystem", ANY_SYSTEM, "Otherwise what the planner chooses"),
          optional("size", RULE, "A size or a part of the disk; otherwise 1G"),
          optional("label", LABEL, "Of partition and file system; otherwise boot"));

  private static final Table VAR_VOLUME =
      Table.of(
          optional("filesystem", ANY_SYSTEM, "Otherwise that of the root"),
          required("size", RULE, "A size, a part of the disk, or rest"),
          optional("label", LABEL, "Of partition and file system; otherwise var"),
          optional("keep", new Flag(), "One with this label that is there already stays as it is"),
          optional("grow", new Flag(), "Whether it takes the rest of a larger disk at first boot"));

  private static final Table SWAP_VOLUME =
      Table.of(
          required("size", RULE, "A size or a part of the disk"),
          optional("label", LABEL, "Otherwise swap"));

  private static final Table DATA_VOLUME =
      Table.of(
          required("label", LABEL, "Of partition and file system"),
          optional(
              "filesystem",
              Choice.of("ext4", "xfs", "btrfs", "vfat"),
              "Otherwise that of the root"),
          required("mount", PATH, "Where it is mounted: below /var, /home, /srv or /opt"),
          required("size", RULE, "A size, a part of the disk, or rest"),
          optional("keep", new Flag(), "One with this label that is there already stays as it is"),
          optional("grow", new Flag(), "Whether it takes the rest of a larger disk at first boot"));

  private static final Table LAYOUT =
      Table.of(
          optional("root", ROOT_VOLUME, "The system"),
          optional("boot", BOOT_VOLUME, "Kernels and boot entries, apart from the root"),
          optional("var", VAR_VOLUME, "The machine's own state, apart from the root"),
          optional("swap", SWAP_VOLUME, "Swap space"),
          optional("partition", new ListOf(DATA_VOLUME), "Further partitions"),
          optional(
              "keep-partitions",
              new ListOf(
                  new Form.TextOrNumber(
                      Text.like("[^\\u0000-\\u001f]{1,36}", "a label of at most 36 characters"),
                      new Form.WholeNumber(1, 128))),
              "Existing partitions that stay, by label or number"));

  private static final Table ENCRYPTION =
      Table.of(
          required("type", Choice.of("luks2"), "The kind"),
          optional("passphrase-file", NEARBY, "A file whose only line is the passphrase"),
          optional("key-file", NEARBY, "A file whose bytes, all of them, are the key"),
          optional(
              "passphrase",
              new Refused(
                  "a passphrase in clear is not taken; put it into a file of its own and name that"
                      + " with passphrase-file"),
              "Not taken: see passphrase-file"),
          optional("recovery-key", new Flag(), "Makes a second key, shown once; otherwise false"));

  private static final String HOST_PART = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String HOST = HOST_PART + "(?:\\." + HOST_PART + ")*";

  private static final Table SYSTEM =
      Table.of(
          optional(
              "hostname",
              Text.like(
                  HOST, "a host name: letters, digits and dashes, in parts with dots between"),
              "Host name"),
          optional("timezone", LINE, "As in Europe/Zurich"),
          optional(
              "locale",
              Text.like(
                  "(?:C|POSIX|[a-z]{2,3}(?:_[A-Z]{2})?)(?:\\.[A-Za-z0-9-]+)?(?:@[a-z]+)?",
                  "a locale such as de_CH.UTF-8"),
              "As in de_CH.UTF-8"),
          optional(
              "keymap",
              Text.like("[A-Za-z0-9][A-Za-z0-9_.-]*", "the name of a keymap such as de-latin1"),
              "Of the console, as in de"));

  private static final Text HASH =
      Text.like(
              "[!*]|\\$6\\$(?:rounds=[0-9]+\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{86}"
                  + "|\\$5\\$(?:rounds=[0-9]+\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{43}"
                  + "|\\$g?y\\$[./A-Za-z0-9]+\\$[./A-Za-z0-9]{1,86}\\$[./A-Za-z0-9]{43}"
                  + "|\\$2b\\$[0-9]{2}\\$[./A-Za-z0-9]{53}",
              "the whole hash as crypt(5) has it, beginning with $y$, $6$, $5$ or $2b$, or ! for no"
                  + " password; 'mkpasswd' and 'openssl passwd -6' make one")
          .quietly();

  private static final Table ROOT =
      Table.of(
          optional("password-hash", HASH, "As mkpasswd makes it; otherwise as in the image"),
          optional("password", new Refused(NO_PASSWORD), "Not taken: see password-hash"),
          optional("ssh-keys", LINES, "Lines of authorized_keys"),
          optional("ssh-keys-file", NEARBY, "A file of such lines"));

  private static final Table USER =
      Table.of(
          required(
              "name",
              Text.like(
                  UserAccount.NAME_PATTERN,
                  "at most 31 small letters, digits, dashes and underscores, no digit first"),
              "Login name"),
          optional(
              "groups",
              new ListOf(Text.like("[a-z_][a-z0-9_-]{0,30}", "the name of a group")),
              "Further groups; one that the image has not is made"),
          optional("password-hash", HASH, "As mkpasswd makes it; otherwise no login by password"),
          optional("password", new Refused(NO_PASSWORD), "Not taken: see password-hash"),
          optional("ssh-keys", LINES, "Lines of authorized_keys"),
          optional("ssh-keys-file", NEARBY, "A file of such lines"),
          optional("shell", PATH, "Login shell; otherwise the image's default"),
          optional(
              "comment",
              Text.like("[^\\u0000-\\u001f:]+", "text on one line, without colons"),
              "Full name"));

  private static final Table NETWORK =
      Table.of(
          optional(
              "name",
              Text.like("[A-Za-z0-9_.*-]{1,15}", "the name of an interface such as eth0 or en*"),
              "Name of the interface, with * for other characters"),
          optional(
              "mac",
              Text.like(
                  "[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}",
                  "a hardware address such as 52:54:00:12:34:56"),
              "Its hardware address"),
          optional(
              "dhcp", new Flag(), "Whether addresses are asked for; otherwise when none is given"),
          optional("addresses", LINES, "With prefix length, as in 10.1.2.3/24"),
          optional("gateways", LINES, "One for IPv4 and one for IPv6 at most"),
          optional("dns", LINES, "Addresses of name servers"),
          optional(
              "search", new ListOf(Text.like(HOST, "a domain name")), "Domains of short names"),
          optional("mtu", new Form.WholeNumber(576, 65535), "Largest packet, in bytes"));

  private static final Key CONTENT =
      optional("content", Text.like("[\\s\\S]*", "a string").quietly(), "Its text");
  private static final Key SOURCE = optional("source", NEARBY, "A file that holds it");

  private static final Table FILE =
      Table.of(
          required("path", PATH, "Below /etc or /var"),
          CONTENT,
          optional(
              "content-base64",
              Text.like("[\\s\\S]*", "a string").quietly(),
              "Its bytes in base64"),
          SOURCE,
          optional(
              "mode",
              Text.like("0?[0-7]{3,4}", "permission bits such as \"0644\""),
              "Permission bits; otherwise 0644"),
          optional(
              "owner",
              Text.like(
                  "[a-z0-9_][a-z0-9_-]{0,31}(?::[a-z0-9_][a-z0-9_-]{0,31})?", "user or user:group"),
              "user or user:group, by name or number; otherwise root:root"));

  private static final Table NAMED_FILE =
      Table.of(
          optional("name", FILE_NAME, "Its name on the machine; otherwise that of source"),
          CONTENT,
          SOURCE);

  private static final Table UPDATES =
      Table.of(
          optional("origin", LINE, "Image in a registry; otherwise the base's own name"),
          optional(
              "trusted-key",
              new ListOf(NAMED_FILE),
              "Public keys in PEM that future bundles must be signed with"),
          optional("pull-secret", NEARBY, "An auth.json for registries"),
          optional(
              "registry",
              new ListOf(NAMED_FILE),
              "Drop-ins for /etc/containers/registries.conf.d, named *.conf"));

  /** The whole file. */
  static final Table FORM =
      Table.of(
          required("version", new NumberChoice(List.of(VERSION)), "Of this format"),
          optional(
              "source",
              LINE,
              "A bundle's path, or as in containers-storage:NAME; otherwise the only bundle on the"
                  + " attached media"),
          optional(
              "after",
              Choice.of("nothing", "reboot", "power-off"),
              "What happens when all is done; otherwise nothing"),
          optional(
              "stateroot",
              Text.like("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", "letters, digits, dots and dashes"),
              "Otherwise what the image says, else default"),
          optional(
              "bound-images",
              Choice.of("stored", "skip"),
              "Whether they are put on the disk; otherwise stored"),
          optional(
              "strict", new Flag(), "Refuses bound images that would not start without a network"),
          required("disk", DISK, "The disk, by properties that exactly one has"),
          optional("layout", LAYOUT, "How the disk is divided; otherwise one root"),
          optional("encryption", ENCRYPTION, "Of the root; otherwise none"),
          optional("system", SYSTEM, "Name and language of the machine"),
          optional("root", ROOT, "How one gets in as root"),
          optional("user", new ListOf(USER), "Accounts"),
          optional("network", new ListOf(NETWORK), "Interfaces; otherwise as the image has it"),
          optional("file", new ListOf(FILE), "Files that are put on the machine"),
          optional(
              "units",
              Table.of(
                  optional("enable", UNITS, "Started at boot"),
                  optional("disable", UNITS, "Not started at boot"),
                  optional("mask", UNITS, "Never started")),
              "Units of systemd"),
          optional(
              "kargs",
              Table.of(
                  optional("append", LINES, "Put behind those of the image, in order"),
                  optional(
                      "delete", LINES, "Removed from the image's; a bare key means any value")),
              "Kernel arguments"),
          optional("updates", UPDATES, "Where upgrades come from, and who is trusted"),
          optional(
              "scripts",
              Table.of(
                  optional("before", NEARBY, "Runs before the first write; a failure stops all"),
                  optional("after", NEARBY, "Runs at the end, with the new system mounted"),
                  optional(
                      "time-limit",
                      Text.like("[1-9][0-9]{0,4}[smh]", "a time such as 90s, 5m or 1h"),
                      "After which a script has failed; otherwise 5m")),
              "Programs that run around the installation"));

  private ConfigForm() {}

  /** For editors. */
  public static JsonObject schema() {
    return FormSchema.of(
        FORM,
        "urn:bootferry:install.schema.json:1",
        "Bootferry unattended installation",
        "What bootferry install --config reads.");
  }
}
