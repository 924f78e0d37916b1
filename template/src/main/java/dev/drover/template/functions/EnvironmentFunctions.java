package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import dev.drover.template.value.TimeLayout;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

/** What surrounds a template: the variables of its task, the time, and templates beside it. */
final class EnvironmentFunctions {
    private EnvironmentFunctions() {}

    static Functions of(Map<String, String> variables, InstantSource clock) {
        Scratch scratch = new Scratch();
        return Functions.builder()
                .add("env", 1, call -> variables.getOrDefault(call.text(0), ""))
                .add("envOrDefault", 2, call -> variables.getOrDefault(call.text(0), call.text(1)))
                .add("mustEnv", 1, call -> {
                    String value = variables.getOrDefault(call.text(0), "");
                    if (value.isEmpty()) {
                        throw new FunctionException(
                                "the environment has no variable " + call.text(0) + ", or it is empty");
                    }
                    return value;
                })
                .add("timestamp", 0, 1, call -> timestamp(call, clock))
                .add("scratch", 0, call -> scratch)
                .add(
                        "executeTemplate",
                        1,
                        2,
                        call -> call.rendering().execute(call.text(0), call.size() > 1 ? call.value(1) : null))
                .refuse("writeToFile", "templates write their destination only; use a second template block")
                .refuse("plugin", "templates start no programs")
                .refuse(
                        "sockaddr",
                        "addresses of the machine are in the variables NOMAD_IP_<label> and NOMAD_ADDR_<label>")
                .build();
    }

    private static String timestamp(Call call, InstantSource clock) {
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        String layout = call.textOr(0, "2006-01-02T15:04:05Z07:00");
        return switch (layout) {
            case "unix" -> Long.toString(now.toEpochSecond());
            default -> TimeLayout.format(now, layout);
        };
    }
}
