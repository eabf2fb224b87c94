package dev.ordersaga.linter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a state's name says: a verb and what it is about, such as {@code ReserveInventory}. */
final class Names {

    private static final Set<String> UNDO_ANYTHING =
            Set.of("undo", "revert", "compensate", "rollback", "reverse", "cancel", "abort");

    /** Verbs of dos, and the verbs that undo them; {@link #UNDO_ANYTHING} undoes any. */
    private record Pair(Set<String> dos, Set<String> undos) {}

    private static final List<Pair> PAIRS = List.of(
            pair(
                    "process charge debit pay take capture authorize collect withdraw execute make perform",
                    "refund credit void release return repay deposit"),
            pair(
                    "reserve book allocate hold block lock assign schedule",
                    "cancel release unreserve unbook unlock free deallocate return restock unassign"),
            pair(
                    "create place add register open start insert put submit write save store",
                    "cancel reject delete remove fail close deregister unregister discard"),
            pair(
                    "update set change increase decrease reduce deduct subtract adjust",
                    "restore reset restock add increase decrease"),
            pair(
                    "ship send dispatch prepare issue grant enable activate",
                    "recall revoke withdraw disable deactivate return"));

    private static final Set<String> READS = Set.of(
            "get",
            "read",
            "check",
            "validate",
            "find",
            "list",
            "load",
            "lookup",
            "fetch",
            "verify",
            "is",
            "has",
            "query",
            "describe",
            "calculate",
            "compute",
            "estimate",
            "evaluate",
            "inspect",
            "scan",
            "search",
            "poll",
            "wait",
            "generate",
            "determine",
            "quote");

    private static final Set<String> TELLS = Set.of(
            "publish",
            "notify",
            "email",
            "mail",
            "alert",
            "log",
            "emit",
            "announce",
            "tell",
            "inform",
            "report",
            "page",
            "ask");

    private static final Set<String> EMPTY_WORDS = Set.of(
            "step",
            "task",
            "state",
            "lambda",
            "function",
            "the",
            "a",
            "an",
            "of",
            "for",
            "to",
            "from",
            "in",
            "on",
            "call",
            "invoke");

    private Names() {}

    private static Pair pair(String dos, String undos) {
        return new Pair(Set.of(dos.split(" ", -1)), Set.of(undos.split(" ", -1)));
    }

    /** The words of a name in lower case, plurals made singular: ReserveItems, reserve-items and "Reserve items" have the same. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (String word : name.replaceAll("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", " ")
                .split("[^\\p{L}]+", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (!lower.isEmpty() && !EMPTY_WORDS.contains(lower)) {
                words.add(
                        lower.length() > 3 && lower.endsWith("s") && !lower.endsWith("ss")
                                ? lower.substring(0, lower.length() - 1)
                                : lower);
            }
        }
        return words;
    }

    /** Whether the name says that nothing is changed, or that somebody is only told. */
    static boolean readsOrTells(String name) {
        List<String> words = words(name);
        return !words.isEmpty() && (READS.contains(words.get(0)) || TELLS.contains(words.get(0)));
    }

    /**
     * How well a name fits as the undo of another: the number of words that both are about, 0 where the verbs do not belong together.
     *
     * @param anything whether a verb counts that may undo anything, such as cancel or revert, instead of those that undo this one
     */
    static int fit(String does, String undoes, boolean anything) {
        List<String> doWords = words(does);
        List<String> undoWords = words(undoes);
        if (doWords.isEmpty() || undoWords.isEmpty()) {
            return 0;
        }
        String verb = undoWords.get(0);
        Set<String> shared = new LinkedHashSet<>(doWords);
        shared.retainAll(undoWords);
        shared.remove(verb);
        if (anything) {
            return UNDO_ANYTHING.contains(verb) || (verb.equals("roll") && undoWords.contains("back"))
                    ? shared.size()
                    : 0;
        }
        shared.remove(doWords.get(0));
        return verbsFit(doWords.get(0), verb) ? shared.size() : 0;
    }

    private static boolean verbsFit(String does, String undoes) {
        return PAIRS.stream()
                .anyMatch(pair -> pair.dos().contains(does) && pair.undos().contains(undoes));
    }
}
