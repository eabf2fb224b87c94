package dev.ordersaga.saga.place;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The places by name, whether each can be had here, and how it is started. {@code docs/tests.md} is about them. */
public enum PlaceKind {
    LOCAL_AWS("local-aws") {
        @Override
        Optional<String> notToBeHad() {
            return Optional.empty();
        }

        @Override
        Place start() throws InterruptedException {
            return LocalAwsPlace.start();
        }
    },

    /** With nothing warm, no wait skipped, and the concurrency that Lambda gives to a new account. */
    LOCAL_AWS_OF_A_NEW_ACCOUNT("local-aws") {
        @Override
        Optional<String> notToBeHad() {
            return Optional.empty();
        }

        @Override
        boolean isKept() {
            return false;
        }

        @Override
        Place start() throws InterruptedException {
            return LocalAwsPlace.ofANewAccount();
        }
    },

    LOCALSTACK("LocalStack") {
        @Override
        Optional<String> notToBeHad() {
            return Docker.WHY_NO_LOCALSTACK;
        }

        @Override
        boolean expected() {
            return "expected".equals(System.getenv("ORDER_SAGA_DOCKER"));
        }

        @Override
        Place start() throws InterruptedException {
            if (Docker.WHY_NO_LOCALSTACK.isPresent()) {
                throw new IllegalStateException(
                        "ORDER_SAGA_DOCKER says that Docker is expected, but " + Docker.WHY_NO_LOCALSTACK.get());
            }
            return LocalStackPlace.start();
        }
    },

    AWS("AWS") {
        @Override
        Optional<String> notToBeHad() {
            return stack() == null ? Optional.of("ORDER_SAGA_AWS_STACK names no deployed stack") : Optional.empty();
        }

        @Override
        Place start() throws InterruptedException {
            String stack = stack();
            if (stack == null) {
                throw new IllegalStateException("ORDER_SAGA_AWS_STACK names no deployed stack");
            }
            return AwsPlace.start(stack);
        }

        private static @Nullable String stack() {
            String stack = System.getenv("ORDER_SAGA_AWS_STACK");
            return stack == null || stack.isBlank() ? null : stack;
        }
    };

    /** The names of the places to run, with commas between; all that can be had where it is not set. */
    private static final String CHOICE = "order-saga.places";

    private final String name;

    PlaceKind(String name) {
        this.name = name;
    }

    /** Why this place cannot be had on this machine. */
    abstract Optional<String> notToBeHad();

    abstract Place start() throws InterruptedException;

    /** Whether the place is kept for other test classes; otherwise it is started for each, and ends with it. */
    boolean isKept() {
        return true;
    }

    /** Whether it would be wrong to skip this place. */
    boolean expected() {
        return false;
    }

    Optional<String> whyNotHere() {
        if (expected()) {
            return Optional.empty();
        }
        String chosen = System.getProperty(CHOICE, "");
        if (!chosen.isBlank()
                && Arrays.stream(chosen.split(","))
                        .noneMatch(choice -> choice.strip().equalsIgnoreCase(name))) {
            return Optional.of(CHOICE + " is " + chosen);
        }
        return notToBeHad();
    }

    /** Always true, for whoever remembers that it was said. */
    boolean saySkipped(String why) {
        System.out.println(name + ": skipped, " + why);
        return true;
    }

    void say(String what, long since) {
        System.out.println(
                String.format(Locale.ROOT, "%s: %s %.1f s", name, what, (System.nanoTime() - since) / 1_000_000_000.0));
    }

    @Override
    public String toString() {
        return name;
    }
}
