package dev.drover.template.functions;

import dev.drover.template.Functions;
import java.time.InstantSource;
import java.util.List;

/** The functions of the Sprig library that need nothing but their arguments, the time and chance. */
final class Sprig {
    private static final String NO_KEYS = "templates make no keys and certificates; use a secret";
    private static final String NO_SURROUNDINGS = "templates do not see the node; use env for variables of the task";
    private static final String NOT_SERVED = "this function is not served here";

    private static final Functions TIMELESS = Functions.builder()
            .addAll(SprigTexts.FUNCTIONS)
            .addAll(SprigNumbers.FUNCTIONS)
            .addAll(SprigLists.FUNCTIONS)
            .addAll(SprigMaps.FUNCTIONS)
            .addAll(SprigValues.FUNCTIONS)
            .addAll(SprigEncodings.FUNCTIONS)
            .addAll(SprigPatterns.FUNCTIONS)
            .addAll(SprigPaths.FUNCTIONS)
            .addAll(SprigRandom.FUNCTIONS)
            .addAll(refused())
            .build();

    private Sprig() {}

    static Functions functions(InstantSource clock) {
        return Functions.builder()
                .addAll(TIMELESS)
                .addAll(SprigTimes.functions(clock))
                .build();
    }

    private static Functions refused() {
        Functions.Builder builder = Functions.builder();
        List.of(
                        "genPrivateKey",
                        "derivePassword",
                        "buildCustomCert",
                        "genCA",
                        "genCAWithKey",
                        "genSelfSignedCert",
                        "genSelfSignedCertWithKey",
                        "genSignedCert",
                        "genSignedCertWithKey",
                        "encryptAES",
                        "decryptAES",
                        "randBytes",
                        "bcrypt",
                        "htpasswd")
                .forEach(name -> builder.refuse(name, NO_KEYS));
        List.of("env", "expandenv", "getHostByName").forEach(name -> builder.refuse(name, NO_SURROUNDINGS));
        List.of("semver", "semverCompare", "toDate", "mustToDate", "abbrevboth")
                .forEach(name -> builder.refuse(name, NOT_SERVED));
        return builder.build();
    }
}
