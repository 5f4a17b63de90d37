/** Internet addresses as values, read without anything that could ask a network. */
@NullMarked
package dev.bootferry.installer.address;

import org.jspecify.annotations.NullMarked;
