package dev.ordersaga.local.lambda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A function with its versions and aliases, and the pool of each version that was asked for. */
final class LambdaFunction {

    private final String name;
    private final FunctionLog log;
    private final Function<VersionConfiguration, EnvironmentPool> pools;

    // Guarded by this:
    private EnvironmentPool latest;
    private final TreeMap<Integer, EnvironmentPool> published = new TreeMap<>();
    private final Map<String, Alias> aliases = new LinkedHashMap<>();
    private @Nullable Integer reservedConcurrency;
    private int lastVersion;
    private int running;
    private @Nullable FunctionRecords records;

    /** A name for a version, which may be {@code $LATEST}. */
    record Alias(String name, String version, String description, String revision) {}

    LambdaFunction(
            VersionConfiguration configuration,
            FunctionLog log,
            Function<VersionConfiguration, EnvironmentPool> pools) {
        this.name = configuration.name();
        this.log = log;
        this.pools = pools;
        this.latest = pools.apply(configuration);
    }

    /** Takes over what was known of it before. */
    synchronized void restore(FunctionRecords.Known known) {
        known.versions().stream()
                .filter(version -> !version.version().equals(VersionConfiguration.LATEST))
                .forEach(version -> published.put(Integer.valueOf(version.version()), pools.apply(version)));
        known.aliases().forEach(alias -> aliases.put(alias.name(), alias));
        reservedConcurrency = known.reservedConcurrency();
        lastVersion = known.lastVersion();
    }

    /** Writes down what it is, and every change until it is {@link #deleted}. */
    synchronized void record(FunctionRecords to) {
        records = to;
        changed();
    }

    /** Changes from now on are not recorded. */
    synchronized void deleted() {
        if (records != null) {
            records.deleted(name);
        }
        records = null;
    }

    private void changed() {
        if (records != null) {
            records.changed(
                    name,
                    new FunctionRecords.Known(
                            versions(), List.copyOf(aliases.values()), reservedConcurrency, lastVersion));
        }
    }

    String name() {
        return name;
    }

    FunctionLog log() {
        return log;
    }

    synchronized VersionConfiguration latest() {
        return latest.function();
    }

    /** Invocations under way end with what they began with; the next begin with this. */
    synchronized void replaceLatest(VersionConfiguration configuration) {
        EnvironmentPool old = latest;
        latest = pools.apply(configuration);
        old.retire();
        changed();
    }

    /** The version that a qualifier means; null where there is none. */
    synchronized @Nullable EnvironmentPool resolve(String qualifier) {
        if (qualifier.equals(VersionConfiguration.LATEST)) {
            return latest;
        }
        Alias alias = aliases.get(qualifier);
        if (alias != null) {
            return resolve(alias.version());
        }
        return qualifier.matches("[0-9]{1,9}") ? published.get(Integer.valueOf(qualifier)) : null;
    }

    /** Publishes {@code $LATEST}, unless the last version published runs as it does; that one is given then, as on AWS. */
    synchronized VersionConfiguration publish() {
        if (!published.isEmpty()) {
            VersionConfiguration last = published.lastEntry().getValue().function();
            if (last.runsAs(latest.function())) {
                return last;
            }
        }
        lastVersion++;
        VersionConfiguration version = latest.function().as(Integer.toString(lastVersion));
        published.put(lastVersion, pools.apply(version));
        changed();
        return version;
    }

    /** All versions, {@code $LATEST} first. */
    synchronized List<VersionConfiguration> versions() {
        List<VersionConfiguration> versions = new ArrayList<>();
        versions.add(latest.function());
        published.values().forEach(pool -> versions.add(pool.function()));
        return versions;
    }

    /** Returns false where the function has no such version. */
    synchronized boolean deleteVersion(String version) {
        EnvironmentPool pool = version.matches("[0-9]{1,9}") ? published.remove(Integer.valueOf(version)) : null;
        if (pool != null) {
            pool.retire();
            changed();
        }
        return pool != null;
    }

    synchronized @Nullable Alias alias(String alias) {
        return aliases.get(alias);
    }

    synchronized List<Alias> aliases() {
        return List.copyOf(aliases.values());
    }

    synchronized void putAlias(Alias alias) {
        aliases.put(alias.name(), alias);
        changed();
    }

    synchronized void deleteAlias(String alias) {
        aliases.remove(alias);
        changed();
    }

    synchronized @Nullable Integer reservedConcurrency() {
        return reservedConcurrency;
    }

    synchronized void reserveConcurrency(@Nullable Integer executions) {
        reservedConcurrency = executions;
        changed();
    }

    synchronized void retireAll() {
        latest.retire();
        published.values().forEach(EnvironmentPool::retire);
    }

    /** Completes when every process has ended that had something to write. */
    synchronized CompletableFuture<?> closeAll() {
        return CompletableFuture.allOf(Stream.concat(Stream.of(latest), published.values().stream())
                .map(EnvironmentPool::close)
                .toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Admits one more invocation, of whatever version, where the concurrency allows it.
     *
     * @return what to run when it is over; null where it is not admitted
     */
    synchronized @Nullable Runnable admit(AccountConcurrency account) {
        if (reservedConcurrency != null) {
            if (running >= reservedConcurrency) {
                return null;
            }
            running++;
            return this::left;
        }
        if (!account.admit()) {
            return null;
        }
        running++;
        return () -> {
            account.left();
            left();
        };
    }

    private synchronized void left() {
        running--;
    }
}
