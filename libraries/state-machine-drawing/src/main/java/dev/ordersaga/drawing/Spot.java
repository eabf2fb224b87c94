package dev.ordersaga.drawing;

/** A place on the sheet, in pixels from the left and from the top. */
record Spot(double x, double y) {

    Spot moved(double right, double down) {
        return new Spot(x + right, y + down);
    }
}
