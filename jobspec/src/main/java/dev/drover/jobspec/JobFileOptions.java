package dev.drover.jobspec;

import dev.drover.jobspec.hcl.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job file may use besides its own text.
 *
 * @param variables of {@code -var}, in order, each {@code name=value}
 * @param variableFiles of {@code -var-file}, in order; JSON when the name ends in {@code .json}
 * @param environment all environment variables; {@code NOMAD_VAR_x} and {@code DROVER_VAR_x} give values to variables
 * @param baseDirectory where relative paths of file functions start; empty refuses those functions
 * @param strict whether values for variables that are not declared are errors rather than warnings
 */
public record JobFileOptions(
        List<String> variables,
        List<SourceFile> variableFiles,
        Map<String, String> environment,
        Optional<Path> baseDirectory,
        boolean strict) {
    public JobFileOptions {
        variables = List.copyOf(variables);
        variableFiles = List.copyOf(variableFiles);
        environment = Map.copyOf(environment);
    }

    /** For a file on this machine, without values for its variables. */
    public static JobFileOptions in(Path baseDirectory) {
        return new JobFileOptions(List.of(), List.of(), Map.of(), Optional.of(baseDirectory), true);
    }

    /** For text that somebody sent: no files, no environment. {@code variables} is the text of a variable file, HCL or JSON, or empty. */
    public static JobFileOptions sent(String variables) {
        String name = variables.stripLeading().startsWith("{") ? "variables.json" : "variables.hcl";
        List<SourceFile> files = variables.isBlank() ? List.of() : List.of(new SourceFile(name, variables));
        return new JobFileOptions(List.of(), files, Map.of(), Optional.empty(), false);
    }
}
