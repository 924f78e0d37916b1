package dev.drover.jobspec.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FormatterTest {
    static String format(String text) {
        return switch (Hcl.format(new SourceFile("test.hcl", text))) {
            case Formatted.Text formatted -> formatted.text();
            case Formatted.Refused refused -> throw new AssertionError(Show.diagnostics(refused.diagnostics()));
        };
    }

    @TestFactory
    Stream<DynamicTest> each_source_becomes_its_canonical_form_and_stays_it() {
        return Arrays.stream(TestTables.read("formats.txt").split("\n== ", -1))
                .skip(1)
                .map(each -> DynamicTest.dynamicTest(each.lines().findFirst().orElse(""), () -> check(each)));
    }

    private static void check(String each) {
        String body = each.substring(each.indexOf('\n') + 1);
        int arrow = body.indexOf("-->\n");
        String wanted = body.substring(arrow + 4).stripTrailing() + "\n";
        assertThat(format(body.substring(0, arrow))).isEqualTo(wanted);
        assertThat(format(wanted)).isEqualTo(wanted);
    }

    @Test
    void an_empty_file_stays_empty() {
        assertThat(format("")).isEmpty();
        assertThat(format("\n\n")).isEmpty();
    }

    @Test
    void newlines_become_plain_and_the_last_line_gets_one() {
        assertThat(format("a=1\r\nb = 2")).isEqualTo("a = 1\nb = 2\n");
    }

    @Test
    void a_file_with_syntax_errors_is_refused() {
        Formatted formatted = Hcl.format(new SourceFile("test.hcl", "a = [1\nb = 2\n"));
        assertThat(formatted)
                .isInstanceOfSatisfying(
                        Formatted.Refused.class,
                        refused -> assertThat(refused.diagnostics()).hasSize(1));
    }
}
