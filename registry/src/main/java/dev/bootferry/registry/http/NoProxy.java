package dev.bootferry.registry.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which hosts are reached without a proxy: the value of {@code NO_PROXY}, names with everything
 * below them, addresses, blocks of addresses as in {@code 10.0.0.0/8}, each with a port or without;
 * {@code *} for all. Names are never looked up.
 */
record NoProxy(boolean all, List<Entry> entries) {
  /** One part of the list. A name, or a block of addresses; for any port when it is 0. */
  record Entry(String name, Optional<Block> block, int port) {
    boolean covers(String host, Optional<InetAddress> address, int hostPort) {
      if (port != 0 && port != hostPort) {
        return false;
      }
      if (block.isPresent()) {
        return address.filter(block.get()::contains).isPresent();
      }
      return name.startsWith(".")
          ? host.endsWith(name)
          : host.equals(name) || host.endsWith("." + name);
    }
  }

  record Block(BigInteger bits, int length, int prefix) {
    boolean contains(InetAddress address) {
      byte[] raw = address.getAddress();
      int shift = length - prefix;
      return raw.length * 8 == length
          && new BigInteger(1, raw).shiftRight(shift).equals(bits.shiftRight(shift));
    }
  }

  NoProxy {
    entries = List.copyOf(entries);
  }

  static NoProxy parse(String value) {
    List<Entry> entries = new ArrayList<>();
    boolean all = false;
    for (String part : value.split("[,\\s]+", -1)) {
      String text = part.toLowerCase(Locale.ROOT);
      if (text.equals("*")) {
        all = true;
      } else if (!text.isEmpty()) {
        entries.add(entry(text));
      }
    }
    return new NoProxy(all, entries);
  }

  boolean covers(String uriHost, int port) {
    String host = plain(uriHost.toLowerCase(Locale.ROOT));
    Optional<InetAddress> address = address(host);
    boolean local =
        host.equals("localhost") || address.filter(InetAddress::isLoopbackAddress).isPresent();
    return all || local || entries.stream().anyMatch(e -> e.covers(host, address, port));
  }

  private static Entry entry(String text) {
    Optional<Block> block = block(text);
    if (block.isPresent()) {
      return new Entry(text, block, 0);
    }
    int colon = text.lastIndexOf(':');
    String name = text;
    int port = 0;
    if (colon >= 0 && text.substring(colon + 1).matches("[0-9]{1,5}")) {
      port = Integer.parseInt(text.substring(colon + 1));
      name = text.substring(0, colon);
    }
    name = plain(name);
    return new Entry(name.startsWith("*.") ? name.substring(1) : name, block(name), port);
  }

  /** An address alone is a block of one. */
  private static Optional<Block> block(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    Optional<InetAddress> address = address(host);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    byte[] raw = address.get().getAddress();
    int length = raw.length * 8;
    int prefix = length;
    if (slash >= 0) {
      String digits = text.substring(slash + 1);
      prefix = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : length + 1;
    }
    return prefix > length
        ? Optional.empty()
        : Optional.of(new Block(new BigInteger(1, raw), length, prefix));
  }

  /** Only of what is written as an address, so that nothing is ever asked of a name server. */
  private static Optional<InetAddress> address(String text) {
    boolean v4 = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    boolean v6 = text.indexOf(':') >= 0 && text.matches("[0-9a-f:.]{2,45}");
    if (!v4 && !v6) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String plain(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
