package dev.drover.dist.cluster;

import dev.drover.dist.Processes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Jobs as bodies of requests, and what is seen of them. */
final class TestJobs {
    private TestJobs() {}

    /** A job that runs nothing and is only there to hold a value. */
    static String register(String id, String value) {
        return """
                {"Job": {"ID": "%s", "Type": "batch", "Datacenters": ["dc1"], "ParameterizedJob": {"Payload": "optional"},
                  "Meta": {"n": "%s"}, "TaskGroups": [{"Name": "g", "Tasks": [
                    {"Name": "t", "Driver": "raw_exec", "Config": {"command": "/bin/true"}}]}]}}
                """.formatted(id, value);
    }

    /** A service that is evaluated and has nothing to place. */
    static String empty(String id) {
        return service(id, 0, 0);
    }

    /** A service whose every task is one process that runs until it is stopped. */
    static String service(String id, int count, int number) {
        return """
                {"Job": {"ID": "%s", "Type": "service", "Datacenters": ["dc1"], "Meta": {"number": "%d"}, "TaskGroups": [
                  {"Name": "g", "Count": %d, "Update": {"MaxParallel": 0},
                   "RestartPolicy": {"Attempts": 0, "Interval": 60000000000, "Delay": 1000000000, "Mode": "fail"},
                   "ReschedulePolicy": {"Unlimited": true, "Delay": 5000000000, "DelayFunction": "constant"},
                   "Tasks": [{"Name": "t", "Driver": "raw_exec", "KillTimeout": 1000000000,
                    "Config": {"command": "/bin/sleep", "args": ["100000"]},
                    "Resources": {"CPU": 20, "MemoryMB": 16}}]}]}}
                """.formatted(id, number, count);
    }

    /** The processes of a job's tasks on this machine. */
    static Set<Long> pids(String job) {
        return Processes.that(text -> text.startsWith("/bin/sleep") && text.contains("NOMAD_JOB_ID=" + job + "\0"))
                .stream()
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /** How many allocations of a job an agent says are running and are meant to. */
    static long running(AgentProcess agent, String job) {
        List<?> allocations =
                agent.http().get("/v1/job/" + job + "/allocations").list();
        return allocations.stream()
                .map(String::valueOf)
                .filter(text -> text.contains("ClientStatus=running") && text.contains("DesiredStatus=run"))
                .count();
    }
}
