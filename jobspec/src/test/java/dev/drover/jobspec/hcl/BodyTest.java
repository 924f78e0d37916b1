package dev.drover.jobspec.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobspec.hcl.Diagnostic.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static Parsed parse(String text) {
        return Hcl.parse(new SourceFile("test.hcl", text));
    }

    private static String show(String text) {
        Parsed parsed = parse(text);
        assertThat(parsed.hasErrors())
                .as(Show.diagnostics(parsed.diagnostics()))
                .isFalse();
        Evaluation evaluation =
                Hcl.evaluate(parsed.body(), VariableInputs.none(), new EvalSettings(TestFunctions.ALL, true));
        assertThat(evaluation.diagnostics()).isEmpty();
        return Show.body(evaluation.body());
    }

    private static List<Diagnostic> warnings(String text) {
        return parse(text).diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.WARNING)
                .toList();
    }

    @Test
    void attributes_and_blocks_keep_their_order_and_labels() {
        String text = """
                # comment
                job "redis" { // another
                  b = 1
                  a = 2 /* and
                  another */
                  task "x" web { driver = "docker" }
                  empty {}
                  empty {
                  }
                }
                """;
        assertThat(show(text)).isEqualTo("job.redis{b=1 a=2 task.x.web{driver=\"docker\"} empty{} empty{}}");
        assertThat(warnings(text)).isEmpty();
    }

    @Test
    void lists_and_objects_and_calls_may_go_over_several_lines() {
        String text = """
                list = [
                  1, # one
                  2,

                  3
                ]
                object = {
                  a = 1
                  b = 2, c = 3,
                  # comment
                  "d" : [
                    4
                  ]
                }
                call = join(
                  ",",
                  ["a"],
                )
                sum = (
                  1
                  + 2
                )
                """;
        assertThat(show(text))
                .isEqualTo("list=[1, 2, 3] object={\"a\": 1, \"b\": 2, \"c\": 3, \"d\": [4]} call=\"a\" sum=3");
    }

    @Test
    void a_heredoc_keeps_its_lines_and_passes_shell_text_on() {
        String text = """
                data = <<EOF
                  indented
                "quotes" \\n and $HOME and $${X:-y} and ${attr.x}
                {{ key "service/x" }}
                EOF
                next = 1
                """;
        assertThat(show(text))
                .isEqualTo("data=\"  indented\n\"quotes\" \\n and $HOME and ${X:-y} and ${attr.x}\n"
                        + "{{ key \"service/x\" }}\n\" next=1");
    }

    @Test
    void an_indented_heredoc_loses_the_indentation_that_its_lines_share() {
        String text = """
                block {
                  data = <<-EOF
                    first

                      second ${1 + 1}
                    third
                    EOF
                }
                """;
        assertThat(show(text)).isEqualTo("block{data=\"first\\n\\n  second 2\\nthird\\n\"}");
    }

    @Test
    void an_interpolation_at_the_start_of_a_line_has_no_indentation_to_lose() {
        assertThat(show("x = <<-EOF\n  a\n${1}\n  EOF\n")).isEqualTo("x=\"  a\\n1\\n\"");
    }

    @Test
    void directives_in_a_heredoc_trim_their_lines() {
        String text = """
                x = <<EOF
                %{ for p in [80, 443] ~}
                port ${p}
                %{ endfor ~}
                end
                EOF
                """;
        assertThat(show(text)).isEqualTo("x=\"port 80\\nport 443\\nend\\n\"");
    }

    @Test
    void carriage_returns_end_lines_too() {
        assertThat(show("a = 1\r\nb {\r\n  c = 2 # x\r\n}\r\n")).isEqualTo("a=1 b{c=2}");
    }

    @Test
    void a_byte_order_mark_is_skipped() {
        assertThat(show("\uFEFFa = 1\n")).isEqualTo("a=1");
    }

    @Test
    void the_last_line_needs_no_newline() {
        assertThat(show("a = 1")).isEqualTo("a=1");
    }

    @Test
    void a_block_on_one_line_with_several_items_is_accepted_with_the_modern_form() {
        String text = "network { mbits = 10  port \"redis\" {} }\n";
        assertThat(show(text)).isEqualTo("network{mbits=10 port.redis{}}");
        assertThat(warnings(text)).hasSize(1);
        assertThat(warnings(text).getFirst().detail()).contains("network {\n  mbits = 10\n  port \"redis\" {}\n}");
    }

    @Test
    void object_items_without_commas_are_accepted_with_the_modern_form() {
        String text = "config = { image = \"x\"  args = [\"a\"] }\n";
        assertThat(show(text)).isEqualTo("config={\"image\": \"x\", \"args\": [\"a\"]}");
        assertThat(warnings(text)).hasSize(1);
        assertThat(warnings(text).getFirst().detail()).contains("{ image = \"x\",  args = [\"a\"] }");
    }

    @Test
    void quoted_names_are_accepted_with_a_warning() {
        String text = "options {\n  \"driver.raw_exec.enable\" = \"1\"\n}\n";
        assertThat(show(text)).isEqualTo("options{driver.raw_exec.enable=\"1\"}");
        assertThat(warnings(text)).hasSize(1);
    }

    @Test
    void a_likely_typo_inside_of_a_string_is_left_with_a_warning() {
        Parsed parsed = parse("x = \"${vars.a}\"\n");
        Evaluation evaluation =
                Hcl.evaluate(parsed.body(), VariableInputs.none(), new EvalSettings(TestFunctions.ALL, true));
        assertThat(Show.body(evaluation.body())).isEqualTo("x=\"${vars.a}\"");
        assertThat(evaluation.diagnostics().getFirst().detail()).contains("Did you mean \"var\"?");
    }

    @Test
    void working_on_a_reference_that_only_a_task_knows_gives_a_warning() {
        Parsed parsed = parse("x = \"${upper(attr.a)}\"\n");
        Evaluation evaluation =
                Hcl.evaluate(parsed.body(), VariableInputs.none(), new EvalSettings(TestFunctions.ALL, true));
        assertThat(evaluation.hasErrors()).isFalse();
        assertThat(evaluation.diagnostics().getFirst().summary()).isEqualTo("Value not known yet");
    }

    @Test
    void a_fault_leaves_out_its_attribute_only() {
        Parsed parsed = parse("a = 1\nb = \nc = 3\nd = nope(1)\ne {\n  f = 1 / 0\n  g = 2\n}\n");
        Evaluation evaluation =
                Hcl.evaluate(parsed.body(), VariableInputs.none(), new EvalSettings(TestFunctions.ALL, true));
        assertThat(parsed.diagnostics()).hasSize(1);
        assertThat(evaluation.diagnostics()).hasSize(2);
        assertThat(Show.body(evaluation.body())).isEqualTo("a=1 c=3 e{g=2}");
    }

    @Test
    void ranges_point_at_names_values_and_heads() {
        Parsed parsed = parse("job \"x\" {\n  count = 1 + 2\n}\n");
        EvaluatedBody body = Hcl.evaluate(
                        parsed.body(), VariableInputs.none(), new EvalSettings(TestFunctions.ALL, true))
                .body();
        EvaluatedBody.Block block = body.blocks().getFirst();
        EvaluatedBody.Attribute attribute = block.body().attributes().getFirst();
        assertThat(block.headRange().text()).isEqualTo("job \"x\"");
        assertThat(attribute.nameRange().text()).isEqualTo("count");
        assertThat(attribute.valueRange().text()).isEqualTo("1 + 2");
        assertThat(attribute.valueRange().location()).isEqualTo("test.hcl:2:11");
    }
}
