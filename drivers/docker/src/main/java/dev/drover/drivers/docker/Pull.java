package dev.drover.drivers.docker;

import dev.drover.driver.DriverException;
import dev.drover.drivers.engine.Answer;
import dev.drover.drivers.engine.EngineClient;
import dev.drover.drivers.engine.EngineException;
import dev.drover.drivers.engine.ImageName;
import dev.drover.model.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One pull of an image. The engine reports its progress line by line; a pull that takes long is told about now and then, and one of
 * which nothing is heard for too long is given up, whatever its limit.
 */
final class Pull {
    private static final System.Logger LOGGER = System.getLogger(Pull.class.getName());
    private static final long REPORT_NANOS = Duration.ofSeconds(15).toNanos();
    private static final int MEBIBYTE = 1 << 20;

    /** What the engine says of one layer. */
    private record Layer(String status, long done, long total) {
        private boolean isComplete() {
            return status.equals("Pull complete") || status.equals("Already exists");
        }
    }

    private final ImageName image;
    private final DockerOptions.Pulls limits;
    private final Consumer<String> progress;
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean silent;
    private long lastReport = System.nanoTime();

    Pull(ImageName image, DockerOptions.Pulls limits, Consumer<String> progress) {
        this.image = image;
        this.limits = limits;
        this.progress = progress;
    }

    /** @param account value of the header with the registry's account, or empty */
    void run(EngineClient engine, String account) throws DriverException, InterruptedException {
        String path = "/images/create?fromImage=" + encode(image.repository()) + "&tag=" + encode(image.version());
        try (InputStream answer = engine.postAndFollow(path, account, limits.limit(), limits.silence())) {
            Thread watch = Thread.ofVirtual().name("pull-" + image).start(() -> watch(answer));
            try {
                read(answer);
            } finally {
                watch.interrupt();
            }
        } catch (InterruptedIOException e) {
            throw new InterruptedException(e.getMessage());
        } catch (EngineException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            throw new DriverException("cannot pull image " + image + ": " + e.getMessage(), true);
        } catch (IOException e) {
            throw new DriverException(
                    silent
                            ? "cannot pull image " + image + ": nothing was heard of it for "
                                    + limits.silence().toSeconds() + " s"
                            : "cannot pull image " + image + " within "
                                    + limits.limit().toSeconds() + " s: " + e.getMessage(),
                    true);
        }
    }

    private void watch(InputStream answer) {
        try {
            long left = limits.silence().toNanos();
            while (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
                left = limits.silence().toNanos() - (System.nanoTime() - lastHeard);
            }
            silent = true;
            answer.close();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "the pull of a silent image did not end cleanly", e);
        }
    }

    /** The engine tells a failure in the course of its answer, after it has said 200. */
    private void read(InputStream answer) throws IOException, DriverException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            lastHeard = System.nanoTime();
            if (line.isBlank()) {
                continue;
            }
            Map<String, Object> report = Json.readObject(line.getBytes(StandardCharsets.UTF_8));
            if (report.containsKey("error")) {
                throw new DriverException("cannot pull image " + image + ": " + Answer.text(report, "error"), true);
            }
            String id = Answer.text(report, "id");
            String status = Answer.text(report, "status");
            if (!id.isEmpty() && !status.startsWith("Pulling from")) {
                layers.merge(
                        id,
                        new Layer(
                                status,
                                Answer.number(report, "progressDetail", "current"),
                                Answer.number(report, "progressDetail", "total")),
                        Pull::newer);
            }
            if (lastHeard - lastReport > REPORT_NANOS) {
                lastReport = lastHeard;
                progress.accept(summary());
            }
        }
    }

    private static Layer newer(Layer before, Layer now) {
        return now.total() > 0 ? now : new Layer(now.status(), before.done(), before.total());
    }

    private String summary() {
        long complete = layers.values().stream().filter(Layer::isComplete).count();
        long done = layers.values().stream().mapToLong(Layer::done).sum();
        long total = layers.values().stream().mapToLong(Layer::total).sum();
        return "Docker image pull progress: " + complete + "/" + layers.size() + " layers (" + done / MEBIBYTE + " of "
                + total / MEBIBYTE + " MiB known so far)";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
