package dev.bootferry.installer.address;

/**
 * An address of a machine in its network, as in {@code 10.1.2.3/24}.
 *
 * @param prefix how many bits name the network
 */
public record IpInterface(IpAddress address, int prefix) {
  public IpInterface {
    if (prefix < 1 || prefix > address.bits()) {
      throw new IllegalArgumentException(
          "a prefix is between 1 and " + address.bits() + ": " + prefix);
    }
  }

  /**
   * Reads an address with its prefix length.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static IpInterface parse(String text) {
    int slash = text.indexOf('/');
    String prefix = slash < 0 ? "" : text.substring(slash + 1);
    if (!prefix.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("no prefix length: " + text);
    }
    return new IpInterface(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(prefix));
  }

  /** Whether that address is in the same network. */
  public boolean reaches(IpAddress other) {
    return address.sharesPrefix(other, prefix);
  }

  /** Whether it is the name of an IPv4 network, or all of it: the first or the last address. */
  public boolean isNetworkOrBroadcast() {
    if (address.six() || prefix > 30) {
      return false;
    }
    long host = address.low() & (1L << (32 - prefix)) - 1;
    return host == 0 || host == (1L << (32 - prefix)) - 1;
  }
}
