package dev.ordersaga.local.http;

import java.util.Map;

/** An answer, written whole. */
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {}
