package dev.drover.model.service;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A health check of a service. */
@RecordBuilder
public record ServiceCheck(
        @Wire("Name") String name,
        @Wire("Type") String type,
        @Wire("Command") String command,
        @Wire("Args") List<String> args,
        @Wire("Path") String path,
        @Wire("Protocol") String protocol,
        @Wire("PortLabel") String portLabel,
        @Wire("Expose") boolean expose,
        @Wire("AddressMode") String addressMode,
        @Wire(value = "Advertise", absent = Absent.OMITTED) String advertise,
        @Wire("Interval") Duration interval,
        @Wire("Timeout") Duration timeout,
        @Wire("InitialStatus") String initialStatus,
        @Wire("Notes") String notes,
        @Wire("TLSServerName") String tlsServerName,
        @Wire("TLSSkipVerify") boolean tlsSkipVerify,
        @Wire("Header") Map<String, List<String>> header,
        @Wire("Method") String method,
        @Wire("CheckRestart") @Nullable CheckRestart checkRestart,
        @Wire("GRPCService") String grpcService,
        @Wire("GRPCUseTLS") boolean grpcUseTls,
        @Wire("TaskName") String taskName,
        @Wire("SuccessBeforePassing") int successBeforePassing,
        @Wire("FailuresBeforeCritical") int failuresBeforeCritical,
        @Wire("FailuresBeforeWarning") int failuresBeforeWarning,
        @Wire("Body") String body,
        @Wire("OnUpdate") String onUpdate) {
    public ServiceCheck {
        name = Defaults.text(name);
        type = Defaults.text(type);
        command = Defaults.text(command);
        args = Defaults.list(args);
        path = Defaults.text(path);
        protocol = Defaults.text(protocol);
        portLabel = Defaults.text(portLabel);
        addressMode = Defaults.text(addressMode);
        advertise = Defaults.text(advertise);
        interval = Defaults.duration(interval);
        timeout = Defaults.duration(timeout);
        initialStatus = Defaults.text(initialStatus);
        notes = Defaults.text(notes);
        tlsServerName = Defaults.text(tlsServerName);
        header = Defaults.map(header);
        method = Defaults.text(method);
        grpcService = Defaults.text(grpcService);
        taskName = Defaults.text(taskName);
        body = Defaults.text(body);
        onUpdate = Defaults.text(onUpdate);
    }
}
