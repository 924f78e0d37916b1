package dev.drover.model.alloc;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Map;

/** One thing that happened to a task; {@code time} is in nanoseconds since the epoch. */
@RecordBuilder
public record TaskEvent(
        @Wire("Type") String type,
        @Wire("Time") long time,
        @Wire("DisplayMessage") String displayMessage,
        @Wire(value = "Details", absent = Absent.EMPTY) Map<String, String> details,
        @Wire("Message") String message,
        @Wire("FailsTask") boolean failsTask,
        @Wire("RestartReason") String restartReason,
        @Wire("SetupError") String setupError,
        @Wire("DriverError") String driverError,
        @Wire("DriverMessage") String driverMessage,
        @Wire("ExitCode") int exitCode,
        @Wire("Signal") int signal,
        @Wire("KillReason") String killReason,
        @Wire("KillTimeout") Duration killTimeout,
        @Wire("KillError") String killError,
        @Wire("StartDelay") long startDelay,
        @Wire("DownloadError") String downloadError,
        @Wire("ValidationError") String validationError,
        @Wire("DiskLimit") long diskLimit,
        @Wire("FailedSibling") String failedSibling,
        @Wire("VaultError") String vaultError,
        @Wire("TaskSignalReason") String taskSignalReason,
        @Wire("TaskSignal") String taskSignal,
        @Wire("GenericSource") String genericSource) {
    public TaskEvent {
        type = Defaults.text(type);
        displayMessage = Defaults.text(displayMessage);
        details = Defaults.map(details);
        message = Defaults.text(message);
        restartReason = Defaults.text(restartReason);
        setupError = Defaults.text(setupError);
        driverError = Defaults.text(driverError);
        driverMessage = Defaults.text(driverMessage);
        killReason = Defaults.text(killReason);
        killTimeout = Defaults.duration(killTimeout);
        killError = Defaults.text(killError);
        downloadError = Defaults.text(downloadError);
        validationError = Defaults.text(validationError);
        failedSibling = Defaults.text(failedSibling);
        vaultError = Defaults.text(vaultError);
        taskSignalReason = Defaults.text(taskSignalReason);
        taskSignal = Defaults.text(taskSignal);
        genericSource = Defaults.text(genericSource);
    }
}
