package dev.ordersaga.drawing;

/** A rectangle on the sheet, in pixels. */
record Box(double x, double y, double width, double height) {

    Box moved(double right, double down) {
        return new Box(x + right, y + down, width, height);
    }

    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }

    double middleX() {
        return x + width / 2;
    }

    double middleY() {
        return y + height / 2;
    }
}
