package dev.drover.agent.api;

import dev.drover.agent.gate.Gate;
import dev.drover.model.acl.AccessLevel;
import dev.drover.model.acl.Acl;
import dev.drover.model.acl.Area;
import dev.drover.model.acl.NamespaceCapability;
import dev.drover.model.wire.WireName;
import dev.drover.state.event.Event;
import dev.drover.state.event.EventBatch;
import dev.drover.state.event.Subscription;
import dev.drover.state.event.Topic;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** Who may follow which topics: all of them only whoever may do everything, others what he could read otherwise. */
record EventRights(Acl acl) {
    /**
     * Refuses what may not be followed.
     *
     * @param namespace {@code *} for all in which there is the right
     * @throws dev.drover.agent.http.HttpException with status 403
     */
    void require(Collection<String> topics, String namespace) {
        for (String topic : topics) {
            if (!acl.isManagement() && !allows(topic, namespace)) {
                throw Gate.denied();
            }
        }
    }

    private boolean allows(String topic, String namespace) {
        Optional<Topic> known = Arrays.stream(Topic.values())
                .filter(each -> ((WireName) each).wireName().equals(topic))
                .findFirst();
        return known.filter(each -> allows(each, namespace)).isPresent();
    }

    private boolean allows(Topic topic, String namespace) {
        return switch (topic) {
            case JOB, EVALUATION, ALLOCATION, DEPLOYMENT -> in(namespace, NamespaceCapability.READ_JOB);
            case CSI_VOLUME -> in(namespace, NamespaceCapability.CSI_READ_VOLUME);
            case NODE -> acl.allows(Area.NODE, AccessLevel.READ);
            case NODE_POOL, ACL_TOKEN, ACL_POLICY, ACL_ROLE -> acl.isManagement();
        };
    }

    private boolean in(String namespace, NamespaceCapability capability) {
        return namespace.equals(Subscription.ALL) ? acl.allowsSomewhere(capability) : acl.allows(namespace, capability);
    }

    /** What may be shown of a batch. */
    EventBatch shown(EventBatch batch) {
        return acl.isManagement()
                ? batch
                : new EventBatch(
                        batch.index(),
                        batch.events().stream().filter(this::allows).toList());
    }

    private boolean allows(Event event) {
        return allows(event.topic(), event.namespace());
    }
}
