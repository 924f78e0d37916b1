package dev.drover.cli.debug;

import dev.drover.sdk.EventTopics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is captured, from whom and for how long.
 *
 * @param servers names
 * @param nodes ids
 * @param history which part of what the agents logged before is fetched too; empty for none
 * @param topics events to follow; empty for none
 */
record DebugSettings(
        List<String> servers,
        List<String> nodes,
        Duration duration,
        Duration interval,
        Duration profileDuration,
        Duration profileInterval,
        String logLevel,
        boolean logLocation,
        Optional<String> history,
        Optional<EventTopics> topics,
        long eventIndex) {}
