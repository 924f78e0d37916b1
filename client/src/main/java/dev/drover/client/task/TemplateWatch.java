package dev.drover.client.task;

import dev.drover.driver.DriverException;
import dev.drover.driver.RunningTask;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.job.ChangeScript;
import dev.drover.model.job.Template;
import dev.drover.model.job.WaitConfig;
import dev.drover.template.source.Sources;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Renders the templates of a running task again when their sources change, and does to the task what they say. Changes that come together
 * are one: they settle for a while, and then a restart, if any template wants one, stands for everything else.
 */
final class TemplateWatch implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(TemplateWatch.class.getName());
    private static final Duration SPLAY = Duration.ofSeconds(5);

    /** What can be done to the task. */
    interface Target {
        void tell(TaskEvent event);

        void restart(String reason) throws DriverException, InterruptedException;

        void signal(String signal, String reason) throws DriverException;

        void fail(TaskEvent cause) throws InterruptedException;
    }

    private final TaskTemplates templates;
    private final RunningTask task;
    private final Target target;
    private final TaskEvents events;
    private final RandomGenerator random;

    /** One to begin with, since something may have changed while the task was started. */
    private final Semaphore changes = new Semaphore(1);

    private final Optional<Thread> thread;

    /**
     * Begins.
     *
     * @param adopted the task was started by an earlier process of the agent, so what happened since is not known
     */
    TemplateWatch(
            TaskTemplates templates,
            RunningTask task,
            Target target,
            TaskEvents events,
            RandomGenerator random,
            boolean adopted) {
        this.templates = templates;
        this.task = task;
        this.target = target;
        this.events = events;
        this.random = random;
        boolean idle = templates.all().isEmpty()
                || (!adopted
                        && templates.watched().isEmpty()
                        && scriptsAtStart().isEmpty());
        thread = idle
                ? Optional.empty()
                : Optional.of(Thread.ofVirtual().name("templates").start(() -> run(adopted)));
    }

    @Override
    public void close() {
        thread.ifPresent(Thread::interrupt);
    }

    private void run(boolean adopted) {
        try {
            if (adopted) {
                apply(templates.again(this::tellFault));
            } else {
                for (Template template : scriptsAtStart()) {
                    script(template);
                }
            }
            while (!templates.watched().isEmpty()) {
                try (Sources.Watch _ =
                        templates.rules().sources().watch(templates.asked(templates.watched()), changes::release)) {
                    changes.acquire();
                    settle();
                    // What changes from here on is kept in the count, and seen in the next round.
                    apply(templates.again(this::tellFault));
                }
            }
        } catch (InterruptedException ended) {
            LOGGER.log(Level.TRACE, "the task of these templates has ended");
        } catch (RuntimeException fault) {
            LOGGER.log(Level.ERROR, "the watch of templates failed", fault);
        }
    }

    private List<Template> scriptsAtStart() {
        return templates.all().stream()
                .map(RenderedTemplate::template)
                .filter(template -> mode(template).equals("script"))
                .filter(template -> template.changeScript() != null
                        && template.changeScript().runOnFirstRender())
                .toList();
    }

    private static String mode(Template template) {
        return template.changeMode().isEmpty() ? "restart" : template.changeMode();
    }

    /** Lets changes come to rest: quiet for the least time, or the longest time altogether. */
    private void settle() throws InterruptedException {
        Duration least = Duration.ZERO;
        Duration longest = Duration.ZERO;
        for (RenderedTemplate each : templates.watched()) {
            WaitConfig wait = each.template().waitFor();
            TaskInputs.Wait usual = templates.rules().settling();
            Duration min = wait == null || wait.min() == null ? usual.min().orElse(Duration.ZERO) : wait.min();
            Duration max = wait == null || wait.max() == null ? usual.max().orElse(min.multipliedBy(4)) : wait.max();
            least = longer(least, templates.rules().bounds().clamp(min));
            longest = longer(longest, templates.rules().bounds().clamp(max));
        }
        long end = System.nanoTime() + longest.toNanos();
        boolean moving = true;
        while (moving) {
            changes.drainPermits();
            long left = Math.min(least.toNanos(), end - System.nanoTime());
            moving = left > 0 && changes.tryAcquire(left, TimeUnit.NANOSECONDS);
        }
    }

    private static Duration longer(Duration first, Duration second) {
        return first.compareTo(second) >= 0 ? first : second;
    }

    private void tellFault(String message) {
        target.tell(events.template("Template failed: " + message));
    }

    private void apply(List<RenderedTemplate> changed) throws InterruptedException {
        List<Template> acting = changed.stream()
                .map(RenderedTemplate::template)
                .filter(template -> !mode(template).equals("noop"))
                .toList();
        if (acting.isEmpty()) {
            return;
        }
        awaitSplay(acting);
        try {
            if (acting.stream().anyMatch(template -> mode(template).equals("restart"))) {
                target.restart("Template with change_mode restart re-rendered");
                return;
            }
            Set<String> signals = new LinkedHashSet<>();
            acting.stream()
                    .filter(template -> mode(template).equals("signal"))
                    .forEach(template -> signals.add(template.changeSignal()));
            for (String signal : signals) {
                target.signal(signal, "Template re-rendered");
            }
        } catch (DriverException fault) {
            tellFault("the task cannot be told of the change: " + fault.getMessage());
        }
        for (Template template : acting) {
            if (mode(template).equals("script")) {
                script(template);
            }
        }
    }

    /** Waits a random part of the longest splay, so that not all tasks of a job restart at once. */
    private void awaitSplay(List<Template> acting) throws InterruptedException {
        Duration longest = acting.stream()
                .map(template -> Objects.requireNonNullElse(template.splay(), SPLAY))
                .reduce(Duration.ZERO, TemplateWatch::longer);
        if (longest.toMillis() > 0) {
            TimeUnit.MILLISECONDS.sleep(random.nextLong(longest.toMillis()));
        }
    }

    private void script(Template template) throws InterruptedException {
        ChangeScript script = template.changeScript();
        if (script == null) {
            return;
        }
        String fault = ChangeScripts.run(task, script);
        if (fault.isEmpty()) {
            target.tell(events.template("Template successfully ran script " + script.command()));
        } else if (script.failOnError()) {
            target.fail(events.templateFailure("Template ran script " + script.command() + " which failed: " + fault));
        } else {
            target.tell(events.template("Template ran script " + script.command() + " which failed: " + fault));
        }
    }
}
