package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The server members of the wire. */
@RecordBuilder
public record ServerMembers(
        @Wire("ServerName") String serverName,
        @Wire("ServerRegion") String serverRegion,
        @Wire("ServerDC") String serverDc,
        @Wire("Members") List<AgentMember> members) {
    public ServerMembers {
        serverName = Defaults.text(serverName);
        serverRegion = Defaults.text(serverRegion);
        serverDc = Defaults.text(serverDc);
        members = Defaults.list(members);
    }
}
