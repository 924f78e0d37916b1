package dev.drover.sim.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Readers, a few writers and many watchers at the same time. Requests are due at fixed moments, whether the one before was answered or
 * not, so that an agent that falls behind cannot hide it. Each write changes one of the jobs, and with it wakes the watchers of that job.
 */
final class ApiLoad {
    private static final int READ_CONNECTIONS = 64;
    private static final int WRITE_CONNECTIONS = 16;

    /** How many watchers ask for the first time at once. */
    private static final int CALLS_AT_ONCE = 200;

    private final LoadOptions options;
    private final Samples reads = new Samples();
    private final Samples writes = new Samples();
    private final Samples wakesAfterSent = new Samples();
    private final Samples wakesAfterAnswered = new Samples();
    private final AtomicLongArray sent;
    private final AtomicLongArray answered;
    private final AtomicLong errors = new AtomicLong();
    private volatile String firstError = "";
    private volatile boolean measuring;
    private volatile boolean ended;

    ApiLoad(LoadOptions options) {
        this.options = options;
        this.sent = new AtomicLongArray(options.jobs());
        this.answered = new AtomicLongArray(options.jobs());
    }

    /**
     * Makes the jobs, opens the watches, and loads.
     *
     * @throws IOException when the agents cannot be reached or refuse a job
     */
    LoadReport run() throws IOException, InterruptedException {
        register();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        List<ApiConnection> watching = new ArrayList<>();
        try {
            CountDownLatch asking = new CountDownLatch(options.watchers());
            for (int number = 0; number < options.watchers(); number++) {
                ApiConnection connection = ApiConnection.open(options.reader(number), options.token());
                watching.add(connection);
                int job = number % options.jobs();
                threads.execute(() -> watch(connection, job, asking));
                while (number - (options.watchers() - asking.getCount()) > CALLS_AT_ONCE) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
            asking.await();
            // The last of them have sent their question but it may still be on its way.
            TimeUnit.MILLISECONDS.sleep(500);
            measuring = true;
            long start = System.nanoTime();
            long end = start + options.time().toNanos();
            AtomicInteger nextRead = new AtomicInteger();
            AtomicInteger nextWrite = new AtomicInteger();
            List<Thread> loading = new ArrayList<>();
            for (int i = 0; i < READ_CONNECTIONS; i++) {
                int number = i;
                loading.add(Thread.ofVirtual().start(() -> readAll(number, nextRead, start, end)));
            }
            for (int i = 0; i < WRITE_CONNECTIONS; i++) {
                loading.add(Thread.ofVirtual().start(() -> writeAll(nextWrite, start, end)));
            }
            for (Thread each : loading) {
                each.join();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            // For those that the last writes wake.
            TimeUnit.MILLISECONDS.sleep(500);
            return report(seconds);
        } finally {
            ended = true;
            for (ApiConnection connection : watching) {
                connection.close();
            }
            threads.shutdownNow();
        }
    }

    private LoadReport report(double seconds) {
        return new LoadReport(
                reads.count() / seconds,
                reads.quantile(0.5),
                reads.quantile(0.99),
                writes.count() / seconds,
                writes.quantile(0.5),
                writes.quantile(0.99),
                options.watchers(),
                wakesAfterSent.count(),
                wakesAfterSent.quantile(0.5),
                wakesAfterSent.quantile(0.99),
                wakesAfterAnswered.quantile(0.5),
                wakesAfterAnswered.quantile(0.99),
                errors.get(),
                firstError,
                options.jobs(),
                seconds,
                options.stale(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String name(int job) {
        return "api-load-" + job;
    }

    /** A job that wants nothing, so that only the API has to do with it. */
    private static String body(int job, int version) {
        return """
                {"Job":{"ID":"%s","Name":"%s","Type":"service","Datacenters":["*"],"Meta":{"version":"%d"},
                "TaskGroups":[{"Name":"g","Count":0,"Tasks":[{"Name":"t","Driver":"mock_driver"}]}]}}
                """.formatted(name(job), name(job), version);
    }

    private void register() throws IOException {
        try (ApiConnection connection = ApiConnection.open(options.writer(), options.token())) {
            for (int job = 0; job < options.jobs(); job++) {
                ApiConnection.Reply reply = connection.put("/v1/jobs", body(job, 0));
                if (reply.status() != 200) {
                    throw new IOException(options.writer() + " answered " + reply.status() + " to a job");
                }
            }
        }
    }

    private void watch(ApiConnection connection, int job, CountDownLatch asking) {
        try {
            String path = "/v1/job/" + name(job) + "?wait=5m&index=";
            long index = connection.get(path + "0").index();
            asking.countDown();
            while (!ended) {
                ApiConnection.Reply reply = connection.get(path + index);
                long now = System.nanoTime();
                if (reply.status() != 200) {
                    failed("a blocking query was answered " + reply.status());
                }
                if (measuring && reply.index() > index && sent.get(job) > 0) {
                    wakesAfterSent.add(now - sent.get(job));
                    long answer = answered.get(job);
                    wakesAfterAnswered.add(answer > sent.get(job) ? Math.max(0, now - answer) : 0);
                }
                index = Math.max(index, reply.index());
            }
        } catch (IOException fault) {
            asking.countDown();
            if (!ended) {
                failed("a blocking query was cut off: " + fault.getMessage());
            }
        }
    }

    private void readAll(int number, AtomicInteger next, long start, long end) {
        try (ApiConnection connection = ApiConnection.open(options.reader(number), options.token())) {
            while (true) {
                int turn = next.getAndIncrement();
                long due = start + turn * 1_000_000_000L / options.reads();
                if (due > end) {
                    return;
                }
                await(due);
                String path = "/v1/job/" + name(turn % options.jobs()) + (options.stale() ? "?stale" : "");
                record(connection.get(path), reads, due);
            }
        } catch (IOException fault) {
            failed("a read was cut off: " + fault.getMessage());
        }
    }

    private void writeAll(AtomicInteger next, long start, long end) {
        try (ApiConnection connection = ApiConnection.open(options.writer(), options.token())) {
            while (true) {
                int turn = next.getAndIncrement();
                long due = start + turn * 1_000_000_000L / options.writes();
                if (due > end) {
                    return;
                }
                await(due);
                int job = turn % options.jobs();
                sent.set(job, System.nanoTime());
                record(connection.put("/v1/jobs", body(job, turn + 1)), writes, due);
                answered.set(job, System.nanoTime());
            }
        } catch (IOException fault) {
            failed("a write was cut off: " + fault.getMessage());
        }
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void record(ApiConnection.Reply reply, Samples samples, long due) {
        samples.add(System.nanoTime() - due);
        if (reply.status() != 200) {
            failed("a request was answered " + reply.status());
        }
    }

    private synchronized void failed(String what) {
        if (errors.getAndIncrement() == 0) {
            firstError = what;
        }
    }
}
