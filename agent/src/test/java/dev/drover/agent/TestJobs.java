package dev.drover.agent;

/** Jobs as JSON bodies, all of one raw_exec task {@code t} in a group {@code g}. */
public final class TestJobs {
    private TestJobs() {}

    public static String service(String id, String script) {
        return job(id, "service", script, 1, "");
    }

    public static String batch(String id, String script) {
        return job(id, "batch", script, 1, "");
    }

    /**
     * A registration.
     *
     * @param more further fields of the job, each with a comma before it
     */
    public static String job(String id, String type, String script, int count, String more) {
        return """
                {"Job": {"ID": "%s", "Name": "%s", "Type": "%s", "Datacenters": ["*"]%s,
                  "TaskGroups": [{"Name": "g", "Count": %d,
                    "EphemeralDisk": {"SizeMB": 10},
                    "RestartPolicy": {"Attempts": 0, "Mode": "fail"},
                    "Tasks": [{"Name": "t", "Driver": "raw_exec",
                      "Config": {"command": "/bin/sh", "args": ["-c", "%s"]},
                      "KillTimeout": 1000000000,
                      "Resources": {"CPU": 1, "MemoryMB": 10},
                      "LogConfig": {"MaxFiles": 1, "MaxFileSizeMB": 1}}]}]}}""".formatted(id, id, type, more, count, script);
    }
}
