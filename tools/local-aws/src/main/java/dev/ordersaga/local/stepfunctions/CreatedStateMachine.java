package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A state machine between its creation and its deletion: its newest revision, its published versions, its tags. */
final class CreatedStateMachine implements Tagged {

    private static final int MAX_TAGS = 50;

    /** "Number of published state machine versions: 1000 per state machine." */
    private static final int MAX_VERSIONS = 1000;

    private final Caller owner;
    private final String name;
    private final boolean express;
    private final Instant creationDate;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<Version> versions = new ArrayList<>();
    private final Map<String, CreatedAlias> aliases = new TreeMap<>();
    private Revision newest;
    private int lastVersion;
    private @Nullable Consumer<CreatedStateMachine> changes;

    CreatedStateMachine(Caller owner, String name, boolean express, Instant creationDate, Revision first) {
        this.owner = owner;
        this.name = name;
        this.express = express;
        this.creationDate = creationDate;
        this.newest = first;
    }

    /** Takes over what was known of it before. */
    synchronized void restore(
            Map<String, String> knownTags, List<Version> knownVersions, List<CreatedAlias> knownAliases, int last) {
        tags.putAll(knownTags);
        versions.addAll(knownVersions);
        knownAliases.forEach(alias -> aliases.put(alias.arn().name(), alias));
        lastVersion = last;
    }

    /** Tells of this state machine as it is now, and whenever it changes until it is {@link #deleted}. */
    synchronized void tellChanges(Consumer<CreatedStateMachine> to) {
        changes = to;
        to.accept(this);
    }

    /** Calls {@code tell} while no change can come in between; later changes are not recorded. */
    synchronized void deleted(Runnable tell) {
        changes = null;
        tell.run();
    }

    private void changed() {
        if (changes != null) {
            changes.accept(this);
        }
    }

    Caller owner() {
        return owner;
    }

    String arn() {
        return new Arn.StateMachine(owner, name).text();
    }

    String name() {
        return name;
    }

    boolean express() {
        return express;
    }

    String type() {
        return express ? "EXPRESS" : "STANDARD";
    }

    Instant creationDate() {
        return creationDate;
    }

    synchronized Revision newest() {
        return newest;
    }

    /** Makes a new revision, or keeps the newest where nothing changes. */
    synchronized Revision update(
            String definition,
            StateMachine machine,
            String roleArn,
            JsonNode logging,
            JsonNode tracing,
            JsonNode encryption,
            Instant now) {
        if (!newest.sameAs(definition, roleArn, logging, tracing, encryption)) {
            newest = new Revision(
                    UUID.randomUUID().toString(), definition, machine, roleArn, logging, tracing, now, encryption);
            changed();
        }
        return newest;
    }

    /** Publishes the newest revision; publishing the same revision twice gives the same version. */
    synchronized Version publish(@Nullable String description, @Nullable String revisionId, Instant now) {
        if (revisionId != null && !revisionId.equals(newest.id())) {
            throw new AwsError(
                    409,
                    "ConflictException",
                    "Failed to publish the State Machine version for revision " + revisionId
                            + ". The current State Machine revision is " + newest.id() + ".");
        }
        if (!versions.isEmpty()) {
            Version last = versions.get(versions.size() - 1);
            if (last.revision().equals(newest)) {
                return last;
            }
        }
        requireRoomForVersion();
        int number = ++lastVersion;
        Version version =
                new Version(new Arn.StateMachine(owner, name).version(number).text(), number, newest, now, description);
        versions.add(version);
        changed();
        return version;
    }

    /** Refuses one more version where there are as many as a state machine may have. */
    synchronized void requireRoomForVersion() {
        if (versions.size() >= MAX_VERSIONS) {
            throw new AwsError(
                    402,
                    "ServiceQuotaExceededException",
                    "A state machine may have " + MAX_VERSIONS + " published versions at most");
        }
    }

    /** The number of the version that was published last, whether or not it is still there. */
    synchronized int lastVersion() {
        return lastVersion;
    }

    synchronized Optional<Version> version(String number) {
        return versions.stream()
                .filter(version -> Integer.toString(version.number()).equals(number))
                .findFirst();
    }

    /** Newest first. */
    synchronized List<Version> versions() {
        List<Version> newestFirst = new ArrayList<>(versions);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** Deletes a version that no alias names. */
    synchronized void deleteVersion(String number) {
        List<String> naming = aliases.values().stream()
                .filter(alias -> alias.routing().names(number))
                .map(alias -> alias.arn().name())
                .toList();
        if (!naming.isEmpty()) {
            throw new AwsError(
                    409,
                    "ConflictException",
                    "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this"
                            + " version: " + naming);
        }
        if (versions.removeIf(version -> Integer.toString(version.number()).equals(number))) {
            changed();
        }
    }

    /** The alias of that name; the given one, where there is none. */
    synchronized CreatedAlias addAlias(CreatedAlias alias, int most) {
        if (aliases.size() >= most && !aliases.containsKey(alias.arn().name())) {
            throw new AwsError(
                    402, "ServiceQuotaExceededException", "A state machine may have " + most + " aliases at most");
        }
        CreatedAlias other = aliases.putIfAbsent(alias.arn().name(), alias);
        if (other != null) {
            return other;
        }
        changed();
        return alias;
    }

    synchronized void replaceAlias(CreatedAlias alias) {
        aliases.put(alias.arn().name(), alias);
        changed();
    }

    synchronized Optional<CreatedAlias> alias(Arn.Alias arn) {
        return Optional.ofNullable(aliases.get(arn.name()));
    }

    /** By name. */
    synchronized List<CreatedAlias> aliases() {
        return List.copyOf(aliases.values());
    }

    synchronized void deleteAlias(Arn.Alias arn) {
        if (aliases.remove(arn.name()) != null) {
            changed();
        }
    }

    @Override
    public synchronized Map<String, String> tags() {
        return new LinkedHashMap<>(tags);
    }

    @Override
    public synchronized void tag(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.putAll(more);
        if (all.size() > MAX_TAGS) {
            throw new AwsError("TooManyTags", "Too Many Tags: '" + arn() + "'");
        }
        tags.putAll(more);
        changed();
    }

    @Override
    public synchronized void untag(List<String> keys) {
        keys.forEach(tags::remove);
        changed();
    }

    /** A revision that was published, and can be started by its own ARN for as long as it exists. */
    record Version(
            String arn,
            int number,
            Revision revision,
            Instant creationDate,
            @Nullable String description) {}
}
