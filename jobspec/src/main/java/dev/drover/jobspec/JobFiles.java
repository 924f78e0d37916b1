package dev.drover.jobspec;

import dev.drover.jobspec.decode.JobDecoder;
import dev.drover.jobspec.functions.Functions;
import dev.drover.jobspec.hcl.Diagnostics;
import dev.drover.jobspec.hcl.EvalSettings;
import dev.drover.jobspec.hcl.Evaluation;
import dev.drover.jobspec.hcl.Hcl;
import dev.drover.jobspec.hcl.Parsed;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.jobspec.hcl.VariableInputs;
import dev.drover.jobspec.value.Function;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.job.JobSubmissionBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** From the text of a job file, HCL or JSON, to a job. Never throws: what is wrong is told by diagnostics. */
public final class JobFiles {
    /** The later ones count more. */
    private static final List<String> ENVIRONMENT_PREFIXES = List.of("NOMAD_VAR_", "DROVER_VAR_");

    private JobFiles() {}

    /** Parses a job file. A text that begins with a brace is JSON: no HCL file does. */
    public static JobFile parse(SourceFile source, JobFileOptions options) {
        return source.text().stripLeading().startsWith("{") ? parseJson(source) : parseHcl(source, options);
    }

    /** Parses a job in the JSON form of the API, bare or as the field {@code Job} of an object. */
    public static JobFile parseJson(SourceFile source) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Job> job = JsonJobs.read(source, diagnostics);
        JobSubmission submission = JobSubmissionBuilder.builder()
                .source(source.text())
                .format("json")
                .build();
        return new JobFile(diagnostics.hasErrors() ? Optional.empty() : job, diagnostics.list(), submission);
    }

    private static JobFile parseHcl(SourceFile source, JobFileOptions options) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Job> job = read(source, options, diagnostics);
        return new JobFile(
                diagnostics.hasErrors() ? Optional.empty() : job, diagnostics.list(), submission(source, options));
    }

    /** Syntax errors end it: what follows from a misread file only distracts from them. */
    private static Optional<Job> read(SourceFile source, JobFileOptions options, Diagnostics diagnostics) {
        Parsed parsed = Hcl.parse(source);
        diagnostics.addAll(parsed.diagnostics());
        if (parsed.hasErrors()) {
            return Optional.empty();
        }
        Map<String, Function> functions =
                options.baseDirectory().map(Functions::withFiles).orElseGet(Functions::refusingFiles);
        VariableInputs inputs = new VariableInputs(options.environment(), options.variableFiles(), options.variables());
        Evaluation evaluation = Hcl.evaluate(parsed.body(), inputs, new EvalSettings(functions, options.strict()));
        diagnostics.addAll(evaluation.diagnostics());
        return JobDecoder.decode(evaluation.body(), !evaluation.hasErrors(), diagnostics);
    }

    private static JobSubmission submission(SourceFile source, JobFileOptions options) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (String prefix : ENVIRONMENT_PREFIXES) {
            new TreeMap<>(options.environment()).forEach((name, value) -> {
                if (name.startsWith(prefix)) {
                    flags.put(name.substring(prefix.length()), value);
                }
            });
        }
        for (String variable : options.variables()) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                flags.put(variable.substring(0, equals).strip(), variable.substring(equals + 1));
            }
        }
        String files = options.variableFiles().stream().map(SourceFile::text).collect(Collectors.joining("\n"));
        return JobSubmissionBuilder.builder()
                .source(source.text())
                .format("hcl2")
                .variableFlags(flags)
                .variables(files)
                .build();
    }
}
