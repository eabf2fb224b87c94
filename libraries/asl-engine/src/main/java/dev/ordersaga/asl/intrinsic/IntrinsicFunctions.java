package dev.ordersaga.asl.intrinsic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All intrinsic functions by name. */
final class IntrinsicFunctions {

    private static final Map<String, IntrinsicFunction> BY_NAME = register(List.of(
            new Format(),
            new StringToJson(),
            new JsonToString(),
            new Array(),
            new ArrayPartition(),
            new ArrayContains(),
            new ArrayRange(),
            new ArrayGetItem(),
            new ArrayLength(),
            new ArrayUnique(),
            new Base64Encode(),
            new Base64Decode(),
            new Hash(),
            new JsonMerge(),
            new MathRandom(),
            new MathAdd(),
            new StringSplit(),
            new Uuid()));

    private IntrinsicFunctions() {}

    /** Such as {@code States.Format}. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    static Optional<IntrinsicFunction> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, IntrinsicFunction> register(List<IntrinsicFunction> functions) {
        Map<String, IntrinsicFunction> byName = new LinkedHashMap<>();
        for (IntrinsicFunction function : functions) {
            if (byName.put(function.name(), function) != null) {
                throw new IllegalStateException("two functions are named " + function.name());
            }
        }
        return byName;
    }
}
