package dev.drover.scheduler.bench;

import java.util.ArrayList;
import java.util.List;

/** The points at which schedulers are compared: sizes of clusters and of groups, with spread and without. */
final class Grid {
    private static final List<Integer> NODES = List.of(500, 1_000, 5_000, 10_000);
    private static final List<Integer> RACKS = List.of(25, 50, 75);
    private static final List<Integer> COUNTS = List.of(50, 300, 600, 900, 1_200);
    private static final List<Shape> SHAPES = List.of(Shape.PLAIN, Shape.SPREAD);

    private Grid() {}

    /** All points; how long each is measured, its seed and what is there before come from the options. */
    static List<BenchOptions> points(BenchOptions options) {
        List<BenchOptions> points = new ArrayList<>();
        for (int nodes : NODES) {
            for (int racks : RACKS) {
                for (int count : COUNTS) {
                    for (Shape shape : SHAPES) {
                        points.add(new BenchOptions(
                                nodes,
                                racks,
                                count,
                                shape,
                                options.existing(),
                                options.duration(),
                                options.seed(),
                                true));
                    }
                }
            }
        }
        return points;
    }
}
