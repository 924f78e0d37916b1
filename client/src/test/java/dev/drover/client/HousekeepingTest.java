package dev.drover.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.client.host.DiskSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HousekeepingTest {
    private static final ClientConfig.GarbageCollection RULES =
            new ClientConfig.GarbageCollection(Duration.ofHours(1), 2, 80, 70, 50);
    private static final long MEBIBYTE = 1 << 20;

    /** Folders that take one percent of disk and inodes, and a mebibyte, each. */
    private static final class Folders implements Housekeeping.Folders {
        private int running;
        private int ended;
        private double otherDisk;
        private double otherInodes;
        private long otherBytes;
        private final List<Integer> deleted = new ArrayList<>();

        @Override
        public int count() {
            return running + ended;
        }

        @Override
        public int deleteOldest(int count) {
            int now = Math.min(count, ended);
            ended -= now;
            deleted.add(now);
            return now;
        }

        private DiskSpace disk() {
            return new DiskSpace(
                    otherDisk + count(), otherInodes + count(), 1000 * MEBIBYTE - otherBytes - count() * MEBIBYTE);
        }
    }

    private final Folders folders = new Folders();

    private Housekeeping housekeeping() {
        return new Housekeeping(folders, RULES, folders::disk);
    }

    @Test
    void nothing_is_deleted_while_there_is_room() throws InterruptedException {
        folders.running = 10;
        folders.ended = 40;

        housekeeping().sweep();

        assertThat(folders.deleted).isEmpty();
    }

    @Test
    void what_is_beyond_the_number_goes_a_few_at_a_time() throws InterruptedException {
        folders.running = 20;
        folders.ended = 35;

        housekeeping().sweep();

        assertThat(folders.deleted).containsExactly(2, 2, 1);
    }

    @Test
    void a_disk_that_fills_is_emptied_to_its_threshold() throws InterruptedException {
        folders.ended = 10;
        folders.otherDisk = 75;

        housekeeping().sweep();

        assertThat(folders.deleted).containsExactly(2, 2, 2);
        assertThat(folders.disk().usedPercent()).isLessThanOrEqualTo(80);
    }

    @Test
    void inodes_that_run_out_are_freed_to_their_threshold() throws InterruptedException {
        folders.ended = 10;
        folders.otherInodes = 61;

        housekeeping().sweep();

        assertThat(folders.deleted).containsExactly(2);
        assertThat(folders.disk().inodesUsedPercent()).isLessThanOrEqualTo(70);
    }

    @Test
    void a_disk_that_others_have_filled_takes_all_that_has_ended_and_no_more() throws InterruptedException {
        folders.running = 3;
        folders.ended = 3;
        folders.otherDisk = 95;

        housekeeping().sweep();

        assertThat(folders.deleted).containsExactly(2, 1, 0);
        assertThat(folders.count()).isEqualTo(3);
    }

    @Test
    void room_is_made_for_the_number_and_the_disk_of_what_is_about_to_begin() throws InterruptedException {
        folders.running = 10;
        folders.ended = 41;
        folders.otherBytes = 900 * MEBIBYTE;

        housekeeping().makeRoom(53 * MEBIBYTE);

        assertThat(folders.deleted).containsExactly(1, 2, 2);
        assertThat(folders.disk().availableBytes()).isGreaterThanOrEqualTo(53 * MEBIBYTE);
    }

    @Test
    void a_disk_that_cannot_be_read_deletes_nothing() throws InterruptedException {
        folders.ended = 60;
        Housekeeping housekeeping = new Housekeeping(folders, RULES, () -> {
            throw new java.io.IOException("gone");
        });

        housekeeping.sweep();

        assertThat(folders.deleted).isEmpty();
    }
}
