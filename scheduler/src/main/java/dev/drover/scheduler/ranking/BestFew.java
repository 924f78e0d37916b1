package dev.drover.scheduler.ranking;

/** The few best places seen so far, best first: the highest score, and of equal scores the lowest place. */
final class BestFew {
    private final int[] places;
    private final double[] scores;
    private int size;

    BestFew(int most) {
        this.places = new int[most];
        this.scores = new double[most];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int place(int rank) {
        return places[rank];
    }

    double score(int rank) {
        return scores[rank];
    }

    /** Whether there would be a rank for it. */
    boolean admits(double score, int place) {
        return size < places.length || isBetter(score, place, size - 1);
    }

    /** Takes it in, if there is a rank for it; the last one may drop out. */
    void offer(double score, int place) {
        if (!admits(score, place)) {
            return;
        }
        int rank = size < places.length ? size++ : size - 1;
        while (rank > 0 && isBetter(score, place, rank - 1)) {
            places[rank] = places[rank - 1];
            scores[rank] = scores[rank - 1];
            rank--;
        }
        places[rank] = place;
        scores[rank] = score;
    }

    private boolean isBetter(double score, int place, int rank) {
        return score > scores[rank] || (score == scores[rank] && place < places[rank]);
    }
}
