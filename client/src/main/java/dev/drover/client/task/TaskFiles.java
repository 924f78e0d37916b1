package dev.drover.client.task;

import dev.drover.model.job.DispatchPayloadConfig;
import dev.drover.model.job.Task;
import dev.drover.model.job.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that a task finds before it starts: the payload of a dispatch and templates. Templates with actions and artifacts are
 * refused, never skipped: a task without its files would fail in ways that are hard to understand.
 */
final class TaskFiles {
    private final AllocFolders folders;
    private final Task task;

    TaskFiles(AllocFolders folders, Task task) {
        this.folders = folders;
        this.task = task;
    }

    void writePayload(@Nullable String payload) throws SetupException, IOException {
        DispatchPayloadConfig wanted = task.dispatchPayload();
        if (wanted == null || wanted.file().isEmpty() || payload == null) {
            return;
        }
        Path file = confined(folders.local(task.name()), wanted.file(), "dispatch_payload file");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(payload));
    }

    void refuseArtifacts() throws SetupException {
        if (!task.artifacts().isEmpty()) {
            throw new SetupException("artifact \"" + task.artifacts().getFirst().getterSource()
                    + "\" cannot be fetched: this agent does not download artifacts yet");
        }
    }

    /** Writes the templates and returns the variables of those that are meant for the environment. */
    Map<String, String> writeTemplates(Interpolation interpolation) throws SetupException, IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Template template : task.templates()) {
            Path destination = confined(
                    folders.task(task.name()), interpolation.text(template.destPath()), "template destination");
            String content = content(template, interpolation);
            Files.createDirectories(destination.getParent());
            Files.writeString(destination, content);
            Files.setAttribute(destination, "unix:mode", mode(template));
            if (template.envvars()) {
                variables.putAll(assignments(content));
            }
        }
        return variables;
    }

    private String content(Template template, Interpolation interpolation) throws SetupException, IOException {
        String content = template.sourcePath().isEmpty()
                ? template.embeddedTmpl()
                : Files.readString(confined(
                        folders.task(task.name()), interpolation.text(template.sourcePath()), "template source"));
        String left = template.leftDelim().isEmpty() ? "{{" : template.leftDelim();
        if (content.contains(left)) {
            throw new SetupException("template \"" + template.destPath() + "\" has actions (" + left
                    + "), which this agent does not render yet; plain text is written as it is");
        }
        return content;
    }

    private static int mode(Template template) throws SetupException {
        String mode = template.perms().isEmpty() ? "0644" : template.perms();
        try {
            return Integer.parseInt(mode, 8);
        } catch (NumberFormatException fault) {
            throw new SetupException("template \"" + template.destPath() + "\" has perms \"" + mode
                    + "\"; use an octal mode such as 0644");
        }
    }

    private static Map<String, String> assignments(String content) throws SetupException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : content.lines().map(String::strip).toList()) {
            int equals = line.indexOf('=');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (equals <= 0) {
                throw new SetupException("line \"" + line + "\" of an env template is not KEY=value");
            }
            String value = line.substring(equals + 1).strip();
            boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
            variables.put(line.substring(0, equals).strip(), quoted ? value.substring(1, value.length() - 1) : value);
        }
        return variables;
    }

    private static Path confined(Path folder, String path, String what) throws SetupException {
        boolean below = Path.of(path).startsWith(folder);
        Path file = folder.resolve(path.startsWith("/") && !below ? path.substring(1) : path)
                .normalize();
        if (!file.startsWith(folder)) {
            throw new SetupException(what + " \"" + path + "\" leaves the task's folder");
        }
        return file;
    }
}
