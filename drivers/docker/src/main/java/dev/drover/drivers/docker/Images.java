package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.engine.Answer;
import dev.drover.drivers.engine.EngineClient;
import dev.drover.drivers.engine.EngineException;
import dev.drover.drivers.engine.ImageName;
import dev.drover.drivers.engine.RegistryAccounts.Account;
import dev.drover.model.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Brings images to the engine, and counts who uses them. Tasks that want the same image at the same time wait for one pull. A tag
 * {@code latest} is asked for again each time, and what is here already serves where the registry cannot be reached.
 */
final class Images {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** How long a newer {@code latest} is waited for when there is an older one to fall back on. */
    private static final Duration REFRESH = Duration.ofSeconds(20);

    private final EngineClient engine;
    private final DockerOptions options;
    private final ImageUse use;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    Images(EngineClient engine, DockerOptions options) {
        this.engine = engine;
        this.options = options;
        this.use = new ImageUse(options.cleaning(), this::remove);
    }

    /** Makes sure that the engine has the task's image, and returns the name to start it by. It stays until the task is done with it. */
    String provide(TaskLaunch launch, Consumer<String> progress) throws DriverException, InterruptedException {
        ConfigReader config = ConfigReader.of(launch.config());
        ImageName image = hold(launch);
        ReentrantLock lock = lock(image.toString());
        lock.lockInterruptibly();
        try {
            if (!config.text("load", "").isEmpty()) {
                load(new Mounts(launch, options).inTask("load", config.text("load", "")), progress);
            } else if (config.flag("force_pull", false) || !isHere(image)) {
                progress.accept("Downloading image " + image);
                pull(image, config, pullLimit(config), progress);
            } else if (image.isMoving()) {
                refresh(image, config, progress);
            }
            return image.toString();
        } finally {
            lock.unlock();
        }
    }

    /** The task uses its image from now on. */
    ImageName hold(TaskLaunch launch) {
        ImageName image = ImageName.parse(ConfigReader.of(launch.config()).text("image", ""));
        use.hold(image.toString(), launch.taskKey());
        return image;
    }

    /** The task does not use its image any more. */
    void release(TaskLaunch launch) {
        ImageName image = ImageName.parse(ConfigReader.of(launch.config()).text("image", ""));
        use.release(image.toString(), launch.taskKey());
    }

    private ReentrantLock lock(String image) {
        return locks.computeIfAbsent(image, name -> new ReentrantLock());
    }

    /** The engine refuses to remove what a container of somebody else needs. */
    private boolean remove(String image) throws EngineException {
        ReentrantLock lock = lock(image);
        lock.lock();
        try {
            if (!use.isUnused(image)) {
                return false;
            }
            engine.delete("/images/" + image, ANSWER);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void refresh(ImageName image, ConfigReader config, Consumer<String> progress) throws InterruptedException {
        try {
            pull(image, config, REFRESH, message -> {});
        } catch (DriverException e) {
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

    private void pull(ImageName image, ConfigReader config, Duration limit, Consumer<String> progress)
            throws DriverException, InterruptedException {
        DockerOptions.Pulls limits =
                new DockerOptions.Pulls(limit, options.pulls().silence());
        boolean soft = config.flag("auth_soft_fail", false);
        Account account = account(image, config, soft, progress);
        try {
            new Pull(image, limits, progress).run(engine, account.header());
        } catch (DriverException refused) {
            if (!soft || account.isNone()) {
                throw refused;
            }
            progress.accept("Downloading image " + image + " without an account: " + refused.getMessage());
            new Pull(image, limits, progress).run(engine, "");
        }
    }

    /** The task's own account, or else that of the operator. */
    private Account account(ImageName image, ConfigReader config, boolean soft, Consumer<String> progress)
            throws DriverException, InterruptedException {
        ConfigReader auth = Blocks.one(config, "auth");
        Account own = new Account(
                auth.text("username", ""),
                auth.text("password", ""),
                auth.text("email", ""),
                auth.text("server_address", ""),
                "");
        if (!own.isNone()) {
            return own;
        }
        try {
            return options.accounts().find(image);
        } catch (IOException e) {
            String problem = "the account for image " + image + " cannot be found: " + e.getMessage();
            if (!soft) {
                throw new DriverException(problem, true);
            }
            progress.accept(problem);
            return Account.NONE;
        }
    }

    private void load(Path archive, Consumer<String> progress) throws DriverException {
        progress.accept("Loading image from " + archive.getFileName());
        try (InputStream answer =
                engine.upload("/images/load?quiet=1", archive, options.pulls().limit())) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"error\"")) {
                    throw new DriverException(
                            Answer.text(Json.readObject(line.getBytes(StandardCharsets.UTF_8)), "error"), true);
                }
            }
        } catch (EngineException e) {
            throw new DriverException(
                    "cannot load the image in " + archive.getFileName() + ": " + e.getMessage(), e.mayPass());
        } catch (IOException e) {
            throw new DriverException(
                    "cannot load the image in " + archive.getFileName() + ": " + e.getMessage(), true);
        }
    }

    private Duration pullLimit(ConfigReader config) {
        return DockerOptions.duration(
                config, "image_pull_timeout", options.pulls().limit());
    }

    void close() {
        use.close();
    }
}
