package dev.drover.sim.whatif;

import dev.drover.jobspec.JobFile;
import dev.drover.jobspec.JobFileOptions;
import dev.drover.jobspec.JobFiles;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.canonical.JobCanonicalizer;
import dev.drover.model.canonical.JobDefaults;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.text.Flags;
import dev.drover.model.validate.JobLimits;
import dev.drover.model.validate.JobValidator;
import dev.drover.state.State;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words {@code sim what-if}: from a snapshot and a question to the answer. Nothing that runs is touched. */
public final class WhatIfMain {
    static final String USAGE = """
            Usage: drover sim what-if [options] SNAPSHOT

              Answers from a snapshot (drover operator snapshot save) what would be if. The schedulers that answer are those
              that run in the cluster; nothing is changed anywhere. Without options it tells how few nodes would do.

            Options:
              -job FILE          would this job fit, and how many more of each group would
              -var NAME=VALUE    value for a variable of the job file; may be repeated
              -drain A,B,...     what does emptying these nodes cost; names or ids, or prefixes of ids
              -fewest-nodes      how few nodes would carry what runs now, placed anew
              -json              print the answers as JSON
            """;

    private final Path snapshot;
    private final Optional<Path> job;
    private final List<String> variables;
    private final List<String> drain;
    private final boolean fewest;
    private final boolean json;

    private WhatIfMain(Path snapshot, Flags flags) {
        this.snapshot = snapshot;
        this.job = flags.texts("job").stream().reduce((first, last) -> last).map(Path::of);
        this.variables = flags.texts("var");
        this.drain = flags.list("drain", "");
        this.fewest = flags.isOn("fewest-nodes");
        this.json = flags.isOn("json");
    }

    /**
     * Answers.
     *
     * @return 0, 1 when something is wrong with the question, 2 when the job does not fit or drained work finds no room
     */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.stream().anyMatch(List.of("-h", "-help", "--help")::contains)) {
            out.print(USAGE);
            return 0;
        }
        try {
            return read(words).answer(out);
        } catch (IllegalArgumentException fault) {
            err.println(fault.getMessage());
            return 1;
        } catch (IOException fault) {
            err.println("cannot read " + fault.getMessage());
            return 1;
        }
    }

    private static WhatIfMain read(List<String> words) {
        try {
            Flags flags = Flags.read(words, Set.of("json", "fewest-nodes"), Set.of("job", "var", "drain"), 1);
            if (flags.operands().isEmpty()) {
                throw new IllegalArgumentException("which snapshot? `drover operator snapshot save FILE` writes one");
            }
            return new WhatIfMain(Path.of(flags.operands().getFirst()), flags);
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException(fault.getMessage() + "\n\n" + USAGE, fault);
        }
    }

    private int answer(PrintStream out) throws IOException {
        State state = state(snapshot);
        Instant now = Instant.now();
        Optional<Fit> fit = job.isPresent() ? Optional.of(Fit.of(state, job(job.get()), now)) : Optional.empty();
        Optional<Emptying> emptying =
                drain.isEmpty() ? Optional.empty() : Optional.of(Emptying.of(state, nodes(state), now));
        Optional<FewestNodes> nodes = fewest || (fit.isEmpty() && emptying.isEmpty())
                ? Optional.of(FewestNodes.of(state, now))
                : Optional.empty();
        out.print(json ? Answers.json(fit, emptying, nodes) : Answers.text(fit, emptying, nodes));
        boolean well = fit.map(Fit::complete).orElse(true)
                && emptying.map(it -> it.homeless().isEmpty()).orElse(true);
        return well ? 0 : 2;
    }

    private static State state(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return StateSnapshots.read(in);
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new IOException("the snapshot " + file + ": there is no such file", missing);
        } catch (IOException fault) {
            throw new IOException("the snapshot " + file + ": " + fault.getMessage(), fault);
        }
    }

    private Job job(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new IOException("the job file " + file + ": there is no such file", missing);
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        JobFile parsed = JobFiles.parse(
                new SourceFile(file.toString(), text),
                new JobFileOptions(variables, List.of(), Map.of(), Optional.of(folder), true));
        Job given = parsed.job()
                .orElseThrow(() -> new IllegalArgumentException(parsed.diagnostics().stream()
                        .map(String::valueOf)
                        .reduce("the job file has faults:", (left, right) -> left + "\n" + right)));
        Job canonical = JobCanonicalizer.canonicalize(given, JobDefaults.STANDARD);
        List<String> faults = JobValidator.validate(canonical, JobLimits.STANDARD).faults().stream()
                .map(fault -> fault.text())
                .toList();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("the job is not valid: " + String.join("; ", faults));
        }
        return canonical;
    }

    private List<Node> nodes(State state) {
        List<Node> found = new ArrayList<>();
        for (String wanted : drain) {
            List<Node> matching = state.nodes().stream()
                    .filter(node -> node.name().equals(wanted) || node.id().startsWith(wanted))
                    .toList();
            if (matching.size() != 1) {
                throw new IllegalArgumentException((matching.isEmpty() ? "no node" : "more than one node")
                        + " of the snapshot is called " + wanted);
            }
            found.add(matching.getFirst());
        }
        return found;
    }
}
