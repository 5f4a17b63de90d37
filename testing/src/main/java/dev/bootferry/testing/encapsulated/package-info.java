/**
 * Makes images in ostree's own chunked form, as the Fedora family ships them, out of plain ones:
 * from the description of the format, and with the real ostree, so that what reads them is tested
 * by something else than itself.
 */
@NullMarked
package dev.bootferry.testing.encapsulated;

import org.jspecify.annotations.NullMarked;
