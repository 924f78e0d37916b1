package dev.drover.jobspec.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobspec.value.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ExpressionTableTest {
    private static final String ARROW = " --> ";

    private static final String VARIABLES = """
            { name = "web", count = 3, ports = [80, 443], tags = { b = "2", a = "1" }, nothing = null,
              servers = [{ host = "x", ports = [1, 2] }, { host = "y", ports = [3] }] }
            """;

    @TestFactory
    Stream<DynamicTest> each_expression_has_the_value_of_the_table() {
        return TestTables.lines("expressions.txt").stream()
                .map(line -> DynamicTest.dynamicTest(line, () -> check(line)));
    }

    private static void check(String line) {
        int arrow = line.lastIndexOf(ARROW);
        String value = Show.value(evaluate(line.substring(0, arrow), context()));
        assertThat(value).isEqualTo(line.substring(arrow + ARROW.length()));
    }

    private static EvalContext context() {
        EvalContext empty = EvalContext.of(Map.of(), TestFunctions.ALL);
        return EvalContext.of(
                Map.of("var", evaluate(VARIABLES, empty), "local", evaluate("{ region = \"eu\" }", empty)),
                TestFunctions.ALL);
    }

    private static Value evaluate(String source, EvalContext context) {
        Parsed.Alone parsed = Hcl.parseExpression(new SourceFile("test", source));
        assertThat(parsed.diagnostics()).isEqualTo(List.of());
        return new Evaluator(new Diagnostics(), new Budget()).evaluate(parsed.expression(), context);
    }
}
