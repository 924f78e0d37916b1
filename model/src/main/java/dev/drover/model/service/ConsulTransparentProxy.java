package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The consul transparent proxy of the wire. */
@RecordBuilder
public record ConsulTransparentProxy(
        @Wire("UID") String uid,
        @Wire("OutboundPort") int outboundPort,
        @Wire("ExcludeInboundPorts") List<String> excludeInboundPorts,
        @Wire("ExcludeOutboundPorts") List<Integer> excludeOutboundPorts,
        @Wire("ExcludeOutboundCIDRs") List<String> excludeOutboundCidrs,
        @Wire("ExcludeUIDs") List<String> excludeUids,
        @Wire("NoDNS") boolean noDns) {
    public ConsulTransparentProxy {
        uid = Defaults.text(uid);
        excludeInboundPorts = Defaults.list(excludeInboundPorts);
        excludeOutboundPorts = Defaults.list(excludeOutboundPorts);
        excludeOutboundCidrs = Defaults.list(excludeOutboundCidrs);
        excludeUids = Defaults.list(excludeUids);
    }
}
