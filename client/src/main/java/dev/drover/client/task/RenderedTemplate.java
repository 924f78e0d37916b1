package dev.drover.client.task;

import dev.drover.model.job.Template;
import dev.drover.template.Delimiters;
import dev.drover.template.MissingKey;
import dev.drover.template.TaskTemplate;
import dev.drover.template.TaskTemplate.Outcome;
import dev.drover.template.source.Answer;
import dev.drover.template.source.Query;
import dev.drover.template.source.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One template of a task with its file: renders, and writes when something has changed. */
final class RenderedTemplate {
    private static final int MAX_MODE = 07777;

    private final Template template;
    private final TaskPlaces.Place place;
    private final TaskTemplate source;
    private final Set<PosixFilePermission> permissions;
    private Set<Query> asked = Set.of();
    private Map<Query, Answer> answers = Map.of();
    private List<String> missing = List.of();
    private String text = "";

    private RenderedTemplate(
            Template template, TaskPlaces.Place place, TaskTemplate source, Set<PosixFilePermission> permissions) {
        this.template = template;
        this.place = place;
        this.source = source;
        this.permissions = permissions;
    }

    static RenderedTemplate of(Template template, TaskPlaces.Place place, String content) throws SetupException {
        String name = template.sourcePath().isEmpty() ? template.destPath() : template.sourcePath();
        TaskTemplate source = new TaskTemplate(
                name,
                content,
                Delimiters.of(template.leftDelim(), template.rightDelim()),
                template.errMissingKey() ? MissingKey.ERROR : MissingKey.NO_VALUE);
        return new RenderedTemplate(template, place, source, permissions(template));
    }

    Template template() {
        return template;
    }

    Set<Query> asked() {
        return asked;
    }

    List<String> missing() {
        return missing;
    }

    boolean isWatched() {
        return !template.once() && !asked.isEmpty();
    }

    /**
     * Renders and writes the file when it has changed.
     *
     * @return whether the file is another than before; false also while something is missing
     * @throws dev.drover.template.TemplateException when the template fails
     */
    boolean render(TaskTemplate.Surroundings surroundings) throws IOException {
        return take(source.render(surroundings), surroundings.sources());
    }

    /** The same, but leaves the file alone when no answer is another: what the text has of time and chance is no change. */
    boolean refresh(TaskTemplate.Surroundings surroundings) throws IOException {
        if (template.once()
                || (!asked.isEmpty() && answers(asked, surroundings.sources()).equals(answers))) {
            return false;
        }
        Outcome outcome = source.render(surroundings);
        return !outcome.asked().isEmpty() && take(outcome, surroundings.sources());
    }

    private static Map<Query, Answer> answers(Set<Query> asked, Sources sources) {
        Map<Query, Answer> answers = new LinkedHashMap<>();
        asked.forEach(query -> answers.put(query, sources.ask(query)));
        return answers;
    }

    private boolean take(Outcome outcome, Sources sources) throws IOException {
        answers = answers(outcome.asked(), sources);
        return switch (outcome) {
            case Outcome.Waiting waiting -> {
                asked = waiting.asked();
                missing = waiting.missing();
                yield false;
            }
            case Outcome.Rendered rendered -> {
                asked = rendered.asked();
                missing = List.of();
                text = rendered.text();
                boolean changed = !text.equals(onDisk());
                if (changed) {
                    place.folder().write(place.file(), text.getBytes(StandardCharsets.UTF_8), permissions, this::own);
                }
                yield changed;
            }
        };
    }

    /** What the file holds; something that no template makes when it is not there. */
    private String onDisk() throws IOException {
        try {
            return place.read();
        } catch (NoSuchFileException notYet) {
            return "\0";
        } catch (IOException unreadable) {
            // A link or worse that the task has put there: it is replaced.
            return "\0";
        }
    }

    private void own(PosixFileAttributeView file) throws IOException {
        UserPrincipalLookupService owners =
                java.nio.file.FileSystems.getDefault().getUserPrincipalLookupService();
        Integer uid = template.uid();
        Integer gid = template.gid();
        if (uid != null && uid >= 0) {
            file.setOwner(owners.lookupPrincipalByName(uid.toString()));
        }
        if (gid != null && gid >= 0) {
            file.setGroup(owners.lookupPrincipalByGroupName(gid.toString()));
        }
    }

    private static Set<PosixFilePermission> permissions(Template template) throws SetupException {
        String mode = template.perms().isEmpty() ? "0644" : template.perms();
        try {
            int bits = Integer.parseInt(mode, 8);
            if (bits < 0 || bits > MAX_MODE) {
                throw new NumberFormatException(mode);
            }
            Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
            int bit = 0400;
            for (PosixFilePermission permission : PosixFilePermission.values()) {
                if ((bits & bit) != 0) {
                    permissions.add(permission);
                }
                bit >>= 1;
            }
            return permissions;
        } catch (NumberFormatException fault) {
            throw new SetupException("template \"" + template.destPath() + "\" has perms \"" + mode
                    + "\"; use an octal mode such as 0644");
        }
    }

    /** The lines {@code KEY=value} of a template that is meant for the environment. */
    Map<String, String> variables() throws SetupException {
        Map<String, String> variables = new LinkedHashMap<>();
        if (!template.envvars()) {
            return variables;
        }
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            int equals = line.indexOf('=');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (equals <= 0) {
                // The line itself may hold a secret.
                throw new SetupException(
                        "line " + number + " of the env template \"" + template.destPath() + "\" is not KEY=value");
            }
            String value = line.substring(equals + 1).strip();
            boolean quoted = value.length() >= 2
                    && (value.startsWith("\"") || value.startsWith("'"))
                    && value.charAt(0) == value.charAt(value.length() - 1);
            variables.put(line.substring(0, equals).strip(), quoted ? value.substring(1, value.length() - 1) : value);
        }
        return variables;
    }
}
