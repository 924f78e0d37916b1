package dev.drover.scheduler.bench;

import dev.drover.scheduler.IdSource;
import java.util.SplittableRandom;
import java.util.UUID;

/** Ids of the usual form, the same ones for the same seed. */
final class SyntheticIds implements IdSource {
    private final SplittableRandom random;

    SyntheticIds(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public String next() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
