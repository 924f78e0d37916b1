package dev.drover.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The words that stand before commands and are none: what each is about, and what may follow it. */
final class Groups {
    private static final Map<String, String> SUMMARIES = Map.ofEntries(
            Map.entry("acl", "Who may do what"),
            Map.entry("acl auth-method", "Ways to log in"),
            Map.entry("acl binding-rule", "What who logs in may do"),
            Map.entry("acl policy", "Rights, by name"),
            Map.entry("acl role", "Sets of policies"),
            Map.entry("acl token", "Tokens that carry rights"),
            Map.entry("alloc", "Allocations and the tasks in them"),
            Map.entry("config", "Configuration files of agents"),
            Map.entry("deployment", "Deployments, which bring versions of jobs out"),
            Map.entry("eval", "Evaluations, the requests to look at a job"),
            Map.entry("job", "Jobs: run, change, watch and stop them"),
            Map.entry("job periodic", "Jobs that start by the clock"),
            Map.entry("job tag", "Names for versions of jobs"),
            Map.entry("license", "The license, of which none is needed"),
            Map.entry("namespace", "Namespaces, which keep jobs apart"),
            Map.entry("node", "Nodes, the machines that run tasks"),
            Map.entry("node identity", "What nodes prove themselves with"),
            Map.entry("node intro", "Tokens by which new nodes introduce themselves"),
            Map.entry("node meta", "Metadata of nodes, changed while they run"),
            Map.entry("node pool", "Sets of nodes for sets of jobs"),
            Map.entry("operator", "The cluster in the hands of an operator"),
            Map.entry("operator autopilot", "When servers count as healthy, and whether they do"),
            Map.entry("operator gossip", "How servers find each other"),
            Map.entry("operator gossip keyring", "Keys that gossip is encrypted with"),
            Map.entry("operator raft", "The log that servers agree on"),
            Map.entry("operator root", "What secrets are kept with"),
            Map.entry("operator root keyring", "Keys for variables and identities"),
            Map.entry("operator scheduler", "How the scheduler chooses nodes"),
            Map.entry("operator snapshot", "The whole state in a file"),
            Map.entry("plugin", "Plugins of storage providers"),
            Map.entry("quota", "How much namespaces may hold together"),
            Map.entry("recommendation", "Proposals to change what tasks ask for"),
            Map.entry("scaling", "What autoscalers follow"),
            Map.entry("scaling policy", "Policies, by group of a job"),
            Map.entry("sentinel", "Rules that jobs have to keep"),
            Map.entry("server", "Servers and how they find each other"),
            Map.entry("service", "Services that jobs offer"),
            Map.entry("setup", "Preparing other systems for jobs"),
            Map.entry("system", "Housekeeping of the servers"),
            Map.entry("system reconcile", "Counting anew"),
            Map.entry("tls", "Certificates"),
            Map.entry("tls ca", "Authorities that sign certificates"),
            Map.entry("tls cert", "Certificates of servers, clients and users"),
            Map.entry("var", "Variables: secrets and settings for jobs"),
            Map.entry("volume", "Storage that outlives allocations"),
            Map.entry("volume claim", "Volumes that allocations come back to"),
            Map.entry("volume snapshot", "Copies of volumes at their provider"),
            Map.entry("windows", "The agent as a part of Windows"),
            Map.entry("windows service", "The agent as a service of Windows"));

    private Groups() {}

    static boolean isGroup(String words) {
        return Commands.names().stream().anyMatch(name -> name.startsWith(words + " "));
    }

    static String summary(String group) {
        return SUMMARIES.getOrDefault(group, "Commands that begin with " + group);
    }

    /** The full names of commands and groups that stand directly below a group; of the outermost for an empty text. */
    static List<String> members(String group) {
        String prefix = group.isEmpty() ? "" : group + " ";
        TreeSet<String> members = new TreeSet<>();
        for (String name : Commands.names()) {
            if (name.startsWith(prefix)) {
                int blank = name.indexOf(' ', prefix.length());
                members.add(blank < 0 ? name : name.substring(0, blank));
            }
        }
        return List.copyOf(members);
    }

    /** Every group, however deep. */
    static List<String> all() {
        TreeSet<String> groups = new TreeSet<>();
        for (String name : Commands.names()) {
            for (int blank = name.indexOf(' '); blank >= 0; blank = name.indexOf(' ', blank + 1)) {
                groups.add(name.substring(0, blank));
            }
        }
        return List.copyOf(groups);
    }
}
