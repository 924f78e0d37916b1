package dev.drover.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.template.TaskTemplate.Outcome;
import dev.drover.template.TaskTemplate.Surroundings;
import dev.drover.template.source.Answer;
import dev.drover.template.source.Query;
import dev.drover.template.source.Sources;
import dev.drover.template.source.TemplateFiles;
import dev.drover.template.value.Structure;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTemplateTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-03-04T05:06:07Z");
    private static final Map<String, String> VARIABLES = Map.of("GREETING", "hello", "EMPTY", "");
    private static final TemplateFiles FILES = path -> {
        if (path.equals("local/greeting")) {
            return "hello from a file";
        }
        throw new IOException("there is no file " + path);
    };

    private final Map<String, Answer> answers = new HashMap<>();

    private final Sources sources = new Sources() {
        @Override
        public Answer ask(Query query) {
            return answers.getOrDefault(query.toString(), new Answer.NotYet());
        }

        @Override
        public Watch watch(Set<Query> queries, Runnable changed) {
            return () -> {};
        }
    };

    private Outcome render(String text) {
        return template(text).render(new Surroundings(VARIABLES, FILES, sources, CLOCK, Surroundings.DENIED));
    }

    private static TaskTemplate template(String text) {
        return new TaskTemplate("config", text, Delimiters.STANDARD, MissingKey.NO_VALUE);
    }

    private String text(String text) {
        assertThat(render(text)).isInstanceOf(Outcome.Rendered.class);
        return ((Outcome.Rendered) render(text)).text();
    }

    static Stream<Arguments> cases() {
        return Golden.cases("ct.tsv");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_function_gives_what_it_gives_in_consul_template(String text, String outcome) {
        assertThat(Golden.run(
                        template(text), new Surroundings(VARIABLES, FILES, sources, CLOCK, Set.of("writeToFile"))))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{timestamp}} ~ 2026-03-04T05:06:07Z",
                "{{timestamp \"unix\"}} ~ 1772600767",
                "{{timestamp \"2006\"}} ~ 2026",
                "{{file \"local/greeting\"}} ~ hello from a file",
                "{{join \",\" (parseJSON \"[1,\\\"b\\\"]\")}} ~ 1,b",
                "{{containsAll (parseJSON \"[\\\"a\\\"]\") (\"a,b\" | split \",\")}} ~ true",
                "{{containsAny (\"z,b\" | split \",\") (\"a,b\" | split \",\")}} ~ true",
                "{{containsNone (\"z,b\" | split \",\") (\"a,b\" | split \",\")}} ~ false",
                "{{containsNotAll (\"z,b\" | split \",\") (\"a,b\" | split \",\")}} ~ true",
            })
    void surroundings_are_seen(String text, String expected) {
        assertThat(text(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{executeTemplate \"x\"}} ~ function is disabled",
                "{{writeToFile \"a\" \"b\"}} ~ function is disabled",
                "{{file \"/etc/shadow\"}} ~ there is no file /etc/shadow",
                "{{sprig_env \"HOME\"}} ~ templates do not see the node",
                "{{sprig_genPrivateKey \"rsa\"}} ~ make no keys",
                "{{spew_dump .}} ~ use printf with %#v",
                "{{mustEnv \"NO\"}} ~ no variable NO",
                "{{regexMatch \"(\" \"a\"}} ~ expression is not understood",
                "{{sprig_set (parseJSON \"{}\") \"a\"}} ~ takes 3 arguments, but got 2",
                "{{range loop 100000000}}{{end}} ~ a loop may have",
                "{{sprig_repeat 100000000 \"ab\"}} ~ longer than 16000000",
                "{{sprig_until 100000000}} ~ elements at most",
                "{{printf \"%1000000d%1000000d\" 1 1 | len}}{{range 1000000000}}{{end}} ~ more than 1000000 steps",
                "{{range 100}}{{printf \"%1000000d\" 1}}{{end}} ~ output is longer than 16000000",
            })
    void what_is_refused_says_why(String text, String reason) {
        assertThatThrownBy(() -> render(text))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$d",
                "sprig_toJson $d",
                "toYAML $d",
                "toTOML $d",
                "sprig_deepCopy $d",
                "printf \"%#v\" $d",
                "printf \"%d\" $d",
            })
    void a_value_that_holds_itself_is_refused_and_breaks_nothing(String use) {
        assertThatThrownBy(() -> render("{{$d := sprig_dict}}{{$_ := sprig_set $d \"me\" $d}}{{" + use + "}}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void what_is_not_there_yet_is_waited_for_by_name() {
        Outcome outcome = render("{{with nomadVar \"nomad/jobs/web\"}}{{.user}}{{end}}{{key \"a/b\"}}");

        assertThat(outcome)
                .isEqualTo(new Outcome.Waiting(List.of("key(a/b)", "nomadVar(nomad/jobs/web)"), outcome.asked()));
        assertThat(outcome.asked())
                .containsExactlyInAnyOrder(
                        new Query("nomadVar", List.of("nomad/jobs/web")), new Query("key", List.of("a/b")));
    }

    @Test
    void a_fault_that_comes_of_what_is_missing_counts_as_waiting() {
        assertThat(render("{{(secret \"db\").Data.password}}"))
                .isInstanceOfSatisfying(
                        Outcome.Waiting.class,
                        waiting -> assertThat(waiting.missing()).containsExactly("secret(db)"));
    }

    @Test
    void answers_are_data_like_any_other() {
        answers.put("nomadVar(nomad/jobs/web)", new Answer.Found(Map.of("user", "ann")));
        answers.put(
                "nomadService(db)",
                new Answer.Found(List.of(
                        new Structure("Service", Map.of("Address", "10.0.0.1", "Port", 5432L, "Tags", List.of("a"))),
                        new Structure(
                                "Service", Map.of("Address", "10.0.0.2", "Port", 5433L, "Tags", List.of("a", "b"))))));

        assertThat(text("{{with nomadVar \"nomad/jobs/web\"}}{{.user}}{{end}}")).isEqualTo("ann");
        assertThat(text("{{range nomadService \"db\"}}{{.Address}}:{{.Port}} {{end}}"))
                .isEqualTo("10.0.0.1:5432 10.0.0.2:5433 ");
        assertThat(text("{{range $tag, $all := nomadService \"db\" | byTag}}{{$tag}}={{len $all}} {{end}}"))
                .isEqualTo("a=2 b=1 ");
    }

    @Test
    void a_key_that_is_known_not_to_exist_gives_its_default() {
        answers.put("keyOrDefault(a)", new Answer.Found(null));
        answers.put("keyExists(a)", new Answer.Found(false));

        assertThat(text("{{keyOrDefault \"a\" \"x\"}} {{keyExists \"a\"}}")).isEqualTo("x false");
    }

    @Test
    void keys_with_folders_become_maps() {
        answers.put(
                "ls(app)",
                new Answer.Found(List.of(
                        new Structure("KeyPair", Map.of("Key", "web/port", "Value", "80")),
                        new Structure("KeyPair", Map.of("Key", "web/host", "Value", "a")))));

        assertThat(
                        text(
                                "{{range $folder, $pairs := ls \"app\" | byKey}}{{$folder}}:{{range $pairs}}{{.Value}} {{end}}{{end}}"))
                .isEqualTo("web:a 80 ");
        assertThat(text("{{with ls \"app\" | explode}}{{.web.port}}{{end}}")).isEqualTo("80");
    }

    @Test
    void without_sources_functions_of_the_cluster_say_so() {
        Surroundings alone = new Surroundings(Map.of(), TemplateFiles.none(), Sources.none(), CLOCK, Set.of());

        assertThatThrownBy(() -> template("{{nomadVar \"x\"}}").render(alone))
                .hasMessageContaining("config:1:3: error calling nomadVar: this node has no source for nomadVar");
        assertThatThrownBy(() -> template("{{file \"x\"}}").render(alone)).hasMessageContaining("cannot be read here");
    }
}
