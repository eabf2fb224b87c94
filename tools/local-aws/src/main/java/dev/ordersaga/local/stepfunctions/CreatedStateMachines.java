package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.Caller;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The state machines there are. */
final class CreatedStateMachines {

    private final Map<String, CreatedStateMachine> byArn = new ConcurrentHashMap<>();
    private final StateMachineRecords records;

    CreatedStateMachines(StateMachineRecords records) {
        this.records = records;
    }

    /** Takes over what was known before. */
    void restore(List<CreatedStateMachine> machines) {
        for (CreatedStateMachine machine : machines) {
            machine.tellChanges(records::changed);
            byArn.put(machine.arn(), machine);
        }
    }

    /** The state machine of that ARN; a new one, where there is none. */
    CreatedStateMachine findOrAdd(String arn, Supplier<CreatedStateMachine> fresh) {
        return byArn.computeIfAbsent(arn, absent -> {
            CreatedStateMachine created = fresh.get();
            created.tellChanges(records::changed);
            return created;
        });
    }

    Optional<CreatedStateMachine> find(Arn.Startable arn) {
        return Optional.ofNullable(byArn.get(arn.stateMachine().text()));
    }

    CreatedStateMachine get(Arn.Startable arn) {
        return find(arn).orElseThrow(() -> doesNotExist(arn));
    }

    void remove(Arn.StateMachine arn) {
        byArn.computeIfPresent(arn.text(), (text, machine) -> {
            machine.deleted(() -> records.deleted(text));
            return null;
        });
    }

    /** One account's in one region, by name. */
    List<CreatedStateMachine> of(Caller owner) {
        return byArn.values().stream()
                .filter(machine -> machine.owner().equals(owner))
                .sorted(Comparator.comparing(CreatedStateMachine::name))
                .toList();
    }

    static AwsError doesNotExist(Arn.Startable arn) {
        return new AwsError("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn.text() + "'");
    }
}
