package dev.drover.sim.whatif;

import dev.drover.jobspec.JobFile;
import dev.drover.jobspec.JobFileOptions;
import dev.drover.jobspec.JobFiles;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.canonical.JobCanonicalizer;
import dev.drover.model.canonical.JobDefaults;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private final List<String> variables = new ArrayList<>();
    private Optional<Path> snapshot = Optional.empty();
    private Optional<Path> job = Optional.empty();
    private List<String> drain = List.of();
    private boolean fewest;
    private boolean json;

    private WhatIfMain() {}

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
            WhatIfMain question = new WhatIfMain();
            question.read(words);
            return question.answer(out);
        } catch (IllegalArgumentException fault) {
            err.println(fault.getMessage());
            return 1;
        } catch (IOException fault) {
            err.println("cannot read " + fault.getMessage());
            return 1;
        }
    }

    private void read(List<String> words) {
        for (int place = 0; place < words.size(); place++) {
            String word = words.get(place).replaceFirst("^--", "-");
            if (!word.startsWith("-")) {
                if (snapshot.isPresent()) {
                    throw new IllegalArgumentException("one snapshot at a time, found also " + word + "\n\n" + USAGE);
                }
                snapshot = Optional.of(Path.of(word));
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (name.equals("-json") || name.equals("-fewest-nodes")) {
                json |= name.equals("-json");
                fewest |= name.equals("-fewest-nodes");
                continue;
            }
            if (!List.of("-job", "-var", "-drain").contains(name)) {
                throw new IllegalArgumentException("there is no option " + name + "\n\n" + USAGE);
            }
            if (equals < 0 && place + 1 == words.size()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            take(name, equals < 0 ? words.get(++place) : word.substring(equals + 1));
        }
        if (snapshot.isEmpty()) {
            throw new IllegalArgumentException(
                    "which snapshot? `drover operator snapshot save FILE` writes one\n\n" + USAGE);
        }
    }

    private void take(String name, String value) {
        switch (name) {
            case "-job" -> job = Optional.of(Path.of(value));
            case "-var" -> variables.add(value);
            default ->
                drain = Arrays.stream(value.split(",")).map(String::strip).toList();
        }
    }

    private int answer(PrintStream out) throws IOException {
        State state = state(snapshot.orElseThrow());
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
