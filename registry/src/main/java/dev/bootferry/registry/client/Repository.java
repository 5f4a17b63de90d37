package dev.bootferry.registry.client;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.registry.RegistryProblem;
import dev.bootferry.registry.auth.RepositoryAuth;
import dev.bootferry.registry.http.HttpCall;
import dev.bootferry.registry.http.HttpProblems;
import dev.bootferry.registry.http.HttpReply;
import dev.bootferry.registry.http.HttpTransport;
import dev.bootferry.registry.http.Retry;
import dev.bootferry.registry.http.ServerMessage;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests to one repository: with the right authorization, repeated where that may help. */
final class Repository {
  private final String registry;
  private final String path;
  private final Endpoint endpoint;
  private final RepositoryAuth auth;
  private final HttpTransport transport;
  private final Retry retry;

  Repository(
      String registry,
      String path,
      Endpoint endpoint,
      RepositoryAuth auth,
      HttpTransport transport,
      Retry retry) {
    this.registry = registry;
    this.path = path;
    this.endpoint = endpoint;
    this.auth = auth;
    this.transport = transport;
    this.retry = retry;
  }

  /** Host and path, for messages. */
  String name() {
    return registry + "/" + path;
  }

  /**
   * Gets something below the repository.
   *
   * @param below as in {@code manifests/v1}
   * @param what is done with it, for messages
   * @param limit bytes of a body that is read at once; a streamed body when 0
   * @return an answer with the status 200, 206, 404 or 416
   * @throws dev.bootferry.core.problem.ProblemException for every other answer, and for none
   */
  HttpReply get(String below, Map<String, String> headers, String what, int limit) {
    URI uri = endpoint.base(what, path + "/" + below);
    HttpCall call = new HttpCall(uri, headers, Optional.empty());
    HttpReply reply;
    try {
      reply =
          retry.run(
              what,
              uri,
              transport,
              () -> {
                HttpReply answer = authorized(call, what);
                return limit > 0 ? answer.buffered(limit) : answer;
              });
    } catch (IOException e) {
      throw HttpProblems.failure(what, uri, e);
    }
    return switch (reply.status()) {
      case 200, 206, 404, 416 -> reply;
      case 401, 403 -> {
        if (reply.redirected()) {
          throw HttpProblems.status(what, reply, retry);
        }
        throw unauthorized(what, reply);
      }
      default -> throw HttpProblems.status(what, reply, retry);
    };
  }

  private HttpReply authorized(HttpCall call, String what) throws IOException {
    Optional<String> sent = auth.current(what);
    HttpReply reply = transport.send(call.authorized(sent));
    if (reply.status() != 401 || reply.redirected()) {
      return reply;
    }
    List<String> challenges = reply.headers("www-authenticate");
    if (challenges.isEmpty() || !auth.renew(challenges, sent, what)) {
      return reply;
    }
    reply.close();
    return transport.send(call.authorized(auth.current(what)));
  }

  private RuntimeException unauthorized(String what, HttpReply reply) {
    String host = reply.authority();
    return new Problem(
            RegistryProblem.UNAUTHORIZED,
            what,
            host + " answered " + ServerMessage.of(reply) + " " + auth.tried(),
            "Log in with 'podman login "
                + registry
                + "', or name the right file with --authfile. Registries answer so, too, when the"
                + " repository does not exist.")
        .exception();
  }
}
