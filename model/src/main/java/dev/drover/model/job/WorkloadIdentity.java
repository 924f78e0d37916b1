package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;

/** The workload identity of the wire. */
@RecordBuilder
public record WorkloadIdentity(
        @Wire("Name") String name,
        @Wire("Audience") List<String> audience,
        @Wire("ChangeMode") String changeMode,
        @Wire("ChangeSignal") String changeSignal,
        @Wire("Env") boolean env,
        @Wire("File") boolean file,
        @Wire("Filepath") String filepath,
        @Wire("ServiceName") String serviceName,
        @Wire("TTL") Duration ttl,
        @Wire("ExtraClaims") List<String> extraClaims) {
    public WorkloadIdentity {
        name = Defaults.text(name);
        audience = Defaults.list(audience);
        changeMode = Defaults.text(changeMode);
        changeSignal = Defaults.text(changeSignal);
        filepath = Defaults.text(filepath);
        serviceName = Defaults.text(serviceName);
        ttl = Defaults.duration(ttl);
        extraClaims = Defaults.list(extraClaims);
    }
}
