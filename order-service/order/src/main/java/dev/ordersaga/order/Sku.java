package dev.ordersaga.order;

import java.util.regex.Pattern;

/** What may name a product: 1 to 64 printable ASCII characters without blanks. */
public final class Sku {

    public static final String RULE = "must be 1 to 64 printable ASCII characters without blanks";

    private static final Pattern LEGAL = Pattern.compile("[!-~]{1,64}");

    private Sku() {}

    public static boolean isLegal(String text) {
        return LEGAL.matcher(text).matches();
    }
}
