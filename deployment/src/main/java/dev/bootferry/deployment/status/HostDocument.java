package dev.bootferry.deployment.status;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.images.reference.SignatureCheck;
import dev.bootferry.images.reference.TargetReference;
import java.util.Optional;

/**
 * The status as bootc prints it: its document {@code BootcHost} of {@code org.containers.bootc/v1},
 * members sorted. What bootc does not tell is below {@code bootferry}.
 */
public final class HostDocument {
  private HostDocument() {}

  /** The whole document. */
  public static JsonObject of(SystemStatus status) {
    Optional<ImageStatus> followed =
        status.staged().or(status::booted).flatMap(DeploymentStatus::image);
    boolean isHost = status.booted().flatMap(DeploymentStatus::image).isPresent();
    JsonValue.ObjectBuilder body =
        JsonValue.object().put("booted", orNull(status.booted().map(HostDocument::entry)));
    if (!status.others().isEmpty()) {
      body.put(
          "otherDeployments",
          JsonValue.of(status.others().stream().map(HostDocument::entry).toList()));
    }
    body.put("readOnly", status.readOnly())
        .put("rollback", orNull(status.rollback().map(HostDocument::entry)))
        .put("rollbackQueued", status.rollbackQueued())
        .put("staged", orNull(status.staged().map(HostDocument::entry)))
        .put("type", isHost ? JsonValue.of("bootcHost") : JsonValue.NULL)
        .put("usrOverlay", overlay(status));
    return JsonValue.object()
        .put("apiVersion", "org.containers.bootc/v1")
        .put("kind", "BootcHost")
        .put("metadata", JsonValue.object().put("name", "host").build())
        .put(
            "spec",
            JsonValue.object()
                .put(
                    "bootOrder",
                    followed.isPresent() && status.rollbackQueued() ? "rollback" : "default")
                .put("image", orNull(followed.map(i -> reference(i.target()))))
                .build())
        .put("status", body.build())
        .build();
  }

  private static JsonValue entry(DeploymentStatus status) {
    Deployment deployment = status.deployment();
    return JsonValue.object()
        .put("bootferry", ours(status))
        .put("cachedUpdate", orNull(status.cachedUpdate().map(HostDocument::image)))
        .put("composefs", JsonValue.NULL)
        .put("downloadOnly", deployment.state() == Deployment.State.STAGED_LOCKED)
        .put("image", orNull(status.image().map(HostDocument::image)))
        .put("incompatible", status.incompatible())
        .put(
            "ostree",
            JsonValue.object()
                .put("checksum", deployment.checksum().hex())
                .put("deploySerial", deployment.serial())
                .put("stateroot", deployment.stateroot())
                .build())
        .put("pinned", deployment.isPinned())
        .put("softRebootCapable", false)
        .put("store", "ostreeContainer")
        .build();
  }

  private static JsonValue ours(DeploymentStatus status) {
    JsonValue.ObjectBuilder ours =
        JsonValue.object()
            .put(
                "boundImages",
                JsonValue.of(
                    status.bound().stream()
                        .map(bound ->
                            JsonValue.object()
                                .put("digest", bound.digest())
                                .put("id", bound.imageId())
                                .put("image", bound.reference())
                                .put("present", bound.isPresent())
                                .put("unit", bound.unit())
                                .build())
                        .toList()));
    status.boundProblem().ifPresent(problem -> ours.put("boundImagesProblem", problem));
    return ours.put("kargs", JsonValue.ofStrings(status.deployment().kargs()))
        .put("storage", "/sysroot/" + status.store())
        .build();
  }

  private static JsonObject image(ImageStatus image) {
    return JsonValue.object()
        .put("architecture", image.architecture())
        .put("image", reference(image.target()))
        .put("imageDigest", image.digest().toString())
        .put("timestamp", image.timestamp())
        .put("version", image.version())
        .build();
  }

  private static JsonObject reference(TargetReference target) {
    JsonValue.ObjectBuilder builder = JsonValue.object().put("image", target.name());
    switch (target.signature()) {
      case SignatureCheck.Unverified _ -> {
        // Left out, as bootc does.
      }
      case SignatureCheck.ContainerPolicy _ -> builder.put("signature", "containerPolicy");
      case SignatureCheck.OstreeRemote(String remote) ->
          builder.put("signature", JsonValue.object().put("ostreeRemote", remote).build());
    }
    return builder.put("transport", target.transport().id()).build();
  }

  /** Whether /usr of the running system was made writable, as the origin says. */
  private static JsonValue overlay(SystemStatus status) {
    return status
        .booted()
        .flatMap(b -> b.deployment().origin().get("origin", "unlocked"))
        .filter("hotfix"::equals)
        .<JsonValue>map(_ ->
            JsonValue.object()
                .put("accessMode", "readWrite")
                .put("persistence", "persistent")
                .build())
        .orElse(JsonValue.NULL);
  }

  private static JsonValue orNull(Optional<? extends JsonValue> value) {
    return value.isPresent() ? value.get() : JsonValue.NULL;
  }
}
