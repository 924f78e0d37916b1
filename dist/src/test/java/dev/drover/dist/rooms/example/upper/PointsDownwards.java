package dev.drover.dist.rooms.example.upper;

import dev.drover.dist.rooms.example.lower.PointsUpwards;

/** Keeps the order: a class of the upper room that knows one of the lower room. */
public final class PointsDownwards {
    private PointsDownwards() {}

    public static Class<?> roomBelow() {
        return PointsUpwards.class;
    }
}
