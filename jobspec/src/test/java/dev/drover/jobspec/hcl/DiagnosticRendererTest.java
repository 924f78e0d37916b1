package dev.drover.jobspec.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobspec.hcl.Diagnostic.Severity;
import org.junit.jupiter.api.Test;

class DiagnosticRendererTest {
    private static String render(String text, int start, int end) {
        SourceRange range = new SourceFile("web.hcl", text).range(start, end);
        return DiagnosticRenderer.render(new Diagnostic(Severity.WARNING, "Summary", "Detail.", range));
    }

    @Test
    void a_fault_shows_place_line_and_carets() {
        assertThat(render("a = 1\nbc = foo # x\n", 11, 14)).isEqualTo("""
                        Warning: Summary
                          web.hcl:2:6
                            2 | bc = foo # x
                              |      ^^^
                          Detail.
                        """);
    }

    @Test
    void tabs_become_blanks_above_and_below() {
        assertThat(render("\ta\t= 1", 5, 6)).contains("1 |     a    = 1\n").contains("  |            ^\n");
    }

    @Test
    void a_long_line_is_cut_around_the_carets() {
        String shown = render("x".repeat(5000) + "HERE" + "y".repeat(5000), 5000, 5004);
        assertThat(shown.lines()).allMatch(line -> line.length() < 150).anyMatch(line -> line.contains("xHEREy"));
        String source =
                shown.lines().filter(line -> line.contains("HERE")).findFirst().orElse("");
        String carets =
                shown.lines().filter(line -> line.contains("^^^^")).findFirst().orElse("");
        assertThat(carets.indexOf('^')).isEqualTo(source.indexOf("HERE"));
    }

    @Test
    void a_range_over_several_lines_is_marked_on_the_first() {
        assertThat(render("a = [\n1\n]", 4, 9)).contains("a = [\n").containsOnlyOnce("^");
    }

    @Test
    void the_end_of_the_file_is_a_place_too() {
        assertThat(render("a =", 3, 3)).contains("web.hcl:1:4").contains("    1 | a =\n      |    ^\n");
        assertThat(render("", 0, 0)).contains("web.hcl:1:1");
    }

    @Test
    void columns_count_characters_rather_than_their_halves() {
        assertThat(render("\"\uD83D\uDE00\" x", 5, 6)).contains("web.hcl:1:5").contains("  |     ^\n");
    }
}
