package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Function;
import java.util.Map;

/**
 * What evaluation may use.
 *
 * @param functions by name; {@code try}, {@code can} and {@code convert} exist always
 * @param strictVariables whether values for variables that are not declared are errors rather than warnings
 */
public record EvalSettings(Map<String, Function> functions, boolean strictVariables) {}
