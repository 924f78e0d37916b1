package dev.drover.client;

import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import dev.drover.driver.TaskUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A driver whose tasks end when a test says so. It keeps a list of what happened. */
public final class FakeDriver implements Driver {
    private final List<String> story = new CopyOnWriteArrayList<>();
    private final Map<String, FakeTask> tasks = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.healthy(Map.of("driver.fake.version", "1"));
    }

    @Override
    public List<String> validate(Map<String, Object> config) {
        return config.containsKey("wrong") ? List.of("config.wrong is wrong") : List.of();
    }

    @Override
    public RunningTask start(TaskLaunch launch, Consumer<String> progress) throws DriverException {
        if (launch.config().containsKey("refuse")) {
            throw new DriverException("refused", false);
        }
        String task = launch.task().name();
        story.add("start " + task);
        FakeTask fake = new FakeTask(task);
        tasks.put(task, fake);
        if (launch.config().get("exit") instanceof Number code) {
            fake.end(TaskExit.code(code.intValue()));
        }
        return fake;
    }

    @Override
    public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException {
        throw new DriverException("nothing to recover");
    }

    @Override
    public void close() {}

    /** Ends a task, once it runs, with a status. */
    public void end(String task, int code) throws Exception {
        Await.until(() -> tasks.containsKey(task) && tasks.get(task).isRunning());
        FakeTask fake = tasks.get(task);
        if (fake != null) {
            fake.end(TaskExit.code(code));
        }
    }

    public List<String> story() {
        return List.copyOf(story);
    }

    private final class FakeTask implements RunningTask {
        private final String name;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile TaskExit exit = TaskExit.code(0);

        FakeTask(String name) {
            this.name = name;
        }

        void end(TaskExit how) {
            exit = how;
            ended.countDown();
        }

        @Override
        public TaskExit await() throws InterruptedException {
            ended.await();
            return exit;
        }

        @Override
        public boolean isRunning() {
            return ended.getCount() > 0;
        }

        @Override
        public void stop(Duration timeout, String signal) {
            story.add("stop " + name);
            end(TaskExit.signalled(2));
        }

        @Override
        public void signal(String signal) {
            story.add("signal " + name + " " + signal);
        }

        @Override
        public Optional<TaskUsage> usage() {
            return Optional.of(new TaskUsage(50, 500, 1024, 1));
        }

        @Override
        public String recoveryState() {
            return name;
        }

        @Override
        public Map<String, String> attributes() {
            return Map.of();
        }

        @Override
        public void destroy() {}
    }
}
