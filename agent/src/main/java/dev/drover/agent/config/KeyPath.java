package dev.drover.agent.config;

/**
 * Where in a configuration a value stands.
 *
 * @param key with the labels that the user chose, such as {@code plugin.docker.args}
 * @param pattern with stars for labels, such as {@code plugin.*.args}
 */
record KeyPath(String key, String pattern) {
    static final KeyPath ROOT = new KeyPath("", "");

    KeyPath child(String name) {
        return key.isEmpty() ? new KeyPath(name, name) : new KeyPath(key + "." + name, pattern + "." + name);
    }

    KeyPath label(String label) {
        return new KeyPath(key + "." + label, pattern + ".*");
    }
}
