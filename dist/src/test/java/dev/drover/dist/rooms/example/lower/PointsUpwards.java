package dev.drover.dist.rooms.example.lower;

import dev.drover.dist.rooms.example.upper.PointsDownwards;

/** Breaks the order: a class of the lower room that knows one of the upper room. */
public final class PointsUpwards {
    private PointsUpwards() {}

    public static Class<?> roomAbove() {
        return PointsDownwards.class;
    }
}
