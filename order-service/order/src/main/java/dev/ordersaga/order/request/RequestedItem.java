package dev.ordersaga.order.request;

/** A product and how many of it a customer wants. */
public record RequestedItem(String sku, int quantity) {}
