package dev.drover.jobspec.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DynamicBlockTest {
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

    private static String fault(String text) {
        return Show.diagnostics(evaluate(text).diagnostics());
    }

    @Test
    void one_block_is_made_for_each_item_of_a_list() {
        String text = """
                network {
                  first {}
                  dynamic "port" {
                    for_each = [80, 443]
                    labels   = ["p${port.key}"]
                    content {
                      to = port.value
                    }
                  }
                  last {}
                }
                """;
        assertThat(show(text)).isEqualTo("network{first{} port.p0{to=80} port.p1{to=443} last{}}");
    }

    @Test
    void entries_of_an_object_come_in_the_order_of_their_keys() {
        String text = """
                dynamic "env" {
                  for_each = { b = 2, a = 1 }
                  iterator = each
                  labels   = [each.key]
                  content {
                    value = "${each.value} ${env.x}"
                  }
                }
                """;
        assertThat(show(text)).isEqualTo("env.a{value=\"1 ${env.x}\"} env.b{value=\"2 ${env.x}\"}");
    }

    @Test
    void dynamic_blocks_nest_and_see_the_outer_iterator() {
        String text = """
                dynamic "group" {
                  for_each = ["a", "b"]
                  labels   = [group.value]
                  content {
                    dynamic "task" {
                      for_each = range(2)
                      labels   = ["${group.value}${task.value}"]
                      content {}
                    }
                  }
                }
                """;
        assertThat(show(text)).isEqualTo("group.a{task.a0{} task.a1{}} group.b{task.b0{} task.b1{}}");
    }

    @Test
    void an_empty_collection_makes_nothing() {
        assertThat(show("dynamic \"x\" {\n  for_each = []\n  content {}\n}\n")).isEmpty();
    }

    @Test
    void what_is_missing_or_unknown_is_named() {
        assertThat(fault("dynamic \"x\" {\n  content {}\n}\n")).contains("needs for_each");
        assertThat(fault("dynamic \"x\" {\n  for_each = []\n}\n")).contains("needs one content");
        assertThat(fault("dynamic {\n  for_each = []\n}\n")).contains("has one label");
        assertThat(fault("dynamic \"x\" {\n  foreach = []\n  for_each = []\n  content {}\n}\n"))
                .contains("Did you mean \"for_each\"?");
        assertThat(fault("dynamic \"x\" {\n  for_each = \"a\"\n  content {}\n}\n"))
                .contains("not over a string");
        assertThat(fault("dynamic \"x\" {\n  for_each = meta.list\n  content {}\n}\n"))
                .contains("Only a running task");
        assertThat(fault("dynamic \"x\" {\n  for_each = [1]\n  labels = \"a\"\n  content {}\n}\n"))
                .contains("Labels are a list");
        assertThat(fault("dynamic \"x\" {\n  for_each = [1]\n  iterator = \"a\"\n  content {}\n}\n"))
                .contains("plain name without quotes");
    }

    @Test
    void a_misspelt_iterator_is_told_of() {
        String text = "dynamic \"port\" {\n  for_each = [1]\n  content {\n    to = prot.value\n  }\n}\n";
        assertThat(fault(text)).contains("Did you mean \"port\"?");
    }
}
