package dev.drover.drivers.mock;

import dev.drover.driver.TaskExit;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of a {@link Behaviour}, on threads of its own. Its outputs are closed in the end. */
final class Performance {
    private static final System.Logger LOGGER = System.getLogger(Performance.class.getName());

    private final Behaviour behaviour;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private Performance(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** @param left how long it is still to run */
    static Performance start(Behaviour behaviour, Duration left, OutputStream stdout, OutputStream stderr) {
        Performance performance = new Performance(behaviour);
        Thread out = speak(performance, behaviour.stdout(), stdout);
        Thread err = speak(performance, behaviour.stderr(), stderr);
        Thread.ofVirtual().name("mock").start(() -> performance.run(left, out, err));
        return performance;
    }

    private void run(Duration left, Thread out, Thread err) {
        try {
            var _ = cancelled.await(left.toNanos(), TimeUnit.NANOSECONDS);
            cancelled.countDown();
            out.join();
            err.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private static Thread speak(Performance performance, Behaviour.Speech speech, OutputStream output) {
        return Thread.ofVirtual().name("mock-output").start(() -> performance.speak(speech, output));
    }

    private void speak(Behaviour.Speech speech, OutputStream output) {
        byte[] text = speech.text().getBytes(StandardCharsets.UTF_8);
        try (output) {
            output.write(text);
            output.flush();
            for (long said = 0; said < speech.repeat() && text.length > 0; said++) {
                if (cancelled.await(speech.pause().toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
                output.write(text);
                output.flush();
            }
        } catch (IOException nobodyReads) {
            LOGGER.log(Level.DEBUG, "the output of a mock task ends", nobodyReads);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    TaskExit await() throws InterruptedException {
        ended.await();
        return behaviour.exit();
    }

    boolean await(Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isRunning() {
        return ended.getCount() > 0;
    }

    void cancel() {
        cancelled.countDown();
    }
}
