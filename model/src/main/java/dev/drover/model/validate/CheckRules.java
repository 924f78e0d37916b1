package dev.drover.model.validate;

import dev.drover.model.job.TaskGroup;
import dev.drover.model.service.CheckRestart;
import dev.drover.model.service.Service;
import dev.drover.model.service.ServiceCheck;
import java.time.Duration;
import java.util.List;

/** Health checks of services. */
final class CheckRules {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final int LONGEST_NOTES = 255;
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private CheckRules() {}

    static void check(TaskGroup group, Service service, ServiceCheck check, Report block) {
        boolean own = service.provider().equals("nomad");
        block.required("type", check.type());
        block.oneOf("type", check.type(), own ? List.of("http", "tcp") : List.of("grpc", "http", "script", "tcp"));
        times(check, block);
        content(check, block);
        target(group, service, check, block);
        block.oneOf("initial_status", check.initialStatus(), List.of("passing", "warning", "critical"));
        block.oneOf("on_update", check.onUpdate(), List.of("require_healthy", "ignore_warnings", "ignore"));
        block.oneOf("address_mode", check.addressMode(), List.of("host", "driver", "alloc", "alloc_ipv6"));
        block.faultIf(
                check.notes().length() > LONGEST_NOTES,
                "notes are longer than " + LONGEST_NOTES + " characters",
                "shorten them");
        counts(check, own, block);
        restart(check, own, block);
    }

    private static void times(ServiceCheck check, Report block) {
        block.faultIf(check.interval().compareTo(LEAST) < 0, "interval must be at least 1s", "set interval = \"10s\"");
        block.faultIf(check.timeout().compareTo(LEAST) < 0, "timeout must be at least 1s", "set timeout = \"2s\"");
    }

    private static void content(ServiceCheck check, Report block) {
        switch (check.type()) {
            case "http" -> {
                block.required("path", check.path());
                block.faultIf(
                        check.path().contains("://"),
                        "path \"" + check.path() + "\" is a whole address",
                        "write only the path");
                block.oneOf("protocol", check.protocol(), List.of("http", "https"));
                block.oneOf("method", check.method(), METHODS);
            }
            case "script" -> block.required("command", check.command());
            default -> {}
        }
        block.faultIf(!check.body().isEmpty() && !check.type().equals("http"), "body is for http checks", "remove it");
        block.faultIf(
                !check.type().equals("grpc")
                        && (check.grpcUseTls() || !check.grpcService().isEmpty()),
                "grpc_service and grpc_use_tls are for grpc checks",
                "remove them or set type = \"grpc\"");
    }

    private static void target(TaskGroup group, Service service, ServiceCheck check, Report block) {
        boolean network = !check.type().equals("script");
        String label = check.portLabel().isEmpty() ? service.portLabel() : check.portLabel();
        block.faultIf(
                network && label.isEmpty() && !check.expose() && service.connect() == null,
                "neither the check nor its service names a port",
                "set port");
        if (!check.portLabel().isEmpty()) {
            ServiceRules.port(group, check.portLabel(), check.addressMode(), block);
        }
        block.faultIf(
                check.expose() && service.connect() == null,
                "expose needs a service with connect",
                "remove expose or add a connect block");
        block.faultIf(
                !check.taskName().isEmpty()
                        && group.tasks().stream().noneMatch(task -> task.name().equals(check.taskName())),
                "task \"" + check.taskName() + "\" is not in the group",
                "name a task of the group");
    }

    private static void counts(ServiceCheck check, boolean own, Report block) {
        block.atLeast("success_before_passing", check.successBeforePassing(), 0);
        block.atLeast("failures_before_critical", check.failuresBeforeCritical(), 0);
        block.atLeast("failures_before_warning", check.failuresBeforeWarning(), 0);
        boolean counted = check.successBeforePassing() > 0
                || check.failuresBeforeCritical() > 0
                || check.failuresBeforeWarning() > 0;
        block.faultIf(
                own && counted,
                "success_before_passing and failures_before_* are for the provider consul",
                "remove them");
        block.faultIf(
                check.type().equals("script") && counted,
                "success_before_passing and failures_before_* do not suit script checks",
                "remove them");
    }

    private static void restart(ServiceCheck check, boolean own, Report parent) {
        CheckRestart restart = check.checkRestart();
        if (restart == null) {
            return;
        }
        Report block = parent.in("check_restart");
        block.atLeast("limit", restart.limit(), 0);
        block.notNegative("grace", restart.grace());
        block.faultIf(
                check.onUpdate().equals("ignore"), "on_update ignore excludes check_restart", "remove one of them");
        block.faultIf(own && restart.ignoreWarnings(), "ignore_warnings is for the provider consul", "remove it");
    }
}
