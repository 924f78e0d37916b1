package dev.drover.model.wire;

import java.lang.System.Logger.Level;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns accessors of records into functions that the virtual machine calls as fast as any other code. */
final class Getters {
    private Getters() {}

    /** The function; empty for a record that this room cannot see, such as one of a plugin, which is read by reflection then. */
    @SuppressWarnings("unchecked") // the factory makes what it is asked for
    static Optional<Function<Object, @Nullable Object>> of(Method accessor) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            MethodHandle handle = lookup.unreflect(accessor);
            MethodHandle factory = LambdaMetafactory.metafactory(
                            lookup,
                            "apply",
                            MethodType.methodType(Function.class),
                            MethodType.methodType(Object.class, Object.class),
                            handle,
                            handle.type().wrap())
                    .getTarget();
            return Optional.of((Function<Object, @Nullable Object>) factory.invoke());
        } catch (IllegalAccessException | LambdaConversionException | LinkageError unseen) {
            System.getLogger(Getters.class.getName()).log(Level.DEBUG, "reading by reflection: " + accessor, unseen);
            return Optional.empty();
        } catch (Throwable fault) {
            throw new IllegalStateException("a getter of " + accessor + " could not be made", fault);
        }
    }
}
