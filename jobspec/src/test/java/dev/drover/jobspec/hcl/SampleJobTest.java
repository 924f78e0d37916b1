package dev.drover.jobspec.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleJobTest {
    private static final String SAMPLE = TestTables.read("sample-job.hcl");

    private static Evaluation evaluate(List<String> arguments) {
        Parsed parsed = Hcl.parse(new SourceFile("sample-job.hcl", SAMPLE));
        assertThat(parsed.diagnostics()).isEmpty();
        VariableInputs inputs = new VariableInputs(Map.of(), List.of(), arguments);
        return Hcl.evaluate(parsed.body(), inputs, new EvalSettings(TestFunctions.ALL, true));
    }

    @Test
    void the_sample_evaluates_to_what_it_says() {
        Evaluation evaluation = evaluate(List.of());
        assertThat(evaluation.diagnostics()).isEmpty();
        assertThat(Show.body(evaluation.body()))
                .isEqualTo(
                        "job.shop{datacenters=[\"dc1\", \"dc2\"] type=\"service\" priority=50 meta{owner=\"team-shop\"}"
                                + " group.web{count=3 network{mode=\"bridge\" port.admin{to=9090} port.http{to=8080}}"
                                + " task.server{driver=\"docker\" env={\"A\": \"1\", \"B\": \"${env[\"PATH\"]}\"}"
                                + " config{image=\"registry.example.net/shop:1.2\" args=[\"--host\", \"${attr.unique.hostname}\","
                                + " \"--labels\", \"admin-9090,http-8080\"]}"
                                + " template{destination=\"local/env\" data=\""
                                + "{{ range service \"db\" }}DB={{ .Address }}{{ end }}\n"
                                + "PORT=${NOMAD_PORT_http}\nLABEL=admin-9090\nLABEL=http-8080\nHOME=${HOME:-/root}\n\"}}}}");
    }

    @Test
    void a_variable_changes_the_sample() {
        assertThat(Show.body(evaluate(List.of("image=")).body()))
                .contains("count=0")
                .contains("image=\"\"");
    }

    @Test
    void the_sample_is_in_canonical_style() {
        assertThat(FormatterTest.format(SAMPLE)).isEqualTo(SAMPLE);
    }

    @Test
    void the_jobs_of_the_talk_are_accepted_with_warnings_and_modernised() {
        String redis = """
                job "redis" {
                  datacenters = ["us-east-1"]
                  task "redis" {
                    driver = "docker"
                    config { image = "redis:latest" }
                    resources {
                      cpu = 500 # Mhz
                      memory = 256 # MB
                      network { mbits = 10  port "redis" {} }
                    }
                  }
                }
                """;
        String formatted = FormatterTest.format(redis);
        assertThat(Hcl.parse(new SourceFile("redis.hcl", redis)).diagnostics()).hasSize(1);
        assertThat(Hcl.parse(new SourceFile("redis.hcl", formatted)).diagnostics())
                .isEmpty();
        assertThat(formatted)
                .contains("      cpu    = 500 # Mhz\n      memory = 256 # MB\n")
                .contains("      network {\n        mbits = 10\n        port \"redis\" {}\n      }\n");
    }
}
