package dev.bootferry.installer.wizard;

import java.util.function.Supplier;

/**
 * A place in the interview. Its page is made when somebody arrives: that may take long.
 *
 * @param key of its answer
 */
record Step(String key, Section section, Supplier<Page> page) {}
