package dev.ordersaga.asl.execution.maprun;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where a Map Run reads its items and writes its results: Amazon S3, or what stands in its place. */
public interface ObjectStore {

    /** A store that is not there. */
    ObjectStore NONE = new ObjectStore() {
        @Override
        public byte[] get(String bucket, String key, Optional<String> version) throws Refused {
            throw new Refused("There is no object store here.");
        }

        @Override
        public List<JsonNode> list(String bucket, String prefix) throws Refused {
            throw new Refused("There is no object store here.");
        }

        @Override
        public void put(String bucket, String key, byte[] bytes) throws Refused {
            throw new Refused("There is no object store here.");
        }
    };

    byte[] get(String bucket, String key, Optional<String> version) throws Refused;

    /** All objects whose key begins with the prefix, in the order of their keys, each as a Map's item tells of it. */
    List<JsonNode> list(String bucket, String prefix) throws Refused;

    void put(String bucket, String key, byte[] bytes) throws Refused;

    /** What the store says when it does not do what it is asked. */
    final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message, null, false, false);
        }
    }
}
