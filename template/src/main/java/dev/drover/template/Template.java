package dev.drover.template;

import dev.drover.template.eval.Evaluator;
import dev.drover.template.syntax.Node;
import dev.drover.template.syntax.Parser;
import dev.drover.template.syntax.Source;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template in Go's language (the package text/template of Go's library describes it): text with actions in double braces that pick values out of data,
 * choose, repeat and call functions.
 *
 * <p>An engine of our own, since job files depend on the language down to its white space, and no library for the JVM keeps to it. The
 * way is the usual one: {@code syntax} makes tokens and a tree, {@code eval} walks it, {@code value} knows what Go makes of values.
 * Data are plain Java values (see {@link dev.drover.template.value.GoTypes}), and everything that a template can spend has a limit.
 */
public final class Template {
    private final Source source;
    private final Map<String, List<Node>> templates;
    private final Functions functions;
    private final Limits limits;

    private Template(Source source, Map<String, List<Node>> templates, Functions functions, Limits limits) {
        this.source = source;
        this.templates = templates;
        this.functions = functions;
        this.limits = limits;
    }

    /**
     * Reads a template.
     *
     * @param name what messages call it
     * @throws TemplateException where the text is not understood
     */
    public static Template parse(String name, String text, Delimiters delimiters, Functions functions, Limits limits) {
        Source source = new Source(name, text);
        return new Template(source, Parser.parse(source, delimiters, functions::contains, limits), functions, limits);
    }

    /**
     * Writes the template out over data.
     *
     * @throws TemplateException where the data does not fit, a function fails or a limit is reached
     */
    public String render(@Nullable Object data, MissingKey missing) {
        return Evaluator.render(source, templates, functions, missing, limits, data);
    }
}
