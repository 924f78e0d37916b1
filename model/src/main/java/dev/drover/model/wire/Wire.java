package dev.drover.model.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of a record component in JSON, and what is written when the component has nothing to say. Components of messages that only agents
 * of this program send each other do without and go by their own names.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Wire {
    /** Name of the field, exactly as on the wire. */
    String value();

    Absent absent() default Absent.NULL;
}
