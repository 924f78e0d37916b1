package dev.drover.model.validate;

import dev.drover.model.job.ChangeScript;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskArtifact;
import dev.drover.model.job.Template;
import dev.drover.model.job.WaitConfig;
import java.util.List;

/** Artifacts, templates and payloads: what is written into the directory of a task, and that it stays inside. */
final class TaskFileRules {
    private static final String STAY_INSIDE = "use a path inside the directory of the task, such as local/";

    private TaskFileRules() {}

    static void check(Task task, Report report) {
        task.artifacts().forEach(artifact -> artifact(artifact, report.in("artifact", artifact.getterSource())));
        task.templates().forEach(template -> template(template, report.in("template", template.destPath())));
        report.unique(
                "template for",
                task.templates().stream().map(Template::destPath).toList());
        if (task.dispatchPayload() != null) {
            String file = task.dispatchPayload().file();
            Report block = report.in("dispatch_payload");
            block.required("file", file);
            block.faultIf(Texts.escapes(file), "file \"" + file + "\" lies outside", STAY_INSIDE);
        }
    }

    private static void artifact(TaskArtifact artifact, Report block) {
        block.required("source", artifact.getterSource());
        block.oneOf("mode", artifact.getterMode(), List.of("any", "file", "dir"));
        block.faultIf(
                Texts.escapes(artifact.relativeDest()),
                "destination \"" + artifact.relativeDest() + "\" lies outside",
                STAY_INSIDE);
        String checksum = artifact.getterOptions().getOrDefault("checksum", "");
        block.faultIf(
                !checksum.isEmpty() && !Texts.isInterpolated(checksum) && !checksum.matches("[a-z0-9]+:.+"),
                "checksum \"" + checksum + "\" has no type",
                "write type:value, such as sha256:ab12...");
    }

    private static void template(Template template, Report block) {
        boolean file = !template.sourcePath().isEmpty();
        boolean text = !template.embeddedTmpl().isEmpty();
        block.faultIf(file == text, "needs either source or data", file ? "keep one of them" : "set data or source");
        block.required("destination", template.destPath());
        block.faultIf(
                Texts.escapes(template.destPath()),
                "destination \"" + template.destPath() + "\" lies outside",
                STAY_INSIDE);
        block.oneOf("change_mode", template.changeMode(), List.of("noop", "signal", "restart", "script"));
        signal(template, block);
        ChangeScript script = template.changeScript();
        block.faultIf(
                template.changeMode().equals("script")
                        && (script == null || script.command().isEmpty()),
                "change_mode script needs a change_script with a command",
                "add the block");
        block.notNegative("splay", template.splay());
        block.faultIf(
                !Texts.OCTAL.matches(template.perms()),
                "perms \"" + template.perms() + "\" are not octal",
                "write them like \"0644\"");
        WaitConfig wait = template.waitFor();
        block.faultIf(
                wait != null
                        && wait.min() != null
                        && wait.max() != null
                        && wait.min().compareTo(wait.max()) > 0,
                "wait: min is longer than max",
                "raise max");
        block.warnIf(
                template.vaultGrace() != null && !template.vaultGrace().isZero(),
                "vault_grace is an old form and has no effect",
                "remove it");
    }

    private static void signal(Template template, Report block) {
        boolean signals = template.changeMode().equals("signal");
        block.faultIf(
                signals && template.changeSignal().isEmpty(),
                "change_mode signal needs a change_signal",
                "set it to SIGHUP, for example");
        block.faultIf(
                signals && template.envvars(),
                "a running process cannot take over its environment by a signal",
                "use change_mode restart");
    }
}
