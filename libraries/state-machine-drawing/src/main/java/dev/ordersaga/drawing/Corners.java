package dev.ordersaga.drawing;

import java.util.ArrayList;
import java.util.List;

/** Lines with no more points than they have turns. */
final class Corners {

    private static final double SAME = 0.5;

    private Corners() {}

    static List<Point> straightened(List<Point> points) {
        List<Point> kept = new ArrayList<>();
        for (Point spot : points) {
            int last = kept.size() - 1;
            if (last >= 0
                    && near(kept.get(last).x(), spot.x())
                    && near(kept.get(last).y(), spot.y())) {
                continue;
            }
            if (last >= 1 && inLine(kept.get(last - 1), kept.get(last), spot)) {
                kept.remove(last);
            }
            kept.add(spot);
        }
        return kept;
    }

    private static boolean inLine(Point a, Point b, Point c) {
        return (near(a.x(), b.x()) && near(b.x(), c.x())) || (near(a.y(), b.y()) && near(b.y(), c.y()));
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) < SAME;
    }
}
