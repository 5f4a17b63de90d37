package dev.bootferry.testing.benchmark;

/**
 * One measured round of one contender.
 *
 * @param seconds wall clock
 * @param peakBytes of the whole process tree
 * @param writtenBytes size of the output, 0 where there is none
 */
record Round(double seconds, long peakBytes, long writtenBytes) {}
