package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Function;
import java.nio.file.Path;
import java.util.Map;

/**
 * The functions by name. {@code try}, {@code can} and {@code convert} are missing: they see expressions and types, so the
 * evaluator has them.
 */
public final class Functions {
    private static final Map<String, Function> PURE = new Catalog()
            .with(StringFunctions::define)
            .with(FormatFunctions::define)
            .with(NumberFunctions::define)
            .with(ListFunctions::define)
            .with(SetFunctions::define)
            .with(MapFunctions::define)
            .with(EncodingFunctions::define)
            .with(HashFunctions::define)
            .with(TimeFunctions::define)
            .with(NetworkFunctions::define)
            .build();

    private static final Map<String, Function> REFUSING_FILES =
            new Catalog().with(PURE).with(FileFunctions::refuse).build();

    private Functions() {}

    /** Functions that see their arguments only; a server may run them for strangers. */
    public static Map<String, Function> pure() {
        return PURE;
    }

    /** The pure functions, and in the place of those that read files ones that say why not. */
    public static Map<String, Function> refusingFiles() {
        return REFUSING_FILES;
    }

    /** All functions; those that read files start from {@code baseDirectory}, the folder of the job file. */
    public static Map<String, Function> withFiles(Path baseDirectory) {
        return new Catalog()
                .with(PURE)
                .with(catalog -> new FileFunctions(baseDirectory).define(catalog))
                .build();
    }
}
