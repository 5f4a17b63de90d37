/**
 * Requests over HTTP as a registry client needs them: bodies of any length as streams that notice a
 * stall, redirects that lose credentials, retries, proxies, and the system's authorities.
 */
@NullMarked
package dev.bootferry.registry.http;

import org.jspecify.annotations.NullMarked;
