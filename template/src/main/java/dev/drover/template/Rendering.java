package dev.drover.template;

import org.jspecify.annotations.Nullable;

/** What functions may ask of the rendering that they are part of. */
public interface Rendering {
    Limits limits();

    /**
     * Renders one of the templates that are defined beside the running one.
     *
     * @throws FunctionException when there is none of that name
     */
    String execute(String template, @Nullable Object data);
}
