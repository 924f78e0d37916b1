package dev.drover.drivers.mock;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.TaskExit;
import dev.drover.model.text.Durations;
import java.time.Duration;

/**
 * What a task or a command in it pretends to do.
 *
 * @param runFor how long it runs before it ends by itself
 * @param signalError what every signal is refused with; empty when signals are taken and ignored
 */
record Behaviour(Duration runFor, TaskExit exit, String signalError, Speech stdout, Speech stderr) {
    private static final int SIGNAL_BASE = 128;

    /**
     * What it says on one output: the text once at its start, and again after each pause.
     *
     * @param repeat how often the text is said again
     */
    record Speech(String text, long repeat, Duration pause) {}

    static Behaviour read(ConfigReader config) {
        int signal = (int) config.number("exit_signal").orElse(0);
        long code = config.number("exit_code").orElse(signal == 0 ? 0 : SIGNAL_BASE + signal);
        return new Behaviour(
                duration(config, "run_for"),
                new TaskExit((int) code, signal, false, config.text("exit_err_msg", "")),
                config.text("signal_error", ""),
                speech(config, "stdout"),
                speech(config, "stderr"));
    }

    private static Speech speech(ConfigReader config, String output) {
        return new Speech(
                config.text(output + "_string", ""),
                config.number(output + "_repeat").orElse(0),
                duration(config, output + "_repeat_duration"));
    }

    /** The duration of a key; nothing at all when it is not given. */
    static Duration duration(ConfigReader config, String key) {
        String text = config.text(key, "");
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException fault) {
            config.fault(key, String.valueOf(fault.getMessage()));
            return Duration.ZERO;
        }
    }
}
