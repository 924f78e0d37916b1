package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reload;
import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.Settings;
import dev.drover.agent.http.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenApiTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static List<Route> built() {
        AgentConfig config = AgentConfig.of(true, new Settings());
        List<Route> routes = new ArrayList<>(
                Api.routes(config, new Parts(Optional.empty(), Optional.empty()), new Reload(() -> config)));
        Set<String> missing = new HashSet<>();
        new MissingRoutes().routes().forEach(route -> missing.add(route.path()));
        routes.removeIf(route -> missing.contains(route.path()) || !route.path().startsWith("/v1/"));
        return routes;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new AssertionError("no object: " + value);
    }

    @Test
    void it_names_every_method_of_every_route_of_the_api() {
        Reply reply = agent.get("/v1/openapi.json");
        assertThat(reply.text("openapi")).isEqualTo("3.1.0");
        Map<?, ?> paths = map(map(reply.tree()).get("paths"));
        List<String> unnamed = new ArrayList<>();
        for (Route route : built()) {
            for (String method : route.methods()) {
                String word = method.equals("WEBSOCKET") ? "get" : method.toLowerCase(Locale.ROOT);
                Object path = paths.get(OpenApiRoutes.template(route));
                if (path == null || !map(path).containsKey(word)) {
                    unnamed.add(method + " " + route.path());
                }
            }
        }
        assertThat(unnamed).isEmpty();
        assertThat(paths.size()).isGreaterThan(100);
    }

    @Test
    void each_parameter_of_a_path_is_declared_and_each_operation_has_a_name_of_its_own() {
        Map<?, ?> paths = map(map(agent.get("/v1/openapi.json").tree()).get("paths"));
        Set<Object> names = new HashSet<>();
        paths.forEach((template, item) -> {
            Matcher braces = Pattern.compile("\\{([a-z_]+)}").matcher(String.valueOf(template));
            while (braces.find()) {
                assertThat(String.valueOf(map(item).get("parameters")))
                        .as(String.valueOf(template))
                        .contains("name=" + braces.group(1));
            }
            map(item).forEach((method, operation) -> {
                if (!method.equals("parameters")) {
                    assertThat(names.add(map(operation).get("operationId")))
                            .as("%s %s", method, template)
                            .isTrue();
                }
            });
        });
    }

    @Test
    void what_takes_no_token_says_so() {
        Reply reply = agent.get("/v1/openapi.json");
        Map<?, ?> paths = map(map(reply.tree()).get("paths"));
        assertThat(map(map(paths.get("/v1/status/leader")).get("get")).get("security"))
                .isEqualTo(List.of());
        assertThat(map(map(paths.get("/v1/jobs")).get("get")).get("security")).isNull();
    }
}
