package dev.drover.model.node;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** One core of a node; speeds in MHz. */
@RecordBuilder
public record CpuCore(
        @Wire("SocketID") int socketId,
        @Wire("NodeID") int nodeId,
        @Wire("ID") int id,
        @Wire("Grade") boolean grade,
        @Wire("Disable") boolean disable,
        @Wire("BaseSpeed") long baseSpeed,
        @Wire("MaxSpeed") long maxSpeed,
        @Wire("GuessSpeed") long guessSpeed) {}
