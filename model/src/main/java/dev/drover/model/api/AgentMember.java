package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** The agent member of the wire. */
@RecordBuilder
public record AgentMember(
        @Wire("Name") String name,
        @Wire("Addr") String addr,
        @Wire("Port") int port,
        @Wire("Tags") Map<String, String> tags,
        @Wire("Status") String status,
        @Wire("ProtocolMin") int protocolMin,
        @Wire("ProtocolMax") int protocolMax,
        @Wire("ProtocolCur") int protocolCur,
        @Wire("DelegateMin") int delegateMin,
        @Wire("DelegateMax") int delegateMax,
        @Wire("DelegateCur") int delegateCur) {
    public AgentMember {
        name = Defaults.text(name);
        addr = Defaults.text(addr);
        tags = Defaults.map(tags);
        status = Defaults.text(status);
    }
}
