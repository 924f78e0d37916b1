package dev.drover.model.canonical;

import dev.drover.model.job.ChangeScript;
import dev.drover.model.job.TaskArtifact;
import dev.drover.model.job.TaskArtifactBuilder;
import dev.drover.model.job.Template;
import dev.drover.model.job.TemplateBuilder;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Artifacts and templates. */
final class TaskFiles {
    private TaskFiles() {}

    static TaskArtifact artifact(TaskArtifact artifact) {
        String mode = Fill.text(artifact.getterMode(), "any");
        return TaskArtifactBuilder.builder(artifact)
                .getterMode(mode)
                .relativeDest(Fill.text(artifact.relativeDest(), destination(mode, artifact.getterSource())))
                .build();
    }

    /** A single file keeps its name; everything else is unpacked into the directory. */
    private static String destination(String mode, String source) {
        return mode.equals("file") ? "local/" + source.substring(source.lastIndexOf('/') + 1) : "local/";
    }

    static Template template(Template template) {
        return TemplateBuilder.builder(template)
                .changeMode(Fill.text(template.changeMode(), "restart"))
                .changeSignal(template.changeSignal().toUpperCase(Locale.ROOT))
                .changeScript(script(template.changeScript()))
                .splay(Fill.value(template.splay(), Duration.ofSeconds(5)))
                .perms(Fill.text(template.perms(), "0644"))
                .leftDelim(Fill.text(template.leftDelim(), "{{"))
                .rightDelim(Fill.text(template.rightDelim(), "}}"))
                .vaultGrace(Fill.value(template.vaultGrace(), Duration.ZERO))
                .build();
    }

    private static @Nullable ChangeScript script(@Nullable ChangeScript script) {
        return script == null
                ? null
                : new ChangeScript(
                        script.command(),
                        script.args(),
                        Fill.value(script.timeout(), Duration.ofSeconds(5)),
                        script.failOnError(),
                        script.runOnFirstRender());
    }
}
