package dev.bootferry.installer.wizard;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.Secret;
import dev.bootferry.installer.request.InstallRequest.BoundImages;
import dev.bootferry.installer.script.Scripts;
import dev.bootferry.installer.settings.NetworkLink;
import dev.bootferry.installer.settings.RootAccount;
import dev.bootferry.installer.settings.SystemSettings;
import dev.bootferry.installer.settings.UnitSettings;
import dev.bootferry.installer.settings.UpdateSettings;
import dev.bootferry.installer.settings.UserAccount;
import dev.bootferry.installer.specification.AfterInstall;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.partitioning.choice.DiskChoice;
import dev.bootferry.partitioning.wish.Encryption;
import dev.bootferry.partitioning.wish.LayoutWish;
import dev.bootferry.partitioning.wish.SizeRule;
import dev.bootferry.partitioning.wish.VolumeRole;
import dev.bootferry.partitioning.wish.VolumeWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes an installation of the answers. */
final class SpecificationBuilder {
  private final Answers answers;
  private final WizardFacts facts;

  private SpecificationBuilder(Answers answers, WizardFacts facts) {
    this.answers = answers;
    this.facts = facts;
  }

  /**
   * Makes it; every question must have its answer.
   *
   * @throws dev.bootferry.core.problem.ProblemException when a file that was named in an answer
   *     cannot be read any more
   */
  static InstallSpecification build(Answers answers, WizardFacts facts) {
    return new SpecificationBuilder(answers, facts).build();
  }

  private InstallSpecification build() {
    return new InstallSpecification(
        Optional.of(Interview.source(answers)),
        disk(),
        layout(),
        system(),
        words(Keys.KARGS),
        words(Keys.KARG_DELETES),
        Optional.empty(),
        BoundImages.STORED,
        false,
        Scripts.NONE,
        AfterInstall.NOTHING);
  }

  /** Path and serial number: should the kernel have swapped two names, they disagree. */
  private DiskChoice disk() {
    String path = Interview.disk(answers);
    OfferedDisk disk = facts.disk(path);
    Optional<ByteSize> size =
        disk.isFile() && disk.description().size() == 0
            ? answers.given(Keys.FILE_SIZE).map(ByteSize::parse)
            : Optional.empty();
    DiskChoice chosen = DiskChoice.ofPath(path, answers.is(Keys.WIPE + path, Keys.YES));
    return new DiskChoice(
        chosen.path(),
        disk.description().serial(),
        chosen.wwn(),
        chosen.byId(),
        chosen.byPath(),
        chosen.model(),
        chosen.minSize(),
        chosen.maxSize(),
        chosen.rotational(),
        chosen.transport(),
        chosen.empty(),
        chosen.wipe(),
        OptionalInt.empty(),
        size);
  }

  private LayoutWish layout() {
    List<VolumeWish> volumes = new ArrayList<>();
    boolean luks = answers.is(Keys.ENCRYPTION, EncryptionPages.LUKS);
    if (answers.is(Keys.LAYOUT, LayoutPages.BOOT) || luks) {
      volumes.add(VolumeWish.of(VolumeRole.BOOT, new SizeRule.Fixed(ByteSize.gibibytes(1))));
    }
    answers
        .given(Keys.SWAP)
        .filter(s -> !Checks.isNone(s))
        .ifPresent(s -> volumes.add(VolumeWish.of(VolumeRole.SWAP, SizeRule.parse(s))));
    boolean var = LayoutPages.separateVar(answers);
    SizeRule rootSize =
        var ? SizeRule.parse(answers.text(Keys.ROOT_SIZE).orElseThrow()) : new SizeRule.Rest();
    volumes.add(
        new VolumeWish(
            VolumeRole.ROOT,
            "root",
            LayoutPages.fileSystem(answers),
            Optional.empty(),
            rootSize,
            false,
            false));
    if (var) {
      volumes.add(
          new VolumeWish(
              VolumeRole.VAR,
              "var",
              Optional.empty(),
              Optional.empty(),
              new SizeRule.Rest(),
              answers.is(Keys.LAYOUT, LayoutPages.KEEP_VAR),
              false));
    }
    Encryption encryption = new Encryption.None();
    if (luks) {
      Secret passphrase = answers.secret(Keys.PASSPHRASE).orElseThrow();
      encryption = new Encryption.Luks(passphrase, answers.is(Keys.RECOVERY, Keys.YES));
    }
    return new LayoutWish(volumes, List.of(), encryption);
  }

  private SystemSettings system() {
    return new SystemSettings(
        answers.given(Keys.HOST_NAME),
        answers.given(Keys.TIME_ZONE),
        answers.given(Keys.LOCALE),
        answers.given(Keys.KEY_MAP),
        new RootAccount(answers.given(Keys.ROOT_PASSWORD), keys(Keys.ROOT_KEYS)),
        users(),
        network(),
        List.of(),
        UnitSettings.NONE,
        UpdateSettings.NONE);
  }

  private List<UserAccount> users() {
    List<UserAccount> users = new ArrayList<>();
    for (int i = 1; i <= AccountPages.count(answers); i++) {
      String user = Keys.USER + i;
      users.add(
          new UserAccount(
              answers.text(user + ".name").orElseThrow(),
              Checks.wordList(answers.text(user + ".groups")),
              answers.given(user + ".password"),
              keys(user + ".keys"),
              Optional.empty(),
              Optional.empty()));
    }
    return users;
  }

  private List<NetworkLink> network() {
    List<NetworkLink> links = new ArrayList<>();
    if (!answers.is(Keys.NETWORK, Keys.YES)) {
      return links;
    }
    for (String name : facts.links()) {
      String key = Keys.LINK + name;
      boolean fixed = answers.is(key, NetworkPages.STATIC);
      if (fixed || answers.is(key, NetworkPages.DHCP)) {
        links.add(
            new NetworkLink(
                new NetworkLink.Match.Name(name),
                fixed ? Checks.wordList(answers.text(key + ".address")) : List.of(),
                fixed ? Checks.wordList(answers.text(key + ".gateway")) : List.of(),
                fixed ? Checks.wordList(answers.text(key + ".dns")) : List.of(),
                List.of(),
                Optional.empty()));
      }
    }
    return links;
  }

  private List<String> keys(String key) {
    return answers.given(key).map(facts::sshKeys).orElse(List.of());
  }

  private List<String> words(String key) {
    return answers.given(key).map(t -> List.of(t.strip().split("\\s+"))).orElse(List.of());
  }
}
