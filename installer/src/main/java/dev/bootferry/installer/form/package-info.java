/**
 * Tables of TOML that are read strictly: which keys there are and what each may hold, as data, from
 * which both the reading and a JSON Schema for editors come.
 */
@NullMarked
package dev.bootferry.installer.form;

import org.jspecify.annotations.NullMarked;
