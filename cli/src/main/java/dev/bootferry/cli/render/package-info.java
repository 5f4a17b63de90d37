/** Results as text for people and as JSON for programs. */
@NullMarked
package dev.bootferry.cli.render;

import org.jspecify.annotations.NullMarked;
