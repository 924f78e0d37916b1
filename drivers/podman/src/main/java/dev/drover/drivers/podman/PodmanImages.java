package dev.drover.drivers.podman;

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
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Brings images to Podman, from a registry or from an archive. Tasks that want the same image at the same time wait for one pull. */
final class PodmanImages {
    private static final Duration PULL = Duration.ofMinutes(5);

    private final PodmanOptions options;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    PodmanImages(PodmanOptions options) {
        this.options = options;
    }

    /** Makes sure that Podman has the task's image, and returns the name to start it by. */
    String provide(EngineClient engine, TaskLaunch launch, Consumer<String> progress)
            throws DriverException, InterruptedException {
        ConfigReader config = ConfigReader.of(launch.config());
        String text = config.text("image", "");
        ReentrantLock lock = locks.computeIfAbsent(text, name -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            for (String archive : new String[] {"docker-archive:", "oci-archive:"}) {
                if (text.startsWith(archive)) {
                    return load(engine, launch, text.substring(archive.length()), progress);
                }
            }
            ImageName image = ImageName.parse(text.replaceFirst("^docker://", ""));
            boolean here = isHere(engine, image.toString());
            if (config.flag("force_pull", false) || !here) {
                progress.accept("Downloading image " + image);
                return pull(engine, image, config, progress);
            }
            if (image.isMoving()) {
                return refresh(engine, image, config, progress);
            }
            return image.toString();
        } finally {
            lock.unlock();
        }
    }

    private String refresh(EngineClient engine, ImageName image, ConfigReader config, Consumer<String> progress)
            throws InterruptedException {
        try {
            return pull(engine, image, config, message -> {});
        } catch (DriverException e) {
            progress.accept("Using the image " + image + " that is here; a newer one could not be looked for");
            return image.toString();
        }
    }

    private boolean isHere(EngineClient engine, String image) throws DriverException {
        try {
            engine.get(PodmanDriver.LIBPOD + "/images/" + image + "/exists", options.answer());
            return true;
        } catch (EngineException e) {
            if (e.isNotFound()) {
                return false;
            }
            throw new DriverException("cannot look for image " + image + ": " + e.getMessage(), e.mayPass());
        }
    }

    /** Podman guesses the registry of a short name by its own configuration, where Docker's is meant. */
    private static String qualified(ImageName image) {
        if (!image.registry().equals("docker.io") || image.repository().startsWith("docker.io/")) {
            return image.toString();
        }
        return "docker.io/" + (image.repository().contains("/") ? "" : "library/") + image;
    }

    private String pull(EngineClient engine, ImageName image, ConfigReader config, Consumer<String> progress)
            throws DriverException, InterruptedException {
        boolean verify = PodmanOptions.block(config, "auth").flag("tls_verify", true);
        boolean soft = config.flag("auth_soft_fail", false);
        Duration limit = PodmanOptions.duration(config, "image_pull_timeout", PULL);
        Account account = account(image, config, soft, progress);
        String path = PodmanDriver.LIBPOD + "/images/pull?tlsVerify=" + verify + "&reference="
                + URLEncoder.encode(qualified(image), StandardCharsets.UTF_8);
        try {
            return stream(engine, path, account, limit, image);
        } catch (DriverException refused) {
            if (!soft || account.isNone()) {
                throw refused;
            }
            progress.accept("Downloading image " + image + " without an account: " + refused.getMessage());
            return stream(engine, path, Account.NONE, limit, image);
        }
    }

    private static String stream(EngineClient engine, String path, Account account, Duration limit, ImageName image)
            throws DriverException, InterruptedException {
        String id = "";
        try (InputStream answer = engine.postAndFollow(path, account.header(), limit, limit)) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                Map<String, Object> report = Json.readObject(line.getBytes(StandardCharsets.UTF_8));
                if (report.containsKey("error")) {
                    throw new DriverException("cannot pull image " + image + ": " + Answer.text(report, "error"), true);
                }
                id = report.containsKey("id") ? Answer.text(report, "id") : id;
            }
            return id.isEmpty() ? image.toString() : id;
        } catch (InterruptedIOException e) {
            throw new InterruptedException(e.getMessage());
        } catch (EngineException | IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            throw new DriverException("cannot pull image " + image + ": " + e.getMessage(), true);
        }
    }

    /** The task's own account, or else that of the operator. */
    private Account account(ImageName image, ConfigReader config, boolean soft, Consumer<String> progress)
            throws DriverException, InterruptedException {
        ConfigReader auth = PodmanOptions.block(config, "auth");
        Account own = new Account(auth.text("username", ""), auth.text("password", ""), "", image.registry(), "");
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

    /** An archive in the task's folder, or anywhere where the operator allows volumes. */
    private String load(EngineClient engine, TaskLaunch launch, String path, Consumer<String> progress)
            throws DriverException {
        progress.accept("Loading image from " + path);
        Path archive = launch.directories().task().resolve(path).normalize();
        try {
            boolean inside = archive.toRealPath()
                    .startsWith(launch.directories().allocation().toRealPath());
            if (!inside && !options.volumesEnabled()) {
                throw new DriverException("image: " + path + " lies outside of the allocation's folders");
            }
            try (InputStream answer = engine.upload(PodmanDriver.LIBPOD + "/images/load", archive, PULL)) {
                Map<String, Object> report = Json.readObject(answer.readAllBytes());
                return String.valueOf(Answer.list(report, "Names").getFirst());
            }
        } catch (EngineException | IOException e) {
            throw new DriverException("cannot load the image in " + path + ": " + e.getMessage());
        }
    }
}
