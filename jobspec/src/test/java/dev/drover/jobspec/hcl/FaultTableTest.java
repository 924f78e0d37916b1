package dev.drover.jobspec.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobspec.hcl.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class FaultTableTest {
    @TestFactory
    Stream<DynamicTest> each_fault_is_shown_where_it_is_with_what_was_expected() {
        return TestTables.cases("faults.txt").stream()
                .map(each -> DynamicTest.dynamicTest(each.expected() + " " + each.source(), () -> check(each)));
    }

    private static void check(TestTables.Case each) {
        List<Diagnostic> errors = errors(each.source());
        assertThat(errors).as(Show.diagnostics(errors)).hasSameSizeAs(each.expected());
        for (int index = 0; index < errors.size(); index++) {
            String expected = each.expected().get(index);
            SourcePosition position = errors.get(index).range().position();
            String place = expected.substring(0, expected.indexOf(' '));
            String shown = DiagnosticRenderer.render(errors.get(index));
            assertThat(position.line() + ":" + position.column()).as(shown).isEqualTo(place);
            assertThat(shown).contains(expected.substring(place.length() + 1));
        }
    }

    private static List<Diagnostic> errors(String source) {
        Parsed parsed = Hcl.parse(new SourceFile("test.hcl", source));
        List<Diagnostic> all = new ArrayList<>(parsed.diagnostics());
        if (!parsed.hasErrors()) {
            all.addAll(Hcl.evaluate(parsed.body(), VariableInputs.none(), new EvalSettings(TestFunctions.ALL, true))
                    .diagnostics());
        }
        all.removeIf(diagnostic -> diagnostic.severity() == Severity.WARNING);
        return all;
    }
}
