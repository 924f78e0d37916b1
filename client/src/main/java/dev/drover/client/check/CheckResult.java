package dev.drover.client.check;

import dev.drover.model.wire.Wire;

/**
 * What a check last said.
 *
 * @param mode {@code healthiness}, or {@code readiness} when the health of a deployment does not depend on it
 * @param status {@code pending}, {@code success} or {@code failure}
 * @param statusCode status of an HTTP answer, or 0
 * @param output what was answered, at most 3 KiB
 * @param timestamp seconds since the epoch
 */
public record CheckResult(
        @Wire("ID") String id,
        @Wire("Check") String check,
        @Wire("Group") String group,
        @Wire("Mode") String mode,
        @Wire("Output") String output,
        @Wire("Service") String service,
        @Wire("Task") String task,
        @Wire("Status") String status,
        @Wire("StatusCode") int statusCode,
        @Wire("Timestamp") long timestamp) {
    static final String PENDING = "pending";
    static final String SUCCESS = "success";
    static final String FAILURE = "failure";

    boolean passes() {
        return status.equals(SUCCESS);
    }

    boolean countsForHealth() {
        return mode.equals("healthiness");
    }

    CheckResult with(Probe.Answer answer, long seconds) {
        return new CheckResult(
                id,
                check,
                group,
                mode,
                answer.output(),
                service,
                task,
                answer.passes() ? SUCCESS : FAILURE,
                answer.statusCode(),
                seconds);
    }
}
