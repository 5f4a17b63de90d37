package dev.bootferry.installer.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.Secret;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.settings.NetworkLink;
import dev.bootferry.installer.settings.RootAccount;
import dev.bootferry.installer.settings.SystemSettings;
import dev.bootferry.installer.settings.UnitSettings;
import dev.bootferry.installer.settings.UpdateSettings;
import dev.bootferry.installer.settings.UserAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsPlannerTest {
  private static final String HASH = "$6$rounds=5000$salt$hash";

  @TempDir Path temp;
  private Path root = Path.of("");
  private Path var = Path.of("");

  @BeforeEach
  void folders() throws IOException {
    root = Files.createDirectory(temp.resolve("root"));
    var = Files.createDirectory(temp.resolve("var"));
  }

  private FolderImage image() throws IOException {
    FolderImage image =
        new FolderImage(root)
            .with("etc/passwd", "root:x:0:0::/root:/bin/sh\ncore:x:1000:1000::/:/bin/sh\n")
            .with("etc/shadow", "root:*::0:99999:7:::\n")
            .with("etc/group", "root:x:0:\n")
            .with("etc/gshadow", "root:::\n")
            .with("usr/lib/group", "wheel:x:10:\n")
            .with("usr/share/zoneinfo/Europe/Zurich", "TZif")
            .with(
                "usr/lib/systemd/system/systemd-networkd.service", "[Install]\nWantedBy=a.target\n")
            .with("bin/sh", "");
    assertThat(root.resolve("bin/sh").toFile().setExecutable(true)).isTrue();
    return image;
  }

  private static SystemSettings settings(Optional<String> host, Optional<String> zone) {
    return new SystemSettings(
        host,
        zone,
        Optional.empty(),
        Optional.empty(),
        new RootAccount(Optional.of(HASH), List.of("ssh-ed25519 AAAA root")),
        List.of(
            new UserAccount(
                "ada",
                List.of("wheel", "lab"),
                Optional.of(HASH),
                List.of("ssh-ed25519 AAAA ada"),
                Optional.empty(),
                Optional.of("Ada"))),
        List.of(
            new NetworkLink(
                new NetworkLink.Match.Name("en*"),
                List.of("10.0.0.2/24"),
                List.of("10.0.0.1"),
                List.of("10.0.0.1"),
                List.of(),
                Optional.empty())),
        List.of(),
        UnitSettings.NONE,
        UpdateSettings.NONE);
  }

  @Test
  void setsUpASystem() throws IOException {
    SettingsPlan plan =
        SettingsPlanner.plan(
            settings(Optional.of("box"), Optional.of("Europe/Zurich")), Optional.empty(), image());
    SettingsWriter.write(plan, root, var);

    assertThat(root.resolve("etc/hostname")).hasContent("box");
    assertThat(Files.readSymbolicLink(root.resolve("etc/localtime")).toString())
        .isEqualTo("../usr/share/zoneinfo/Europe/Zurich");
    assertThat(root.resolve("etc/passwd"))
        .content()
        .contains("ada:x:1001:1001:Ada:/var/home/ada:/bin/sh\n");
    assertThat(root.resolve("etc/shadow"))
        .content()
        .isEqualTo("root:" + HASH + "::0:99999:7:::\nada:" + HASH + "::0:99999:7:::\n");
    assertThat(root.resolve("etc/group"))
        .content()
        .contains("wheel:x:10:ada\n", "lab:x:1002:ada\n");
    assertThat(root.resolve("etc/tmpfiles.d/bootferry-users.conf"))
        .content()
        .contains("d /var/home/ada 0700 1001 1001 -\n", "f~ /var/home/ada/.ssh/authorized_keys");
    assertThat(root.resolve("etc/systemd/network/10-bootferry-0.network"))
        .content()
        .contains("Name=en*\n", "Address=10.0.0.2/24\n", "Gateway=10.0.0.1\n");
    assertThat(
            Files.readSymbolicLink(
                    root.resolve("etc/systemd/system/a.target.wants/systemd-networkd.service"))
                .toString())
        .isEqualTo("/usr/lib/systemd/system/systemd-networkd.service");
  }

  private static SystemSettings user(UserAccount user) {
    return new SystemSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RootAccount.AS_IN_IMAGE,
        List.of(user),
        List.of(),
        List.of(),
        UnitSettings.NONE,
        UpdateSettings.NONE);
  }

  @Test
  void aUserOfTheImageGetsPasswordGroupsAndKeys() throws IOException {
    FolderImage image =
        image()
            .with("etc/passwd", "core:x:1000:1001:Core:/var/home/core:/bin/sh\n")
            .with("etc/shadow", "core:!:1:0:99999:7:::\n");
    UserAccount core =
        new UserAccount(
            "core",
            List.of("wheel"),
            Optional.of(HASH),
            List.of("ssh-ed25519 AAAA core"),
            Optional.empty(),
            Optional.empty());
    SettingsWriter.write(SettingsPlanner.plan(user(core), Optional.empty(), image), root, var);

    assertThat(root.resolve("etc/passwd"))
        .content()
        .isEqualTo("core:x:1000:1001:Core:/var/home/core:/bin/sh\n");
    assertThat(root.resolve("etc/shadow"))
        .content()
        .isEqualTo("core:" + HASH + ":1:0:99999:7:::\n");
    assertThat(root.resolve("etc/group")).content().contains("wheel:x:10:core\n");
    assertThat(root.resolve("etc/tmpfiles.d/bootferry-users.conf"))
        .content()
        .contains(
            "d /var/home/core 0700 1000 1001 -\n",
            "f~ /var/home/core/.ssh/authorized_keys 600 1000 1001 - ");
  }

  @Test
  void aUserOfTheImageKeepsItsShell() throws IOException {
    FolderImage image = image();
    UserAccount core =
        new UserAccount(
            "core",
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.of("/bin/sh"),
            Optional.empty());
    assertThatThrownBy(() -> SettingsPlanner.plan(user(core), Optional.empty(), image))
        .hasMessageContaining("core is in the image");
  }

  @Test
  void saysAllThatIsUnfitAtOnce() throws IOException {
    FolderImage image = image();
    assertThatThrownBy(() ->
            SettingsPlanner.plan(
                settings(Optional.of("-"), Optional.of("../../x")), Optional.empty(), image))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no host name")
        .hasMessageContaining("time zone");
  }

  @Test
  void writesNothingThroughLinksOfAHostileImage() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("passwd"), "mine");
    FolderImage image = image().withLink("etc/tmpfiles.d", outside);
    assertThatThrownBy(() ->
            SettingsPlanner.plan(
                settings(Optional.empty(), Optional.empty()), Optional.empty(), image))
        .hasMessageContaining("no folder");

    Files.delete(root.resolve("etc/passwd"));
    Files.createSymbolicLink(root.resolve("etc/passwd"), outside.resolve("passwd"));
    SettingsPlan plan =
        new SettingsPlan(
            List.of(
                new SettingsPlan.WriteFile("etc/passwd", Secret.of("new"), 0644, 0, 0),
                new SettingsPlan.WriteFile("etc/tmpfiles.d/x", Secret.of("new"), 0644, 0, 0)));
    assertThatThrownBy(() -> SettingsWriter.write(plan, root, var))
        .isInstanceOf(ProblemException.class);
    assertThat(outside.resolve("passwd")).hasContent("mine");
    assertThat(outside.resolve("x")).doesNotExist();
    assertThat(root.resolve("etc/passwd")).isRegularFile().hasContent("new");
  }

  @Test
  void hashesAsOthersDo() {
    // From the specification of the method; "openssl passwd -6" gives the same.
    assertThat(PasswordHash.sha512(Secret.of("Hello world!"), "saltstringsaltstring", 10_000))
        .isEqualTo(
            "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sb"
                + "HbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.");
    assertThat(PasswordHash.sha512(Secret.of("x"))).startsWith("$6$rounds=200000$");
  }
}
