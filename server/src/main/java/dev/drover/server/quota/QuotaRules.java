package dev.drover.server.quota;

import dev.drover.model.job.NUMAResource;
import dev.drover.model.quota.NodePoolLimit;
import dev.drover.model.quota.QuotaLimit;
import dev.drover.model.quota.QuotaLimitBuilder;
import dev.drover.model.quota.QuotaResources;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.quota.QuotaSpecBuilder;
import dev.drover.model.quota.QuotaStorageResources;
import dev.drover.model.wire.Json;
import dev.drover.server.ServerException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a quota has to look like. A limit that nobody would keep is refused rather than stored and forgotten. */
final class QuotaRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-]{1,128}");
    private static final int LONGEST_DESCRIPTION = 256;
    private static final String USUAL_REGION = "global";

    private QuotaRules() {}

    /** The quota with the hashes of its limits. */
    static QuotaSpec checked(QuotaSpec quota) {
        if (!NAME.matcher(quota.name()).matches()) {
            throw ServerException.badRequest(
                    "invalid name \"" + quota.name() + "\". Must match regex " + NAME.pattern());
        }
        if (quota.description().length() > LONGEST_DESCRIPTION) {
            throw ServerException.badRequest(
                    "description longer than " + LONGEST_DESCRIPTION + " characters; make it shorter");
        }
        if (quota.limits().isEmpty()) {
            throw ServerException.badRequest("quota \"" + quota.name() + "\" has no limits; add one for a region");
        }
        Set<String> regions = new HashSet<>();
        List<QuotaLimit> limits =
                quota.limits().stream().map(limit -> checked(limit, regions)).toList();
        return QuotaSpecBuilder.builder(quota).limits(limits).build();
    }

    private static QuotaLimit checked(QuotaLimit limit, Set<String> regions) {
        String region = limit.region().isEmpty() ? USUAL_REGION : limit.region();
        if (!regions.add(region)) {
            throw ServerException.badRequest("there are two limits for region \"" + region + "\"; make them one");
        }
        refuse(limit.variablesLimit(), "variables_limit");
        QuotaResources resources = limit.regionLimit();
        if (resources == null) {
            throw ServerException.badRequest("the limit for region \"" + region + "\" limits nothing");
        }
        check(resources);
        Set<String> pools = new HashSet<>();
        for (NodePoolLimit pool : resources.nodePools()) {
            if (pool.nodePool().isEmpty() || !pools.add(pool.nodePool())) {
                throw ServerException.badRequest(
                        "each node_pool limit of region \"" + region + "\" needs a name of its own");
            }
            check(pool.amounts());
        }
        QuotaLimit bare =
                QuotaLimitBuilder.builder(limit).region(region).hash(null).build();
        return QuotaLimitBuilder.builder(bare).hash(hash(bare)).build();
    }

    private static void check(QuotaResources limit) {
        refuse(limit.secretsMb(), "secrets");
        QuotaStorageResources storage = limit.storage();
        if (storage != null) {
            refuse(storage.variablesMb(), "storage variables");
            refuse(storage.hostVolumesMb(), "storage host_volumes");
        }
        NUMAResource numa = limit.numa();
        if (numa != null && !(numa.affinity().isEmpty() || numa.affinity().equals("none"))) {
            throw unkept("numa");
        }
        limit.devices().forEach(device -> {
            if (device.name().isEmpty()) {
                throw ServerException.badRequest("a device limit needs the name of a device");
            }
            if (!device.constraints().isEmpty() || !device.affinities().isEmpty()) {
                throw unkept("constraints and affinities of devices");
            }
        });
    }

    private static void refuse(@Nullable Integer amount, String what) {
        if (amount != null && amount != 0) {
            throw unkept(what);
        }
    }

    private static ServerException unkept(String what) {
        return ServerException.badRequest(
                "this version of Drover keeps no quota of " + what + "; leave it out, so that nobody relies on it");
    }

    private static String hash(QuotaLimit limit) {
        try {
            byte[] text = Json.write(limit).getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
