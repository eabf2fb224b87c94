package dev.ordersaga.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a state's name says: a verb and what it is about, such as {@code ReserveInventory}. */
final class Names {

    private static final Map<String, String> OPPOSITE = Map.of(
            "on", "off", "off", "on", "up", "down", "down", "up", "in", "out", "out", "in", "whitelist", "blacklist");

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

    /** To send one of these is to tell somebody something. */
    private static final Set<String> MESSAGES = Set.of(
            "mail", "email", "message", "sms", "notification", "notice", "alert", "reminder", "newsletter", "receipt");

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
            "invoke",
            "and",
            "service",
            "api",
            "aws",
            "dynamodb",
            "ddb",
            "sns",
            "sqs",
            "ecs",
            "rds");

    /** Nouns that tell one payment from another as little as no noun at all. */
    private static final Set<String> OF_MONEY = Set.of(
            "pay",
            "payment",
            "money",
            "fund",
            "charg",
            "amount",
            "transact",
            "refund",
            "credit",
            "card",
            "bill",
            "invoic");

    /** Nouns of an undo that is for all there is. */
    private static final Set<String> ALL = Set.of(
            "all",
            "everyth",
            "everything",
            "transact",
            "chang",
            "saga",
            "workflow",
            "action",
            "operat",
            "step",
            "process",
            "work");

    private static final Pattern IN_PARENTHESES = Pattern.compile("\\(([^)]*)\\)");

    private Names() {}

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
        if (words.isEmpty()) {
            return false;
        }
        String verb = words.get(0);
        return READS.contains(verb)
                || TELLS.contains(verb)
                || (verb.equals("send") && MESSAGES.contains(words.get(words.size() - 1)));
    }

    /** Whether the name says that something is given back or taken back, so that there is nothing of its own to undo. */
    static boolean givesBack(String name) {
        return readings(name).stream()
                .flatMap(reading -> Phrase.undoes(words(reading)).stream())
                .anyMatch(phrase -> Verbs.givesBack(phrase.verb()));
    }

    /** Whether a name makes final what another reserves: ConfirmFlight after ReserveFlight. */
    static boolean confirms(String confirms, String reserves) {
        Optional<Phrase> first = Phrase.does(words(reserves));
        Optional<Phrase> second = Phrase.does(words(confirms));
        return first.isPresent()
                && second.isPresent()
                && Verbs.reserves(first.get().verb())
                && Verbs.confirms(second.get().verb())
                && second.get().nouns().stream().anyMatch(first.get().words()::contains);
    }

    /**
     * How well a name fits as the undo of another: the more words both are about, the better; 0 where the verbs do not belong together.
     *
     * @param anything whether a verb counts that may undo anything, such as cancel or revert, instead of those that undo this one
     */
    static int fit(String does, String undoes, boolean anything) {
        int best = 0;
        for (String doing : readings(does)) {
            for (String undoing : readings(undoes)) {
                Optional<Phrase> first = Phrase.does(words(doing));
                Optional<Phrase> second = Phrase.undoes(words(undoing));
                if (first.isPresent() && second.isPresent()) {
                    best = Math.max(best, fit(first.get(), second.get(), anything));
                }
                if (!anything && turnedBack(words(doing), words(undoing))) {
                    best = Math.max(best, 10 * words(doing).size());
                }
            }
        }
        return best;
    }

    /** Whether the words are the same but one, as in TurnOnPump and TurnOffPump, or but "back": SwitchTraffic, SwitchTrafficBack. ("On" is no word here.) */
    private static boolean turnedBack(List<String> does, List<String> undoes) {
        List<String> gone = new ArrayList<>(does);
        undoes.forEach(gone::remove);
        List<String> come = new ArrayList<>(undoes);
        does.forEach(come::remove);
        return come.size() == 1
                && (gone.isEmpty()
                        ? Set.of("back", "off").contains(come.get(0))
                        : gone.size() == 1 && come.get(0).equals(OPPOSITE.get(gone.get(0))));
    }

    private static int fit(Phrase does, Phrase undoes, boolean anything) {
        Set<String> shared = new LinkedHashSet<>(does.words());
        shared.retainAll(undoes.nouns());
        if (anything) {
            boolean all = ALL.containsAll(undoes.nouns());
            return Verbs.undoesAnything(undoes.verb()) ? 10 * shared.size() + (all ? 1 : 0) : 0;
        }
        boolean refunded = Verbs.refunds(undoes.verb()) && ofMoney(does) && (onlyMoney(does) || onlyMoney(undoes));
        if (!Verbs.fit(does.verb(), undoes.verb()) && !refunded) {
            return 0;
        }
        boolean onlyVerbs = does.nouns().isEmpty() && undoes.nouns().isEmpty();
        return 10 * shared.size() + (refunded || onlyVerbs ? 1 : 0);
    }

    private static boolean ofMoney(Phrase phrase) {
        return Set.of("charge", "pay", "debit", "authorize", "authorise", "capture", "bill")
                        .contains(phrase.verb())
                || phrase.words().stream().anyMatch(OF_MONEY::contains);
    }

    private static boolean onlyMoney(Phrase phrase) {
        return OF_MONEY.containsAll(phrase.nouns());
    }

    /** A name with words in parentheses is read without them, and by them alone. */
    private static List<String> readings(String name) {
        List<String> readings = new ArrayList<>();
        readings.add(IN_PARENTHESES.matcher(name).replaceAll(" "));
        Matcher inside = IN_PARENTHESES.matcher(name);
        while (inside.find()) {
            readings.add(inside.group(1));
        }
        return readings;
    }
}
