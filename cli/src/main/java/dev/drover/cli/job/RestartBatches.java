package dev.drover.cli.job;

import dev.drover.cli.Confirmation;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.eval.Progress;
import dev.drover.model.alloc.AllocationListStub;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Takes allocations batch by batch, those of a batch at the same time.
 *
 * @param heedless go on after errors without a question
 * @param failFast end after errors without a question
 */
record RestartBatches(Context context, Progress progress, BatchPause pause, boolean heedless, boolean failFast) {

    /** Returns whether something went wrong. */
    boolean run(List<AllocationListStub> allocations, int size, Consumer<AllocationListStub> restart)
            throws IOException {
        boolean failed = false;
        int batches = (allocations.size() + size - 1) / size;
        for (int batch = 0; batch < batches; batch++) {
            List<AllocationListStub> members =
                    allocations.subList(batch * size, Math.min(allocations.size(), (batch + 1) * size));
            if (size > 1) {
                progress.step("Restarting " + ordinal(batch + 1) + " batch of " + members.size() + " allocations");
            }
            List<String> errors = restart(members, restart);
            errors.forEach(context::complain);
            failed |= !errors.isEmpty();
            boolean last = batch == batches - 1;
            if (last || (!errors.isEmpty() && !goOnAfterErrors()) || !pause.proceed()) {
                return failed;
            }
        }
        return failed;
    }

    private boolean goOnAfterErrors() throws IOException {
        return !failFast && (heedless || Confirmation.ask(context, "==> Errors occurred. Restart the next batch?"));
    }

    private static List<String> restart(List<AllocationListStub> members, Consumer<AllocationListStub> restart) {
        List<String> errors = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            members.forEach(member -> all.add(threads.submit(() -> restart.accept(member))));
            for (Future<?> one : all) {
                try {
                    one.get();
                } catch (ExecutionException fault) {
                    if (!(fault.getCause() instanceof Failure failure)) {
                        throw new IllegalStateException(fault.getCause());
                    }
                    errors.add(String.valueOf(failure.getMessage()));
                }
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            errors.add("interrupted");
        }
        return errors;
    }

    private static String ordinal(int number) {
        boolean teen = number % 100 >= 11 && number % 100 <= 13;
        return number
                + switch (teen ? 0 : number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }
}
