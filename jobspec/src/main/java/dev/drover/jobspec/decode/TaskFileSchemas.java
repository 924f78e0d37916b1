package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.DURATION;
import static dev.drover.jobspec.decode.ParameterType.INT;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.ParameterType.TEXTS;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.job.ChangeScript;
import dev.drover.model.job.ChangeScriptBuilder;
import dev.drover.model.job.DispatchPayloadConfig;
import dev.drover.model.job.DispatchPayloadConfigBuilder;
import dev.drover.model.job.LogConfig;
import dev.drover.model.job.LogConfigBuilder;
import dev.drover.model.job.TaskArtifact;
import dev.drover.model.job.TaskArtifactBuilder;
import dev.drover.model.job.Template;
import dev.drover.model.job.TemplateBuilder;
import dev.drover.model.job.WaitConfig;
import dev.drover.model.job.WaitConfigBuilder;
import dev.drover.model.volume.VolumeMount;
import dev.drover.model.volume.VolumeMountBuilder;
import java.time.Duration;

/** Files that a task finds or leaves: artifacts, templates, mounts, payload, logs. */
final class TaskFileSchemas {
    private static final Duration DEFAULT_SPLAY = Duration.ofSeconds(5);

    static final Schema<LogConfigBuilder, LogConfig> LOGS = schema(
                    "logs", LogConfigBuilder::builder, LogConfigBuilder::build)
            .optional("max_files", INT, LogConfigBuilder::maxFiles)
            .optional("max_file_size", INT, LogConfigBuilder::maxFileSizeMb)
            .old("enabled", BOOL, "Write disabled = true to keep no logs.", LogConfigBuilder::enabled)
            .optional("disabled", BOOL, LogConfigBuilder::disabled)
            .build();

    static final Schema<TaskArtifactBuilder, TaskArtifact> ARTIFACT = schema(
                    "artifact", TaskArtifactBuilder::builder, TaskArtifactBuilder::build)
            .required("source", TEXT, TaskArtifactBuilder::getterSource)
            .map("options", MapType.TEXTS, TaskArtifactBuilder::getterOptions)
            .map("headers", MapType.TEXTS, TaskArtifactBuilder::getterHeaders)
            .optional("mode", TEXT, TaskArtifactBuilder::getterMode)
            .optional("insecure", BOOL, TaskArtifactBuilder::getterInsecure)
            .optional("destination", TEXT, TaskArtifactBuilder::relativeDest)
            .optional("chown", BOOL, TaskArtifactBuilder::chown)
            .build();

    private static final Schema<ChangeScriptBuilder, ChangeScript> CHANGE_SCRIPT = schema(
                    "change_script", ChangeScriptBuilder::builder, ChangeScriptBuilder::build)
            .optional("command", TEXT, ChangeScriptBuilder::command)
            .optional("args", TEXTS, ChangeScriptBuilder::args)
            .optional("timeout", DURATION, ChangeScriptBuilder::timeout)
            .optional("fail_on_error", BOOL, ChangeScriptBuilder::failOnError)
            .optional("run_on_first_render", BOOL, ChangeScriptBuilder::runOnFirstRender)
            .build();

    private static final Schema<WaitConfigBuilder, WaitConfig> WAIT = schema(
                    "wait", WaitConfigBuilder::builder, WaitConfigBuilder::build)
            .optional("min", DURATION, WaitConfigBuilder::min)
            .optional("max", DURATION, WaitConfigBuilder::max)
            .build();

    /** Mode, permissions and splay are filled already here, as clients that only parse a job expect. */
    static final Schema<TemplateBuilder, Template> TEMPLATE = schema(
                    "template",
                    () -> TemplateBuilder.builder()
                            .changeMode("restart")
                            .perms("0644")
                            .splay(DEFAULT_SPLAY),
                    TemplateBuilder::build)
            .optional("source", TEXT, TemplateBuilder::sourcePath)
            .required("destination", TEXT, TemplateBuilder::destPath)
            .optional("data", TEXT, TemplateBuilder::embeddedTmpl)
            .optional("change_mode", TEXT, TemplateBuilder::changeMode)
            .one(CHANGE_SCRIPT, TemplateBuilder::changeScript)
            .optional("change_signal", TEXT, TemplateBuilder::changeSignal)
            .optional("once", BOOL, TemplateBuilder::once)
            .optional("splay", DURATION, TemplateBuilder::splay)
            .optional("perms", TEXT, TemplateBuilder::perms)
            .optional("uid", INT, TemplateBuilder::uid)
            .optional("gid", INT, TemplateBuilder::gid)
            .optional("left_delimiter", TEXT, TemplateBuilder::leftDelim)
            .optional("right_delimiter", TEXT, TemplateBuilder::rightDelim)
            .optional("env", BOOL, TemplateBuilder::envvars)
            .old("vault_grace", DURATION, "It has no effect; leave it out.", TemplateBuilder::vaultGrace)
            .one(WAIT, TemplateBuilder::waitFor)
            .optional("error_on_missing_key", BOOL, TemplateBuilder::errMissingKey)
            .build();

    static final Schema<DispatchPayloadConfigBuilder, DispatchPayloadConfig> DISPATCH_PAYLOAD = schema(
                    "dispatch_payload", DispatchPayloadConfigBuilder::builder, DispatchPayloadConfigBuilder::build)
            .optional("file", TEXT, DispatchPayloadConfigBuilder::file)
            .build();

    static final Schema<VolumeMountBuilder, VolumeMount> VOLUME_MOUNT = schema(
                    "volume_mount", VolumeMountBuilder::builder, VolumeMountBuilder::build)
            .optional("volume", TEXT, VolumeMountBuilder::volume)
            .optional("destination", TEXT, VolumeMountBuilder::destination)
            .optional("read_only", BOOL, VolumeMountBuilder::readOnly)
            .optional("propagation_mode", TEXT, VolumeMountBuilder::propagationMode)
            .optional("selinux_label", TEXT, VolumeMountBuilder::seLinuxLabel)
            .build();

    private TaskFileSchemas() {}
}
