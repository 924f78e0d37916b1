package dev.drover.cli.job;

import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.FlagSet;
import dev.drover.jobspec.JobFile;
import dev.drover.jobspec.JobFileOptions;
import dev.drover.jobspec.JobFiles;
import dev.drover.jobspec.hcl.DiagnosticRenderer;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The flags that say how a job file is read, and the reading. */
final class JobFileFlags {
    private final Flag<Boolean> json;
    private final Flag<Boolean> strict;
    private final Flag<String> vaultNamespace;
    private final Flag<List<String>> variables;
    private final Flag<List<String>> variableFiles;

    JobFileFlags(FlagSet flags) {
        json = flags.toggle("json", "the file is a job in JSON");
        strict = flags.toggle("hcl2-strict", true, "values for variables that the file does not declare are errors");
        vaultNamespace = flags.text("vault-namespace", "name", "Vault namespace of the job");
        variables = flags.list("var", "key=value", "value of a variable of the file; may be repeated");
        variableFiles = flags.list("var-file", "path", "file with values of variables; may be repeated");
    }

    /** Reads the file at a path, an address, or {@code -} for standard input; complains of what is worth a warning. */
    LoadedJob read(Context context, String path) throws IOException {
        JobSources sources = new JobSources(context.io());
        SourceFile source = sources.read(path);
        JobFile file = json.get() ? JobFiles.parseJson(source) : JobFiles.parse(source, options(context, sources));
        if (file.job().isEmpty()) {
            throw new Failure("Error getting job struct: the job file cannot be used\n\n"
                    + file.explain().stripTrailing());
        }
        if (!file.warnings().isEmpty()) {
            context.complain(DiagnosticRenderer.render(file.warnings()));
        }
        Job job = file.job().get();
        return new LoadedJob(
                vaultNamespace.given()
                        ? JobBuilder.builder(job)
                                .vaultNamespace(vaultNamespace.get())
                                .build()
                        : job,
                file.submission());
    }

    private JobFileOptions options(Context context, JobSources sources) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        for (String path : variableFiles.get()) {
            files.add(sources.read(path));
        }
        return new JobFileOptions(
                variables.get(),
                files,
                context.io().environment(),
                Optional.of(context.io().directory()),
                strict.get());
    }

    static Job inConsulNamespace(Job job, String namespace) {
        return JobBuilder.builder(job).consulNamespace(namespace).build();
    }

    /** The flags as given, to repeat them in a command for the user; each ends with a blank. */
    String words() {
        StringBuilder words = new StringBuilder(json.get() ? "-json " : "");
        variables
                .get()
                .forEach(value -> words.append("-var=").append(quote(value)).append(' '));
        variableFiles
                .get()
                .forEach(file -> words.append("-var-file=").append(quote(file)).append(' '));
        return words.toString();
    }

    private static String quote(String word) {
        return word.matches("[A-Za-z0-9_./=:,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
