package dev.bootferry.installer.wizard;

/** The written form of IP addresses: RFC 4291 section 2.2 and dotted decimals. */
final class Addresses {
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final String IPV4 = BYTE + "(\\." + BYTE + "){3}";
  private static final int GROUPS = 8;

  private Addresses() {}

  static boolean isAddress(String text) {
    return text.matches(IPV4) || isIpv6(text);
  }

  /** An address with the length of its prefix. */
  static boolean isNetwork(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      return false;
    }
    String address = text.substring(0, slash);
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return prefix > 0 && (address.matches(IPV4) ? prefix <= 32 : isIpv6(address) && prefix <= 128);
  }

  private static boolean isIpv6(String text) {
    if (!text.contains(":") || text.contains(":::")) {
      return false;
    }
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::")) {
      return false;
    }
    if (gap < 0) {
      return groups(text, true) == GROUPS;
    }
    int before = groups(text.substring(0, gap), false);
    int after = groups(text.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < GROUPS;
  }

  /** How many groups of 16 bits; -1 when it is not of this form. */
  private static int groups(String text, boolean last) {
    if (text.isEmpty()) {
      return 0;
    }
    int count = 0;
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].matches("[0-9A-Fa-f]{1,4}")) {
        count++;
      } else if (last && i == parts.length - 1 && parts[i].matches(IPV4)) {
        count += 2;
      } else {
        return -1;
      }
    }
    return count;
  }
}
