package dev.bootferry.installer.wizard;

import java.util.List;

/** Each network interface. */
final class NetworkPages {
  static final String LEAVE = "leave";
  static final String DHCP = "dhcp";
  static final String STATIC = "static";

  private final Interview interview;

  NetworkPages(Interview interview) {
    this.interview = interview;
  }

  void add() {
    List<String> links = interview.facts().links();
    if (links.isEmpty()) {
      return;
    }
    interview.choice(
        Keys.NETWORK,
        Section.NETWORK,
        "Shall the network be set up?",
        List.of("This machine has: " + String.join(", ", links)),
        () ->
            List.of(
                Option.of(Keys.NO, "No, as the image has it"),
                Option.of(Keys.YES, "Yes, each interface by itself")));
    if (interview.answers().is(Keys.NETWORK, Keys.YES)) {
      links.forEach(this::link);
    }
  }

  private void link(String name) {
    String key = Keys.LINK + name;
    interview.choice(
        key,
        Section.NETWORK,
        "How shall " + name + " get its address?",
        List.of(),
        () ->
            List.of(
                Option.of(DHCP, "By itself (DHCP, and IPv6 router advertisements)"),
                Option.of(STATIC, "It is typed here"),
                Option.of(LEAVE, "Not at all, or as the image has it")));
    if (interview.answers().is(key, STATIC)) {
      Check gateway = Checks::gateway;
      text(key + ".address", "Which address has " + name + "?", "Address", Checks::address);
      text(key + ".gateway", "Which gateway has " + name + "?", "Gateway", gateway.orEmpty());
      text(key + ".dns", "Which name servers has " + name + "?", "Servers", Checks::addresses);
    }
  }

  private void text(String key, String title, String label, Check check) {
    String help =
        switch (label) {
          case "Address" -> "With the length of its prefix, as in 192.0.2.10/24.";
          case "Gateway" -> "As in 192.0.2.1; nothing where there is none.";
          default -> "As in 192.0.2.53, with commas between; nothing where there are none.";
        };
    interview.text(key, Section.NETWORK, title, List.of(help), label, "", check);
  }
}
