/** This process itself: who it runs as, on what, and with which view of the mounts. */
@NullMarked
package dev.bootferry.linux.session;

import org.jspecify.annotations.NullMarked;
