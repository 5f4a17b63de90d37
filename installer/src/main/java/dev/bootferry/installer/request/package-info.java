/** What a person asked to have installed, and where. */
@NullMarked
package dev.bootferry.installer.request;

import org.jspecify.annotations.NullMarked;
