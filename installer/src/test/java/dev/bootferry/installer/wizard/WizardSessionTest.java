package dev.bootferry.installer.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Secret;
import dev.bootferry.installer.settings.UserAccount;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.partitioning.wish.Encryption;
import dev.bootferry.partitioning.wish.VolumeRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Going through the questions. */
class WizardSessionTest {
  private static final Map<String, String> EVERYTHING =
      Map.ofEntries(
          Map.entry(Keys.DISK, FakeFacts.FULL),
          Map.entry(Keys.WIPE + FakeFacts.FULL, Keys.YES),
          Map.entry(Keys.LAYOUT, LayoutPages.KEEP_VAR),
          Map.entry(Keys.SWAP, "2G"),
          Map.entry(Keys.ENCRYPTION, EncryptionPages.LUKS),
          Map.entry(Keys.PASSPHRASE, "correct horse"),
          Map.entry(Keys.HOST_NAME, "node-1.example"),
          Map.entry(Keys.TIME_ZONE, "Europe/Zurich"),
          Map.entry(Keys.NETWORK, Keys.YES),
          Map.entry(Keys.LINK + "eth0", NetworkPages.STATIC),
          Map.entry(Keys.LINK + "eth0.address", "192.0.2.10/24"),
          Map.entry(Keys.LINK + "eth0.gateway", "192.0.2.1"),
          Map.entry(Keys.LINK + "eth1", NetworkPages.LEAVE),
          Map.entry(Keys.ROOT_KEYS, "ssh-ed25519 AAAA me"),
          Map.entry("user.1", Keys.YES),
          Map.entry("user.1.name", "ada"),
          Map.entry("user.1.password", "love lace"),
          Map.entry(Keys.KARGS, "quiet console=ttyS0"));

  private final FakeFacts facts = new FakeFacts();
  private final WizardSession session = new WizardSession(facts);

  @Test
  void theUsualAnswersLeadToTheLastQuestion() {
    new Walker(session, Map.of()).goTo(Keys.CONFIRM);
    assertThat(session.isConfirmed()).isFalse();
    session.answer(FakeFacts.EMPTY);
    assertThat(session.isConfirmed()).isTrue();
    assertThat(session.specification().disk().path()).contains(FakeFacts.EMPTY);
    assertThat(session.specification().disk().wipe()).isFalse();
  }

  @Test
  void everythingThatIsAnsweredIsAskedFor() {
    Walker walker = new Walker(session, EVERYTHING);
    walker.goTo(Keys.CONFIRM);
    walker.answer();
    InstallSpecification s = session.specification();
    assertThat(s.disk().wipe()).isTrue();
    assertThat(s.disk().serial()).contains("S-1234");
    assertThat(s.layout().volumes().stream().map(v -> v.role()))
        .containsExactly(VolumeRole.BOOT, VolumeRole.SWAP, VolumeRole.ROOT, VolumeRole.VAR);
    assertThat(s.layout().volume(VolumeRole.VAR).orElseThrow().keep()).isTrue();
    assertThat(s.layout().encryption())
        .isEqualTo(new Encryption.Luks(Secret.of("correct horse"), true));
    assertThat(s.system().hostName()).contains("node-1.example");
    assertThat(s.system().timeZone()).contains("Europe/Zurich");
    assertThat(s.system().network()).hasSize(1);
    assertThat(s.system().network().getFirst().addresses()).containsExactly("192.0.2.10/24");
    assertThat(s.system().root().sshKeys()).containsExactly("ssh-ed25519 AAAA me");
    UserAccount user = s.system().users().getFirst();
    assertThat(user.name()).isEqualTo("ada");
    assertThat(user.groups()).containsExactly("wheel");
    assertThat(user.passwordHash()).hasValueSatisfying(h -> assertThat(h).startsWith("$6$"));
    assertThat(s.kargs()).containsExactly("quiet", "console=ttyS0");
    assertThat(s.toString()).doesNotContain("correct horse").doesNotContain("love lace");
  }

  @Test
  void goingBackToTheFirstPageAndForwardKeepsEveryAnswer() {
    new Walker(session, EVERYTHING).goTo(Keys.CONFIRM);
    List<String> before = new ArrayList<>();
    while (session.back()) {
      before.add(session.page().key());
    }
    assertThat(before).contains(Keys.SOURCE, "user.1.name", Keys.LINK + "eth0.dns");
    Map<String, String> kept = new HashMap<>();
    while (!session.page().key().equals(Keys.CONFIRM)) {
      session.earlier().ifPresent(text -> kept.put(session.page().key(), text));
      new Walker(session, kept.isEmpty() ? EVERYTHING : withPasswords(kept)).answer();
      assertThat(session.complaint()).isEmpty();
    }
    EVERYTHING.forEach((key, value) -> {
      if (!key.endsWith("password") && !key.equals(Keys.PASSPHRASE)) {
        assertThat(kept).containsEntry(key, value);
      }
    });
  }

  private static Map<String, String> withPasswords(Map<String, String> kept) {
    Map<String, String> all = new HashMap<>(kept);
    all.put(Keys.PASSPHRASE, "correct horse");
    all.put("user.1.password", "love lace");
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/dev/vdb", "/dev/sda ", "s-1234", "yes", "y"})
  void onlyTheRightNameBegins(String typed) {
    new Walker(session, Map.of()).goTo(Keys.CONFIRM);
    session.answer(typed);
    assertThat(session.isConfirmed()).isFalse();
    assertThat(session.complaint()).isPresent();
  }

  @Test
  void theSerialNumberBeginsToo() {
    new Walker(session, EVERYTHING).goTo(Keys.CONFIRM);
    session.answer("S-1234");
    assertThat(session.isConfirmed()).isTrue();
  }

  @Test
  void aDiskInUseCannotBeChosen() {
    new Walker(session, Map.of()).goTo(Keys.DISK);
    session.answer(FakeFacts.BUSY);
    assertThat(session.complaint()).isPresent();
    assertThat(session.page().key()).isEqualTo(Keys.DISK);
  }

  @Test
  void whoeverDoesNotWantToLoseWhatIsThereChoosesAgain() {
    new Walker(session, Map.of(Keys.DISK, FakeFacts.FULL)).goTo(Keys.WIPE + FakeFacts.FULL);
    session.answer(Option.BACK);
    assertThat(session.page().key()).isEqualTo(Keys.DISK);
  }

  @Test
  void whatCannotBeInstalledCannotBeConfirmed() {
    facts.tooSmall = true;
    new Walker(session, Map.of()).goTo(Keys.SUMMARY);
    session.answer(SummaryPages.INSTALL);
    assertThat(session.complaint()).isPresent();
    assertThat(String.join(" ", session.page().help())).contains("It needs 40 GiB and has 20 GiB");
  }

  @Test
  void oneSectionIsChangedAndTheRestIsKept() {
    new Walker(session, Map.of()).goTo(Keys.SUMMARY);
    session.answer(SummaryPages.CHANGE);
    session.answer(Section.KERNEL.name());
    assertThat(session.page().key()).isEqualTo(Keys.KARGS);
    session.answer("quiet");
    session.answer("");
    assertThat(session.page().key()).isEqualTo(Keys.SUMMARY);
  }

  @Test
  void anAnswerThatIsNotFitAnyMoreIsAskedAgain() {
    new Walker(session, EVERYTHING).goTo(Keys.SUMMARY);
    session.answer(SummaryPages.CHANGE);
    session.answer(Section.DISK.name());
    session.answer(FakeFacts.EMPTY);
    // The empty disk has no /var to keep.
    assertThat(session.page().key()).isEqualTo(Keys.LAYOUT);
  }

  @Test
  void answersAreSaved() {
    new Walker(session, Map.of()).goTo(Keys.SUMMARY);
    session.answer(SummaryPages.SAVE);
    session.answer("/tmp/answers.toml");
    assertThat(facts.saved).containsExactly("/tmp/answers.toml");
    assertThat(session.page().key()).isEqualTo(Keys.SUMMARY);
    assertThat(session.notice()).isPresent();
  }

  @Test
  void passwordsThatDifferAreNotTaken() {
    new Walker(session, EVERYTHING).goTo(Keys.PASSPHRASE);
    session.answer(Secret.of("one"), Secret.of("two"));
    assertThat(session.complaint()).isPresent();
    session.answer(Secret.of(""), Secret.of(""));
    assertThat(session.complaint()).isPresent();
    assertThat(session.page().key()).isEqualTo(Keys.PASSPHRASE);
  }

  @Test
  void whereTheImageDoesNotTellNamesAreTyped() {
    facts.offers = ImageOffers.UNKNOWN;
    new Walker(session, Map.of()).goTo(Keys.TIME_ZONE);
    assertThat(session.page()).isInstanceOf(Page.Text.class);
    session.answer("Mars; rm -rf");
    assertThat(session.complaint()).isPresent();
  }

  /** Whatever is pressed, only the whole way leads to the write. */
  @Test
  void randomWalksNeverBeginWithoutTheRightName() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int confirmed = 0;
    for (int walk = 0; walk < 60; walk++) {
      WizardSession session = new WizardSession(facts);
      for (int step = 0; step < 300 && !session.isConfirmed(); step++) {
        Page page = session.page();
        Optional<String> typed = press(random, session, page);
        if (session.isConfirmed()) {
          confirmed++;
          assertThat(page).as("seed %d", seed).isInstanceOf(Page.Confirm.class);
          assertThat(((Page.Confirm) page).expected()).contains(typed.orElseThrow());
          InstallSpecification s = session.specification();
          assertThat(s.disk().path()).isNotEqualTo(Optional.of(FakeFacts.BUSY));
          assertThat(s.disk().wipe())
              .isEqualTo(s.disk().path().equals(Optional.of(FakeFacts.FULL)));
        }
      }
    }
    assertThat(confirmed).as("seed %d: some walks get there", seed).isPositive();
  }

  private static Optional<String> press(Random random, WizardSession session, Page page) {
    if (random.nextInt(12) == 0) {
      boolean _ = session.back();
      return Optional.empty();
    }
    String typed =
        switch (page) {
          case Page.Choice choice ->
              choice.options().get(random.nextInt(choice.options().size())).value();
          case Page.Text text ->
              random.nextInt(4) == 0
                  ? List.of("x y", "/dev/sdb", "", "20G", "ada").get(random.nextInt(5))
                  : text.initial();
          case Page.Review review ->
              review.actions().get(random.nextInt(review.actions().size())).value();
          case Page.Confirm confirm -> random.nextBoolean() ? "no" : confirm.expected().getFirst();
          case Page.Password _ -> "secret";
        };
    if (page instanceof Page.Password) {
      session.answer(Secret.of(typed), Secret.of(random.nextInt(4) == 0 ? "other" : typed));
    } else {
      session.answer(typed);
    }
    return Optional.of(typed);
  }
}
