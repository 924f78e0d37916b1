package dev.drover.jobspec.hcl;

import java.util.List;
import java.util.Map;

/**
 * Where values of variables come from besides their defaults, the weakest first.
 *
 * @param environment all environment variables; {@code NOMAD_VAR_x} and {@code DROVER_VAR_x} count, the latter more
 * @param files in order; a file whose name ends in {@code .json} is JSON, others are HCL attributes
 * @param arguments of {@code -var}, in order, each {@code name=value}
 */
public record VariableInputs(Map<String, String> environment, List<SourceFile> files, List<String> arguments) {
    /** No values at all. */
    public static VariableInputs none() {
        return new VariableInputs(Map.of(), List.of(), List.of());
    }
}
