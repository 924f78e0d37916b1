package dev.drover.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.template.functions.Builtins;
import dev.drover.template.value.GoObject;
import dev.drover.template.value.NilPointer;
import dev.drover.template.value.Structure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static String render(String text, @Nullable Object data) {
        return render(text, data, MissingKey.NO_VALUE, Limits.STANDARD);
    }

    private static String render(String text, @Nullable Object data, MissingKey missing, Limits limits) {
        return Template.parse("page", text, Delimiters.STANDARD, Builtins.FUNCTIONS, limits)
                .render(data, missing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "a {{.name ~ page:1:3: action is not closed by }}",
                "a|{{if .x}} ~ page:2:3: \"if\" is not closed by {{end}}",
                "a|  {{nope 1}} ~ page:2:5: function \"nope\" is not known",
                "{{$x}} ~ page:1:3: undefined variable \"$x\"",
                "x{{end}} ~ page:1:4: unexpected {{end}}",
                "{{\"abc}} ~ page:1:3: text in quotes is not closed",
                "{{range .list}}|{{.x}}{{end}} ~ page:2:3: can't evaluate field x in type string",
                "{{index .list 9}} ~ page:1:3: error calling index: index out of range: 9 of 2",
                "{{.name.first}} ~ page:1:3: can't evaluate field first in type string",
                "{{.name 1}} ~ page:1:3: name is a field and takes no arguments",
                "{{template \"x\"}} ~ page:1:3: template \"x\" is not defined",
                "{{eq 1 1.0}} ~ incompatible types for comparison: int and float64",
                "{{lt \"a\"}} ~ error calling lt: takes 2 arguments, but got 1",
                "{{break}} ~ {{break}} outside of {{range}}",
                "{{(1}} ~ unclosed left parenthesis",
            })
    void a_fault_names_the_place_and_the_reason(String text, String message) {
        assertThatThrownBy(() -> render(text.replace('|', '\n'), Map.of("name", "web", "list", List.of("a", "b"))))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_missing_field_is_a_fault_where_that_is_asked_for() {
        assertThat(render("{{.x}}", Map.of())).isEqualTo("<no value>");
        assertThatThrownBy(() -> render("{{.x}}", Map.of(), MissingKey.ERROR, Limits.STANDARD))
                .hasMessageContaining("map has no entry for key \"x\"");
    }

    @Test
    void delimiters_can_be_others() {
        Template template = Template.parse(
                "page", "{{ [[- .x ]] <[[/* c */]]>", Delimiters.of("[[", "]]"), Builtins.FUNCTIONS, Limits.STANDARD);

        assertThat(template.render(Map.of("x", 1L), MissingKey.ERROR)).isEqualTo("{{1 <>");
    }

    @Test
    void objects_have_fields_and_methods() {
        GoObject object = new GoObject() {
            @Override
            public String type() {
                return "app.Thing";
            }

            @Override
            public Object plain() {
                return Map.of("k", "v");
            }

            @Override
            public Optional<Member> member(String name) {
                return name.equals("Add")
                        ? Optional.of(arguments -> (Long) arguments.getFirst() + 1)
                        : GoObject.super.member(name);
            }
        };

        assertThat(render(
                        "{{.Add 2}} {{3 | .Add}} {{.k}} {{range $k, $v := .}}{{$k}}{{$v}}{{end}} {{.}} {{printf \"%T\" .}}",
                        object))
                .isEqualTo("3 4 v kv map[k:v] app.Thing");
    }

    @Test
    void a_structure_is_true_and_knows_its_fields_only() {
        Structure empty = new Structure("app.Empty", Map.of());

        assertThat(render("{{if .}}yes{{end}} {{.}}", empty)).isEqualTo("yes {}");
        assertThatThrownBy(() -> render("{{.x}}", empty))
                .hasMessageContaining("can't evaluate field x in type app.Empty");
    }

    @Test
    void a_nil_pointer_is_written_as_nil() {
        assertThat(render(
                        "{{.}} {{if .}}a{{else}}b{{end}} {{range .}}{{else}}none{{end}} {{eq . nil}}", NilPointer.NIL))
                .isEqualTo("<nil> b none true");
    }

    @Test
    void durations_have_the_form_of_go() {
        assertThat(render(
                        "{{.a}} {{.b}} {{.c}} {{.a.Hours}}",
                        Map.of(
                                "a",
                                Duration.ofMinutes(90),
                                "b",
                                Duration.ofNanos(1_500),
                                "c",
                                Duration.ofMillis(-2_050))))
                .isEqualTo("1h30m0s 1.5µs -2.05s 1.5");
    }

    @Test
    void everything_has_a_limit() {
        Limits tight = new Limits(1_000, 10, 20, 5, 3);

        assertThatThrownBy(() -> render("{{range 5}}abc{{end}}", null, MissingKey.ERROR, tight))
                .hasMessageContaining("output is longer than 10 characters");
        assertThatThrownBy(() -> render("{{range 50}}{{end}}", null, MissingKey.ERROR, tight))
                .hasMessageContaining("more than 20 steps");
        assertThatThrownBy(() -> render(
                        "{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}", null, MissingKey.ERROR, tight))
                .hasMessageContaining("templates call each other deeper than 5 levels");
        assertThatThrownBy(() -> render("{{((((((1))))))}}", null, MissingKey.ERROR, tight))
                .hasMessageContaining("parentheses are nested deeper than 5 levels");
        assertThatThrownBy(() -> render("{{if 1}}".repeat(6) + "{{end}}".repeat(6), null, MissingKey.ERROR, tight))
                .hasMessageContaining("blocks are nested deeper than 5 levels");
        assertThatThrownBy(
                        () -> render("{{if 0}}" + "{{else if 0}}".repeat(6) + "{{end}}", null, MissingKey.ERROR, tight))
                .hasMessageContaining("blocks are nested deeper than 5 levels");
        assertThatThrownBy(() -> render("x".repeat(1_001), null, MissingKey.ERROR, tight))
                .hasMessageContaining("longer than 1000 characters");
        assertThatThrownBy(() -> render("{{printf \"%100d\" 1 | len}}", null, MissingKey.ERROR, tight))
                .hasMessageContaining("the result is too large");
    }

    @Property(tries = 500)
    void any_text_is_rendered_or_refused_but_never_breaks(@ForAll @StringLength(max = 40) String text) {
        try {
            assertThat(render("{{" + text + "}}", Golden.data())).isNotNull();
        } catch (TemplateException refused) {
            assertThat(refused.reason()).isNotBlank();
        }
    }

    @Property(tries = 200)
    void text_without_actions_stays_as_it_is(@ForAll String text) {
        if (!text.contains("{{")) {
            assertThat(render(text, null)).isEqualTo(text);
        }
    }

    @Property(tries = 300)
    void a_mix_of_words_is_rendered_or_refused(@ForAll("words") List<String> words) {
        try {
            assertThat(render(String.join("", words), Golden.data())).isNotNull();
        } catch (TemplateException refused) {
            assertThat(refused.reason()).isNotBlank();
        }
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<List<String>> words() {
        return net.jqwik.api.Arbitraries.of(
                        "{{",
                        "}}",
                        "{{-",
                        "-}}",
                        " ",
                        "if",
                        "else",
                        "end",
                        "range",
                        "with",
                        "define",
                        "template",
                        "block",
                        "break",
                        "$x",
                        ":=",
                        "=",
                        ",",
                        "|",
                        "(",
                        ")",
                        ".name",
                        ".list",
                        ".",
                        "\"a\"",
                        "`b`",
                        "'c'",
                        "1",
                        "1.5",
                        "-2",
                        "nil",
                        "true",
                        "index",
                        "slice",
                        "len",
                        "printf",
                        "\"%d %s\"",
                        "eq",
                        "and",
                        "not",
                        "/*",
                        "*/",
                        "\n",
                        "x")
                .list()
                .ofMaxSize(30);
    }
}
