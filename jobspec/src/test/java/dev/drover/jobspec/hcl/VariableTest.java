package dev.drover.jobspec.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariableTest {
    private static Evaluation evaluate(String text, VariableInputs inputs, boolean strict) {
        Parsed parsed = Hcl.parse(new SourceFile("test.hcl", text));
        assertThat(parsed.hasErrors())
                .as(Show.diagnostics(parsed.diagnostics()))
                .isFalse();
        return Hcl.evaluate(parsed.body(), inputs, new EvalSettings(TestFunctions.ALL, strict));
    }

    private static String show(String text, VariableInputs inputs) {
        Evaluation evaluation = evaluate(text, inputs, true);
        assertThat(evaluation.diagnostics())
                .as(Show.diagnostics(evaluation.diagnostics()))
                .isEmpty();
        return Show.body(evaluation.body());
    }

    private static String faults(String text, VariableInputs inputs) {
        return Show.diagnostics(evaluate(text, inputs, true).diagnostics());
    }

    private static VariableInputs arguments(String... arguments) {
        return new VariableInputs(Map.of(), List.of(), List.of(arguments));
    }

    private static VariableInputs file(String name, String text) {
        return new VariableInputs(Map.of(), List.of(new SourceFile(name, text)), List.of());
    }

    private static final String NAME = "variable \"name\" {\n  default = \"default\"\n}\nx = var.name\n";

    @Test
    void a_default_stands_when_nobody_gives_a_value() {
        assertThat(show(NAME, VariableInputs.none())).isEqualTo("x=\"default\"");
    }

    @Test
    void stronger_sources_win() {
        Map<String, String> environment = Map.of("NOMAD_VAR_name", "environment", "NOMAD_VAR_other", "ignored");
        List<SourceFile> files = List.of(
                new SourceFile("a.hcl", "name = \"first file\"\n"),
                new SourceFile("b.hcl", "name = \"second file\"\n"));
        assertThat(show(NAME, new VariableInputs(environment, List.of(), List.of())))
                .isEqualTo("x=\"environment\"");
        assertThat(show(NAME, new VariableInputs(environment, files, List.of())))
                .isEqualTo("x=\"second file\"");
        assertThat(show(NAME, new VariableInputs(environment, files, List.of("name=first", "name=second"))))
                .isEqualTo("x=\"second\"");
    }

    @Test
    void the_environment_knows_two_prefixes() {
        Map<String, String> environment = Map.of("NOMAD_VAR_name", "nomad", "DROVER_VAR_name", "drover");
        assertThat(show(NAME, new VariableInputs(environment, List.of(), List.of())))
                .isEqualTo("x=\"drover\"");
    }

    @Test
    void texts_on_the_command_line_stand_as_they_are() {
        assertThat(show(NAME, arguments("name=a=b \"c\" ${d}"))).isEqualTo("x=\"a=b \"c\" ${d}\"");
        assertThat(show(NAME, arguments("name="))).isEqualTo("x=\"\"");
    }

    @Test
    void values_are_converted_to_the_declared_type() {
        String text = """
                variable "count" { type = number }
                variable "debug" { type = bool }
                variable "ports" { type = list(number) }
                variable "tags" { type = map(string) }
                x = [var.count, var.debug, var.ports, var.tags]
                """;
        VariableInputs inputs = arguments("count=3", "debug=true", "ports=[80, \"443\"]", "tags={ a = 1 }");
        assertThat(show(text, inputs)).isEqualTo("x=[3, true, [80, 443], {\"a\": \"1\"}]");
    }

    @Test
    void object_types_know_optional_attributes_with_defaults() {
        String text = """
                variable "service" {
                  type = object({
                    name = string
                    port = optional(number, 80)
                    tags = optional(list(string))
                  })
                  default = { name = "web" }
                }
                x = var.service
                """;
        assertThat(show(text, VariableInputs.none())).isEqualTo("x={\"name\": \"web\", \"port\": 80, \"tags\": null}");
        assertThat(faults(text, arguments("service={ port = 1 }"))).contains("attribute \"name\" is required");
        assertThat(faults(text, arguments("service={ name = \"x\", port = \"y\" }")))
                .contains("ttribute \"port\": a number is required, not \"y\"");
    }

    @Test
    void a_default_gives_the_type_when_none_is_declared() {
        String text = "variable \"n\" {\n  default = 1\n}\nx = var.n + 1\n";
        assertThat(show(text, arguments("n=41"))).isEqualTo("x=42");
        assertThat(faults(text, arguments("n=many"))).contains("is no number").contains("-var n:1:1");
        assertThat(show("variable \"l\" {\n  default = []\n}\nx = var.l\n", arguments("l=[1, 2]")))
                .isEqualTo("x=[1, 2]");
    }

    @Test
    void null_is_a_default_like_any_other() {
        assertThat(show(
                        "variable \"n\" {\n  type = string\n  default = null\n}\nx = var.n == null\n",
                        VariableInputs.none()))
                .isEqualTo("x=true");
    }

    @Test
    void files_of_variables_may_be_json() {
        assertThat(show(NAME, file("vars.json", "{\n \"name\": \"\\u0061 ${b}\"\n}")))
                .isEqualTo("x=\"a ${b}\"");
        assertThat(faults(NAME, file("vars.json", "{\"name\": 1,}")))
                .contains("vars.json:1:12")
                .contains("double-quote");
        assertThat(faults(NAME, file("vars.json", "[1]"))).contains("one JSON object");
        assertThat(faults(NAME, file("vars.json", "[".repeat(100_000)))).contains("nested deeper than 250 levels");
    }

    @Test
    void a_file_of_variables_can_call_functions_but_holds_no_blocks() {
        assertThat(show(NAME, file("vars.hcl", "name = upper(\"a\")\n"))).isEqualTo("x=\"A\"");
        assertThat(faults(NAME, file("vars.hcl", "block {}\n"))).contains("only name = value");
        assertThat(faults(NAME, file("vars.hcl", "name = \n"))).contains("vars.hcl:1:8");
    }

    @Test
    void unknown_names_are_errors_or_in_lenient_mode_warnings() {
        assertThat(faults(NAME, arguments("nane=x")))
                .contains("Error: Unknown variable")
                .contains("Did you mean \"name\"?");
        assertThat(faults(NAME, file("v.hcl", "other = 1\n"))).contains("v.hcl:1:1");
        Evaluation lenient = evaluate(NAME, arguments("nane=x"), false);
        assertThat(lenient.hasErrors()).isFalse();
        assertThat(lenient.diagnostics()).hasSize(1);
    }

    @Test
    void missing_values_are_told_together_with_how_to_set_them() {
        String text = "variable \"a\" {}\nvariable \"b\" {}\nvariable \"c\" {\n  default = 1\n}\nx = var.a\n";
        Evaluation evaluation = evaluate(text, VariableInputs.none(), true);
        assertThat(evaluation.diagnostics()).hasSize(1);
        assertThat(evaluation.diagnostics().getFirst().detail())
                .contains("a, b")
                .contains("-var 'a=...'")
                .contains("-var-file")
                .contains("NOMAD_VAR_a");
    }

    @Test
    void a_validation_tells_its_message() {
        String text = """
                variable "count" {
                  type = number
                  validation {
                    condition     = var.count > 0
                    error_message = "At least one, not ${var.count}."
                  }
                  validation {
                    condition     = var.count != -1
                    error_message = "Not minus one."
                  }
                }
                x = var.count
                """;
        assertThat(show(text, arguments("count=1"))).isEqualTo("x=1");
        assertThat(faults(text, arguments("count=-1")))
                .contains("At least one, not -1.")
                .contains("Not minus one.")
                .contains("test.hcl:4:21");
    }

    @Test
    void a_validation_sees_only_its_own_variable() {
        String text = """
                variable "a" { default = 1 }
                variable "b" {
                  default = 1
                  validation {
                    condition     = var.a == 1
                    error_message = "x"
                  }
                }
                """;
        assertThat(faults(text, VariableInputs.none())).contains("Unknown variable");
    }

    @Test
    void wrong_declarations_are_explained() {
        assertThat(faults("variable \"a\" {}\nvariable \"a\" {}\n", arguments("a=1")))
                .contains("declared already at test.hcl:1:1");
        assertThat(faults("variable \"a b\" {}\n", VariableInputs.none())).contains("begins with a letter");
        assertThat(faults("variable {}\n", VariableInputs.none())).contains("has one label");
        assertThat(faults("variable \"a\" {\n  type = strin\n}\n", VariableInputs.none()))
                .contains("Did you mean \"string\"?");
        assertThat(faults("variable \"a\" {\n  defualt = 1\n}\n", arguments("a=1")))
                .contains("Did you mean \"default\"?");
        assertThat(faults("variable \"a\" {\n  default = var.b\n}\n", VariableInputs.none()))
                .contains("No variables can be used");
        assertThat(faults("variable \"a\" {\n  type = number\n  default = \"x\"\n}\n", VariableInputs.none()))
                .contains("is no number");
        assertThat(faults("variable \"a\" {\n  default = 1\n  validation {}\n}\n", VariableInputs.none()))
                .contains("needs condition");
        assertThat(faults(NAME, arguments("name"))).contains("-var 'name=value'");
    }

    @Test
    void the_short_form_declares_several_with_their_defaults() {
        assertThat(show("variables {\n  a = 1\n  b = [2]\n}\nx = [var.a, var.b]\n", arguments("a=5", "b=[6]")))
                .isEqualTo("x=[5, [6]]");
    }
}
