package dev.drover.jobspec;

import dev.drover.jobspec.hcl.Diagnostics;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.jobspec.hcl.SourceRange;
import dev.drover.model.job.Job;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Job files in the JSON form of the API. */
final class JsonJobs {
    private JsonJobs() {}

    static Optional<Job> read(SourceFile source, Diagnostics diagnostics) {
        try {
            byte[] json = source.text().getBytes(StandardCharsets.UTF_8);
            Map<String, Object> object = Json.readObject(json);
            Object wrapped = field(object, "Job");
            Job job = Json.read(Job.class, wrapped instanceof Map ? Json.writeBytes(wrapped) : json);
            if (job.id().isEmpty()) {
                diagnostics.error(
                        "No job",
                        "A JSON job file holds {\"Job\": {\"ID\": ...}} or the job itself; the field \"ID\" is missing.",
                        start(source));
            }
            return Optional.of(job);
        } catch (WireException fault) {
            diagnostics.error("JSON is no job", String.valueOf(fault.getMessage()), place(source, fault));
        } catch (StackOverflowError fault) {
            diagnostics.error("JSON is no job", "The text is nested too deeply.", start(source));
        }
        return Optional.empty();
    }

    private static @Nullable Object field(Map<String, Object> object, String name) {
        return object.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** The last field of the path that the fault names, if its name stands in the text just once. */
    private static SourceRange place(SourceFile source, WireException fault) {
        String message = String.valueOf(fault.getMessage());
        int colon = message.indexOf(": ");
        String path = colon < 0 ? "" : message.substring(0, colon);
        String quoted = "\"" + path.substring(path.lastIndexOf('.') + 1) + "\"";
        int first = source.text().indexOf(quoted);
        boolean once = first >= 0 && source.text().indexOf(quoted, first + 1) < 0;
        return once ? source.range(first, first + quoted.length()) : start(source);
    }

    private static SourceRange start(SourceFile source) {
        return source.range(0, Math.min(1, source.text().length()));
    }
}
