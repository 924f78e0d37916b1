package dev.drover.jobspec.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobspec.hcl.Diagnostic.Severity;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HclPropertiesTest {
    private static final List<String> REAL =
            List.of(TestTables.read("faults.txt"), TestTables.read("formats.txt"), TestTables.read("sample-job.hcl"));

    @Property(tries = 1500)
    void soups_of_tokens_never_throw(@ForAll("soups") String text) {
        survives(text);
    }

    @Property(tries = 500)
    void mutated_files_never_throw(@ForAll long seed) {
        survives(mutate(new Random(seed)));
    }

    @Property(tries = 300)
    void any_text_never_throws(@ForAll String text) {
        survives(text);
    }

    @Property(tries = 500)
    void formatting_is_idempotent_and_keeps_the_meaning(@ForAll("bodies") String text) {
        Parsed parsed = Hcl.parse(new SourceFile("random.hcl", text));
        assertThat(parsed.hasErrors())
                .as(text + Show.diagnostics(parsed.diagnostics()))
                .isFalse();
        String formatted = FormatterTest.format(text);
        assertThat(FormatterTest.format(formatted)).isEqualTo(formatted);
        assertThat(meaning(formatted)).isEqualTo(meaning(text));
    }

    private static void survives(String text) {
        SourceFile file = new SourceFile("random.hcl", text);
        Parsed parsed = Hcl.parse(file);
        assertThat(parsed.diagnostics()).allSatisfy(diagnostic -> {
            assertThat(diagnostic.range().start()).isBetween(0, text.length());
            assertThat(diagnostic.range().end()).isBetween(diagnostic.range().start(), text.length());
            assertThat(DiagnosticRenderer.render(diagnostic)).contains("random.hcl:");
        });
        EvalSettings settings = new EvalSettings(TestFunctions.ALL, true);
        Evaluation evaluation = Hcl.evaluate(parsed.body(), VariableInputs.none(), settings);
        assertThat(DiagnosticRenderer.render(evaluation.diagnostics())).isNotNull();
        if (Hcl.format(file) instanceof Formatted.Text formatted) {
            assertThat(FormatterTest.format(formatted.text())).isEqualTo(formatted.text());
        }
    }

    private static String meaning(String text) {
        Parsed parsed = Hcl.parse(new SourceFile("random.hcl", text));
        EvalSettings settings = new EvalSettings(TestFunctions.ALL, true);
        Evaluation evaluation = Hcl.evaluate(parsed.body(), VariableInputs.none(), settings);
        return Show.body(evaluation.body())
                + evaluation.diagnostics().stream()
                        .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                        .map(Diagnostic::detail)
                        .collect(Collectors.joining("\n"));
    }

    private static String mutate(Random random) {
        StringBuilder text = new StringBuilder(REAL.get(random.nextInt(REAL.size())));
        int mutations = 1 + random.nextInt(8);
        for (int count = 0; count < mutations && text.length() > 2; count++) {
            int place = random.nextInt(text.length());
            int end = Math.min(text.length(), place + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(place, end);
                case 1 -> text.insert(place, text.substring(place, end));
                case 2 -> text.insert(place, WORDS.get(random.nextInt(WORDS.size())));
                default -> text.setCharAt(place, (char) random.nextInt(128));
            }
        }
        return text.toString();
    }

    private static final List<String> WORDS = List.of(
            "a",
            "b",
            "foo",
            "for",
            "in",
            "if",
            "true",
            "null",
            "1",
            "2.5",
            "1e9",
            "\"",
            "\"x\"",
            "\"${",
            "${",
            "%{",
            "}",
            "~}",
            "{",
            "[",
            "]",
            "(",
            ")",
            "=",
            "==",
            "=>",
            "!=",
            ":",
            ",",
            ".",
            "...",
            "?",
            "!",
            "-",
            "+",
            "*",
            "/",
            "%",
            "&&",
            "||",
            "\n",
            "\n",
            " ",
            "  ",
            "# c\n",
            "// c\n",
            "/* c */",
            "<<EOF\n",
            "<<-EOF\n",
            "EOF\n",
            "\\",
            "'",
            "\u201C",
            "\u201D",
            "$${",
            "[*]",
            ".*",
            "a = 1\n",
            "b {\n",
            "}\n",
            "var.",
            "local.",
            "locals {\n",
            "variable \"v\" {\n",
            "dynamic \"d\" {\n",
            "for_each = ",
            "content {\n",
            "%{ if ",
            "%{ else }",
            "%{ endif }",
            "%{ for x in ",
            "%{ endfor }",
            "try(",
            "can(",
            "convert(",
            "range(3)",
            "upper(",
            "\r\n",
            "\t",
            "\uD83D",
            "\u0000",
            ";",
            "`",
            "é");

    @Provide
    Arbitrary<String> soups() {
        return Arbitraries.of(WORDS).list().ofMaxSize(60).map(words -> String.join("", words));
    }

    @Provide
    Arbitrary<String> bodies() {
        return body(3);
    }

    private Arbitrary<String> body(int depth) {
        Arbitrary<String> item = depth == 0
                ? attribute()
                : Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(4, attribute()),
                        net.jqwik.api.Tuple.of(1, block(depth)),
                        net.jqwik.api.Tuple.of(
                                1,
                                Arbitraries.of(
                                        "# comment\n",
                                        "\n",
                                        "\n\n\n",
                                        "/* x\n y */\n",
                                        "one { a = 1 }\n",
                                        "old { a = 1 b {} }\n",
                                        "old2 = { a = 1 b = 2 }\n")));
        return item.list().ofMaxSize(6).map(HclPropertiesTest::distinct);
    }

    /** Renames attributes by their place, so that none is set twice. */
    private static String distinct(List<String> items) {
        StringBuilder result = new StringBuilder();
        for (int index = 0; index < items.size(); index++) {
            result.append(items.get(index)
                    .replace("NAME", "n" + "x".repeat(index % 5) + index)
                    .replace("old2", "old2_" + index));
        }
        return result.toString();
    }

    private Arbitrary<String> attribute() {
        Arbitrary<String> end = Arbitraries.of("\n", " # c\n", "   // c\n", " /* c */\n", "\r\n");
        return Combinators.combine(Arbitraries.of("=", " = ", "   ="), expression(3), end)
                .as((equals, value, ending) -> "NAME" + equals + value + (value.endsWith("EOF") ? "\n" : ending));
    }

    private Arbitrary<String> block(int depth) {
        return Combinators.combine(Arbitraries.of("b {\n", "b \"l\" {\n", "  b  l{ # c\n"), body(depth - 1))
                .as((head, body) -> head + body + "}\n");
    }

    private Arbitrary<String> expression(int depth) {
        Arbitrary<String> simple = Arbitraries.of(
                "1",
                "-2.5",
                "true",
                "null",
                "\"a b\"",
                "\"x ${ 1+1 } y\"",
                "attr.a",
                "\"${ node.b }\"",
                "[ ]",
                "{}",
                "range( 3 )",
                "<<EOF\n  a  =  b\nEOF",
                "<<-EOF\n  ${1}  b\n    c\n  EOF");
        if (depth == 0) {
            return Arbitraries.of("1", "\"a\"", "attr.a", "- 3", "! true");
        }
        Arbitrary<String> inner = expression(depth - 1).filter(text -> !text.contains("EOF"));
        return Arbitraries.oneOf(
                simple,
                Combinators.combine(inner, Arbitraries.of("+", " - ", "*", " == ", "&&", " % ", "<="), inner)
                        .as((left, operator, right) -> left + operator + right),
                inner.list().ofMaxSize(3).map(items -> "[" + String.join(" ,\n", items) + "]"),
                inner.map(value -> "{ a=" + value + "\n\"b\" :" + value + ",c =1}"),
                inner.map(value -> "(\n" + value + "\n)"),
                inner.map(value -> "[for x in range(2):" + value + " if x>0]"),
                inner.map(value -> "{for x in range(2) :x=>" + value + "...}"),
                inner.map(value -> "try( " + value + ",1 )"),
                inner.map(value -> "true?" + value + ":2"),
                inner.map(value -> "[" + value + "] [0]"),
                inner.map(value -> "[" + value + "][*]"));
    }
}
