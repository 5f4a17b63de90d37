package dev.bootferry.cli.render;

import dev.bootferry.deployment.status.BoundStatus;
import dev.bootferry.deployment.status.DeploymentStatus;
import dev.bootferry.deployment.status.ImageStatus;
import dev.bootferry.deployment.status.SystemStatus;
import dev.bootferry.deployment.sysroot.Deployment;

/** The status of a machine for people. */
public final class StatusText {
  private StatusText() {}

  /** Each deployment by the part it plays, with its bound images. */
  public static String of(SystemStatus status) {
    Lines lines = new Lines();
    status.staged().ifPresent(d -> append(lines, staged(d), d));
    status.booted().ifPresent(d -> append(lines, "booted", d));
    String rollback = status.rollbackQueued() ? "rollback, at the next boot" : "rollback";
    status.rollback().ifPresent(d -> append(lines, rollback, d));
    status.others().forEach(d -> append(lines, "kept", d));
    if (status.booted().isEmpty()) {
      lines.heading("This machine does not run from an image.");
    }
    if (status.readOnly()) {
      lines.heading("Its disk can only be read.");
    }
    return lines.toString();
  }

  private static String staged(DeploymentStatus status) {
    return status.deployment().state() == Deployment.State.STAGED_LOCKED
        ? "staged, held back"
        : "staged, at the next boot";
  }

  private static void append(Lines lines, String part, DeploymentStatus status) {
    String name = status.image().map(i -> i.target().toString()).orElse("not made from an image");
    lines.heading(part + ": " + name);
    status.image().ifPresent(image -> append(lines, image));
    status
        .cachedUpdate()
        .ifPresent(image -> lines.value("newer", image.digest() + " was seen and not fetched"));
    lines.value("deployed", status.deployment().name());
    lines.value("stateroot", status.deployment().stateroot());
    if (status.deployment().isPinned()) {
      lines.value("pinned", "yes");
    }
    if (status.incompatible()) {
      lines.value("changed", "it has local changes that image-based tools do not know");
    }
    for (BoundStatus bound : status.bound()) {
      lines.value("binds", bound.reference());
      lines.detail(
          "        "
              + (bound.isPresent()
                  ? bound.digest().or(bound::imageId).orElse("")
                  : "MISSING: its unit cannot start it without a network"));
    }
    lines.value("binds", status.boundProblem());
  }

  private static void append(Lines lines, ImageStatus image) {
    lines.value("digest", image.digest());
    lines.value("version", image.version());
    lines.value("created", image.timestamp());
  }
}
