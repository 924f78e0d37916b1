package dev.drover.client.task;

import dev.drover.client.store.IdentityTerms;
import dev.drover.driver.DriverException;
import dev.drover.model.job.WorkloadIdentity;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renews the identities of a running task at half of their time, and does to the task what they say. */
final class IdentityWatch implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(IdentityWatch.class.getName());
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofHours(1);

    /** No renewal follows another sooner, whatever a job says. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final TaskIdentities identities;
    private final TemplateWatch.Target target;
    private final TaskSite site;
    private final Optional<Thread> thread;

    IdentityWatch(TaskIdentities identities, TemplateWatch.Target target, TaskSite site) {
        this.identities = identities;
        this.target = target;
        this.site = site;
        this.thread = identities.renewable().isEmpty()
                ? Optional.empty()
                : Optional.of(Thread.ofVirtual().name("identities").start(this::run));
    }

    @Override
    public void close() {
        thread.ifPresent(Thread::interrupt);
    }

    private void run() {
        Duration retry = FIRST_RETRY;
        try {
            while (true) {
                Instant next = renewals().values().stream()
                        .min(Comparator.naturalOrder())
                        .orElse(site.clock().instant());
                sleep(longer(LEAST, Duration.between(site.clock().instant(), next)));
                if (renew()) {
                    retry = FIRST_RETRY;
                } else {
                    sleep(spread(retry));
                    retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
                }
            }
        } catch (InterruptedException ended) {
            LOGGER.log(Level.TRACE, "the task of these identities has ended");
        } catch (RuntimeException fault) {
            LOGGER.log(Level.ERROR, "identities are not renewed any more", fault);
        }
    }

    private static void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Between the time and one and a half of it, so that tasks do not come back together. */
    private Duration spread(Duration time) {
        return time.plusMillis(site.random().nextLong(time.toMillis() / 2 + 1));
    }

    /** When each is due. */
    private Map<WorkloadIdentity, Instant> renewals() {
        Map<String, IdentityTerms.Term> terms = identities.terms();
        return identities.renewable().stream()
                .collect(java.util.stream.Collectors.toMap(identity -> identity, identity -> {
                    IdentityTerms.Term term = terms.get(identity.name());
                    return term == null ? site.clock().instant() : term.renewal();
                }));
    }

    /** False when the servers did not sign. */
    private boolean renew() throws InterruptedException {
        Instant now = site.clock().instant();
        List<WorkloadIdentity> due = renewals().entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        try {
            identities.give(due);
        } catch (IdentityException | SetupException | IOException fault) {
            LOGGER.log(
                    Level.WARNING,
                    () -> "identities of task " + identities.spec().task().name() + " of allocation "
                            + identities.spec().allocation().id() + " are not renewed for now: " + fault.getMessage());
            return false;
        }
        for (WorkloadIdentity identity : due) {
            tell(identity);
        }
        return true;
    }

    private void tell(WorkloadIdentity identity) throws InterruptedException {
        String reason = "Identity[" + identity.name() + "]: new token";
        try {
            if (identity.changeMode().equals("restart")) {
                target.restart(reason);
            } else if (identity.changeMode().equals("signal")) {
                target.signal(identity.changeSignal(), reason);
            }
        } catch (DriverException fault) {
            LOGGER.log(Level.WARNING, () -> "the task cannot be told of its new token: " + fault.getMessage());
        }
    }
}
