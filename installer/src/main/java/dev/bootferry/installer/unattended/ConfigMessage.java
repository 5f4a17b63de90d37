package dev.bootferry.installer.unattended;

import dev.bootferry.installer.form.Message;

/** What can be wrong with the file beyond the form of each key. */
enum ConfigMessage implements Message {
  SOURCE_INVALID("%s"),
  SOURCE_NETWORK(
      "an installation uses no network; make a bundle with 'bootferry mirror create' and name that"),
  DISK_ANY(
      "it must say which disk: give path, serial, wwn, by-id, by-path, model, a size or other"
          + " properties"),
  DISK_FOR_FILES("it is for a file that stands for a disk, and path names none"),
  SIZES_CROSSED("no disk has at least %s and at most %s"),
  EMPTY_WIPED("it contradicts empty = true: on an empty disk nothing can be lost"),
  NOT_EMPTY_KEPT(
      "a disk that must not be empty is only taken with wipe = true, or when partitions are kept"),
  EMPTY_KEPT("it contradicts the partitions that are kept: an empty disk has none"),

  SIZE_TOO_LARGE("it is too large to count"),
  SIZE_TOO_SMALL("%s needs at least %s"),
  SIZE_ZERO("it must be more than nothing"),
  REST_TWICE("only one volume can have the rest, and %s has it"),
  REST_ROOT("%s has the rest, so the root needs a size: give layout.root.size"),
  PERCENT_OVER("together the volumes have %s%% of the disk"),
  GROW_TWICE("only one volume can grow, and %s does"),
  GROW_KEPT("it contradicts keep = true: what is kept stays as it is"),
  LABEL_TWICE("the label '%s' is used twice, by %s as well"),
  LABEL_TOO_LONG("%s takes labels of at most %s bytes"),
  KEEP_TWICE("partition %s is named twice"),
  MOUNT_PLACE("it must be below /var, /home, /srv or /opt, not %s"),
  MOUNT_VAR("a partition for all of /var is [layout.var]"),
  MOUNT_RESERVED("%s belongs to the system"),
  MOUNT_TWICE("%s is the same place, which %s has"),

  KEY_TWICE("it contradicts passphrase-file: give one of them"),
  KEY_MISSING("give passphrase-file or key-file"),
  PASSPHRASE_EMPTY("the file is empty"),
  PASSPHRASE_LINES("a passphrase is one line of at most 512 bytes, without control characters"),
  FILE_UNREADABLE("%s cannot be read: %s"),
  PLACEHOLDER("CHANGE-ME stands for something secret that was left out; name a file that holds it"),

  HOSTNAME_LONG("a host name has at most 64 characters, this one has %s"),
  TIMEZONE_UNKNOWN("there is no time zone '%s'"),
  TIMEZONE_NEAR("there is no time zone '%s'; did you mean '%s'?"),
  SSH_NO_KEY("it is no public key such as 'ssh-ed25519 AAAA... name'"),
  SSH_NO_KEY_IN_FILE("line %s of %s is no public key"),
  SSH_FILE_EMPTY("there is no key in %s"),
  SSH_PRIVATE("it is a private key; give the public one, whose file ends in .pub"),
  USER_ROOT("root has a table of its own: [root]"),
  USER_TWICE("the user '%s' is there twice"),
  GROUP_TWICE("the group '%s' is there twice"),

  LINK_UNNAMED("give name or mac, so that it is known which interface is meant"),
  LINK_TWO_NAMES("give name or mac, not both"),
  LINK_TWICE("the interface '%s' is there twice"),
  DHCP_STATIC("it contradicts addresses: give one of them"),
  DHCP_OFF("without DHCP there must be addresses"),
  DHCP_GATEWAY("gateways belong to addresses, and there are none: DHCP gives its own"),
  PREFIX_MISSING("it needs a prefix length, as in %s/%s"),
  ADDRESS_INVALID("'%s' is no IP address"),
  ADDRESS_PREFIX("'%s' is no IP address with a prefix length, as in 10.1.2.3/24"),
  ADDRESS_NOT_HOST("%s is not an address that one machine can have"),
  ADDRESS_OF_NETWORK("%s is the first or last address of its network, which no machine has"),
  ADDRESS_TWICE("the address %s is there twice"),
  GATEWAY_OUTSIDE("%s is in none of the networks of the addresses"),
  GATEWAY_TWICE("there is a gateway for %s already"),
  MTU_IPV6("IPv6 needs at least 1280"),

  FILE_PLACE("it must be below /etc or /var, not %s"),
  FILE_TWICE("the file %s is there twice"),
  FILE_OTHER_KEY("%s is written by %s"),
  CONTENT_MISSING("give %s"),
  CONTENT_TWICE("it contradicts %s: give one of them"),
  BASE64_INVALID("it is not base64"),
  NAME_MISSING("give a name, as the content has none"),
  NAME_TWICE("the name '%s' is there twice"),

  UNIT_TWICE("the unit %s is in %s as well"),
  KARG_INVALID("%s"),
  ORIGIN_INVALID("%s"),
  TRUST_NO_KEY("it is no public key in PEM, which begins with -----BEGIN PUBLIC KEY-----"),
  TRUST_PRIVATE(
      "it is a private key, which must stay where bundles are signed; give the public one"),
  PULL_SECRET_INVALID("%s is no auth.json: an object with 'auths'"),
  REGISTRY_NAME("its name must end in .conf, not '%s'"),
  REGISTRY_INVALID("%s"),
  TIME_OVER("it must be at most 24h");

  private final String template;

  ConfigMessage(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
