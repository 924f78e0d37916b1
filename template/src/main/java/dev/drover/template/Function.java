package dev.drover.template;

import org.jspecify.annotations.Nullable;

/** What a template can call. Throws {@link FunctionException} where it cannot do what is asked. */
@FunctionalInterface
public interface Function {
    @Nullable
    Object call(Call call);
}
