package dev.bootferry.registry.auth;

import dev.bootferry.registry.auth.Credential.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is sent as {@code Authorization} for reading one repository, learnt from the registry's
 * challenges and kept while it holds. Safe for use by several threads, of which one at a time asks
 * for a new token.
 */
public final class RepositoryAuth {
  /** A token is renewed while it still holds for this long, so that none ends on its way. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final String repository;
  private final String scope;
  private final CredentialStore store;
  private final TokenClient tokens;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile State state =
      new State(Optional.empty(), Instant.MAX, Optional.empty(), Optional.empty());

  /**
   * @param expires when to renew it without being asked
   * @param challenge by which to renew it
   */
  private record State(
      Optional<String> authorization,
      Instant expires,
      Optional<Challenge> challenge,
      Optional<Credential> tried) {}

  /**
   * @param registry host, with the port where there is one
   * @param path of the repository on it
   */
  public RepositoryAuth(
      String registry,
      String path,
      CredentialStore store,
      TokenClient tokens,
      InstantSource clock) {
    this.repository = registry + "/" + path;
    this.scope = "repository:" + path + ":pull";
    this.store = store;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * What to send now; empty as long as the registry has not asked for anything.
   *
   * @param what it is needed for, for messages
   */
  public Optional<String> current(String what) {
    State now = state;
    if (now.challenge().isEmpty() || clock.instant().isBefore(now.expires())) {
      return now.authorization();
    }
    lock.lock();
    try {
      if (!clock.instant().isBefore(state.expires())) {
        fetchToken(state.challenge().orElseThrow(), what);
      }
      return state.authorization();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes up what a refusal (401) asks for.
   *
   * @param headers all of its {@code WWW-Authenticate}
   * @param sent with the refused request
   * @return whether there is something else to send now
   */
  public boolean renew(List<String> headers, Optional<String> sent, String what) {
    lock.lock();
    try {
      if (!state.authorization().equals(sent)) {
        return true;
      }
      List<Challenge> challenges = Challenge.parse(headers);
      Optional<Challenge> bearer = of("bearer", challenges);
      if (bearer.isPresent()) {
        fetchToken(bearer.get(), what);
        return true;
      }
      return of("basic", challenges).isPresent() && useBasic(sent);
    } finally {
      lock.unlock();
    }
  }

  /** With which credentials a refusal was met, for a message. */
  public String tried() {
    return state
        .tried()
        .map(c -> "to " + c)
        .orElseGet(() -> "to a request without credentials: " + store.searched(repository));
  }

  private static Optional<Challenge> of(String scheme, List<Challenge> challenges) {
    return challenges.stream().filter(c -> c.scheme().equals(scheme)).findFirst();
  }

  private void fetchToken(Challenge challenge, String what) {
    Optional<Credential> credential = store.find(repository);
    TokenClient.Token token = tokens.fetch(challenge, scope, credential, what);
    state =
        new State(
            Optional.of("Bearer " + token.value()),
            clock.instant().plus(token.lifetime()).minus(MARGIN),
            Optional.of(challenge),
            credential);
  }

  private boolean useBasic(Optional<String> sent) {
    Optional<Credential> credential = store.find(repository);
    Optional<String> authorization =
        credential.flatMap(c ->
            c.secret() instanceof Secret.Basic b
                ? Optional.of(b.authorization())
                : Optional.empty());
    state = new State(authorization, Instant.MAX, Optional.empty(), credential);
    return authorization.isPresent() && !authorization.equals(sent);
  }
}
