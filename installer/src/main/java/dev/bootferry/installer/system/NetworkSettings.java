package dev.bootferry.installer.system;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.address.IpAddress;
import dev.bootferry.installer.address.IpInterface;
import dev.bootferry.installer.settings.NetworkLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Network interfaces, in the form of whichever manager the image has. */
final class NetworkSettings {
  /** What manages networks. */
  enum Manager {
    NETWORK_MANAGER("NetworkManager.service"),
    NETWORKD("systemd-networkd.service");

    private final String unit;

    Manager(String unit) {
      this.unit = unit;
    }
  }

  private static final String NAME = "[A-Za-z0-9*?._-]{1,15}";

  private final SettingsDraft draft;
  private final ImageFiles image;

  NetworkSettings(SettingsDraft draft, ImageFiles image) {
    this.draft = draft;
    this.image = image;
  }

  /**
   * Plans the files.
   *
   * @return a unit that must be enabled for them to have an effect
   * @throws dev.bootferry.core.problem.ProblemException {@code network-not-settable}
   */
  Optional<String> plan(List<NetworkLink> links) {
    if (links.isEmpty()) {
      return Optional.empty();
    }
    Manager manager = manager();
    int number = 0;
    for (NetworkLink link : links) {
      if (check(link)) {
        String name = "bootferry-" + number++;
        switch (manager) {
          case NETWORK_MANAGER ->
              draft.file(
                  "etc/NetworkManager/system-connections/" + name + ".nmconnection",
                  keyfile(name, link),
                  0600);
          case NETWORKD ->
              draft.file("etc/systemd/network/10-" + name + ".network", network(link), 0644);
        }
      }
    }
    return isEnabled(manager) ? Optional.empty() : Optional.of(manager.unit);
  }

  private Manager manager() {
    List<Manager> there =
        Stream.of(Manager.values())
            .filter(m -> image.has("usr/lib/systemd/system/" + m.unit))
            .toList();
    return there.stream()
        .filter(this::isEnabled)
        .findFirst()
        .or(() -> there.stream().findFirst())
        .orElseThrow(() ->
            new Problem(
                    InstallerProblem.NETWORK_NOT_SETTABLE,
                    "set the network of the new system",
                    "the image has neither NetworkManager nor systemd-networkd",
                    "Put one of them into the image, or leave the network out.")
                .exception());
  }

  private boolean isEnabled(Manager manager) {
    return Stream.of("etc", "usr/lib")
        .map(place -> place + "/systemd/system/multi-user.target.wants/" + manager.unit)
        .anyMatch(path -> image.at(path).isPresent());
  }

  private boolean check(NetworkLink link) {
    int before = draft.unfit().size();
    switch (link.match()) {
      case NetworkLink.Match.Name(String name) -> check("an interface", name, NAME);
      case NetworkLink.Match.HardwareAddress(String address) ->
          check("a hardware address", address, "([0-9a-f]{2}:){5}[0-9a-f]{2}");
    }
    link.addresses().forEach(a -> check("an address", a, IpInterface::parse));
    link.gateways().forEach(g -> check("a gateway", g, IpAddress::parse));
    link.dns().forEach(d -> check("a name server", d, IpAddress::parse));
    link.searchDomains().forEach(d -> check("a search domain", d, "[A-Za-z0-9._-]{1,253}"));
    return draft.unfit().size() == before;
  }

  private void check(String what, String value, String pattern) {
    if (!value.matches(pattern)) {
      draft.unfit(what + " of the network is not understood: " + value);
    }
  }

  private void check(String what, String value, Function<String, ?> parser) {
    try {
      var _ = parser.apply(value);
    } catch (IllegalArgumentException e) {
      draft.unfit(what + " of the network is not understood: " + value);
    }
  }

  private static boolean isV6(String address) {
    return address.contains(":");
  }

  /** See nm-settings-keyfile(5). */
  private static String keyfile(String name, NetworkLink link) {
    StringBuilder text =
        new StringBuilder("[connection]\nid=" + name + "\ntype=ethernet\nautoconnect=true\n");
    String ethernet = link.mtu().map(mtu -> "mtu=" + mtu + "\n").orElse("");
    switch (link.match()) {
      case NetworkLink.Match.Name(String pattern) -> {
        boolean wild = pattern.contains("*") || pattern.contains("?");
        text.append(
            wild
                ? "\n[match]\ninterface-name=" + pattern + ";\n"
                : "interface-name=" + pattern + "\n");
      }
      case NetworkLink.Match.HardwareAddress(String address) ->
          ethernet = "mac-address=" + address + "\n" + ethernet;
    }
    text.append("\n[ethernet]\n").append(ethernet);
    for (boolean v6 : new boolean[] {false, true}) {
      text.append(v6 ? "\n[ipv6]\n" : "\n[ipv4]\n").append(family(link, v6));
    }
    return text.toString();
  }

  private static String family(NetworkLink link, boolean v6) {
    List<String> lines = new ArrayList<>();
    List<String> addresses = link.addresses().stream().filter(a -> isV6(a) == v6).toList();
    if (!addresses.isEmpty()) {
      lines.add("method=manual");
    } else {
      // Without an address of its own IPv6 is still what the router announces.
      lines.add("method=" + (link.isDhcp() || v6 ? "auto" : "disabled"));
    }
    for (int i = 0; i < addresses.size(); i++) {
      lines.add("address" + (i + 1) + "=" + addresses.get(i));
    }
    boolean off = lines.contains("method=disabled");
    link.gateways().stream()
        .filter(g -> isV6(g) == v6 && !off)
        .forEach(g -> lines.add("gateway=" + g));
    List<String> dns = link.dns().stream().filter(d -> isV6(d) == v6 && !off).toList();
    if (!dns.isEmpty()) {
      lines.add("dns=" + String.join(";", dns) + ";");
    }
    if (!link.searchDomains().isEmpty() && !off) {
      lines.add("dns-search=" + String.join(";", link.searchDomains()) + ";");
    }
    return String.join("\n", lines) + "\n";
  }

  /** See systemd.network(5). */
  private static String network(NetworkLink link) {
    StringBuilder text = new StringBuilder("[Match]\n");
    switch (link.match()) {
      case NetworkLink.Match.Name(String name) -> text.append("Name=").append(name);
      case NetworkLink.Match.HardwareAddress(String address) ->
          text.append("MACAddress=").append(address);
    }
    text.append('\n');
    link.mtu().ifPresent(mtu -> text.append("\n[Link]\nMTUBytes=").append(mtu).append('\n'));
    text.append("\n[Network]\n");
    if (link.isDhcp()) {
      text.append("DHCP=yes\n");
    }
    link.addresses().forEach(a -> text.append("Address=").append(a).append('\n'));
    link.gateways().forEach(g -> text.append("Gateway=").append(g).append('\n'));
    link.dns().forEach(d -> text.append("DNS=").append(d).append('\n'));
    if (!link.searchDomains().isEmpty()) {
      text.append("Domains=").append(String.join(" ", link.searchDomains())).append('\n');
    }
    return text.toString();
  }
}
