package dev.ordersaga.saga.place;

import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.support.hierarchical.ParallelExecutionConfiguration;
import org.junit.platform.engine.support.hierarchical.ParallelExecutionConfigurationStrategy;

/**
 * How many test classes run at once, for {@code junit-platform.properties}: two, and one where LocalStack is among the places, which
 * answers late when anything else runs beside it.
 */
public final class Lanes implements ParallelExecutionConfigurationStrategy {

    private static final int KEEP_ALIVE_SECONDS = 30;

    @Override
    public ParallelExecutionConfiguration createConfiguration(ConfigurationParameters parameters) {
        return new Pool(PlaceKind.LOCALSTACK.whyNotHere().isPresent() ? 2 : 1);
    }

    /** No thread is added where one waits for a future: it would begin another class. */
    private record Pool(int lanes) implements ParallelExecutionConfiguration {

        @Override
        public int getParallelism() {
            return lanes;
        }

        @Override
        public int getMinimumRunnable() {
            return lanes;
        }

        @Override
        public int getMaxPoolSize() {
            return lanes;
        }

        @Override
        public int getCorePoolSize() {
            return lanes;
        }

        @Override
        public int getKeepAliveSeconds() {
            return KEEP_ALIVE_SECONDS;
        }

        @Override
        public Predicate<? super ForkJoinPool> getSaturatePredicate() {
            return pool -> true;
        }
    }
}
