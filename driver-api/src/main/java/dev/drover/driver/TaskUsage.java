package dev.drover.driver;

/**
 * What a task uses at one moment.
 *
 * @param cpuPercent share of one core over the last interval, in percent
 * @param cpuTicks MHz consumed over the last interval
 * @param residentBytes resident memory of all processes of the task
 */
public record TaskUsage(double cpuPercent, double cpuTicks, long residentBytes, long timestampNanos) {}
