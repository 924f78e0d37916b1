package dev.drover.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvalDeleteTest {
    private static final String ID = "06fcea0e-6e5e-11af-fa37-3cc095c15f18";

    private final FakeAgent agent = new FakeAgent();

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void one_is_deleted_by_the_beginning_of_its_id() {
        agent.on("GET /v1/evaluations", "[{\"ID\":\"" + ID + "\",\"Status\":\"complete\"}]")
                .on("DELETE /v1/evaluations", "{\"Count\":1}");

        assertThat(Terminal.with(agent).run("eval", "delete", "06fcea0e").out())
                .isEqualTo("Successfully deleted 1 evaluation\n");
        assertThat(agent.last("DELETE /v1/evaluations").body()).contains(ID);
    }

    @Test
    void many_are_deleted_only_after_a_question() {
        agent.on("GET /v1/evaluations/count", "{\"Count\":3}").on("DELETE /v1/evaluations", "{\"Count\":3}");

        assertThat(Terminal.with(agent)
                        .typing("n\n")
                        .run("eval", "delete", "-filter", "x")
                        .out())
                .contains("Are you sure you want to delete 3 evals? [y/N]")
                .contains("Cancelling");
        assertThat(Terminal.with(agent)
                        .run("eval", "delete", "-yes", "-filter", "x")
                        .out())
                .isEqualTo("Successfully deleted 3 evaluations\n");
    }

    @Test
    void an_id_and_a_filter_exclude_each_other() {
        assertThat(Terminal.with(agent)
                        .run("eval", "delete", "-filter", "x", ID)
                        .err())
                .contains("either one evaluation or a -filter");
    }
}
