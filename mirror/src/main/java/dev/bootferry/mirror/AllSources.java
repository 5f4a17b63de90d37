package dev.bootferry.mirror;

import dev.bootferry.images.opening.LocalSources;
import dev.bootferry.images.opening.SourceOpener;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.registry.client.RegistryClient;
import java.io.IOException;

/** Opens every kind of place, registries too. The client stays its owner's. */
public final class AllSources implements SourceOpener {
  private final RegistryClient registries;
  private final LocalSources local;

  public AllSources(RegistryClient registries, LocalSources local) {
    this.registries = registries;
    this.local = local;
  }

  @Override
  public ImageSource open(SourceReference reference) throws IOException {
    return reference instanceof SourceReference.Docker docker
        ? registries.source(docker.image())
        : local.open(reference);
  }
}
