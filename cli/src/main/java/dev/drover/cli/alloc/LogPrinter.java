package dev.drover.cli.alloc;

import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.model.api.StreamFrame;
import dev.drover.sdk.Frames;
import dev.drover.sdk.LogKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Prints what a task wrote: its standard output to ours, its standard error to ours. */
final class LogPrinter {
    private final Context context;
    private final String allocationId;
    private final String task;
    private final TailFlags tail;

    LogPrinter(Context context, String allocationId, String task, TailFlags tail) {
        this.context = context;
        this.allocationId = allocationId;
        this.task = task;
        this.tail = tail;
    }

    private PrintStream target(LogKind kind) {
        return switch (kind) {
            case STDOUT -> context.io().out();
            case STDERR -> context.io().err();
        };
    }

    void print(LogKind kind) throws IOException {
        try (InputStream log = context.ask(
                "Error reading logs", () -> context.client().files().log(allocationId, task, kind, tail.position()))) {
            if (tail.cut().isAll()) {
                log.transferTo(target(kind));
            } else {
                byte[] end = log.readAllBytes();
                int start = tail.cut().start(end);
                target(kind).write(end, start, end.length - start);
            }
            target(kind).flush();
        }
    }

    /** Shows all kinds at the same time, until the task ends. */
    void follow(List<LogKind> kinds) throws IOException {
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> running = new ArrayList<>();
            for (LogKind kind : kinds) {
                running.add(readers.submit((Callable<Void>) () -> {
                    follow(kind);
                    return null;
                }));
            }
            for (Future<Void> reader : running) {
                await(reader);
            }
        }
    }

    private static void await(Future<Void> reader) throws IOException {
        try {
            reader.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException fault) {
            switch (fault.getCause()) {
                case Failure failure -> throw failure;
                case IOException broken -> throw broken;
                case null, default -> throw new IllegalStateException(fault.getCause());
            }
        }
    }

    private void follow(LogKind kind) throws IOException {
        try (Frames frames = context.ask(
                "Error following logs",
                () -> context.client().files().followLog(allocationId, task, kind, tail.position()))) {
            FollowedText text =
                    new FollowedText(target(kind), tail.cut(), tail.position().bytes());
            for (Optional<StreamFrame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                text.add(Frames.data(frame.get()));
            }
            text.end();
        }
    }

    /**
     * Text that arrives in pieces, of which the beginning was fetched only to find the last lines. That part ends with the first
     * sign of life, or when as much has come as was asked for.
     */
    private static final class FollowedText {
        private final PrintStream target;
        private final LastLines cut;
        private final long asked;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();

        private boolean holding;

        FollowedText(PrintStream target, LastLines cut, long asked) {
            this.target = target;
            this.cut = cut;
            this.asked = asked;
            this.holding = !cut.isAll();
        }

        void add(byte[] piece) {
            if (!holding) {
                target.write(piece, 0, piece.length);
                target.flush();
                return;
            }
            held.writeBytes(piece);
            if (piece.length == 0 || held.size() >= asked) {
                end();
            }
        }

        void end() {
            if (holding) {
                holding = false;
                byte[] end = held.toByteArray();
                int start = cut.start(end);
                target.write(end, start, end.length - start);
            }
            target.flush();
        }
    }
}
