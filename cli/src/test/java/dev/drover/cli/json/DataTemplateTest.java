package dev.drover.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.cli.Failure;
import dev.drover.model.wire.JsonTree;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataTemplateTest {
    private static final JsonTree DATA = JsonTree.parse(
            "{\"ID\":\"web\",\"Count\":3,\"None\":null,\"Stop\":false,\"A\":{\"B\":\"deep\"},\"L\":[\"x\",\"y\"],\"M\":{\"k.1\":\"v\"}}");

    private static String render(String template) {
        return DataTemplate.render(template, DATA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{.ID}} ~ web",
                "{{ .A.B }} ~ deep",
                "a{{- .ID -}} b ~ awebb",
                "{{range .L}}[{{.}}]{{end}} ~ [x][y]",
                "{{range .None}}x{{else}}none{{end}} ~ none",
                "{{if .Stop}}stopped{{else if .Count}}counted{{else}}no{{end}} ~ counted",
                "{{with .A}}{{.B}} of {{$.ID}}{{end}} ~ deep of web",
                "{{len .L}} ~ 2",
                "{{.L | len}} ~ 2",
                "{{index .L 1}} ~ y",
                "{{index .M \"k.1\"}} ~ v",
                "{{(index .L 0)}} ~ x",
                "{{(index . \"A\").B}} ~ deep",
                "{{printf \"%s-%03d\" .ID .Count}} ~ web-003",
                "{{printf \"%q\" .ID}} ~ \"web\"",
                "{{if eq .ID \"web\"}}same{{end}} ~ same",
                "{{if and .ID (not .Stop)}}both{{end}} ~ both",
                "{{.None}} ~ <nil>",
                "{{.L}} ~ [x y]",
                "{{/* nothing */}}{{.ID}} ~ web",
                "{{$x := .ID}}{{$x}} ~ web",
                "{{range $i, $x := .L}}{{$i}}{{$x}}{{end}} ~ 0x1y",
                "{{range $k, $v := .M}}{{$k}}={{$v}}{{end}} ~ k.1=v",
            })
    void the_known_part_of_the_language_works(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void json_prints_a_part_as_json() {
        assertThat(render("{{json .L}}")).isEqualTo("[\n    \"x\",\n    \"y\"\n]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{.Nope}} ~ map has no entry for key \"Nope\"",
                "{{.ID.X}} ~ can't evaluate field X",
                "{{upper .ID}} ~ function \"upper\" is not known",
                "{{range .L}} ~ not closed by {{end}}",
                "{{end}} ~ unexpected {{end}}",
                "{{.ID ~ not closed by }}",
                "{{index .L 7}} ~ index out of range",
                "{{}} ~ missing value",
                "{{template \"x\"}} ~ is not defined",
            })
    void what_is_not_known_is_named(String template, String expected) {
        assertThatThrownBy(() -> render(template)).isInstanceOf(Failure.class).hasMessageContaining(expected);
    }

    @Property
    void any_text_is_rendered_or_refused_but_never_breaks(@ForAll String text) {
        try {
            assertThat(render("{{" + text + "}}")).isNotNull();
        } catch (Failure refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    @Property
    void json_that_was_printed_reads_back_the_same(@ForAll String text) {
        JsonTree tree = new JsonTree.Text(text);

        assertThat(JsonTree.parse(tree.pretty())).isEqualTo(tree);
    }

    @Test
    void printing_sorts_names_and_keeps_numbers_and_nulls() {
        assertThat(JsonTree.parse("{\"b\":1.50,\"a\":[],\"c\":{},\"d\":null,\"é\":\"\\u00e9\\n\"}")
                        .sorted()
                        .pretty())
                .isEqualTo("""
                        {
                            "a": [],
                            "b": 1.50,
                            "c": {},
                            "d": null,
                            "é": "é\\n"
                        }""");
    }
}
