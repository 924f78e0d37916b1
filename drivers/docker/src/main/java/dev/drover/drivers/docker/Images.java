package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.docker.engine.Answer;
import dev.drover.drivers.docker.engine.EngineClient;
import dev.drover.drivers.docker.engine.EngineException;
import dev.drover.model.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Brings images to the engine. Tasks that want the same image at the same time wait for one pull. A tag {@code latest} is asked for
 * again each time, and what is here already serves where the registry cannot be reached.
 */
final class Images {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** How long a newer {@code latest} is waited for when there is an older one to fall back on. */
    private static final Duration REFRESH = Duration.ofSeconds(20);

    private final EngineClient engine;
    private final DockerOptions options;
    private final Map<String, ReentrantLock> pulls = new ConcurrentHashMap<>();

    Images(EngineClient engine, DockerOptions options) {
        this.engine = engine;
        this.options = options;
    }

    /** Makes sure that the engine has the task's image, and returns the name to start it by. */
    String provide(TaskLaunch launch, Consumer<String> progress) throws DriverException, InterruptedException {
        ConfigReader config = ConfigReader.of(launch.config());
        ImageName image = ImageName.parse(config.text("image", ""));
        if (!config.text("load", "").isEmpty()) {
            load(launch.directories().task().resolve(config.text("load", "")), progress);
            return image.toString();
        }
        ReentrantLock lock = pulls.computeIfAbsent(image.toString(), name -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            boolean here = isHere(image);
            if (config.flag("force_pull", false) || !here) {
                pull(image, config, pullTimeout(config), progress);
            } else if (image.isMoving()) {
                refresh(image, config, progress);
            }
            return image.toString();
        } finally {
            lock.unlock();
        }
    }

    private void refresh(ImageName image, ConfigReader config, Consumer<String> progress) throws DriverException {
        try {
            pull(image, config, REFRESH, message -> {});
        } catch (DriverException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            progress.accept("Using the image " + image + " that is here; a newer one could not be looked for");
        }
    }

    private boolean isHere(ImageName image) throws DriverException {
        try {
            engine.get("/images/" + image + "/json", ANSWER);
            return true;
        } catch (EngineException e) {
            if (e.isNotFound()) {
                return false;
            }
            throw new DriverException("cannot look for image " + image + ": " + e.getMessage(), e.mayPass());
        }
    }

    private void pull(ImageName image, ConfigReader config, Duration timeout, Consumer<String> progress)
            throws DriverException {
        progress.accept("Downloading image " + image);
        String path = "/images/create?fromImage=" + encode(image.repository()) + "&tag=" + encode(image.version());
        try (InputStream answer = engine.postAndFollow(path, registryAuth(config), timeout)) {
            readToEnd(answer);
        } catch (EngineException e) {
            throw new DriverException("cannot pull image " + image + ": " + e.getMessage(), true);
        } catch (IOException e) {
            throw new DriverException(
                    "cannot pull image " + image + " within " + timeout.toSeconds() + " s: " + e.getMessage(), true);
        }
    }

    private void load(Path archive, Consumer<String> progress) throws DriverException {
        progress.accept("Loading image from " + archive.getFileName());
        try (InputStream answer = engine.upload("/images/load?quiet=1", archive, options.imagePullTimeout())) {
            readToEnd(answer);
        } catch (EngineException | IOException e) {
            throw new DriverException("cannot load the image in " + archive.getFileName() + ": " + e.getMessage());
        }
    }

    /** The engine tells a failure in the course of its answer, after it has said 200. */
    private static void readToEnd(InputStream answer) throws IOException, DriverException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains("\"error\"")) {
                throw new DriverException(
                        Answer.text(Json.readObject(line.getBytes(StandardCharsets.UTF_8)), "error"), true);
            }
        }
    }

    private Duration pullTimeout(ConfigReader config) {
        return DockerOptions.duration(config.text("image_pull_timeout", "")).orElse(options.imagePullTimeout());
    }

    private static String registryAuth(ConfigReader config) {
        if (!config.has("auth")) {
            return "";
        }
        ConfigReader auth = Blocks.one(config, "auth");
        Map<String, Object> account = Map.of(
                "username", auth.text("username", ""),
                "password", auth.text("password", ""),
                "email", auth.text("email", ""),
                "serveraddress", auth.text("server_address", ""));
        return Base64.getUrlEncoder().encodeToString(Json.writeBytes(account));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
