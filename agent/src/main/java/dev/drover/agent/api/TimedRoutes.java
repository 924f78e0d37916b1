package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.server.metric.Meters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Times how long the answers of this agent take, under the names of the table {@code timers.txt}. What a blocking query waits is part of it, as
 * monitors of such servers know it.
 */
final class TimedRoutes {
    private final Map<String, String> names = new HashMap<>();
    private final Meters meters;

    TimedRoutes(Meters meters) {
        this.meters = meters;
        try (InputStream in = Objects.requireNonNull(TimedRoutes.class.getResourceAsStream("timers.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
            throw new IllegalStateException("timers.txt: expected METHODS PATH NAME, found: " + line);
        }
        for (String method : words[0].split("\\|", -1)) {
            if (names.put(method + " " + words[1], "nomad." + words[2]) != null) {
                throw new IllegalStateException("timers.txt: " + method + " " + words[1] + " is there twice");
            }
        }
    }

    /** What the timers are called. */
    Set<String> names() {
        return Set.copyOf(names.values());
    }

    /** Method and path of every line. */
    Set<String> timed() {
        return names.keySet();
    }

    /** The same route, timed where the table has it. */
    Route timed(Route route) {
        boolean known = route.methods().stream().anyMatch(method -> names.containsKey(method + " " + route.path()));
        return known ? route.answeredBy(request -> answer(route, request)) : route;
    }

    private Answer answer(Route route, ApiRequest request) throws InterruptedException {
        String name = names.get(request.method() + " " + route.path());
        if (name == null) {
            return route.handler().answer(request);
        }
        long start = meters.start();
        try {
            return route.handler().answer(request);
        } finally {
            meters.time(name, start);
        }
    }
}
