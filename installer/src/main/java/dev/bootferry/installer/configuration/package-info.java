/** What an image and its installing host say about how it wants to be installed. */
@NullMarked
package dev.bootferry.installer.configuration;

import org.jspecify.annotations.NullMarked;
