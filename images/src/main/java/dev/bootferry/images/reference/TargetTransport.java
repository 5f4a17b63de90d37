package dev.bootferry.images.reference;

import java.util.Arrays;
import java.util.Optional;

/** Where an installed system fetches its next version from, in bootc's words. */
public enum TargetTransport {
  REGISTRY("registry", "docker://"),
  OCI("oci", "oci:"),
  OCI_ARCHIVE("oci-archive", "oci-archive:"),
  DOCKER_ARCHIVE("docker-archive", "docker-archive:"),
  CONTAINERS_STORAGE("containers-storage", "containers-storage:"),
  DIR("dir", "dir:"),
  DOCKER_DAEMON("docker-daemon", "docker-daemon:");

  private final String id;
  private final String prefix;

  TargetTransport(String id, String prefix) {
    this.id = id;
    this.prefix = prefix;
  }

  /** As bootc's status and its option {@code --target-transport} write it. */
  public String id() {
    return id;
  }

  /** What stands before the name in skopeo's form and in the names of refs. */
  public String prefix() {
    return prefix;
  }

  /** By its id; {@code docker} is another word for {@code registry}. */
  public static Optional<TargetTransport> of(String id) {
    String wanted = id.equals("docker") ? REGISTRY.id : id;
    return Arrays.stream(values()).filter(t -> t.id.equals(wanted)).findFirst();
  }
}
