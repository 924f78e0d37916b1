package dev.drover.scheduler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.node.Node;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.explain.Explanation.Reason;
import dev.drover.scheduler.feasibility.Misfit;
import dev.drover.scheduler.room.Shortfall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SentencesTest {
    private static final Node NODE = Machines.machine("n1");

    private static Misfit lacks(String what) {
        return new Misfit(Misfit.Verb.LACKS, what);
    }

    private static Misfit fails(String what) {
        return new Misfit(Misfit.Verb.FAILS, what);
    }

    private static Misfit is(String what) {
        return new Misfit(Misfit.Verb.IS, what);
    }

    private static Shortfall cpu(long asked, long free) {
        return new Shortfall.Amount(Shortfall.Dimension.CPU, asked, free);
    }

    private static Shortfall memory(long asked, long free) {
        return new Shortfall.Amount(Shortfall.Dimension.MEMORY, asked, free);
    }

    private static Finding finding(List<Misfit> misfits, Shortfall... shortfalls) {
        return new Finding(NODE, false, misfits, List.of(shortfalls));
    }

    private static Explanation explanation(
            int nodes, int fitting, List<Reason> reasons, @Nullable NearestNode nearest, int afterPreemption) {
        return new Explanation("g", nodes, fitting, reasons, Optional.ofNullable(nearest), afterPreemption);
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "a, a", "'a;b', 'a and b'", "'a;b;c', 'a, b and c'", "'a;b;c;d', 'a, b, c and d'"})
    void things_are_listed_as_people_do(String items, String sentence) {
        assertThat(Sentences.list(items.isEmpty() ? List.of() : List.of(items.split(";", -1))))
                .isEqualTo(sentence);
    }

    @Test
    void without_nodes_there_is_nothing_else_to_say() {
        assertThat(explanation(0, 0, List.of(new Reason("unheard", 1)), null, 3).sentences())
                .containsExactly("the cluster has no nodes");
    }

    @ParameterizedTest
    @CsvSource({"1, '1 node has room for group \"g\" now'", "7, '7 nodes have room for group \"g\" now'"})
    void nodes_with_room_are_counted(int fitting, String sentence) {
        assertThat(explanation(9, fitting, List.of(), null, 0).sentences()).containsExactly(sentence);
    }

    @Test
    void what_helps_comes_before_what_is_wrong() {
        NearestNode nearest =
                new NearestNode("id", "alpha", "lacks this and that", List.of("1 instead of 2", "3 instead of 4"));
        assertThat(explanation(
                                3,
                                0,
                                List.of(new Reason("2 nodes are down", 2), new Reason("1 node lacks this", 1)),
                                nearest,
                                2)
                        .sentences())
                .containsExactly(
                        "the nearest is node alpha: it lacks this and that",
                        "group \"g\" would fit there if it asked for 1 instead of 2 and 3 instead of 4",
                        "2 nodes would have room if the job might preempt less important ones",
                        "2 nodes are down",
                        "1 node lacks this");
    }

    @Test
    void without_a_remedy_none_is_promised() {
        NearestNode nearest = new NearestNode("id", "alpha", "is down", List.of());
        assertThat(explanation(1, 0, List.of(), nearest, 1).sentences())
                .containsExactly(
                        "the nearest is node alpha: it is down",
                        "1 node would have room if the job might preempt less important ones");
    }

    @Test
    void the_same_misfit_of_several_nodes_is_told_once_with_their_number() {
        List<Finding> findings = List.of(
                finding(List.of(lacks("driver docker"), fails("${meta.a} = b"))),
                finding(List.of(lacks("driver docker"))),
                finding(List.of(fails("${meta.a} = b"), lacks("driver docker"))));
        assertThat(Sentences.reasons(findings))
                .containsExactly(
                        new Reason("3 nodes lack driver docker", 3),
                        new Reason("2 nodes do not satisfy ${meta.a} = b", 2));
    }

    @Test
    void one_node_is_told_of_in_the_singular() {
        List<Finding> findings =
                List.of(finding(List.of(is("down"))), finding(List.of(fails("x"))), finding(List.of(), cpu(500, 300)));
        assertThat(Sentences.reasons(findings))
                .extracting(Reason::text)
                .containsExactly("1 node does not satisfy x", "1 node is down", "1 node lacks 200 MHz cpu");
    }

    @Test
    void amounts_that_are_missing_are_gathered_by_dimension_with_the_least_of_them() {
        List<Finding> findings = List.of(
                finding(List.of(), cpu(500, 100), memory(1000, 900)),
                finding(List.of(), cpu(500, 450)),
                finding(List.of(), cpu(500, -100)));
        assertThat(Sentences.reasons(findings))
                .containsExactly(
                        new Reason("3 nodes lack at least 50 MHz cpu", 3),
                        new Reason("1 node lacks 100 MiB memory", 1));
    }

    @Test
    void what_cannot_be_divided_is_counted_like_a_misfit() {
        Shortfall port = new Shortfall.PortHeld("http", 8080, List.of());
        assertThat(Sentences.reasons(List.of(finding(List.of(), port), finding(List.of(), port))))
                .containsExactly(new Reason("2 nodes lack the port 8080 (\"http\")", 2));
    }

    @Test
    void reasons_that_are_equally_frequent_come_in_the_order_of_their_letters() {
        List<Finding> findings = List.of(finding(List.of(lacks("c"), lacks("a"), is("b"))));
        assertThat(Sentences.reasons(findings))
                .extracting(Reason::text)
                .containsExactly("1 node is b", "1 node lacks a", "1 node lacks c");
    }

    @Test
    void nodes_that_fit_give_no_reason() {
        assertThat(Sentences.reasons(List.of(finding(List.of()), finding(List.of()))))
                .isEmpty();
        assertThat(Sentences.reasons(List.of())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shortfalls")
    void every_shortfall_has_words_that_follow_lacks(Shortfall shortfall, String words) {
        assertThat(finding(List.of(), shortfall).words()).isEqualTo("lacks " + words);
    }

    static Stream<Arguments> shortfalls() {
        return Stream.of(
                Arguments.of(cpu(500, 300), "200 MHz cpu"),
                Arguments.of(memory(500, -20), "520 MiB memory"),
                Arguments.of(new Shortfall.Amount(Shortfall.Dimension.DISK, 5, 4), "1 MiB disk"),
                Arguments.of(new Shortfall.Allocations(3), "a place among its 3 allocations"),
                Arguments.of(new Shortfall.Cores(4, 1), "3 free cores"),
                Arguments.of(new Shortfall.NumaCores("t", 2), "2 free cores on one NUMA node for task \"t\""),
                Arguments.of(new Shortfall.Devices("gpu", 1, List.of()), "a free \"gpu\" device"),
                Arguments.of(new Shortfall.Devices("gpu", 2, List.of()), "2 free \"gpu\" devices"),
                Arguments.of(new Shortfall.DynamicPorts("http"), "a free dynamic port for \"http\""),
                Arguments.of(new Shortfall.NoAddress("public"), "an address on host network \"public\""),
                Arguments.of(new Shortfall.OverQuota("gold", List.of("cpu"), true), "room within quota \"gold\""),
                Arguments.of(
                        new Shortfall.CsiVolume("vol", "is in use in another mode"),
                        "the CSI volume \"vol\", which is in use in another mode"),
                Arguments.of(new Shortfall.VolumeClaimed("data"), "the host volume \"data\" for a single writer"));
    }

    @Test
    void all_that_is_said_of_one_node_is_gathered_by_verb_in_one_order() {
        Finding finding = finding(
                List.of(lacks("driver docker"), fails("a"), is("draining"), fails("b")), cpu(500, 300), memory(20, 10));
        assertThat(finding.words())
                .isEqualTo("is draining, does not satisfy a and b, lacks driver docker, 200 MHz cpu and 10 MiB memory");
    }

    private static Finding named(String name, boolean outOfReach, int misfits, Shortfall... shortfalls) {
        return new Finding(
                Machines.machine("id-" + name, b -> b.name(name)),
                outOfReach,
                Collections.nCopies(misfits, lacks("x")),
                List.of(shortfalls));
    }

    @Test
    void the_nearest_is_within_reach_then_has_the_fewest_misfits_then_lacks_the_least_share() {
        Shortfall port = new Shortfall.DynamicPorts("http");
        List<Finding> order = List.of(
                named("z", false, 0, cpu(1000, 900)),
                named("y", false, 0, cpu(1000, 950), memory(100, 90)),
                named("x", false, 0, cpu(1000, 100)),
                named("a", false, 0, port),
                named("b", false, 0, memory(10, 0)),
                named("c", false, 0, port, cpu(1000, 999)),
                named("w", false, 1),
                named("v", false, 2),
                named("d", true, 0),
                named("e", true, 1));
        List<Finding> shuffled = new ArrayList<>(order);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(shuffled.stream().sorted(Finding.NEAREST_FIRST)).isEqualTo(order);
        }
    }

    @Test
    void of_equally_near_nodes_the_first_by_name_and_then_by_id_is_told() {
        Finding first = new Finding(Machines.machine("2", b -> b.name("a")), false, List.of(), List.of());
        Finding second = new Finding(Machines.machine("3", b -> b.name("a")), false, List.of(), List.of());
        Finding third = new Finding(Machines.machine("1", b -> b.name("b")), false, List.of(), List.of());
        assertThat(Stream.of(third, second, first).sorted(Finding.NEAREST_FIRST))
                .containsExactly(first, second, third);
    }

    @Test
    void a_node_fits_when_nothing_at_all_speaks_against_it() {
        assertThat(finding(List.of()).fits()).isTrue();
        assertThat(finding(List.of(is("down"))).fits()).isFalse();
        assertThat(finding(List.of(), cpu(2, 1)).fits()).isFalse();
    }
}
