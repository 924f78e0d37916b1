package dev.drover.drivers.docker;

import dev.drover.drivers.engine.EngineException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Knows which tasks use which images, and has an image removed when none did for a while. */
final class ImageUse {
    /** Removes an image, unless it is in use again. */
    interface Remover {
        /** True when it was removed. */
        boolean remove(String image) throws EngineException;
    }

    private static final System.Logger LOGGER = System.getLogger(ImageUse.class.getName());

    private final DockerOptions.Cleaning cleaning;
    private final Remover remover;
    private final Map<String, Set<String>> users = new HashMap<>();

    /** One waiting thread for each image that nobody uses. */
    private final Map<String, Thread> removals = new HashMap<>();

    private boolean closed;

    ImageUse(DockerOptions.Cleaning cleaning, Remover remover) {
        this.cleaning = cleaning;
        this.remover = remover;
    }

    synchronized void hold(String image, String task) {
        users.computeIfAbsent(image, name -> new HashSet<>()).add(task);
        Thread removal = removals.remove(image);
        if (removal != null) {
            removal.interrupt();
        }
    }

    synchronized void release(String image, String task) {
        Set<String> left = users.getOrDefault(image, Set.of());
        if (!left.contains(task)) {
            return;
        }
        left.remove(task);
        if (left.isEmpty()) {
            users.remove(image);
            if (cleaning.images() && !closed) {
                removals.put(
                        image,
                        Thread.ofVirtual()
                                .name("image-gc-" + image)
                                .start(() -> removeLater(image, cleaning.imageDelay())));
            }
        }
    }

    synchronized boolean isUnused(String image) {
        return !closed && !users.containsKey(image);
    }

    private void removeLater(String image, Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException usedAgain) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            removals.remove(image, Thread.currentThread());
        }
        try {
            if (remover.remove(image)) {
                LOGGER.log(Level.INFO, "the image {0} was removed, since no task uses it", image);
            }
        } catch (EngineException e) {
            LOGGER.log(Level.INFO, "the image {0} is not removed: {1}", image, e.getMessage());
        }
    }

    synchronized void close() {
        closed = true;
        removals.values().forEach(Thread::interrupt);
        removals.clear();
    }
}
