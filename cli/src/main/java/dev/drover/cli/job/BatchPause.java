package dev.drover.cli.job;

import dev.drover.cli.Confirmation;
import dev.drover.cli.Context;
import dev.drover.cli.eval.Progress;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.text.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** What happens between two batches: nothing, a wait, or a question. */
final class BatchPause {
    private static final String ASK = "ask";

    private final Context context;
    private final Progress progress;

    private boolean asks;
    private Duration wait;

    private BatchPause(Context context, Progress progress, boolean asks, Duration wait) {
        this.context = context;
        this.progress = progress;
        this.asks = asks;
        this.wait = wait;
    }

    static BatchPause parse(Context context, Progress progress, String text) throws UsageException {
        if (text.equals(ASK)) {
            return new BatchPause(context, progress, true, Duration.ZERO);
        }
        try {
            return new BatchPause(context, progress, false, text.equals("0") ? Duration.ZERO : Durations.parse(text));
        } catch (IllegalArgumentException fault) {
            throw new UsageException(
                    "Invalid -batch-wait value \"" + text + "\": expected a duration such as 30s, or " + ASK);
        }
    }

    /** False when the user wants no further batch. */
    boolean proceed() throws IOException {
        if (asks && !ask()) {
            return false;
        }
        if (wait.isPositive()) {
            progress.step("Waiting " + Durations.format(wait) + " before restarting the next batch");
            try {
                Thread.sleep(wait);
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private boolean ask() throws IOException {
        while (true) {
            String answer = Confirmation.line(context, "==> Proceed with next batch? [Y/n/<duration>]")
                    .map(line -> line.strip().toLowerCase(Locale.ROOT))
                    .orElse("n");
            switch (answer) {
                case "", "y", "yes" -> {
                    return true;
                }
                case "n", "no" -> {
                    return false;
                }
                default -> {
                    try {
                        wait = Durations.parse(answer);
                        asks = false;
                        progress.step("Proceeding restarts with new wait time of " + Durations.format(wait));
                        return true;
                    } catch (IllegalArgumentException fault) {
                        context.complain("Answer y, n, or a duration such as 30s");
                    }
                }
            }
        }
    }
}
