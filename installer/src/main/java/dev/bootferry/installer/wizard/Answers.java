package dev.bootferry.installer.wizard;

import dev.bootferry.core.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was answered so far. Its text form shows no secret. */
public record Answers(Map<String, String> texts, Map<String, Secret> secrets) {
  public static final Answers NONE = new Answers(Map.of(), Map.of());

  public Answers {
    texts = Map.copyOf(texts);
    secrets = Map.copyOf(secrets);
  }

  public Optional<String> text(String key) {
    return Optional.ofNullable(texts.get(key));
  }

  /** A text that is there and not empty. */
  public Optional<String> given(String key) {
    return text(key).filter(t -> !t.isEmpty());
  }

  public boolean is(String key, String value) {
    return value.equals(texts.get(key));
  }

  public Optional<Secret> secret(String key) {
    return Optional.ofNullable(secrets.get(key));
  }

  public Answers with(String key, String text) {
    Map<String, String> more = new LinkedHashMap<>(texts);
    more.put(key, text);
    return new Answers(more, secrets);
  }

  public Answers with(String key, Secret secret) {
    Map<String, Secret> more = new LinkedHashMap<>(secrets);
    more.put(key, secret);
    return new Answers(texts, more);
  }

  public Answers without(String key) {
    Map<String, String> fewer = new LinkedHashMap<>(texts);
    fewer.remove(key);
    return new Answers(fewer, secrets);
  }

  /** Names only: a hash of a password is nobody's business either. */
  @Override
  public String toString() {
    return "Answers" + texts.keySet() + secrets.keySet();
  }
}
