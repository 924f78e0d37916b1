package dev.drover.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a cluster of their own, which is ready before the first and gone after the last. Test methods and
 * constructors take a {@link dev.drover.sdk.DroverClient}, or the {@link TestCluster} itself, as parameters.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DroverClusterExtension.class)
public @interface DroverCluster {
    /** How many servers agree on what happens; odd numbers are usual. */
    int servers() default 1;

    /** How many nodes run work. */
    int clients() default 1;
}
