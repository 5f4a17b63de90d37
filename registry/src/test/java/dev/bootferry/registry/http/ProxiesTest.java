package dev.bootferry.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.registry.RegistryProblem;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static String select(Map<String, String> environment, String uri) {
    Proxy proxy = new EnvironmentProxies(environment).select(URI.create(uri)).getFirst();
    return proxy.address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : "direct";
  }

  @Test
  void areChosenByScheme() {
    Map<String, String> environment =
        Map.of("HTTP_PROXY", "http://plain.example:3128/", "https_proxy", "secure.example");
    assertThat(select(environment, "http://quay.io/v2/")).isEqualTo("plain.example:3128");
    assertThat(select(environment, "https://quay.io/v2/")).isEqualTo("secure.example:80");
    assertThat(select(Map.of(), "https://quay.io/v2/")).isEqualTo("direct");
    assertThat(select(Map.of("HTTPS_PROXY", " "), "https://quay.io/v2/")).isEqualTo("direct");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:5000/",
        "http://127.0.0.1:5000/",
        "http://127.9.9.9/",
        "http://[::1]/"
      })
  void areNotUsedForThisMachine(String uri) {
    assertThat(select(Map.of("HTTP_PROXY", "p:1"), uri)).isEqualTo("direct");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*|quay.io|direct",
        "quay.io|quay.io|direct",
        "QUAY.IO|quay.io|direct",
        "quay.io|cdn.quay.io|direct",
        "quay.io|notquay.io|p:1",
        ".quay.io|cdn.quay.io|direct",
        ".quay.io|quay.io|p:1",
        "*.quay.io|cdn.quay.io|direct",
        "quay.io:443|quay.io|direct",
        "quay.io:8443|quay.io|p:1",
        "a,quay.io b|quay.io|direct",
        "10.0.0.0/8|10.1.2.3|direct",
        "10.0.0.0/8|11.1.2.3|p:1",
        "10.0.0.0/33|10.1.2.3|p:1",
        "10.1.2.3|10.1.2.3|direct",
        "10.1.2.3:443|10.1.2.3|direct",
        "10.1.2.3:5000|10.1.2.3|p:1",
        "0.0.0.0/0|10.1.2.3|direct",
        "0.0.0.0/0|quay.io|p:1",
        "fd00::/8|[fd12::1]|direct",
        "fd00::/8|[fe80::1]|p:1",
        "fd00::/8|10.1.2.3|p:1",
        "[fd12::1]:443|[fd12::1]|direct",
        ",,|quay.io|p:1",
      })
  void areNotUsedForExceptions(String exceptions, String host, String expected) {
    assertThat(
            select(
                Map.of("HTTPS_PROXY", "http://p:1", "NO_PROXY", exceptions),
                "https://" + host + "/v2/"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://p:1", "https://p:1", "http://u:hunter2@p:1", "http://", "a b"})
  void mustBeOfAKindWeSpeak(String proxy) {
    ProblemException e =
        catchThrowableOfType(
            ProblemException.class, () -> new EnvironmentProxies(Map.of("HTTPS_PROXY", proxy)));
    assertThat(e).isNotNull();
    assertThat(e.problem().code()).isEqualTo(RegistryProblem.PROXY_INVALID);
    assertThat(e.problem().what()).contains("HTTPS_PROXY");
    assertThat(e.problem().toString()).doesNotContain("hunter2");
  }
}
