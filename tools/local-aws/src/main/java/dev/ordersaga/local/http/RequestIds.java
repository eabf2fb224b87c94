package dev.ordersaga.local.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Names for answers, as {@code x-amzn-RequestId} carries them. They are told apart, not kept secret. */
public final class RequestIds {

    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private RequestIds() {}

    /** A random UUID, made without the operating system's entropy. */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long most = (random.nextLong() & ~0xf000L) | VERSION_4;
        long least = (random.nextLong() >>> 2) | VARIANT;
        return new UUID(most, least).toString();
    }
}
