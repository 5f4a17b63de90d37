package dev.bootferry.installer.settings;

import java.util.List;
import java.util.Optional;

/**
 * One network interface.
 *
 * @param match which it is
 * @param addresses with their prefix length, as in {@code 10.1.2.3/24}; none asks DHCP
 * @param gateways at most one of IPv4 and one of IPv6
 * @param dns addresses of name servers
 * @param searchDomains for names without a dot
 */
public record NetworkLink(
    Match match,
    List<String> addresses,
    List<String> gateways,
    List<String> dns,
    List<String> searchDomains,
    Optional<Integer> mtu) {
  public NetworkLink {
    addresses = List.copyOf(addresses);
    gateways = List.copyOf(gateways);
    dns = List.copyOf(dns);
    searchDomains = List.copyOf(searchDomains);
  }

  public boolean isDhcp() {
    return addresses.isEmpty();
  }

  /** How an interface is recognised. */
  public sealed interface Match {
    /** By its name; {@code *} stands for other characters, as in {@code en*}. */
    record Name(String name) implements Match {}

    /** By its hardware address, in lower case with colons. */
    record HardwareAddress(String address) implements Match {}
  }
}
