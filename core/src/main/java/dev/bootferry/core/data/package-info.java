/** JSON and TOML as plain values: the only package that knows Jackson and tomlj. */
@NullMarked
package dev.bootferry.core.data;

import org.jspecify.annotations.NullMarked;
