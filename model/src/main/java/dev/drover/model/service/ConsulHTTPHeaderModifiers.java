package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** The consul http header modifiers of the wire. */
@RecordBuilder
public record ConsulHTTPHeaderModifiers(
        @Wire("Add") Map<String, String> add,
        @Wire("Set") Map<String, String> set,
        @Wire("Remove") List<String> remove) {
    public ConsulHTTPHeaderModifiers {
        add = Defaults.map(add);
        set = Defaults.map(set);
        remove = Defaults.list(remove);
    }
}
