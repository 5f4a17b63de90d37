package dev.bootferry.installer.unattended;

import dev.bootferry.installer.address.IpAddress;
import dev.bootferry.installer.address.IpInterface;
import dev.bootferry.installer.form.Findings;
import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.installer.settings.NetworkLink;
import dev.bootferry.installer.settings.NetworkLink.Match;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code [[network]]}. */
final class NetworkSection {
  private static final int IPV6_MTU = 1280;

  private final Findings findings;
  private final Set<String> names = new HashSet<>();
  private final Set<IpAddress> addresses = new HashSet<>();

  private NetworkSection(Findings findings) {
    this.findings = findings;
  }

  static List<NetworkLink> read(List<SoundTable> tables, Findings findings) {
    NetworkSection section = new NetworkSection(findings);
    return tables.stream().flatMap(table -> section.link(table).stream()).toList();
  }

  private Optional<NetworkLink> link(SoundTable table) {
    Optional<Match> match = match(table);
    checkDhcp(table);
    List<IpInterface> own = addresses(table);
    checkGateways(table, own);
    checkServers(table);
    boolean six = own.stream().anyMatch(a -> a.address().six());
    if (six && table.number("mtu").filter(mtu -> mtu < IPV6_MTU).isPresent()) {
      table.wrong("mtu", ConfigMessage.MTU_IPV6);
    }
    return match.map(m ->
        new NetworkLink(
            m,
            table.texts("addresses"),
            table.texts("gateways"),
            table.texts("dns"),
            table.texts("search"),
            table.number("mtu").map(Long::intValue)));
  }

  private Optional<Match> match(SoundTable table) {
    if (table.has("name") && table.has("mac")) {
      table.wrong("mac", ConfigMessage.LINK_TWO_NAMES);
    } else if (!table.has("name") && !table.has("mac")) {
      table.wrong(ConfigMessage.LINK_UNNAMED);
    }
    Optional<Match> match =
        table
            .text("name")
            .<Match>map(Match.Name::new)
            .or(() ->
                table
                    .text("mac")
                    .map(mac -> new Match.HardwareAddress(mac.toLowerCase(Locale.ROOT))));
    match.ifPresent(m -> {
      String key = table.has("name") ? "name" : "mac";
      if (!names.add(m.toString())) {
        table.wrong(key, ConfigMessage.LINK_TWICE, table.text(key).orElseThrow());
      }
    });
    return match;
  }

  private static void checkDhcp(SoundTable table) {
    boolean fixed = !table.texts("addresses").isEmpty() || hasWrong(table, "addresses");
    Optional<Boolean> dhcp = table.flag("dhcp");
    if (dhcp.equals(Optional.of(true)) && fixed) {
      table.wrong("dhcp", ConfigMessage.DHCP_STATIC);
    } else if (dhcp.equals(Optional.of(false)) && !fixed) {
      table.wrong("dhcp", ConfigMessage.DHCP_OFF);
    } else if (!fixed && !table.texts("gateways").isEmpty()) {
      table.wrong("gateways", ConfigMessage.DHCP_GATEWAY);
    }
  }

  /** Addresses with which something is wrong are addresses all the same. */
  private static boolean hasWrong(SoundTable table, String key) {
    return table.has(key)
        && (table.findings().at(table.at(key)) || table.findings().at(table.at(key) + "[0]"));
  }

  private List<IpInterface> addresses(SoundTable table) {
    List<IpInterface> own = new ArrayList<>();
    for (SoundTable.Element element : table.elements("addresses")) {
      address(element).ifPresent(own::add);
    }
    return own;
  }

  private Optional<IpInterface> address(SoundTable.Element element) {
    String text = element.text().orElseThrow();
    if (text.indexOf('/') < 0 && parsed(text).isPresent()) {
      findings.add(
          element.path(), ConfigMessage.PREFIX_MISSING, text, text.indexOf(':') < 0 ? 24 : 64);
      return Optional.empty();
    }
    IpInterface own;
    try {
      own = IpInterface.parse(text);
    } catch (IllegalArgumentException e) {
      findings.add(element.path(), ConfigMessage.ADDRESS_PREFIX, Findings.shown(text));
      return Optional.empty();
    }
    if (!own.address().isOfOneHost()) {
      findings.add(element.path(), ConfigMessage.ADDRESS_NOT_HOST, text);
    } else if (own.isNetworkOrBroadcast()) {
      findings.add(element.path(), ConfigMessage.ADDRESS_OF_NETWORK, text);
    } else if (!addresses.add(own.address())) {
      findings.add(element.path(), ConfigMessage.ADDRESS_TWICE, text);
    }
    return Optional.of(own);
  }

  private void checkGateways(SoundTable table, List<IpInterface> own) {
    Set<Boolean> kinds = new HashSet<>();
    boolean all = table.elements("addresses").size() == own.size();
    for (SoundTable.Element element : table.elements("gateways")) {
      String text = element.text().orElseThrow();
      Optional<IpAddress> gateway = plain(element);
      if (gateway.isEmpty()) {
        continue;
      }
      IpAddress address = gateway.get();
      boolean reached = address.isLinkLocal() || own.stream().anyMatch(a -> a.reaches(address));
      if (!kinds.add(address.six())) {
        findings.add(element.path(), ConfigMessage.GATEWAY_TWICE, address.six() ? "IPv6" : "IPv4");
      } else if (all && !own.isEmpty() && !reached) {
        findings.add(element.path(), ConfigMessage.GATEWAY_OUTSIDE, text);
      }
    }
  }

  private void checkServers(SoundTable table) {
    table.elements("dns").forEach(this::plain);
  }

  /** An address without a prefix length. */
  private Optional<IpAddress> plain(SoundTable.Element element) {
    String text = element.text().orElseThrow();
    Optional<IpAddress> address = parsed(text);
    if (address.isEmpty()) {
      findings.add(element.path(), ConfigMessage.ADDRESS_INVALID, Findings.shown(text));
    }
    return address;
  }

  private static Optional<IpAddress> parsed(String text) {
    try {
      return Optional.of(IpAddress.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
