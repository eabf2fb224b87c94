package dev.ordersaga.sam;

/** JSON pointers, RFC 6901. */
final class Pointer {

    private Pointer() {}

    /** The pointer of a field in the object at a pointer. */
    static String of(String parent, String field) {
        return parent + "/" + field.replace("~", "~0").replace("/", "~1");
    }
}
