package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.execution.maprun.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Objects by {@code bucket/key}. */
final class StoredObjects implements ObjectStore {

    final Map<String, byte[]> all = new TreeMap<>();

    void put(String path, String text) {
        all.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    String text(String path) {
        return new String(all.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] get(String bucket, String key, Optional<String> version) throws Refused {
        byte[] found = all.get(bucket + "/" + key);
        if (found == null) {
            throw new Refused("The specified key does not exist.");
        }
        return found;
    }

    @Override
    public List<JsonNode> list(String bucket, String prefix) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(bucket + "/" + prefix))
                .map(entry -> (JsonNode) JsonNodeFactory.instance
                        .objectNode()
                        .put("Key", entry.getKey().substring(bucket.length() + 1))
                        .put("Size", entry.getValue().length))
                .toList();
    }

    @Override
    public void put(String bucket, String key, byte[] bytes) throws Refused {
        if (bucket.equals("nowhere")) {
            throw new Refused("The specified bucket does not exist");
        }
        all.put(bucket + "/" + key, bytes);
    }
}
