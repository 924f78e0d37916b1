package dev.drover.dist;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a test needs of the machine: where it is missing the test is skipped and says so, but fails where everything has to run. */
public final class Needs {
    private Needs() {}

    /** Goes on when it is here. */
    public static void that(boolean here, String missing) {
        if (!here && System.getenv("CI") != null) {
            fail(missing);
        }
        assumeTrue(here, missing);
    }
}
