/** What tests stand on: image builders, misbehaving doubles, machines to boot. */
@NullMarked
package dev.bootferry.testing;

import org.jspecify.annotations.NullMarked;
