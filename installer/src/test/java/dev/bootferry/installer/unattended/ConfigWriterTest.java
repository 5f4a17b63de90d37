package dev.bootferry.installer.unattended;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.installer.specification.InstallSpecification;
import org.junit.jupiter.api.Test;

class ConfigWriterTest {
  private static final String ALL =
      """
      version = 1
      source = "/media/site.tar"
      stateroot = "till"
      bound-images = "skip"
      strict = true
      after = "power-off"

      [disk]
      serial = "S4\\"\\\\EV"
      model = "Samsung*"
      min-size = "200G"
      max-size = "1T"
      rotational = false
      wipe = true

      [layout]
      keep-partitions = ["data", 7]
      var = { size = "rest", keep = true, filesystem = "xfs" }
      root = { size = "40G" }
      boot = { size = "513M", label = "start" }
      swap = { size = "5%" }
      [[layout.partition]]
      label = "logs"
      mount = "/srv/logs"
      filesystem = "ext4"
      size = "1537M"
      grow = true

      [system]
      hostname = "till-17.example.org"
      timezone = "Europe/Zurich"
      locale = "de_CH.UTF-8"
      keymap = "de_CH-latin1"

      [root]
      password-hash = "!"
      ssh-keys-file = "keys"

      [[user]]
      name = "admin"
      comment = "Ada \\u00e4"
      groups = ["wheel", "adm"]
      ssh-keys-file = "keys"
      shell = "/bin/sh"

      [[network]]
      mac = "52:54:00:12:34:56"
      addresses = ["10.1.2.3/24", "fd00:1::3/64"]
      gateways = ["10.1.2.1", "fe80::1"]
      dns = ["10.1.2.1"]
      search = ["example.org"]
      mtu = 1400

      [[network]]
      name = "en*"

      [[file]]
      path = "/etc/motd"
      content = "Two\\nlines, \\u007f and a \\"quote\\".\\n"

      [[file]]
      path = "/etc/binary"
      content-base64 = "/wD+"
      mode = "0755"
      owner = "admin:wheel"

      [units]
      enable = ["sshd.service"]
      disable = ["a.service"]
      mask = ["bluetooth.service"]

      [kargs]
      append = ["console=ttyS0,115200", "x=\\"a b\\""]
      delete = ["quiet"]

      [updates]
      origin = "registry.example.org/os/till:stable"
      [[updates.trusted-key]]
      source = "site.pem"
      [[updates.registry]]
      source = "mirror.conf"

      [scripts]
      before = "before.sh"
      time-limit = "90m"
      """;

  private static InstallSpecification read(String text) {
    ConfigReading reading = ConfigReader.read(text, "install.toml", new Nearby());
    assertThat(reading.findings()).as(text).isEmpty();
    return reading.specification().orElseThrow();
  }

  @Test
  void whatIsWrittenIsReadBackAsTheSame() {
    InstallSpecification asked = read(ALL);
    assertThat(read(ConfigWriter.write(asked))).isEqualTo(asked);
  }

  @Test
  void theLeastFileStaysShort() {
    assertThat(ConfigWriter.write(read("version = 1\ndisk.path = \"/dev/vdb\"\n")))
        .isEqualTo(
            """
            version = 1

            [disk]
            path = "/dev/vdb"

            [layout.root]
            label = "root"
            size = "rest"
            """);
  }

  @Test
  void noSecretIsWritten() {
    String text =
        ConfigWriter.write(
            read(
                """
                version = 1
                disk.path = "/dev/vdb"
                layout.boot.size = "1G"
                encryption = { type = "luks2", passphrase-file = "passphrase" }
                updates.pull-secret = "auth.json"
                [[file]]
                path = "/etc/token"
                content = "hush"
                mode = "0600"
                """));
    assertThat(text)
        .contains(
            "passphrase-file = \"CHANGE-ME\"",
            "pull-secret = \"CHANGE-ME\"",
            "source = \"CHANGE-ME\"")
        .doesNotContain("correct horse", "hush", "auths");
    assertThat(ConfigReader.read(text, "install.toml", new Nearby()).findings()).hasSize(3);
  }
}
