package dev.drover.scheduler.bench;

/**
 * What one job of a packing experiment wants.
 *
 * @param count allocations, all alike
 * @param ssd whether only nodes with an SSD will do, which is every third rack
 * @param distinctHosts whether no two of them may share a node
 */
record Wish(int count, int mhz, int memoryMb, boolean ssd, boolean distinctHosts) {}
