package dev.ordersaga.participant.snapstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.crac.CheckpointException;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.crac.RestoreException;
import org.junit.jupiter.api.Test;

class PrimingTest {

    private final List<String> done = new ArrayList<>();
    private final Snapshots snapshots = new Snapshots();

    @Test
    void everythingIsRehearsedInOrderBeforeTheSnapshotAndNotEarlier() throws Exception {
        Priming.register(snapshots, List.of(does("first"), does("second")), does("last"));
        assertThat(done).isEmpty();

        snapshots.take();

        assertThat(done).containsExactly("first", "second", "last");
    }

    @Test
    void aRehearsalThatFailsStopsNeitherTheOthersNorTheSnapshot() throws Exception {
        Priming.register(
                snapshots,
                List.of(
                        () -> {
                            throw new IllegalStateException("the table is not there yet");
                        },
                        () -> {
                            throw new NoClassDefFoundError("dev/ordersaga/Gone");
                        },
                        does("second")),
                does("last"));

        snapshots.take();

        assertThat(done).containsExactly("second", "last");
    }

    @Test
    void theSnapshotIsTakenEvenWhereNothingCanBeLetGoOf() {
        Priming.register(snapshots, List.of(does("first")), () -> {
            throw new IllegalStateException("closed already");
        });

        assertThatCode(snapshots::take).doesNotThrowAnyException();
        assertThat(done).containsExactly("first");
    }

    @Test
    void itIsNotForgottenThoughWhoTakesSnapshotsHoldsItWeakly() throws Exception {
        Priming.register(snapshots, List.of(does("first")), () -> {});
        System.gc();

        snapshots.take();

        assertThat(done).containsExactly("first");
    }

    @Test
    void whereNobodyTakesSnapshotsNothingHappens() {
        Priming.register(List.of(does("first")), does("last"));

        assertThatThrownBy(Core::checkpointRestore).isInstanceOf(UnsupportedOperationException.class);
        assertThat(done).isEmpty();
    }

    private Runnable does(String what) {
        return () -> done.add(what);
    }

    /** Takes snapshots as Lambda does: who is registered is told before, and held weakly until then. */
    private static final class Snapshots extends Context<Resource> {

        private final List<WeakReference<Resource>> registered = new ArrayList<>();

        void take() throws Exception {
            beforeCheckpoint(this);
            afterRestore(this);
        }

        @Override
        public void register(Resource resource) {
            registered.add(new WeakReference<>(resource));
        }

        @Override
        public void beforeCheckpoint(Context<? extends Resource> context) throws CheckpointException {
            for (WeakReference<Resource> held : registered) {
                Resource resource = held.get();
                if (resource != null) {
                    try {
                        resource.beforeCheckpoint(this);
                    } catch (Exception e) {
                        CheckpointException failed = new CheckpointException();
                        failed.addSuppressed(e);
                        throw failed;
                    }
                }
            }
        }

        @Override
        public void afterRestore(Context<? extends Resource> context) throws RestoreException {
            for (WeakReference<Resource> held : registered) {
                Resource resource = held.get();
                if (resource != null) {
                    try {
                        resource.afterRestore(this);
                    } catch (Exception e) {
                        RestoreException failed = new RestoreException();
                        failed.addSuppressed(e);
                        throw failed;
                    }
                }
            }
        }
    }
}
