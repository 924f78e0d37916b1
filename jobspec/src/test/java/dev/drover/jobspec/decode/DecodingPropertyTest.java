package dev.drover.jobspec.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobspec.hcl.Diagnostics;
import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.jobspec.hcl.SourceRange;
import dev.drover.jobspec.value.Value;
import dev.drover.model.job.Job;
import dev.drover.model.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Bodies that no parser would make still lead to diagnostics and never to an exception. */
final class DecodingPropertyTest {
    private static final SourceRange RANGE = new SourceRange(new SourceFile("x.hcl", "x = 1\n"), 0, 1);
    private static final List<String> WORDS =
            List.of("", "x", "true", "30s", "-5", "1e400", "${attr.x}", "cpu", "\u0000");

    @Property(tries = 400)
    void decoding_never_throws(@ForAll long seed) {
        Random random = new Random(seed);
        EvaluatedBody.Block job = new EvaluatedBody.Block(
                "job", List.of("j"), body(JobDecoder.schema().block("job"), random, 0), RANGE);
        Diagnostics diagnostics = new Diagnostics();
        Optional<Job> decoded =
                JobDecoder.decode(new EvaluatedBody(List.of(), List.of(job), RANGE), random.nextBoolean(), diagnostics);
        assertThat(decoded).isPresent();
        assertThat(Json.read(Job.class, Json.write(decoded.orElseThrow())).id())
                .isEqualTo(decoded.orElseThrow().id());
    }

    /** Mostly names that the schema knows, now and then as the wrong kind. */
    private static EvaluatedBody body(Optional<Schema<?, ?>> schema, Random random, int depth) {
        List<String> names = new ArrayList<>(
                schema.<List<String>>map(known -> List.copyOf(known.names())).orElse(WORDS));
        names.add("nonsense");
        List<EvaluatedBody.Attribute> attributes = new ArrayList<>();
        List<EvaluatedBody.Block> blocks = new ArrayList<>();
        for (int count = random.nextInt(8); count > 0; count--) {
            String name = names.get(random.nextInt(names.size()));
            Optional<Schema<?, ?>> inner = schema.flatMap(known -> known.block(name));
            boolean asBlock = inner.isPresent() ? random.nextInt(10) > 0 : random.nextInt(6) == 0;
            if (asBlock && depth < 8) {
                List<String> labels =
                        random.nextInt(4) == 0 ? List.of() : List.of(WORDS.get(random.nextInt(WORDS.size())));
                blocks.add(new EvaluatedBody.Block(name, labels, body(inner, random, depth + 1), RANGE));
            } else {
                attributes.add(new EvaluatedBody.Attribute(name, value(random, 0), RANGE, RANGE));
            }
        }
        return new EvaluatedBody(attributes, blocks, RANGE);
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 8)) {
            case 0 -> Value.Null.VALUE;
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> Value.of(random.nextLong());
            case 3 -> Value.of(new BigDecimal("1e" + (random.nextInt(2_000) - 1_000)));
            case 4 -> Value.of(WORDS.get(random.nextInt(WORDS.size())));
            case 5, 6 -> Value.of(List.of(value(random, depth + 1), value(random, depth + 1)));
            default -> {
                LinkedHashMap<String, Value> entries = new LinkedHashMap<>();
                entries.put(WORDS.get(random.nextInt(WORDS.size())), value(random, depth + 1));
                yield Value.of(entries);
            }
        };
    }
}
