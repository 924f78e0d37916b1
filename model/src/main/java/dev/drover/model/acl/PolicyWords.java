package dev.drover.model.acl;

import static dev.drover.model.acl.NamespaceCapability.*;

import dev.drover.model.wire.WireName;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the words of a policy's text stand for. */
public final class PolicyWords {
    /** Takes away all that other words give. */
    public static final String DENY = "deny";

    private static final String READ_WORD = "read";
    private static final String WRITE_WORD = "write";
    private static final String SCALE_WORD = "scale";

    private static final EnumSet<NamespaceCapability> READ_NAMESPACE = EnumSet.of(
            LIST_JOBS,
            PARSE_JOB,
            READ_JOB,
            CSI_READ_VOLUME,
            CSI_LIST_VOLUME,
            HOST_VOLUME_READ,
            LIST_SCALING_POLICIES,
            READ_SCALING_POLICY,
            READ_JOB_SCALING);

    private static final EnumSet<NamespaceCapability> SCALE_NAMESPACE = EnumSet.of(
            READ_JOB, LIST_SCALING_POLICIES, READ_SCALING_POLICY, READ_JOB_SCALING, SCALE_JOB, SUBMIT_RECOMMENDATION);

    private static final EnumSet<NamespaceCapability> WRITE_NAMESPACE = EnumSet.of(
            SUBMIT_JOB,
            DISPATCH_JOB,
            READ_LOGS,
            READ_FS,
            ALLOC_EXEC,
            ALLOC_LIFECYCLE,
            CSI_WRITE_VOLUME,
            CSI_MOUNT_VOLUME,
            HOST_VOLUME_CREATE,
            SCALE_JOB,
            SUBMIT_RECOMMENDATION);

    static {
        WRITE_NAMESPACE.addAll(READ_NAMESPACE);
    }

    private PolicyWords() {}

    /** The words that {@code policy} may have in each block, by the block's name. */
    public static List<String> levels(String block) {
        return switch (block) {
            case "namespace" -> List.of(DENY, READ_WORD, WRITE_WORD, SCALE_WORD);
            case "plugin" -> List.of(DENY, READ_WORD, "list");
            default -> List.of(DENY, READ_WORD, WRITE_WORD);
        };
    }

    /** The words for single capabilities, with that which takes all away. */
    public static <E extends Enum<E> & WireName> List<String> capabilities(Class<E> type) {
        List<String> words = new java.util.ArrayList<>(List.of(DENY));
        Arrays.stream(type.getEnumConstants()).map(WireName::wireName).forEach(words::add);
        return List.copyOf(words);
    }

    static Set<NamespaceCapability> namespace(String level) {
        return switch (level) {
            case READ_WORD -> READ_NAMESPACE;
            case WRITE_WORD -> WRITE_NAMESPACE;
            case SCALE_WORD -> SCALE_NAMESPACE;
            default -> Set.of();
        };
    }

    /** What comes along with a capability. */
    static Set<NamespaceCapability> implied(NamespaceCapability given) {
        return switch (given) {
            case READ_FS -> Set.of(READ_LOGS);
            case HOST_VOLUME_WRITE ->
                Set.of(HOST_VOLUME_CREATE, HOST_VOLUME_REGISTER, HOST_VOLUME_READ, HOST_VOLUME_DELETE);
            case HOST_VOLUME_REGISTER -> Set.of(HOST_VOLUME_CREATE, HOST_VOLUME_READ);
            case HOST_VOLUME_CREATE -> Set.of(HOST_VOLUME_READ);
            default -> Set.of();
        };
    }

    static Set<NodePoolCapability> nodePool(String level) {
        return switch (level) {
            case READ_WORD -> Set.of(NodePoolCapability.READ);
            case WRITE_WORD -> EnumSet.allOf(NodePoolCapability.class);
            default -> Set.of();
        };
    }

    static Set<HostVolumeCapability> hostVolume(String level) {
        return switch (level) {
            case READ_WORD -> Set.of(HostVolumeCapability.MOUNT_READONLY);
            case WRITE_WORD -> EnumSet.allOf(HostVolumeCapability.class);
            default -> Set.of();
        };
    }

    static Set<OperatorCapability> operator(String level) {
        return switch (level) {
            case READ_WORD -> Set.of(OperatorCapability.LICENSE_READ, OperatorCapability.KEYRING_READ);
            case WRITE_WORD -> EnumSet.allOf(OperatorCapability.class);
            default -> Set.of();
        };
    }

    static Set<SentinelCapability> sentinel(String level) {
        return switch (level) {
            case READ_WORD -> Set.of(SentinelCapability.SENTINEL_READ);
            case WRITE_WORD -> EnumSet.allOf(SentinelCapability.class);
            default -> Set.of();
        };
    }

    static AccessLevel level(String word) {
        return of(AccessLevel.class, word).orElse(AccessLevel.NONE);
    }

    static <E extends Enum<E> & WireName> Optional<E> of(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.wireName().equals(word))
                .findFirst();
    }
}
