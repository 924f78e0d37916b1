package dev.drover.template.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a template asks the cluster for.
 *
 * @param function the function that asks
 * @param arguments of the function, of which the first is the name or path, where it has one
 */
public record Query(String function, List<? extends @Nullable Object> arguments) {
    /** As messages name what is missing, for example {@code nomadVar(nomad/jobs/web)}. */
    @Override
    public String toString() {
        return function + "(" + (arguments.isEmpty() ? "" : String.valueOf(arguments.getFirst())) + ")";
    }
}
