package dev.ordersaga.local.journal;

/** What an entry of the journal is about. The codes stand in files: one that was used is never given to anything else. */
public enum EntryKind {
    /** The end of a snapshot. */
    END(0),
    /** A state machine with its versions, aliases and tags; the key is its ARN. */
    STATE_MACHINE(1),
    /** A definition with its settings, which state machines and executions refer to; the key is its hash. */
    REVISION(2),
    /** An execution: how it was started, then its moves; the key is its number. */
    EXECUTION(3),
    /** Names of executions that are not kept any more; the key numbers groups of them. */
    FORGOTTEN_NAMES(4),
    /** A function with its versions and aliases; the key is its name. */
    FUNCTION(5),
    /** An event bus; the key is its ARN. */
    EVENT_BUS(6),
    /** A topic; the key is its ARN. */
    TOPIC(7),
    /** Something that was published; the key is its number. */
    PUBLISHED_EVENT(8),
    /** The stack that is deployed. */
    STACK(9),
    /** How far local time is from the machine's. */
    CLOCK(10),
    /** A rule with its targets; the key is its ARN. */
    EVENT_RULE(11),
    /** A topic's subscription; the key is its ARN. */
    SUBSCRIPTION(12),
    /** An activity with its tags; the key is its ARN. Its tasks belong to executions. */
    ACTIVITY(13),
    /** A bucket; the key is its name. */
    BUCKET(14),
    /** An object in a bucket; the key is the bucket, a slash and the object's key. */
    STORED_OBJECT(15),
    /** An invocation that nobody waits for and that has not ended; the key is its id. */
    ASYNCHRONOUS_INVOCATION(16),
    /** The same of what rules and topics tell functions. */
    TOLD_INVOCATION(17),
    /** An event on its way to a rule's target; the key is its id. */
    DELIVERY(18),
    /** A log group, without what stands in it; the key is its account, region and name. */
    LOG_GROUP(19),
    /** A Map Run as it stands; the key is its ARN. Its children are executions. */
    MAP_RUN(20);

    private final int code;

    EntryKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The kind of that code; an {@link IllegalArgumentException} where there is none. */
    static EntryKind of(int code) {
        for (EntryKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of entry has the code " + code);
    }
}
