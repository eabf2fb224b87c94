package dev.ordersaga.saga.services;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test is given {@link Stores}, the same ones as every other in this JVM: a DynamoDB Local that is warm costs half as much a request.
 * Tests part them by the ids of their orders and skus, and run beside those that use a place of the whole saga.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StoresExtension.class)
public @interface OnStores {}
