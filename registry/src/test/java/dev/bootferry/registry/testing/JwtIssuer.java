package dev.bootferry.registry.testing;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Makes tokens that a real registry believes, whose {@code rootcertbundle} holds the certificate
 * (distribution project, "Token Authentication Implementation").
 */
public record JwtIssuer(Certificate certificate, String name) implements UnaryOperator<String> {
  @Override
  public String apply(String scope) {
    try {
      return token(scope.split(":", 3));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String token(String[] scope) throws IOException, GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    String chain = Base64.getEncoder().encodeToString(certificate.x509().getEncoded());
    JsonObject header =
        JsonValue.object()
            .put("typ", "JWT")
            .put("alg", "RS256")
            .put("x5c", JsonValue.ofStrings(List.of(chain)))
            .build();
    JsonObject access =
        JsonValue.object()
            .put("type", scope[0])
            .put("name", scope[1])
            .put("actions", JsonValue.ofStrings(List.of(scope[2].split(",", -1))))
            .build();
    JsonObject claims =
        JsonValue.object()
            .put("iss", name)
            .put("sub", "somebody")
            .put("aud", TokenDouble.SERVICE)
            .put("exp", now + 300)
            .put("nbf", now - 10)
            .put("iat", now)
            .put("jti", UUID.randomUUID().toString())
            .put("access", JsonValue.of(List.of(access)))
            .build();
    String signed = part(Json.write(header)) + "." + part(Json.write(claims));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(certificate.privateKey());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + part(signature.sign());
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
