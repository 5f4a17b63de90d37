package dev.bootferry.installer.wizard;

import dev.bootferry.installer.address.IpAddress;

/** What a person may type for an address. */
final class Addresses {
  private Addresses() {}

  static boolean isAddress(String text) {
    try {
      IpAddress _ = IpAddress.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** An address with the length of its prefix. */
  static boolean isNetwork(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      return false;
    }
    String address = text.substring(0, slash);
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return prefix > 0 && isAddress(address) && prefix <= IpAddress.parse(address).bits();
  }
}
