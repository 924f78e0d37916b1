package dev.drover.jobspec.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalsTest {
    private static Evaluation evaluate(String text) {
        Parsed parsed = Hcl.parse(new SourceFile("test.hcl", text));
        assertThat(parsed.hasErrors())
                .as(Show.diagnostics(parsed.diagnostics()))
                .isFalse();
        return Hcl.evaluate(parsed.body(), VariableInputs.none(), new EvalSettings(TestFunctions.ALL, true));
    }

    private static String show(String text) {
        Evaluation evaluation = evaluate(text);
        assertThat(evaluation.diagnostics())
                .as(Show.diagnostics(evaluation.diagnostics()))
                .isEmpty();
        return Show.body(evaluation.body());
    }

    private static String faults(String text) {
        return Show.diagnostics(evaluate(text).diagnostics());
    }

    @Test
    void locals_may_use_each_other_and_variables_in_any_order() {
        String text = """
                locals {
                  c = "${local.b}!"
                  a = var.x
                }
                variable "x" { default = "hi" }
                locals {
                  b = upper(local.a)
                }
                y = local.c
                """;
        assertThat(show(text)).isEqualTo("y=\"HI!\"");
    }

    @Test
    void references_are_found_wherever_they_hide() {
        String text = """
                locals {
                  a = [for x in local.list : x + local.one if x > local.one]
                  b = { (local.key) = try(local.nothing, local.one) }
                  c = "%{ if local.yes }${local.one}%{ endif }%{ for x in local.list }${x}%{ endfor }"
                  d = local.list[local.one]
                  e = !local.yes ? 0 : -local.one
                  one  = 1
                  list = [1, 2]
                  key  = "k"
                  yes  = true
                }
                x = [local.a, local.b, local.c, local.d, local.e]
                """;
        assertThat(show(text)).isEqualTo("x=[[3], {\"k\": 1}, \"112\", 2, -1]");
    }

    @Test
    void all_locals_together_are_an_object() {
        assertThat(show("locals {\n  b = 1\n  a = 2\n}\nx = local\n")).isEqualTo("x={\"b\": 1, \"a\": 2}");
        assertThat(show("locals {\n  all = local\n  a = 2\n}\nx = local.all\n")).isEqualTo("x={\"a\": 2}");
    }

    @Test
    void a_circle_is_named_once() {
        String faults =
                faults("locals {\n  a = local.b\n  b = local.c + 1\n  c = local.a\n  d = local.a\n}\nx = local.d\n");
        assertThat(faults).containsOnlyOnce("Error:").contains("local.a -> local.b -> local.c -> local.a");
    }

    @Test
    void a_local_that_uses_itself_is_a_circle() {
        assertThat(faults("locals {\n  a = local.a\n}\n")).contains("local.a -> local.a");
    }

    @Test
    void a_faulty_local_is_told_of_once_however_often_it_is_used() {
        String faults = faults("locals {\n  a = 1 / 0\n  b = local.a\n}\nx = local.a\ny = local.b\n");
        assertThat(faults).containsOnlyOnce("Error:").contains("Division by zero");
    }

    @Test
    void misspelt_and_duplicate_locals_are_told() {
        assertThat(faults("locals {\n  region = 1\n  x = local.regoin\n}\n")).contains("Did you mean \"region\"?");
        assertThat(faults("locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n")).contains("set already at test.hcl:2:3");
        assertThat(faults("locals \"x\" {\n  a {}\n}\n"))
                .contains("has no labels")
                .contains("only name = value");
    }
}
