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
import java.util.TreeSet;
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

    @Test
    void every_method_of_every_route_has_its_line_in_the_table_of_bodies_and_every_line_a_route() {
        AgentConfig config = AgentConfig.of(true, new Settings());
        Set<String> routes = new TreeSet<>();
        for (Route route :
                Api.routes(config, new Parts(Optional.empty(), Optional.empty()), new Reload(() -> config))) {
            for (String method : route.methods()) {
                if (route.path().startsWith("/v1/") && !method.equals("WEBSOCKET")) {
                    routes.add(method + " " + route.path());
                }
            }
        }
        Set<String> lines = Bodies.read().routes();
        Set<String> unlike = new TreeSet<>();
        routes.stream().filter(route -> !lines.contains(route)).forEach(route -> unlike.add("no line for " + route));
        lines.stream().filter(line -> !routes.contains(line)).forEach(line -> unlike.add("no route for " + line));
        assertThat(unlike).isEmpty();
    }

    @Test
    void every_reference_leads_to_a_schema_and_every_schema_is_of_the_forms_of_the_standard() {
        Map<?, ?> document = map(agent.get("/v1/openapi.json").tree());
        Map<?, ?> schemas = map(map(document.get("components")).get("schemas"));
        assertThat(schemas.size()).isGreaterThan(200);
        String text = document.toString();
        Matcher references =
                Pattern.compile("\\$ref=#/components/schemas/(\\w+)").matcher(text);
        Set<String> referred = new TreeSet<>();
        while (references.find()) {
            referred.add(references.group(1));
        }
        assertThat(referred).hasSameSizeAs(schemas.keySet()).allMatch(schemas::containsKey);
        assertThat(String.valueOf(map(map(schemas.get("Job")).get("properties")).get("TaskGroups")))
                .contains("#/components/schemas/TaskGroup");
    }

    @Test
    void answers_are_as_described() {
        String alloc = agent.run("""
                {"Job": {"ID": "told", "Name": "told", "Type": "service", "Datacenters": ["*"], "TaskGroups": [{"Name": "g",
                  "Tasks": [{"Name": "t", "Driver": "raw_exec", "Config": {"command": "/bin/sleep", "args": ["600"]}}]}]}}
                """, "told", "running");
        Map<?, ?> document = map(agent.get("/v1/openapi.json").tree());
        Map<String, String> known = Map.of(
                "job_id*", "told", "alloc_id", alloc, "node_id", agent.nodeId(), "pool", "default", "name", "default");
        Set<String> faults = new TreeSet<>();
        int checked = 0;
        for (Route route : built()) {
            String path = route.path();
            for (Map.Entry<String, String> parameter : known.entrySet()) {
                path = path.replace(":" + parameter.getKey(), parameter.getValue());
            }
            if (path.contains(":") || !route.methods().contains("GET")) {
                continue;
            }
            Object schema = AnswerSchema.of(document, OpenApiRoutes.template(route));
            // What streams, and what collects garbage, is not asked.
            if (schema != null && !path.endsWith("/snapshot")) {
                Reply reply = agent.get(path);
                if (reply.status() == 200) {
                    faults.addAll(new AnswerSchema(document).faults(path, schema, reply.text()));
                    checked++;
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(checked).isGreaterThan(35);
    }
}
