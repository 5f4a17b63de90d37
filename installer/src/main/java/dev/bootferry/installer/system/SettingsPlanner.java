package dev.bootferry.installer.system;

import dev.bootferry.core.Secret;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.settings.ExtraFile;
import dev.bootferry.installer.settings.SystemSettings;
import dev.bootferry.installer.settings.UnitSettings;
import dev.bootferry.installer.settings.UpdateSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what sets up a new system: from what a person asks and what the image has. Pure. */
public final class SettingsPlanner {
  private final ImageFiles image;
  private final SettingsDraft draft;
  private final Accounts accounts;

  private SettingsPlanner(ImageFiles image) throws IOException {
    this.image = image;
    this.draft = new SettingsDraft(image);
    this.accounts = Accounts.of(image);
  }

  /**
   * Plans.
   *
   * @param rootKeys further keys of root's, as a file of authorized_keys has them
   * @throws dev.bootferry.core.problem.ProblemException {@code settings-unfit} with all that the
   *     image does not allow, {@code network-not-settable}
   */
  public static SettingsPlan plan(
      SystemSettings settings, Optional<String> rootKeys, ImageFiles image) throws IOException {
    if (settings.equals(SystemSettings.AS_IN_IMAGE) && rootKeys.isEmpty()) {
      return SettingsPlan.NOTHING;
    }
    return new SettingsPlanner(image).plan(settings, rootKeys);
  }

  private SettingsPlan plan(SystemSettings settings, Optional<String> rootKeys) throws IOException {
    new PlaceSettings(draft, image).plan(settings);
    List<String> keys = new ArrayList<>(settings.root().sshKeys());
    rootKeys.ifPresent(text -> text.lines().filter(l -> !l.isBlank()).forEach(keys::add));
    UserSettings users = new UserSettings(draft, image, accounts);
    users.root(settings.root().passwordHash(), keys);
    users.plan(settings.users());
    accounts.write(draft);
    Optional<String> manager = new NetworkSettings(draft, image).plan(settings.network());
    new UnitLinks(draft, image).plan(withEnabled(settings.units(), manager));
    updates(settings.updates());
    settings.files().forEach(this::file);
    if (!draft.unfit().isEmpty()) {
      throw new Problem(
              InstallerProblem.SETTINGS_UNFIT,
              "set up the new system",
              String.join("; ", draft.unfit()),
              "Change what is asked for, or build an image that allows it. Nothing was written.")
          .exception();
    }
    return draft.plan();
  }

  private static UnitSettings withEnabled(UnitSettings units, Optional<String> more) {
    if (more.isEmpty() || units.enabled().contains(more.get())) {
      return units;
    }
    List<String> enabled = new ArrayList<>(units.enabled());
    enabled.add(more.get());
    return new UnitSettings(enabled, units.disabled(), units.masked());
  }

  private void updates(UpdateSettings updates) {
    updates.trustedKeys().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(key -> named("etc/bootferry/trust.d/", key.getKey(), ".pem", key.getValue()));
    updates.registries().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(dropIn ->
            named(
                "etc/containers/registries.conf.d/", dropIn.getKey(), ".conf", dropIn.getValue()));
    updates
        .pullSecret()
        .ifPresent(secret ->
            draft.add(new SettingsPlan.WriteFile("etc/ostree/auth.json", secret, 0600, 0, 0)));
  }

  private void named(String folder, String name, String suffix, String text) {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}")) {
      draft.unfit("no name for a file in /" + folder + ": " + name);
      return;
    }
    draft.file(folder + (name.endsWith(suffix) ? name : name + suffix), text, 0644);
  }

  private void file(ExtraFile file) {
    String path = file.path().startsWith("/") ? file.path().substring(1) : "";
    if (!SettingsPlan.isOwn(path)) {
      draft.unfit("no path of a file below /etc or /var: " + file.path());
      return;
    }
    String[] owner = file.owner().split(":", 2);
    Optional<Long> uid = number(owner[0]).or(() -> accounts.userId(owner[0]));
    Optional<Long> gid =
        owner.length > 1
            ? number(owner[1]).or(() -> accounts.groupId(owner[1]))
            : accounts.groupOfUser(owner[0]).or(() -> uid);
    if (uid.isEmpty() || gid.isEmpty()) {
      draft.unfit("the owner of " + file.path() + " is not on the new system: " + file.owner());
      return;
    }
    if (image.at(path).filter(TreeEntry::isDirectory).isEmpty()) {
      Secret content = file.content();
      draft.add(new SettingsPlan.WriteFile(path, content, file.mode(), uid.get(), gid.get()));
    } else {
      draft.unfit(file.path() + " is a folder in the image");
    }
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
