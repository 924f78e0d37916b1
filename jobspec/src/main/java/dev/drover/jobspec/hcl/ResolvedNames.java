package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Value;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The variables or locals of a file.
 *
 * @param faulty names without a value, whose faults are reported
 */
record ResolvedNames(SequencedMap<String, Value> values, Set<String> faulty) {}
