package dev.drover.client.task;

import dev.drover.driver.Driver;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * How many tasks of one driver are started at the same time. A node that gets hundreds of allocations at once would otherwise start them
 * all together, and each would take as long as all. Drivers have limits of their own, so that an engine that pulls images keeps no process waiting.
 *
 * @param limit for each driver
 */
public record StartLimits(int limit, ConcurrentHashMap<String, Semaphore> drivers) {
    /**
     * Limits that nobody has reached yet.
     *
     * @throws IllegalArgumentException when nothing could ever start
     */
    public static StartLimits of(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("at least one task has to be started at a time, not " + limit);
        }
        return new StartLimits(limit, new ConcurrentHashMap<>());
    }

    /** What has begun to start, until it is closed. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for a place, first come first served. */
    Place take(Driver driver) throws InterruptedException {
        Semaphore places = drivers.computeIfAbsent(driver.name(), name -> new Semaphore(limit, true));
        places.acquire();
        return places::release;
    }
}
