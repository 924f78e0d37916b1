package dev.drover.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import dev.drover.cli.Terminal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promoting, scaling, starting and restarting jobs. */
class JobChangesTest {
    private static final String ALLOC = "15904a37-6da7-9867-3c36-deda70f9fd21";
    private static final String OTHER = "25904a37-6da7-9867-3c36-deda70f9fd21";

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @BeforeEach
    void hasJob() {
        agent.on("GET /v1/jobs", "[{\"ID\":\"web\",\"Namespace\":\"default\",\"Type\":\"service\"}]");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private void runs(boolean stopped) {
        agent.on("GET /v1/job/web", """
                        {"ID":"web","Namespace":"default","Type":"service","Stop":%s,"Status":"running","Version":4,"JobModifyIndex":21,
                         "TaskGroups":[{"Name":"g","Tasks":[{"Name":"main"},{"Name":"side"}]},{"Name":"h","Tasks":[{"Name":"main"}]}]}
                        """.formatted(stopped))
                .on("GET /v1/job/web/allocations", """
                        [{"ID":"%s","Namespace":"default","TaskGroup":"g","DesiredStatus":"run","ClientStatus":"running"},
                         {"ID":"%s","Namespace":"default","TaskGroup":"h","DesiredStatus":"run","ClientStatus":"running"},
                         {"ID":"x","TaskGroup":"g","DesiredStatus":"stop","ClientStatus":"complete"}]
                        """.formatted(ALLOC, OTHER));
    }

    @Test
    void the_newest_deployment_is_promoted() {
        agent.on("GET /v1/job/web/deployment", "{\"ID\":\"d1\",\"JobID\":\"web\"}")
                .on("PUT /v1/deployment/promote/d1", "{\"EvalID\":\"e1\"}");

        assertThat(terminal.run("job", "promote", "-detach", "web").out()).isEqualTo("Evaluation ID: e1\n");
    }

    @Test
    void a_job_without_deployment_cannot_be_promoted() {
        agent.on("GET /v1/job/web/deployment", "null");

        Result result = terminal.run("job", "promote", "web");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("job \"web\" has no deployment to promote");
    }

    @Test
    void the_only_group_need_not_be_named_for_scaling() {
        agent.on("GET /v1/job/web/scale", "{\"JobID\":\"web\",\"TaskGroups\":{\"g\":{\"Desired\":1}}}")
                .on("PUT /v1/job/web/scale", "{\"EvalID\":\"e1\"}");

        assertThat(terminal.run("job", "scale", "-detach", "-check-index", "7", "web", "3")
                        .out())
                .isEqualTo("Evaluation ID: e1\n");
        assertThat(agent.last("PUT /v1/job/web/scale").body())
                .contains("\"Count\":3")
                .contains("\"Group\":\"g\"")
                .contains("\"JobModifyIndex\":7");
    }

    @Test
    void several_groups_must_be_told_apart_for_scaling() {
        agent.on("GET /v1/job/web/scale", "{\"TaskGroups\":{\"g\":{},\"h\":{}}}");

        assertThat(terminal.run("job", "scale", "web", "3").err()).contains("has the groups g, h");
        assertThat(terminal.run("job", "scale", "web", "g", "many").err())
                .contains("\"many\": expected a whole number");
    }

    @Test
    void a_refused_scaling_says_why() {
        agent.on("PUT /v1/job/web/scale", 400, "group count was less than scaling policy minimum: 2 < 3");

        Result result = terminal.run("job", "scale", "-detach", "web", "g", "2");

        assertThat(result.err())
                .contains("Error submitting scaling request")
                .contains("400 (group count was less than scaling policy minimum: 2 < 3)");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void scaling_events_are_listed_newest_first() {
        agent.on("GET /v1/job/web/scale", """
                {"TaskGroups":{"g":{"Events":[
                  {"Count":8,"PreviousCount":3,"Time":1795395197000000000,"Message":"more","EvalID":"e1"},
                  {"Count":2,"PreviousCount":8,"Time":1795395198000000000,"Message":"less","Error":true}]}}}
                """);

        assertThat(terminal.run("job", "scaling-events", "web").out()).isEqualTo("""
                        Task Group  Count  PrevCount  Date
                        g           2      8          2026-11-23T00:53:18Z
                        g           8      3          2026-11-23T00:53:17Z
                        """);
        assertThat(terminal.run("job", "scaling-events", "-verbose", "web").out())
                .contains("Error  Message  Eval ID")
                .contains("true   less     <none>");
    }

    @Test
    void a_job_that_was_never_scaled_has_no_events() {
        agent.on("GET /v1/job/web/scale", "{\"TaskGroups\":{\"g\":{\"Events\":null}}}");

        assertThat(terminal.run("job", "scaling-events", "web").out()).isEqualTo("No events found\n");
    }

    @Test
    void a_stopped_job_is_registered_again_with_its_file() {
        runs(true);
        agent.on("GET /v1/job/web/submission", "{\"Source\":\"job \\\"web\\\" {}\",\"Format\":\"hcl2\"}")
                .on("PUT /v1/jobs", "{\"EvalID\":\"e1\"}");

        assertThat(terminal.run("start", "-detach", "web").out()).isEqualTo("Evaluation ID: e1\n");
        assertThat(agent.last("PUT /v1/jobs").body())
                .contains("\"Stop\":false")
                .contains("\"JobModifyIndex\":21")
                .contains("\"Source\":");
        assertThat(agent.last("GET /v1/job/web/submission").target()).contains("version=4");
    }

    @Test
    void a_running_job_is_not_started() {
        runs(false);

        assertThat(terminal.run("job", "start", "web").out()).contains("has not been stopped");
    }

    @Test
    void running_allocations_are_restarted_in_batches() {
        runs(false);
        agent.on("PUT /v1/client/allocation/" + ALLOC + "/restart", "{}")
                .on("PUT /v1/client/allocation/" + OTHER + "/restart", "{}");

        Result result = terminal.run("job", "restart", "-batch-size=50%", "web");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("""
                        ==> 2026-11-23T00:53:20Z: Restarting 2 allocations
                            2026-11-23T00:53:20Z: Restarting running tasks in allocation "15904a37" for group "g"
                            2026-11-23T00:53:20Z: Restarting running tasks in allocation "25904a37" for group "h"
                        ==> 2026-11-23T00:53:20Z: Finished job restart

                        All allocations restarted successfully!
                        """);
    }

    @Test
    void only_the_chosen_task_of_the_chosen_group_is_restarted() {
        runs(false);
        agent.on("PUT /v1/client/allocation/" + ALLOC + "/restart", "{}");

        Result result = terminal.run("job", "restart", "-group", "g", "-task", "side", "web");

        assertThat(result.out()).contains("Restarting task \"side\" in allocation \"15904a37\"");
        assertThat(agent.last("PUT /v1/client/allocation/").body()).contains("\"TaskName\":\"side\"");
    }

    @Test
    void an_error_ends_a_restart_when_that_is_wished() {
        runs(false);
        agent.on("PUT /v1/client/allocation/" + ALLOC + "/restart", 500, "no such task");

        Result result = terminal.run("job", "restart", "-on-error=fail", "web");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("no such task");
        assertThat(result.out()).doesNotContain("25904a37").contains("Job restarted with errors.");
    }

    @Test
    void between_batches_the_user_can_end_it() {
        runs(false);
        agent.on("PUT /v1/client/allocation/" + ALLOC + "/restart", "{}");

        Result result = terminal.typing("perhaps\nn\n").run("job", "restart", "-batch-wait=ask", "web");

        assertThat(result.out())
                .contains("Proceed with next batch? [Y/n/<duration>]")
                .doesNotContain("25904a37");
        assertThat(result.err()).contains("Answer y, n, or a duration");
    }

    @Test
    void a_replaced_allocation_is_waited_for() {
        runs(false);
        agent.on("PUT /v1/allocation/" + ALLOC + "/stop", "{\"EvalID\":\"e1\"}")
                .on("GET /v1/evaluation/e1", "{\"ID\":\"e1\",\"Status\":\"pending\"}")
                .on("GET /v1/evaluation/e1", "{\"ID\":\"e1\",\"Status\":\"complete\"}")
                .on("GET /v1/allocation/" + ALLOC, "{\"ID\":\"" + ALLOC + "\",\"NextAllocation\":\"n1\"}")
                .on("GET /v1/allocation/n1", "{\"ID\":\"n1\",\"ClientStatus\":\"pending\"}")
                .on("GET /v1/allocation/n1", "{\"ID\":\"n1\",\"ClientStatus\":\"running\"}");

        Result result = terminal.run("job", "restart", "-reschedule", "-group", "g", "web");

        assertThat(result.out())
                .contains("Rescheduling allocation \"15904a37\"")
                .contains("successfully");
        assertThat(result.code()).isZero();
    }

    @Test
    void wishes_that_make_no_sense_are_told_before_anything_happens() {
        assertThat(terminal.run("job", "restart", "-batch-size", "0", "web").err())
                .contains("such as 25%");
        assertThat(terminal.run("job", "restart", "-batch-wait", "soon", "web").err())
                .contains("such as 30s");
        assertThat(terminal.run("job", "restart", "-task", "a", "-all-tasks", "web")
                        .err())
                .contains("-task cannot be used together");
        runs(false);
        assertThat(terminal.run("job", "restart", "-group", "none", "web").err())
                .contains("Group \"none\" not found in job \"web\"");
    }
}
