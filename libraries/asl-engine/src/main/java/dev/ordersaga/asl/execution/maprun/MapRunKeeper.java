package dev.ordersaga.asl.execution.maprun;

/** Is notified of each change of a Map Run that another process would need. It must not block: the run is locked meanwhile. */
public interface MapRunKeeper {

    /** Keeps nothing. */
    MapRunKeeper NONE = new MapRunKeeper() {

        @Override
        public void changed(MapRunFacts run) {
            // Nobody will ask.
        }

        @Override
        public void forgotten(String mapRunArn) {
            // Nobody will ask.
        }
    };

    /** The run began, its limits were changed, or it ended. */
    void changed(MapRunFacts run);

    /** Nobody can ask for the run any more. */
    void forgotten(String mapRunArn);
}
