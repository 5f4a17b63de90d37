package dev.bootferry.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  private static List<Challenge> parse(String... headers) {
    return Challenge.parse(List.of(headers));
  }

  @Test
  void readsWhatRegistriesSend() {
    assertThat(
            parse(
                "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\","
                    + "scope=\"repository:library/debian:pull,push\",error=\"invalid_token\""))
        .containsExactly(
            new Challenge(
                "bearer",
                Map.of(
                    "realm",
                    "https://auth.docker.io/token",
                    "service",
                    "registry.docker.io",
                    "scope",
                    "repository:library/debian:pull,push",
                    "error",
                    "invalid_token")));
    assertThat(parse("Basic realm=\"basic-realm\""))
        .containsExactly(new Challenge("basic", Map.of("realm", "basic-realm")));
  }

  @Test
  void readsSeveralInOneHeaderAndInSeveral() {
    // The example of RFC 9110, section 11.6.1.
    Challenge simple = new Challenge("basic", Map.of("realm", "simple"));
    Challenge newAuth =
        new Challenge(
            "newauth", Map.of("realm", "apps", "type", "1", "title", "Login to \"apps\""));
    assertThat(
            parse(
                "Basic realm=\"simple\", Newauth realm=\"apps\", type=1,"
                    + " title=\"Login to \\\"apps\\\"\""))
        .containsExactly(simple, newAuth);
    assertThat(parse("Negotiate", "NTLM TlRMTVNTUA==, Basic realm=simple"))
        .containsExactly(
            new Challenge("negotiate", Map.of()), new Challenge("ntlm", Map.of()), simple);
    assertThat(parse("Negotiate, Basic realm = \"simple\" ,, , BASIC  Realm=\"simple\",REALM=x"))
        .containsExactly(new Challenge("negotiate", Map.of()), simple, simple);
  }

  @Test
  void readsWhatItCanOfTheRest() {
    assertThat(parse("")).isEmpty();
    assertThat(parse(" , ,")).isEmpty();
    assertThat(parse("=x")).isEmpty();
    assertThat(parse("Basic realm=\"open")).containsExactly(new Challenge("basic", Map.of()));
    assertThat(parse("Basic realm=simple \"x\"", "Bearer realm=a"))
        .containsExactly(
            new Challenge("basic", Map.of("realm", "simple")),
            new Challenge("bearer", Map.of("realm", "a")));
    assertThat(new Challenge("bearer", Map.of("realm", "")).parameter("realm")).isEmpty();
  }

  @Test
  void endsWhateverComes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "aB=\", \\\t/;é";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(15); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(parse(text.toString())).as("seed %d: %s", seed, text).hasSizeLessThan(15);
    }
  }
}
