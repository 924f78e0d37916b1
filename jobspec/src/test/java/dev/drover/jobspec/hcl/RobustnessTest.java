package dev.drover.jobspec.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RobustnessTest {
    /** Far above what linear time needs, far below what quadratic time takes for a megabyte. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int MEGABYTE = 1 << 20;
    private static final int LONG = MEGABYTE / 8;

    private static final List<String> REPEATED_MOST = List.of(
            "[",
            "{",
            "(",
            "\"${",
            "a {\n",
            "a { b = 1 c { d = 1 } }\n",
            "a = 1\n",
            "a = <<EOF\n",
            "# x\n",
            "/* ",
            "\"",
            "1+");

    private static final List<String> REPEATED = List.of(
            "[",
            "{",
            "(",
            "]",
            "}",
            ")",
            "\"${",
            "\"%{",
            "a {",
            "a {\n",
            "a { b = 1 c { d = 1 } }\n",
            "a = 1 ",
            "a = 1\n",
            "a=[1,\n",
            "a=b(",
            "a = <<EOF\n",
            "# x\n",
            "/* ",
            "/**/",
            "\n",
            "\"",
            "'",
            "\u201C",
            "a.",
            "a[*].",
            "a[",
            "!",
            "-",
            "1+",
            "a=1?",
            "a?b:",
            "1",
            "a",
            "\u00E9",
            "$${",
            "%%{",
            "{ a = 1 b = 2 ",
            "a \"b\" ",
            "<<",
            "\\",
            "a = \"\\q\"\n",
            "a = b\n",
            "x = [\"a\" \"b\"]\n",
            "a : 1\n",
            "a {} ",
            "= ",
            "1.",
            "e",
            "\uD83D",
            "\u0000",
            "\r\n",
            "a = {for ",
            "dynamic \"x\" {\n",
            "a = \"%{ if true }",
            "locals {\n",
            "variable \"x\" {}\n",
            "a = 'x'\n",
            "a=a.*\n",
            "\t");

    @TestFactory
    Stream<DynamicTest> a_megabyte_of_anything_is_answered_quickly() {
        return REPEATED_MOST.stream()
                .map(text -> DynamicTest.dynamicTest(
                        name(text), () -> answersQuickly(text.repeat(MEGABYTE / text.length()))));
    }

    @TestFactory
    Stream<DynamicTest> a_long_file_of_anything_is_answered_quickly() {
        return REPEATED.stream()
                .map(text ->
                        DynamicTest.dynamicTest(name(text), () -> answersQuickly(text.repeat(LONG / text.length()))));
    }

    @TestFactory
    Stream<DynamicTest> a_long_text_inside_of_an_attribute_is_answered_quickly() {
        return REPEATED.stream()
                .map(text -> DynamicTest.dynamicTest(
                        name(text), () -> answersQuickly("x = " + text.repeat(LONG / text.length()) + "\n")));
    }

    @TestFactory
    Stream<DynamicTest> a_long_text_inside_of_a_string_is_answered_quickly() {
        return REPEATED.stream()
                .map(text -> DynamicTest.dynamicTest(
                        name(text),
                        () -> answersQuickly("x = <<-EOF\n" + text.repeat(LONG / text.length()) + "\nEOF\n")));
    }

    private static String name(String text) {
        return "repeated: " + text.replace("\n", "\\n").replace("\u0000", "NUL");
    }

    private static void answersQuickly(String text) {
        SourceFile file = new SourceFile("long.hcl", text);
        List<Diagnostic> diagnostics = Assertions.assertTimeout(PATIENCE, () -> {
            Parsed parsed = Hcl.parse(file);
            Evaluation evaluation = evaluate(parsed.body());
            assertThat(Hcl.format(file)).isNotNull();
            return Stream.of(parsed.diagnostics(), evaluation.diagnostics())
                    .flatMap(List::stream)
                    .toList();
        });
        assertThat(diagnostics).hasSizeLessThanOrEqualTo(4 * Diagnostics.LIMIT);
    }

    private static Evaluation evaluate(Body body) {
        return Hcl.evaluate(body, VariableInputs.none(), new EvalSettings(TestFunctions.ALL, true));
    }

    private static Evaluation evaluate(String text) {
        Parsed parsed = Hcl.parse(new SourceFile("test.hcl", text));
        assertThat(parsed.hasErrors())
                .as(Show.diagnostics(parsed.diagnostics()))
                .isFalse();
        return evaluate(parsed.body());
    }

    @Test
    void brackets_nest_up_to_a_limit_and_then_give_one_fault() {
        Parsed fits = Hcl.parse(new SourceFile("x", "a = " + "[".repeat(240) + "]".repeat(240)));
        Parsed tooDeep = Hcl.parse(new SourceFile("x", "a = " + "[".repeat(5000) + "]".repeat(5000)));
        assertThat(fits.diagnostics()).isEmpty();
        assertThat(tooDeep.diagnostics()).hasSize(1);
        assertThat(tooDeep.diagnostics().getFirst().detail()).contains("250");
    }

    @Test
    void the_deepest_expression_that_parses_can_be_evaluated() {
        String level = "false || true && 1 == 1 && 1 < 1 + 1 * -(";
        Evaluation evaluation = evaluate("a = " + level.repeat(120) + "1" + ")".repeat(120) + "\n");
        assertThat(evaluation.diagnostics()).isNotEmpty();
    }

    @Test
    void blocks_nest_up_to_a_limit() {
        Parsed parsed = Hcl.parse(new SourceFile("x", "a {\n".repeat(3000) + "}\n".repeat(3000)));
        assertThat(parsed.diagnostics()).hasSize(1);
        assertThat(parsed.diagnostics().getFirst().summary()).isEqualTo("Nested too deeply");
    }

    @Test
    void long_chains_of_operators_are_no_nesting() {
        Evaluation evaluation = evaluate("a = 1" + " + 1".repeat(20_000) + "\n");
        assertThat(Show.body(evaluation.body())).isEqualTo("a=20001");
    }

    @Test
    void long_chains_of_locals_are_no_nesting() {
        StringBuilder text = new StringBuilder("locals {\n  a0 = 1\n");
        for (int index = 1; index <= 20_000; index++) {
            text.append("  a")
                    .append(index)
                    .append(" = local.a")
                    .append(index - 1)
                    .append(" + 1\n");
        }
        Evaluation evaluation = evaluate(text + "}\nx = local.a20000\n");
        assertThat(Show.body(evaluation.body())).isEqualTo("x=20001");
    }

    @Test
    void texts_that_double_again_and_again_stop_at_a_limit() {
        assertThat(limit(doubling("\"${local.a%d}${local.a%d}\"", "\"0123456789\"")))
                .contains("characters");
    }

    @Test
    void lists_that_double_again_and_again_stop_at_a_limit() {
        assertThat(limit(doubling("[local.a%d, local.a%d]", "[1]"))).contains("values");
    }

    @Test
    void lists_that_wrap_again_and_again_stop_at_a_limit() {
        StringBuilder text = new StringBuilder("locals {\n  a0 = []\n");
        for (int index = 1; index <= 1000; index++) {
            text.append("  a")
                    .append(index)
                    .append(" = [local.a")
                    .append(index - 1)
                    .append("]\n");
        }
        assertThat(limit(text + "}\n")).contains("nest at most");
    }

    @Test
    void numbers_that_square_again_and_again_stop_at_a_limit() {
        Evaluation evaluation = evaluate(doubling("local.a%d * local.a%d", "12345678901"));
        assertThat(evaluation.diagnostics().getFirst().detail()).contains("more than 1000 digits");
    }

    @Test
    void loops_in_loops_stop_at_a_limit_that_try_does_not_hide() {
        String loop = "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]]";
        assertThat(limit("a = try(" + loop + ", 1)\n")).contains("values");
    }

    @Test
    void dynamic_blocks_in_dynamic_blocks_stop_at_a_limit() {
        String dynamic = "dynamic \"x\" {\n for_each = range(1000)\n content {\n";
        assertThat(limit(dynamic.repeat(3) + "}\n}\n".repeat(3))).contains("blocks");
    }

    @Test
    void faults_are_counted_but_only_so_many_are_kept() {
        Parsed parsed = Hcl.parse(new SourceFile("x", "a 1\n".repeat(1000)));
        assertThat(parsed.diagnostics()).hasSize(Diagnostics.LIMIT);
    }

    private static String doubling(String format, String first) {
        StringBuilder text = new StringBuilder("locals {\n  a0 = " + first + "\n");
        for (int index = 1; index <= 60; index++) {
            text.append("  a").append(index).append(" = ");
            text.append(format.replace("%d", Integer.toString(index - 1))).append('\n');
        }
        return text + "}\n";
    }

    private static String limit(String text) {
        List<Diagnostic> diagnostics = evaluate(text).diagnostics();
        assertThat(diagnostics).hasSize(1);
        assertThat(diagnostics.getFirst().summary()).isEqualTo("Too large");
        return diagnostics.getFirst().detail();
    }

    @Test
    void evaluation_without_a_body_gives_an_empty_one() {
        assertThat(evaluate("").body().attributes()).isEmpty();
        assertThat(EvalContext.of(Map.of(), Map.of()).names()).isEmpty();
    }
}
