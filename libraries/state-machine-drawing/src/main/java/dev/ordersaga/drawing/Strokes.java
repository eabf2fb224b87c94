package dev.ordersaga.drawing;

import static dev.ordersaga.drawing.Markup.number;

import java.util.List;

/** Lines as the data of SVG paths. */
final class Strokes {

    private static final double ROUND = 6;
    private static final double HEAD = 8;
    private static final double HALF_HEAD = 3.6;

    private Strokes() {}

    /** A line with rounded corners. */
    static String rounded(List<Point> points) {
        StringBuilder path = new StringBuilder("M" + at(points.get(0)));
        for (int i = 1; i + 1 < points.size(); i++) {
            Point corner = points.get(i);
            double round = Math.min(
                    ROUND, Math.min(distance(points.get(i - 1), corner), distance(corner, points.get(i + 1))) / 2);
            path.append("L").append(at(toward(corner, points.get(i - 1), round)));
            path.append("Q").append(at(corner)).append(" ").append(at(toward(corner, points.get(i + 1), round)));
        }
        return path.append("L").append(at(points.get(points.size() - 1))).toString();
    }

    /** The tip of an arrow at the end of a line. */
    static String head(List<Point> points) {
        Point tip = points.get(points.size() - 1);
        Point before = points.get(points.size() - 2);
        double length = Math.max(distance(before, tip), 0.001);
        double right = (tip.x() - before.x()) / length;
        double down = (tip.y() - before.y()) / length;
        Point back = tip.moved(-right * HEAD, -down * HEAD);
        return "M" + at(tip) + "L" + at(back.moved(-down * HALF_HEAD, right * HALF_HEAD)) + "L"
                + at(back.moved(down * HALF_HEAD, -right * HALF_HEAD)) + "Z";
    }

    private static Point toward(Point from, Point to, double distance) {
        double length = Math.max(distance(from, to), 0.001);
        return from.moved((to.x() - from.x()) * distance / length, (to.y() - from.y()) * distance / length);
    }

    private static double distance(Point a, Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }

    private static String at(Point spot) {
        return number(spot.x()) + " " + number(spot.y());
    }
}
