package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/**
 * How one server of the group is doing.
 *
 * @param serfStatus as the members see it, such as {@code alive}
 * @param lastContact how long ago the leader heard of it, such as {@code 20ms}
 * @param lastIndex of the newest log entry that it has
 */
@RecordBuilder
public record ServerHealth(
        @Wire("ID") String id,
        @Wire("Name") String name,
        @Wire("Address") String address,
        @Wire("SerfStatus") String serfStatus,
        @Wire("Version") String version,
        @Wire("Leader") boolean leader,
        @Wire("LastContact") String lastContact,
        @Wire("LastTerm") long lastTerm,
        @Wire("LastIndex") long lastIndex,
        @Wire("Healthy") boolean healthy,
        @Wire("Voter") boolean voter,
        @Wire("StableSince") Instant stableSince) {
    public ServerHealth {
        id = Defaults.text(id);
        name = Defaults.text(name);
        address = Defaults.text(address);
        serfStatus = Defaults.text(serfStatus);
        version = Defaults.text(version);
        lastContact = Defaults.text(lastContact);
        stableSince = Defaults.time(stableSince);
    }
}
