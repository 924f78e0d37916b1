package dev.drover.template;

import dev.drover.template.functions.Library;
import dev.drover.template.source.Query;
import dev.drover.template.source.Sources;
import dev.drover.template.source.TemplateFiles;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A template of a task: the language with everything that job files may call. */
public record TaskTemplate(String name, String text, Delimiters delimiters, MissingKey missingKey) {
    /**
     * What surrounds the templates of a task.
     *
     * @param variables of the task's environment
     * @param denied functions that refuse to work, for example because the node's configuration says so
     */
    public record Surroundings(
            Map<String, String> variables,
            TemplateFiles files,
            Sources sources,
            InstantSource clock,
            Set<String> denied) {
        /** Functions that are denied where nothing else is said. */
        public static final Set<String> DENIED = Set.of("plugin", "executeTemplate", "writeToFile");

        public Surroundings {
            variables = Map.copyOf(variables);
            denied = Set.copyOf(denied);
        }
    }

    /** What came of rendering. */
    public sealed interface Outcome {
        /** What was asked of the sources: when an answer changes, the outcome may. */
        Set<Query> asked();

        record Rendered(String text, Set<Query> asked) implements Outcome {}

        /** Some of what the template asks for is not there yet. */
        record Waiting(List<String> missing, Set<Query> asked) implements Outcome {}
    }

    /**
     * Renders once with what is known now.
     *
     * @throws TemplateException when the template is not understood, or fails although everything it asks for is there
     */
    public Outcome render(Surroundings surroundings) {
        return Library.render(this, surroundings);
    }
}
