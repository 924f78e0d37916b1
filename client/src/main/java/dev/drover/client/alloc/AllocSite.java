package dev.drover.client.alloc;

import dev.drover.client.data.Inheritance;
import dev.drover.client.store.LocalStore;
import dev.drover.client.task.TaskSite;
import dev.drover.driver.Driver;
import java.nio.file.Path;
import java.util.Map;

/** What all allocations of a node share. */
record AllocSite(
        Path allocDir,
        Map<String, Driver> drivers,
        TaskSite tasks,
        StatusReporter reporter,
        LocalStore store,
        Inheritance inheritance) {}
