package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import java.util.Map;

/** Reads blocks of a configuration that was found valid. */
final class Blocks {
    private Blocks() {}

    /** The block of this name; one without any value when there is none. */
    static ConfigReader one(ConfigReader config, String name) {
        return config.block(name).orElseGet(() -> ConfigReader.of(Map.of()));
    }
}
