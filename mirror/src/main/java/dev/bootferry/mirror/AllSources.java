package dev.bootferry.mirror;

import dev.bootferry.images.opening.LocalSources;
import dev.bootferry.images.opening.SourceOpener;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.registry.client.RegistryClient;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens every kind of place, registries too. The client is made when the first registry is asked:
 * reading the authorities' certificates takes longer than much that needs none.
 */
public final class AllSources implements SourceOpener, AutoCloseable {
  private final Supplier<RegistryClient> registries;
  private final LocalSources local;
  private @Nullable RegistryClient client;

  /**
   * Does nothing yet.
   *
   * @param registries makes the client, which is closed with this
   */
  public AllSources(Supplier<RegistryClient> registries, LocalSources local) {
    this.registries = registries;
    this.local = local;
  }

  @Override
  public ImageSource open(SourceReference reference) throws IOException {
    return reference instanceof SourceReference.Docker docker
        ? client().source(docker.image())
        : local.open(reference);
  }

  private synchronized RegistryClient client() {
    RegistryClient existing = client;
    if (existing == null) {
      existing = registries.get();
      client = existing;
    }
    return existing;
  }

  @Override
  public synchronized void close() {
    RegistryClient existing = client;
    if (existing != null) {
      existing.close();
    }
  }
}
