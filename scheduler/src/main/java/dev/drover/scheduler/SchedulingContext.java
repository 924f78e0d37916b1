package dev.drover.scheduler;

import java.time.Instant;

/**
 * What a scheduler may not find out by itself.
 *
 * @param now the time that counts as now
 * @param seed decides between nodes that are equally good, and where the search for free ports begins; different workers should
 *     use different seeds so that they do not all aim at the same node
 * @param ids ids for new allocations, deployments and evaluations
 */
public record SchedulingContext(Instant now, long seed, IdSource ids) {}
