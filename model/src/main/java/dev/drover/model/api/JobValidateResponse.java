package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Answer to job validate. */
@RecordBuilder
public record JobValidateResponse(
        @Wire("DriverConfigValidated") boolean driverConfigValidated,
        @Wire("ValidationErrors") List<String> validationErrors,
        @Wire("Error") String error,
        @Wire("Warnings") String warnings) {
    public JobValidateResponse {
        validationErrors = Defaults.list(validationErrors);
        error = Defaults.text(error);
        warnings = Defaults.text(warnings);
    }
}
