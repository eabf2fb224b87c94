package dev.ordersaga.drawing;

/** A place on the sheet, in pixels from the left and from the top. */
record Point(double x, double y) {

    Point moved(double right, double down) {
        return new Point(x + right, y + down);
    }
}
