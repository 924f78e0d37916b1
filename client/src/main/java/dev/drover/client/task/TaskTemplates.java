package dev.drover.client.task;

import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.job.Template;
import dev.drover.template.TaskTemplate.Surroundings;
import dev.drover.template.TemplateException;
import dev.drover.template.source.ConfinedFolder;
import dev.drover.template.source.Query;
import dev.drover.template.source.Sources;
import dev.drover.template.source.TemplateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All templates of a task. A task starts when each was rendered once; afterwards {@link TemplateWatch} renders those again whose sources change. */
final class TaskTemplates {
    /** After this time without everything that is asked for, an event says what is missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int MISSING_SHOWN = 3;

    private final List<RenderedTemplate> templates;
    private final Surroundings surroundings;
    private final TaskInputs.Templates rules;

    private TaskTemplates(List<RenderedTemplate> templates, Surroundings surroundings, TaskInputs.Templates rules) {
        this.templates = List.copyOf(templates);
        this.surroundings = surroundings;
        this.rules = rules;
    }

    /**
     * Finds places and texts.
     *
     * @throws SetupException when a template is not as it should be
     */
    static TaskTemplates of(
            List<Template> templates,
            TaskPlaces places,
            TaskEnvironment environment,
            TaskInputs.Templates rules,
            InstantSource clock)
            throws SetupException {
        TemplateFiles files = path -> read(path, places, environment.interpolation(), rules);
        List<RenderedTemplate> all = new ArrayList<>();
        for (Template template : templates) {
            TaskPlaces.Place place =
                    places.of(environment.interpolation().text(template.destPath()), "template destination");
            all.add(RenderedTemplate.of(template, place, content(template, files)));
        }
        return new TaskTemplates(
                all,
                new Surroundings(environment.variables(), files, rules.sources(), clock, rules.deniedFunctions()),
                rules);
    }

    private static String content(Template template, TemplateFiles files) throws SetupException {
        if (template.sourcePath().isEmpty()) {
            return template.embeddedTmpl();
        }
        try {
            return files.read(template.sourcePath());
        } catch (IOException fault) {
            throw new SetupException(
                    "template source \"" + template.sourcePath() + "\" cannot be read: " + fault.getMessage());
        }
    }

    private static String read(String path, TaskPlaces places, Interpolation interpolation, TaskInputs.Templates rules)
            throws IOException {
        String file = interpolation.text(path);
        try {
            return places.of(file, "file").read();
        } catch (SetupException outside) {
            if (rules.confined()) {
                throw new IOException(outside.getMessage());
            }
        } catch (IOException fault) {
            if (rules.confined() || !Path.of(file).isAbsolute()) {
                throw fault;
            }
        }
        Path free = Path.of(file);
        if (Files.size(free) > ConfinedFolder.MAX_READ_BYTES) {
            throw new IOException("\"" + file + "\" is larger than " + ConfinedFolder.MAX_READ_BYTES + " bytes");
        }
        return Files.readString(free);
    }

    /**
     * Renders all, and waits until everything that they ask for is there.
     *
     * @return variables of those that are meant for the environment
     * @throws SetupException when one fails
     */
    Map<String, String> first(TaskEvents events, Consumer<TaskEvent> tell)
            throws SetupException, IOException, InterruptedException {
        Semaphore changed = new Semaphore(0);
        boolean told = false;
        while (true) {
            render();
            List<String> missing = templates.stream()
                    .flatMap(each -> each.missing().stream())
                    .distinct()
                    .toList();
            if (missing.isEmpty()) {
                return variables();
            }
            try (Sources.Watch _ = rules.sources().watch(asked(templates), changed::release)) {
                // What changed between the rendering and the watch is seen by the next rendering, after the patience at
                // the latest.
                boolean signalled = changed.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (!signalled && !told) {
                    tell.accept(events.template("Missing: " + shown(missing)));
                    told = true;
                }
                changed.drainPermits();
            }
        }
    }

    private static String shown(List<String> missing) {
        String names = String.join(", ", missing.subList(0, Math.min(MISSING_SHOWN, missing.size())));
        return missing.size() > MISSING_SHOWN ? names + ", and " + (missing.size() - MISSING_SHOWN) + " more" : names;
    }

    private Map<String, String> variables() throws SetupException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (RenderedTemplate template : templates) {
            variables.putAll(template.variables());
        }
        return variables;
    }

    private void render() throws SetupException, IOException {
        for (RenderedTemplate template : templates) {
            try {
                template.render(surroundings);
            } catch (TemplateException fault) {
                throw new SetupException("Template failed: " + fault.getMessage());
            }
        }
    }

    /** Renders once more, for instance after a restart of the agent, and returns the templates whose files have changed. */
    List<RenderedTemplate> again(Consumer<String> faults) {
        List<RenderedTemplate> changed = new ArrayList<>();
        for (RenderedTemplate template : templates) {
            try {
                if (template.refresh(surroundings)) {
                    changed.add(template);
                }
            } catch (TemplateException | IOException fault) {
                faults.accept(String.valueOf(fault.getMessage()));
            }
        }
        return changed;
    }

    List<RenderedTemplate> all() {
        return templates;
    }

    List<RenderedTemplate> watched() {
        return templates.stream().filter(RenderedTemplate::isWatched).toList();
    }

    Set<Query> asked(List<RenderedTemplate> of) {
        Set<Query> asked = new LinkedHashSet<>();
        of.forEach(template -> asked.addAll(template.asked()));
        return asked;
    }

    TaskInputs.Templates rules() {
        return rules;
    }
}
