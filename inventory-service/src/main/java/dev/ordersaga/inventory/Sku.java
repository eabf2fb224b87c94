package dev.ordersaga.inventory;

import java.util.regex.Pattern;

/** What a stock-keeping unit may be called. */
final class Sku {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Sku() {}

    static void check(String sku) {
        if (!FORM.matcher(sku).matches()) {
            throw new IllegalArgumentException(
                    "a sku is of 1 to 64 letters, digits, dots, dashes and underscores, and starts with a letter or digit");
        }
    }
}
