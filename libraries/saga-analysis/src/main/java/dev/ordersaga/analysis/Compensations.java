package dev.ordersaga.analysis;

import dev.ordersaga.analysis.flow.Flow;
import dev.ordersaga.analysis.flow.Flow.Move;
import dev.ordersaga.analysis.flow.Flow.Point;
import dev.ordersaga.analysis.flow.Work;
import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.IntegrationPattern;
import dev.ordersaga.asl.StateNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which states of a saga do something, which undo it, and which is the pivot.
 *
 * @param undosOf the undos of each state that has any
 * @param pivots after one of these succeeded, the saga only goes forward
 * @param forward what an execution can come to while nothing fails, the undos and what follows them left out
 * @param dos what has an effect on the way to the pivot, and so needs an undo
 * @param afterPivot what follows the pivot's success
 * @param unknown where a declaration names a state that there is not, and what it says
 */
public record Compensations(
        Map<StateNode, Set<StateNode>> undosOf,
        Set<StateNode> pivots,
        Set<StateNode> forward,
        Set<StateNode> dos,
        Set<StateNode> afterPivot,
        Map<String, String> unknown) {

    private static final Pattern UNDONE_BY =
            Pattern.compile("(?i)\\b(undone|compensated|reverted|reversed|rolled back) by (the )?");
    private static final Pattern UNDOES = Pattern.compile(
            "(?i)\\b(undoes|reverts|reverses|rolls back|compensates( for)?|compensat(ing|ion)( transaction| action| step| task)? (for|of)) (the )?");
    private static final Pattern COMPENSATION = Pattern.compile("(?i)\\bcompensat(ing|ion)\\b");
    private static final Pattern AND = Pattern.compile("^(, and |, or |, | and | or )");
    private static final Pattern NOTHING = Pattern.compile("(?i)\\bnothing (is )?(left )?to undo\\b");
    private static final Pattern PIVOT = Pattern.compile("(?i)^\\W*(the )?pivot\\b|\\bis the pivot\\b");
    private static final Set<String> READ_OPERATIONS =
            Set.of("get", "batchget", "query", "scan", "list", "describe", "head", "search", "select", "transactget");
    private static final Set<String> TELLING_OPERATIONS = Set.of(
            "putevents", "publish", "publishbatch", "sendmessage", "sendmessagebatch", "putmetricdata", "sendemail");

    /**
     * Reads a definition, right or wrong.
     *
     * @param undos which undo belongs to which do, where the definition does not say it
     */
    public static Compensations of(DefinitionGraph definition, Undos undos) {
        return new Reading(definition).read(undos);
    }

    /** All states that undo something. */
    public Set<StateNode> undos() {
        Set<StateNode> all = new LinkedHashSet<>();
        undosOf.values().forEach(all::addAll);
        return all;
    }

    /** What undoes a state; empty where nothing does. */
    public Set<StateNode> undosOf(StateNode state) {
        return undosOf.getOrDefault(state, Set.of());
    }

    /** What a state undoes. */
    public List<StateNode> undoneBy(StateNode undo) {
        return undosOf.entrySet().stream()
                .filter(entry -> entry.getValue().contains(undo))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether a task changes something that can be undone: it does not only read or tell, nor says that there is nothing to undo. */
    public static boolean hasEffect(StateNode task) {
        if (nothingToUndo(task.comment())) {
            return false;
        }
        Work work = Work.of(task).orElseThrow();
        if (work.isFunction() || work.waitsFor() == IntegrationPattern.WAIT_FOR_CALLBACK) {
            return !Names.readsOrTells(task.name());
        }
        String operation = work.operation().toLowerCase(Locale.ROOT);
        return TELLING_OPERATIONS.stream().noneMatch(operation::equals)
                && READ_OPERATIONS.stream().noneMatch(operation::startsWith);
    }

    /** Whether a comment, of a state or of a way, declares that there is nothing to undo. */
    public static boolean nothingToUndo(String comment) {
        return NOTHING.matcher(comment).find();
    }

    private static final class Reading {

        private final DefinitionGraph definition;
        private final List<StateNode> tasks;
        private final Map<StateNode, Set<StateNode>> undosOf = new LinkedHashMap<>();
        private final Map<String, String> unknown = new LinkedHashMap<>();

        Reading(DefinitionGraph definition) {
            this.definition = definition;
            this.tasks = definition.states().stream()
                    .filter(state -> state.resource().isPresent())
                    .toList();
        }

        Compensations read(Undos undos) {
            List<Point> start = Flow.start(definition.machine()).map(List::of).orElse(List.of());
            undos.pairs().forEach((name, names) -> names.forEach(undo -> declare(name, undo)));
            for (StateNode state : definition.states()) {
                named(state, UNDONE_BY, true).forEach(undo -> pair(state, undo));
                // What it undoes may be a state of another saga.
                named(state, UNDOES, false).forEach(done -> pair(done, state));
            }
            Set<StateNode> pivots = new LinkedHashSet<>();
            for (StateNode task : tasks) {
                if (PIVOT.matcher(task.comment()).find()) {
                    pivots.add(task);
                }
            }
            pairByNames(pivots, Flow.reached(start, move -> !move.isCatch()));
            Set<StateNode> allUndos = new LinkedHashSet<>();
            undosOf.values().forEach(allUndos::addAll);
            Set<StateNode> inLine = inLine();
            Set<StateNode> forward = Flow.reached(
                    start,
                    move -> !move.isCatch()
                            && (!allUndos.contains(move.to().orElseThrow().state())
                                    || inLine.contains(move.to().orElseThrow().state())));
            Set<StateNode> beforePivot = Flow.reached(start, move -> !passes(move, pivots));
            Set<StateNode> dos = new LinkedHashSet<>();
            for (StateNode task : tasks) {
                boolean paired = undosOf.containsKey(task);
                boolean unpaired = forward.contains(task)
                        && beforePivot.contains(task)
                        && hasEffect(task)
                        && !Names.givesBack(task.name())
                        && !COMPENSATION.matcher(task.comment()).find();
                if ((paired || unpaired) && !pivots.contains(task) && (paired || !allUndos.contains(task))) {
                    dos.add(task);
                }
            }
            List<Point> passed = new ArrayList<>();
            for (StateNode pivot : pivots) {
                Flow.moves(new Point(pivot, false)).stream()
                        .filter(move -> !move.isCatch())
                        .forEach(move -> move.to().ifPresent(passed::add));
            }
            Set<StateNode> afterPivot = Flow.reached(
                    passed, move -> !allUndos.contains(move.to().orElseThrow().state()));
            return new Compensations(undosOf, pivots, forward, dos, afterPivot, unknown);
        }

        private static boolean passes(Move move, Collection<StateNode> pivots) {
            return pivots.contains(move.from().state()) && !move.isCatch();
        }

        private void declare(String name, String undo) {
            Optional<StateNode> done = definition.state(name);
            Optional<StateNode> undone = definition.state(undo);
            if (done.isPresent() && undone.isPresent()) {
                pair(done.get(), undone.get());
                return;
            }
            String missing = done.isEmpty() ? name : undo;
            unknown.put("", "it is said that " + undo + " undoes " + name + ", and there is no state " + missing);
        }

        private void pair(StateNode done, StateNode undo) {
            undosOf.computeIfAbsent(done, state -> new LinkedHashSet<>()).add(undo);
        }

        /** The states that a comment names after some words: {@code Undone by RefundPayment and CancelShipment.} */
        private List<StateNode> named(StateNode state, Pattern words, boolean here) {
            List<StateNode> names = new ArrayList<>();
            Matcher matcher = words.matcher(state.comment());
            while (matcher.find()) {
                String rest = state.comment().substring(matcher.end());
                Optional<StateNode> named = longestName(rest);
                if (here && named.isEmpty() && !rest.isEmpty() && Character.isUpperCase(rest.charAt(0))) {
                    String name = rest.replaceFirst("[^\\p{L}\\p{N}_-].*", "");
                    unknown.put(state.pointer() + "/Comment", "names " + name + ", and there is no such state");
                }
                while (named.isPresent()) {
                    names.add(named.get());
                    rest = rest.substring(named.get().name().length());
                    Matcher and = AND.matcher(rest);
                    named = and.find() ? longestName(rest.substring(and.end())) : Optional.empty();
                    rest = named.isPresent() ? rest.substring(and.end()) : rest;
                }
            }
            return names;
        }

        private Optional<StateNode> longestName(String text) {
            return definition.states().stream()
                    .filter(state -> text.startsWith(state.name())
                            && endsThere(text, state.name().length()))
                    .max(Comparator.comparingInt(state -> state.name().length()));
        }

        private static boolean endsThere(String text, int length) {
            return length == text.length() || !Character.isLetterOrDigit(text.charAt(length));
        }

        /** The undos that follow their do by themselves, and are what errors lead to as well: a lock that is released either way. */
        private Set<StateNode> inLine() {
            Set<StateNode> inLine = new LinkedHashSet<>();
            undosOf.forEach((done, undos) -> {
                Set<StateNode> comesByItself = comesByItself(done);
                undos.stream().filter(comesByItself::contains).forEach(inLine::add);
            });
            return inLine;
        }

        private static Set<StateNode> comesByItself(StateNode done) {
            return Flow.reached(List.of(new Point(done, false)), move -> !move.isCatch() && !move.isChoice());
        }

        /** Whether a Catch leads to a state, right away or by what follows by itself. */
        private boolean isCaughtInto(StateNode state) {
            return definition.states().stream()
                    .flatMap(from -> from.catches().stream())
                    .flatMap(caught -> caught.from().scope().state(caught.to()).stream())
                    .anyMatch(to -> comesByItself(to).contains(state));
        }

        /**
         * What is not declared goes by names: first by verbs that belong together, then by verbs that undo anything, with what is left.
         * An undo by name is nothing that comes by itself after its do.
         */
        private void pairByNames(Set<StateNode> pivots, Set<StateNode> calm) {
            for (boolean anything : new boolean[] {false, true}) {
                Set<StateNode> undos = new LinkedHashSet<>();
                undosOf.values().forEach(undos::addAll);
                Set<StateNode> taken = new LinkedHashSet<>(pivots);
                if (anything) {
                    taken.addAll(undos);
                }
                Map<StateNode, Set<StateNode>> byName = new LinkedHashMap<>();
                for (StateNode task : tasks) {
                    if (!undosOf.containsKey(task)
                            && !pivots.contains(task)
                            && !undos.contains(task)
                            && calm.contains(task)
                            && hasEffect(task)) {
                        Set<StateNode> fitting = fitting(task, taken, anything);
                        if (!fitting.isEmpty()) {
                            byName.put(task, fitting);
                        }
                    }
                }
                byName.forEach((task, fitting) -> fitting.forEach(undo -> pair(task, undo)));
                if (!anything) {
                    pairConfirmations(pivots, calm);
                }
            }
        }

        /** What confirms a reservation is undone by what undoes the reservation. */
        private void pairConfirmations(Set<StateNode> pivots, Set<StateNode> calm) {
            Map<StateNode, Set<StateNode>> shared = new LinkedHashMap<>();
            for (StateNode task : tasks) {
                if (undosOf.containsKey(task) || pivots.contains(task) || !calm.contains(task)) {
                    continue;
                }
                undosOf.forEach((done, undos) -> {
                    if (Names.confirms(task.name(), done.name())) {
                        shared.put(task, undos);
                    }
                });
            }
            shared.forEach((task, undos) -> undos.forEach(undo -> pair(task, undo)));
        }

        private Set<StateNode> fitting(StateNode task, Set<StateNode> taken, boolean anything) {
            Set<StateNode> comesByItself = comesByItself(task);
            int best = 1;
            Set<StateNode> fitting = new LinkedHashSet<>();
            for (StateNode undo : tasks) {
                if (undo.equals(task)
                        || taken.contains(undo)
                        || (comesByItself(undo).contains(task) && !comesByItself.contains(undo))
                        || (comesByItself.contains(undo) && !isCaughtInto(undo))) {
                    continue;
                }
                int fit = Names.fit(task.name(), undo.name(), anything);
                if (fit > best) {
                    fitting.clear();
                }
                if (fit >= best) {
                    best = fit;
                    fitting.add(undo);
                }
            }
            return fitting;
        }
    }
}
