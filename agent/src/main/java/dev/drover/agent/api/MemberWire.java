package dev.drover.agent.api;

import dev.drover.model.api.AgentMember;
import java.util.Map;

/** Members as clients of the compatible API know them. */
final class MemberWire {
    private MemberWire() {}

    /** A member; the versions of protocols are those that clients expect of a member that works. */
    static AgentMember of(String name, String host, int port, Map<String, String> tags, String status) {
        return new AgentMember(name, host, port, tags, status, 1, 5, 2, 2, 5, 4);
    }

    /** What is no server is no member either, and says so by a member without a name. */
    static AgentMember none() {
        return new AgentMember("", "", 0, Map.of(), "", 0, 0, 0, 0, 0, 0);
    }
}
