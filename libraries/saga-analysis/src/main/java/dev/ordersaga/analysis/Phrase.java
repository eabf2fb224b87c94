package dev.ordersaga.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A verb and what it is about, such as {@code ReserveInventory}.
 *
 * @param verb in lower case
 * @param nouns the stems of the other words, plurals made singular: the same for authorization and authorize
 */
record Phrase(String verb, Set<String> nouns) {

    private static final List<String> ENDINGS =
            List.of("ations", "ation", "ments", "ment", "ings", "ing", "ion", "ate", "als", "al", "ed", "e");

    /** Undos that are named by a noun: FlightBookingCancellation. */
    private static final Map<String, String> VERBS_OF_NOUNS = Map.of(
            "cancellation", "cancel",
            "compensation", "compensate",
            "reversal", "reverse",
            "revocation", "revoke",
            "deletion", "delete",
            "removal", "remove",
            "termination", "terminate",
            "restoration", "restore");

    Phrase {
        nouns = Set.copyOf(nouns);
    }

    /** What a step does: its first word that is a verb, after a service's name for instance; its first word where none is. */
    static Optional<Phrase> does(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (Verbs.isDo(words.get(i)) || Verbs.confirms(words.get(i))) {
                return Optional.of(at(words, i));
            }
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(at(words, 0));
    }

    /** What a step undoes; empty for a name that has no verb which undoes, or another verb before it: CreateRefundForm. */
    static Optional<Phrase> undoes(List<String> named) {
        List<String> words = named.stream()
                .map(word -> VERBS_OF_NOUNS.getOrDefault(word, word))
                .toList();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean back = word.equals("roll") && words.contains("back");
            if (back) {
                List<String> rest = new ArrayList<>(words);
                rest.removeAll(List.of("roll", "back"));
                return Optional.of(new Phrase("rollback", stems(rest)));
            }
            if (Verbs.isUndo(word) || (i == 0 && Verbs.mayNegate(word))) {
                return Optional.of(at(words, i));
            }
            if (Verbs.isDo(word) && !Verbs.isGeneric(word) && i == 0) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Phrase at(List<String> words, int verb) {
        List<String> nouns = new ArrayList<>(words);
        nouns.remove(verb);
        nouns.removeIf(word -> Verbs.isGeneric(word) && words.indexOf(word) < verb);
        return new Phrase(words.get(verb), stems(nouns));
    }

    /** The nouns, and the verb as a noun would have it: VoidAuthorization is about what AuthorizePayment does. */
    Set<String> words() {
        Set<String> all = new LinkedHashSet<>(nouns);
        all.add(stem(verb));
        return all;
    }

    private static Set<String> stems(List<String> words) {
        Set<String> stems = new LinkedHashSet<>();
        words.forEach(word -> stems.add(stem(word)));
        return stems;
    }

    private static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= 3) {
                String stem = word.substring(0, word.length() - ending.length());
                int last = stem.length() - 1;
                return stem.charAt(last) == stem.charAt(last - 1) ? stem.substring(0, last) : stem;
            }
        }
        return word;
    }
}
