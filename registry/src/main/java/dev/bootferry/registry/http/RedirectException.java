package dev.bootferry.registry.http;

import java.io.IOException;

/** A redirect that is not followed; trying again would not help. */
final class RedirectException extends IOException {
  RedirectException(String why) {
    super(why);
  }
}
