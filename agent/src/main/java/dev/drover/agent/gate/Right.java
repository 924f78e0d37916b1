package dev.drover.agent.gate;

import dev.drover.model.acl.AccessLevel;
import dev.drover.model.acl.Acl;
import dev.drover.model.acl.Area;
import dev.drover.model.acl.NamespaceCapability;
import dev.drover.model.acl.NodePoolCapability;
import dev.drover.model.acl.OperatorCapability;
import java.util.List;

/** What it takes to be answered. */
public sealed interface Right {
    /** Nothing: what everybody may know, or what proves itself otherwise. */
    record Anyone() implements Right {}

    /** A token that an operator made, whatever it allows. */
    record AnyToken() implements Right {}

    /** Such a token, or that of a workload. */
    record AnyIdentity() implements Right {}

    record Management() implements Right {}

    /** The node with an allocation that continues the one in the path. Nobody else but management. */
    record Continuing() implements Right {}

    /** The route looks itself, because it depends on the body or on each thing that is shown. */
    record CheckedByRoute() implements Right {}

    record Level(Area area, AccessLevel level) implements Right {}

    record Operator(OperatorCapability capability) implements Right {}

    /** One of the capabilities in the namespace. */
    record InNamespace(Place place, List<NamespaceCapability> anyOf) implements Right {
        public InNamespace {
            anyOf = List.copyOf(anyOf);
        }

        boolean holds(Acl acl, String namespace) {
            return acl.allows(namespace, anyOf.toArray(NamespaceCapability[]::new));
        }

        boolean holdsSomewhere(Acl acl) {
            return acl.allowsSomewhere(anyOf.toArray(NamespaceCapability[]::new));
        }
    }

    /** Shows only what is in namespaces with one of the capabilities, and may show nothing. */
    record Showing(List<NamespaceCapability> anyOf) implements Right {
        public Showing {
            anyOf = List.copyOf(anyOf);
        }
    }

    /** Any capability in the namespace that the parameter of the path names. */
    record KnowingNamespace(String parameter) implements Right {}

    /** The capability for the node pool that the parameter of the path names. */
    record NodePool(String parameter, NodePoolCapability capability) implements Right {}

    record EveryOf(List<Right> rights) implements Right {
        public EveryOf {
            rights = List.copyOf(rights);
        }
    }

    record OneOf(List<Right> rights) implements Right {
        public OneOf {
            rights = List.copyOf(rights);
        }
    }

    /** Depends on whether a switch of the query is on. */
    record Flagged(String flag, Right on, Right off) implements Right {}

    /** Depends on whether a parameter of the query has a value. */
    record Asked(String parameter, String value, Right then, Right otherwise) implements Right {}

    /** Whether, as far as this right is about namespaces, things of the namespace may be shown. */
    default boolean shows(Acl acl, String namespace) {
        return switch (this) {
            case InNamespace right -> right.holds(acl, namespace);
            case Showing right -> acl.allows(namespace, right.anyOf().toArray(NamespaceCapability[]::new));
            case EveryOf every -> every.rights().stream().allMatch(right -> right.shows(acl, namespace));
            case OneOf one -> one.rights().stream().anyMatch(right -> right.shows(acl, namespace));
            case Flagged flagged ->
                flagged.on().shows(acl, namespace) && flagged.off().shows(acl, namespace);
            case Asked asked ->
                asked.then().shows(acl, namespace) || asked.otherwise().shows(acl, namespace);
            case KnowingNamespace right -> acl.knows(namespace);
            case Anyone right -> true;
            case AnyToken right -> true;
            case AnyIdentity right -> true;
            case Management right -> true;
            case Continuing right -> true;
            case CheckedByRoute right -> true;
            case Level right -> true;
            case Operator right -> true;
            case NodePool right -> true;
        };
    }
}
