package dev.bootferry.installer.unattended;

import dev.bootferry.core.Secret;
import dev.bootferry.installer.request.InstallRequest.BoundImages;
import dev.bootferry.installer.script.Scripts;
import dev.bootferry.installer.settings.ExtraFile;
import dev.bootferry.installer.settings.NetworkLink;
import dev.bootferry.installer.settings.SystemSettings;
import dev.bootferry.installer.settings.UnitSettings;
import dev.bootferry.installer.settings.UpdateSettings;
import dev.bootferry.installer.settings.UserAccount;
import dev.bootferry.installer.specification.AfterInstall;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.partitioning.choice.DiskChoice;
import dev.bootferry.partitioning.wish.Encryption;
import dev.bootferry.partitioning.wish.KeptPartition;
import dev.bootferry.partitioning.wish.LayoutWish;
import dev.bootferry.partitioning.wish.SizeRule;
import dev.bootferry.partitioning.wish.VolumeRole;
import dev.bootferry.partitioning.wish.VolumeWish;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a specification as the file that {@link ConfigReader} reads. What it reads back is the
 * same, but for secrets: in their place stands {@code CHANGE-ME}, which is refused until somebody
 * names a file.
 */
public final class ConfigWriter {
  private static final int OTHERS_READ = 0004;

  private final InstallSpecification asked;
  private final TomlText text = new TomlText();

  private ConfigWriter(InstallSpecification asked) {
    this.asked = asked;
  }

  /** The text of the file; it holds no secret in clear. */
  public static String write(InstallSpecification asked) {
    return new ConfigWriter(asked).write();
  }

  private String write() {
    text.put("version", 1).put("source", asked.source()).put("stateroot", asked.stateroot());
    if (asked.boundImages() != BoundImages.STORED) {
      text.put("bound-images", word(asked.boundImages()));
    }
    text.flag("strict", asked.strict());
    if (asked.after() != AfterInstall.NOTHING) {
      text.put("after", word(asked.after()));
    }
    disk(asked.disk());
    layout(asked.layout());
    system(asked.system());
    if (!asked.kargs().isEmpty() || !asked.kargDeletes().isEmpty()) {
      text.table("kargs").put("append", asked.kargs()).put("delete", asked.kargDeletes());
    }
    updates(asked.system().updates());
    scripts(asked.scripts());
    return text.toString();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void disk(DiskChoice disk) {
    text.table("disk")
        .put("path", disk.path())
        .put("serial", disk.serial())
        .put("wwn", disk.wwn())
        .put("by-id", disk.byId())
        .put("by-path", disk.byPath())
        .put("model", disk.model());
    disk.minSize().ifPresent(size -> text.put("min-size", size));
    disk.maxSize().ifPresent(size -> text.put("max-size", size));
    disk.rotational().ifPresent(value -> text.line("rotational", value.toString()));
    text.put("transport", disk.transport());
    disk.empty().ifPresent(value -> text.line("empty", value.toString()));
    text.flag("wipe", disk.wipe());
    disk.sectorSize().ifPresent(size -> text.put("sector-size", size));
    disk.fileSize().ifPresent(size -> text.put("file-size", size));
  }

  private void layout(LayoutWish layout) {
    if (!layout.kept().isEmpty()) {
      text.table("layout")
          .line(
              "keep-partitions",
              layout.kept().stream()
                  .map(ConfigWriter::kept)
                  .collect(Collectors.joining(", ", "[", "]")));
    }
    // Their order is that of the partitions.
    for (VolumeWish volume : layout.volumes()) {
      if (volume.role() == VolumeRole.DATA) {
        text.element("layout.partition");
      } else {
        text.table("layout." + word(volume.role()));
      }
      text.put("label", volume.label());
      volume.type().ifPresent(type -> text.put("filesystem", type.mountName()));
      text.put("mount", volume.mount())
          .put("size", size(volume.size()))
          .flag("keep", volume.keep())
          .flag("grow", volume.grow());
    }
    if (layout.encryption() instanceof Encryption.Luks luks) {
      text.table("encryption")
          .put("type", "luks2")
          .put("passphrase-file", FileReferences.PLACEHOLDER)
          .flag("recovery-key", luks.recoveryKey());
    }
  }

  private static String kept(KeptPartition kept) {
    return switch (kept) {
      case KeptPartition.ByLabel(String label) -> TomlText.quoted(label);
      case KeptPartition.ByNumber(int number) -> Integer.toString(number);
    };
  }

  private static String size(SizeRule rule) {
    return rule instanceof SizeRule.Fixed fixed ? TomlText.size(fixed.size()) : rule.toString();
  }

  private void system(SystemSettings system) {
    if (system.hostName().isPresent()
        || system.timeZone().isPresent()
        || system.locale().isPresent()
        || system.keyMap().isPresent()) {
      text.table("system")
          .put("hostname", system.hostName())
          .put("timezone", system.timeZone())
          .put("locale", system.locale())
          .put("keymap", system.keyMap());
    }
    if (system.root().passwordHash().isPresent() || !system.root().sshKeys().isEmpty()) {
      text.table("root")
          .put("password-hash", system.root().passwordHash())
          .put("ssh-keys", system.root().sshKeys());
    }
    for (UserAccount user : system.users()) {
      text.element("user")
          .put("name", user.name())
          .put("comment", user.comment())
          .put("groups", user.groups())
          .put("password-hash", user.passwordHash())
          .put("ssh-keys", user.sshKeys())
          .put("shell", user.shell());
    }
    system.network().forEach(this::link);
    system.files().forEach(this::file);
    if (!system.units().equals(UnitSettings.NONE)) {
      text.table("units")
          .put("enable", system.units().enabled())
          .put("disable", system.units().disabled())
          .put("mask", system.units().masked());
    }
  }

  private void link(NetworkLink link) {
    text.element("network");
    switch (link.match()) {
      case NetworkLink.Match.Name(String name) -> text.put("name", name);
      case NetworkLink.Match.HardwareAddress(String address) -> text.put("mac", address);
    }
    text.put("addresses", link.addresses())
        .put("gateways", link.gateways())
        .put("dns", link.dns())
        .put("search", link.searchDomains());
    link.mtu().ifPresent(mtu -> text.put("mtu", mtu));
  }

  /** What not everybody may read on the machine is not written here in clear either. */
  private void file(ExtraFile file) {
    text.element("file").put("path", file.path());
    if ((file.mode() & OTHERS_READ) == 0) {
      text.put("source", FileReferences.PLACEHOLDER);
    } else {
      content(file.content());
    }
    text.put("mode", String.format(Locale.ROOT, "%04o", file.mode())).put("owner", file.owner());
  }

  private void content(Secret content) {
    byte[] bytes = content.bytes();
    try {
      String words = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      text.put("content", words);
    } catch (CharacterCodingException e) {
      text.put("content-base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private void updates(UpdateSettings updates) {
    if (updates.origin().isPresent() || updates.pullSecret().isPresent()) {
      text.table("updates").put("origin", updates.origin());
      if (updates.pullSecret().isPresent()) {
        text.put("pull-secret", FileReferences.PLACEHOLDER);
      }
    }
    named("updates.trusted-key", updates.trustedKeys());
    named("updates.registry", updates.registries());
  }

  private void named(String table, Map<String, String> entries) {
    entries.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            text.element(table).put("name", entry.getKey()).put("content", entry.getValue()));
  }

  private void scripts(Scripts scripts) {
    if (!scripts.equals(Scripts.NONE)) {
      text.table("scripts")
          .put("before", scripts.before().map(Path::toString))
          .put("after", scripts.after().map(Path::toString))
          .put("time-limit", scripts.limit().toSeconds() + "s");
    }
  }
}
