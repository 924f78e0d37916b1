package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import dev.drover.template.Limits;
import dev.drover.template.TaskTemplate;
import dev.drover.template.TaskTemplate.Outcome;
import dev.drover.template.TaskTemplate.Surroundings;
import dev.drover.template.Template;
import dev.drover.template.TemplateException;
import dev.drover.template.source.TemplateFiles;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** All functions together. Those without surroundings are made once, the others for every rendering. */
public final class Library {
    private static final Functions PURE = Functions.builder()
            .addAll(Builtins.FUNCTIONS)
            .addAll(EncodingFunctions.FUNCTIONS)
            .addAll(TextFunctions.FUNCTIONS)
            .addAll(NumberFunctions.FUNCTIONS)
            .addAll(CollectionFunctions.FUNCTIONS)
            .addAll(refused(
                    List.of("spew_dump", "spew_printf", "spew_sdump", "spew_sprintf"), "use printf with %#v instead"))
            .build();

    private Library() {}

    public static Outcome render(TaskTemplate template, Surroundings surroundings) {
        SourceFunctions sources = new SourceFunctions(surroundings.sources());
        Functions functions = functions(surroundings, sources);
        try {
            String text = Template.parse(
                            template.name(), template.text(), template.delimiters(), functions, Limits.STANDARD)
                    .render(null, template.missingKey());
            return sources.missing().isEmpty()
                    ? new Outcome.Rendered(text, Set.copyOf(sources.asked()))
                    : waiting(sources);
        } catch (TemplateException fault) {
            if (sources.missing().isEmpty()) {
                throw fault;
            }
            // What failed may be right as soon as everything is there.
            return waiting(sources);
        }
    }

    private static Outcome waiting(SourceFunctions sources) {
        return new Outcome.Waiting(List.copyOf(sources.missing()), Set.copyOf(sources.asked()));
    }

    private static Functions functions(Surroundings surroundings, SourceFunctions sources) {
        Functions.Builder builder = Functions.builder()
                .addAll(PURE)
                .addAll("sprig_", Sprig.functions(surroundings.clock()))
                .addAll(EnvironmentFunctions.of(surroundings.variables(), surroundings.clock()))
                .addAll(sources.functions())
                .add("file", 1, call -> file(call, surroundings.files()));
        surroundings.denied().forEach(name -> builder.refuse(name, "function is disabled on this node"));
        return builder.build();
    }

    private static String file(Call call, TemplateFiles files) {
        try {
            return files.read(call.text(0));
        } catch (IOException fault) {
            throw new FunctionException(String.valueOf(fault.getMessage()));
        }
    }

    private static Functions refused(List<String> names, String reason) {
        Functions.Builder builder = Functions.builder();
        names.forEach(name -> builder.refuse(name, reason));
        return builder.build();
    }
}
