package dev.drover.model.acl;

import dev.drover.model.wire.WireName;

/** What can be allowed in a namespace. A policy that says {@code deny} takes all of it away. */
public enum NamespaceCapability implements WireName {
    LIST_JOBS("list-jobs"),
    PARSE_JOB("parse-job"),
    READ_JOB("read-job"),
    SUBMIT_JOB("submit-job"),
    DISPATCH_JOB("dispatch-job"),
    READ_LOGS("read-logs"),
    READ_FS("read-fs"),
    ALLOC_EXEC("alloc-exec"),
    ALLOC_NODE_EXEC("alloc-node-exec"),
    ALLOC_LIFECYCLE("alloc-lifecycle"),
    SENTINEL_OVERRIDE("sentinel-override"),
    CSI_REGISTER_PLUGIN("csi-register-plugin"),
    CSI_WRITE_VOLUME("csi-write-volume"),
    CSI_READ_VOLUME("csi-read-volume"),
    CSI_LIST_VOLUME("csi-list-volume"),
    CSI_MOUNT_VOLUME("csi-mount-volume"),
    HOST_VOLUME_CREATE("host-volume-create"),
    HOST_VOLUME_REGISTER("host-volume-register"),
    HOST_VOLUME_READ("host-volume-read"),
    HOST_VOLUME_WRITE("host-volume-write"),
    HOST_VOLUME_DELETE("host-volume-delete"),
    LIST_SCALING_POLICIES("list-scaling-policies"),
    READ_SCALING_POLICY("read-scaling-policy"),
    READ_JOB_SCALING("read-job-scaling"),
    SCALE_JOB("scale-job"),
    SUBMIT_RECOMMENDATION("submit-recommendation"),
    REGISTER_JOB("register-job"),
    REVERT_JOB("revert-job"),
    DEREGISTER_JOB("deregister-job"),
    PURGE_JOB("purge-job"),
    EVALUATE_JOB("evaluate-job"),
    PLAN_JOB("plan-job"),
    TAG_JOB_VERSION("tag-job-version"),
    STABLE_JOB("stable-job"),
    FAIL_DEPLOYMENT("fail-deployment"),
    PAUSE_DEPLOYMENT("pause-deployment"),
    PROMOTE_DEPLOYMENT("promote-deployment"),
    UNBLOCK_DEPLOYMENT("unblock-deployment"),
    CANCEL_DEPLOYMENT("cancel-deployment"),
    SET_ALLOC_HEALTH_DEPLOYMENT("set-alloc-health-deployment"),
    GC_ALLOCATION("gc-allocation"),
    PAUSE_ALLOCATION("pause-allocation"),
    FORCE_PERIODIC_JOB("force-periodic-job"),
    DELETE_SERVICE_REGISTRATION("delete-service-registration");

    private final String wireName;

    NamespaceCapability(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
