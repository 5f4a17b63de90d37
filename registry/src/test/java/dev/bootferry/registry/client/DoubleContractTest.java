package dev.bootferry.registry.client;

import dev.bootferry.registry.testing.RegistryDouble;
import dev.bootferry.registry.testing.TinyImage;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class DoubleContractTest extends RegistryContract {
  private final RegistryDouble registry;

  DoubleContractTest() throws IOException {
    registry = RegistryDouble.start();
  }

  @Override
  String host() {
    return registry.host();
  }

  @Override
  void publish(String repository, String tag, TinyImage image) {
    registry.put(repository, tag, image);
  }

  @Override
  RegistryOptions options() {
    return RegistryOptions.standard().withTlsVerify(false).withEnvironment(Map.of());
  }

  @AfterEach
  void stop() {
    registry.close();
  }
}
