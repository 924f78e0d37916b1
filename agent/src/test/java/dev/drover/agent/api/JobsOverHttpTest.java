package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import dev.drover.model.wire.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobsOverHttpTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    @Test
    void a_registered_job_runs_and_can_be_read_from_every_side() {
        String allocation = agent.run(TestJobs.service("seen", "exec sleep 600"), "seen", "running");
        assertThat(agent.get("/v1/job/seen").text("Type")).isEqualTo("service");
        assertThat(agent.get("/v1/job/seen/summary").number("Summary.g.Running"))
                .isEqualTo(1);
        assertThat(agent.get("/v1/job/seen/versions").text("Versions[0].ID")).isEqualTo("seen");
        assertThat(agent.get("/v1/job/seen/evaluations").text("[0].TriggeredBy"))
                .isEqualTo("job-register");
        assertThat(agent.get("/v1/job/seen/deployment").text("JobID")).isEqualTo("seen");
        assertThat(agent.get("/v1/job/seen/deployments").size()).isEqualTo(1);
        assertThat(agent.get("/v1/allocation/" + allocation).text("Job.ID")).isEqualTo("seen");
        String evaluation = agent.get("/v1/allocation/" + allocation).text("EvalID");
        assertThat(agent.get("/v1/evaluation/" + evaluation + "/allocations").text("[0].ID"))
                .isEqualTo(allocation);
        String deployment = agent.get("/v1/allocation/" + allocation).text("DeploymentID");
        assertThat(agent.get("/v1/deployment/allocations/" + deployment).text("[0].ID"))
                .isEqualTo(allocation);
    }

    @Test
    void a_write_answers_with_its_index_in_body_and_header() {
        Reply reply = agent.put("/v1/jobs", TestJobs.batch("indexed", "true"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-Nomad-Index")).isEqualTo(Long.toString(reply.number("Index")));
        assertThat(reply.number("JobModifyIndex")).isEqualTo(reply.number("Index"));
        assertThat(reply.text("EvalID")).hasSize(36);
    }

    @Test
    void put_and_post_do_the_same() {
        assertThat(agent.send("POST", "/v1/jobs", TestJobs.batch("posted", "true"))
                        .status())
                .isEqualTo(200);
        assertThat(agent.put("/v1/job/posted", TestJobs.batch("posted", "true")).status())
                .isEqualTo(200);
    }

    @Test
    void the_id_in_the_path_must_be_that_of_the_body() {
        Reply reply = agent.put("/v1/job/one", TestJobs.batch("two", "true"));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("does not match");
    }

    @Test
    void a_stopped_job_is_kept_and_a_purged_one_is_gone() {
        agent.run(TestJobs.service("ended", "exec sleep 600"), "ended", "running");
        assertThat(agent.delete("/v1/job/ended").status()).isEqualTo(200);
        assertThat(agent.get("/v1/job/ended").text("Stop")).isEqualTo("true");
        agent.await("/v1/job/ended/allocations", tree -> tree.toString().contains("ClientStatus=complete"));
        assertThat(agent.delete("/v1/job/ended?purge=true").status()).isEqualTo(200);
        assertThat(agent.get("/v1/job/ended").status()).isEqualTo(404);
    }

    @Test
    void a_plan_tells_what_would_change_and_changes_nothing() {
        agent.run(TestJobs.service("planned", "exec sleep 600"), "planned", "running");
        String more = TestJobs.job("planned", "service", "exec sleep 600", 2, "");
        Reply plan = agent.put("/v1/job/planned/plan", more.replaceFirst("\\{\"Job\"", "{\"Diff\": true, \"Job\""));
        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.text("Diff.Type")).isEqualTo("Edited");
        assertThat(plan.number("Annotations.DesiredTGUpdates.g.Place")).isEqualTo(1);
        assertThat(agent.get("/v1/job/planned").number("TaskGroups[0].Count")).isEqualTo(1);
    }

    @Test
    void a_dispatched_child_has_slashes_in_its_id_and_is_found_raw_or_encoded() {
        agent.put(
                "/v1/jobs",
                TestJobs.job("parent", "batch", "exec true", 1, ", \"ParameterizedJob\": {\"MetaRequired\": [\"k\"]}"));
        assertThat(agent.put("/v1/job/parent/dispatch", "{}").status()).isEqualTo(400);
        Reply dispatched = agent.put("/v1/job/parent/dispatch", "{\"Meta\": {\"k\": \"v\"}}");
        assertThat(dispatched.status()).isEqualTo(200);
        String child = dispatched.text("DispatchedJobID");
        assertThat(child).startsWith("parent/dispatch-");
        assertThat(agent.get("/v1/job/" + child).text("ParentID")).isEqualTo("parent");
        assertThat(agent.get("/v1/job/" + child.replace("/", "%2F")).text("Meta.k"))
                .isEqualTo("v");
        agent.await(
                "/v1/job/" + child.replace("/", "%2F") + "/allocations",
                tree -> tree.toString().contains("ClientStatus=complete"));
        assertThat(agent.get("/v1/job/" + child + "/summary").text("JobID")).isEqualTo(child);
    }

    @Test
    void an_older_version_comes_back_and_can_be_called_stable() {
        agent.put("/v1/jobs", TestJobs.batch("turned", "true"));
        agent.put("/v1/jobs", TestJobs.batch("turned", "exec true"));
        assertThat(agent.put("/v1/job/turned/stable", "{\"JobVersion\": 0, \"Stable\": true}")
                        .status())
                .isEqualTo(200);
        assertThat(agent.get("/v1/job/turned/versions").text("Versions[1].Stable"))
                .isEqualTo("true");
        assertThat(agent.put("/v1/job/turned/revert", "{\"JobVersion\": 1}").status())
                .isEqualTo(400);
        assertThat(agent.put("/v1/job/turned/revert", "{\"JobVersion\": 0}").status())
                .isEqualTo(200);
        Reply job = agent.get("/v1/job/turned");
        assertThat(job.number("Version")).isEqualTo(2);
        assertThat(job.text("TaskGroups[0].Tasks[0].Config.args"))
                .contains("true")
                .doesNotContain("exec");
    }

    @Test
    void scaling_changes_the_count_and_is_told_of_afterwards() {
        agent.put("/v1/jobs", TestJobs.job("scaled", "batch", "exec sleep 600", 1, ""));
        Reply scaled = agent.put(
                "/v1/job/scaled/scale", "{\"Target\": {\"Group\": \"g\"}, \"Count\": 2, \"Message\": \"more\"}");
        assertThat(scaled.status()).isEqualTo(200);
        Reply status =
                agent.await("/v1/job/scaled/scale", tree -> tree.toString().contains("Running=2"));
        assertThat(status.number("TaskGroups.g.Desired")).isEqualTo(2);
        assertThat(status.text("TaskGroups.g.Events[0].Message")).isEqualTo("more");
        assertThat(status.number("TaskGroups.g.Events[0].PreviousCount")).isEqualTo(1);
    }

    @Test
    void an_evaluation_can_be_asked_for() {
        agent.put("/v1/jobs", TestJobs.batch("looked-at", "true"));
        assertThat(agent.put("/v1/job/looked-at/evaluate", "{}").text("EvalID")).hasSize(36);
    }

    @Test
    void a_periodic_job_can_be_forced_and_others_not() {
        agent.put(
                "/v1/jobs",
                TestJobs.job(
                        "timed",
                        "batch",
                        "true",
                        1,
                        ", \"Periodic\": {\"Enabled\": true, \"Spec\": \"0 0 1 1 *\", \"SpecType\": \"cron\"}"));
        assertThat(agent.put("/v1/job/timed/periodic/force", "").status()).isEqualTo(200);
        agent.await(
                "/v1/jobs?prefix=timed/periodic-", tree -> tree instanceof List<?> children && children.size() == 1);
        agent.put("/v1/jobs", TestJobs.batch("plain", "true"));
        assertThat(agent.put("/v1/job/plain/periodic/force", "").status()).isEqualTo(400);
    }

    @Test
    void a_job_can_be_checked_without_being_registered() {
        Reply good = agent.put("/v1/validate/job", TestJobs.batch("checked", "true"));
        assertThat(good.text("Error")).isEmpty();
        Reply bad =
                agent.put("/v1/validate/job", TestJobs.batch("checked", "true").replace("\"batch\"", "\"nonsense\""));
        assertThat(bad.text("ValidationErrors")).contains("nonsense");
        assertThat(agent.get("/v1/job/checked").status()).isEqualTo(404);
    }

    @Test
    void the_text_of_a_job_file_is_kept_beside_the_job() {
        String body = TestJobs.batch("written", "true");
        body = body.substring(0, body.length() - 1)
                + ", \"Submission\": {\"Source\": \"job {}\", \"Format\": \"hcl2\"}}";
        assertThat(agent.put("/v1/jobs", body).status()).isEqualTo(200);
        assertThat(agent.get("/v1/job/written/submission?version=0").text("Source"))
                .isEqualTo("job {}");
        assertThat(agent.get("/v1/job/written/submission?version=3").status()).isEqualTo(404);
    }

    @Test
    void a_job_file_becomes_json() {
        Reply parsed = parse("job \"a\" { group \"g\" { task \"t\" { driver = \"raw_exec\" } } }");
        assertThat(parsed.status()).isEqualTo(200);
        assertThat(parsed.text("TaskGroups[0].Tasks[0].Driver")).isEqualTo("raw_exec");
    }

    @Test
    void a_faulty_job_file_is_refused_with_the_place() {
        Reply reply = parse("job \"a\" {\n  grp \"g\" {}\n}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("2:3").contains("grp");
    }

    @Test
    void a_sent_job_file_may_not_look_at_the_servers_files() {
        Reply reply = parse("job \"a\" { group \"g\" { task \"t\" { driver = file(\"/etc/passwd\") } } }");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("file").doesNotContain("root:");
    }

    private static Reply parse(String source) {
        return agent.put("/v1/jobs/parse", Json.write(Map.of("JobHCL", source)));
    }

    @Test
    void an_overview_holds_jobs_with_their_allocations() {
        String allocation = agent.run(TestJobs.service("overview", "exec sleep 600"), "overview", "running");
        Reply statuses = agent.get("/v1/jobs/statuses?filter=ID==overview");
        assertThat(statuses.size()).isEqualTo(1);
        assertThat(statuses.text("[0].Allocs[0].ID")).isEqualTo(allocation);
        assertThat(statuses.text("[0].LatestDeployment.Status")).isIn("running", "successful");
    }
}
