/**
 * Files by descriptor and name, never by path: what Java's own file system cannot do safely or at
 * all. Names are UTF-8 whatever the locale says.
 */
@NullMarked
package dev.bootferry.linux.files;

import org.jspecify.annotations.NullMarked;
