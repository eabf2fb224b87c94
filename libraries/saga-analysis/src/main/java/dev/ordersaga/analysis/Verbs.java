package dev.ordersaga.analysis;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Verbs that begin the names of steps, and which of them undo which. */
final class Verbs {

    private static final List<String> NEGATIONS = List.of("un", "de", "dis");

    /** They undo whatever has no other undo. */
    private static final Set<String> UNDO_ANYTHING = words("undo revert compensate rollback reverse cancel abort");

    /** Verbs that carry no meaning of their own; the noun says what is done. */
    private static final Set<String> GENERIC =
            words("process execute perform make do run issue handle trigger initiate request apply start");

    /** Verbs of dos, and the verbs that undo them. */
    private record Pair(Set<String> dos, Set<String> undos) {}

    private static final List<Pair> PAIRS = List.of(
            pair(
                    "process charge debit pay take capture authorize authorise collect withdraw execute make perform transfer bill settle",
                    "refund credit void release return repay deposit reimburse"),
            pair("deposit credit", "withdraw debit"),
            pair(
                    "reserve book allocate hold block lock assign schedule acquire claim obtain secure",
                    "cancel release unreserve unbook unlock free deallocate return restock unassign drop"),
            pair(
                    "create place add register open start insert put submit write save store launch provision deploy begin run upload generate build make"
                            + " push import copy install clone post append tag apply load stage init initialize initialise",
                    "cancel reject delete remove fail close deregister unregister discard terminate stop destroy withdraw tear teardown kill abort end"
                            + " uninstall untag drop purge clean cleanup unapply unload"),
            pair(
                    "update set change increase decrease reduce deduct subtract adjust increment decrement modify mark move",
                    "restore reset restock add increase decrease increment decrement unset return lower raise"),
            pair(
                    "ship send dispatch prepare issue grant enable activate invite award earn",
                    "recall revoke withdraw disable deactivate return uninvite"),
            pair("subscribe enroll enrol join", "unsubscribe unenroll unenrol leave withdraw"),
            pair("attach connect link mount bind associate", "detach disconnect unlink unmount unbind disassociate"),
            pair("suspend pause freeze stop disable", "resume unpause unfreeze start enable"),
            pair("rent hire lease", "return unrent cancel end"),
            pair("accept", "reject decline refuse withdraw"),
            pair("approve sign endorse nominate", "revoke disapprove reject withdraw rescind"),
            pair("hire appoint employ recruit onboard", "dismiss fire discharge terminate offboard"),
            pair("promote upgrade raise elevate", "demote downgrade lower drop"),
            pair("publish announce show expose", "retract hide withdraw unlist"),
            pair("buy purchase", "sell return"),
            pair("sell", "buy repurchase return"),
            pair("lend give", "return take"),
            pair("encrypt", "decrypt"),
            pair("merge", "split"),
            pair("quarantine isolate", "release"),
            pair("pack load warm", "unpack unload invalidate"),
            pair("archive", "restore unarchive"),
            pair("prepare draft spawn", "discard kill"),
            pair("redeem use consume spend", "reinstate restore return refund"),
            pair("add admit", "expel subtract deduct drain"));

    /** A step with one of these gives back what another took, and takes nothing itself. */
    private static final Set<String> GIVE_BACK = words(
            "refund void release unreserve unbook unlock deallocate unassign terminate detach deregister unregister unsubscribe"
                    + " revoke reimburse teardown undeploy deprovision uninstall disconnect disassociate unlink unmount");

    private static final Set<String> DOS = new HashSet<>();
    private static final Set<String> UNDOS = new HashSet<>();

    static {
        for (Pair pair : PAIRS) {
            DOS.addAll(pair.dos());
            UNDOS.addAll(pair.undos());
        }
    }

    private Verbs() {}

    private static Set<String> words(String text) {
        return Set.of(text.split(" ", -1));
    }

    private static Pair pair(String dos, String undos) {
        return new Pair(words(dos), words(undos));
    }

    static boolean undoesAnything(String verb) {
        return UNDO_ANYTHING.contains(verb);
    }

    static boolean isGeneric(String verb) {
        return GENERIC.contains(verb);
    }

    static boolean isDo(String verb) {
        return DOS.contains(verb);
    }

    static boolean isUndo(String verb) {
        return UNDO_ANYTHING.contains(verb) || UNDOS.contains(verb);
    }

    /** Whether a step with this verb only gives back, so that there is nothing of its own to undo. */
    static boolean givesBack(String verb) {
        return UNDO_ANYTHING.contains(verb) || GIVE_BACK.contains(verb);
    }

    /** Whether money goes the other way. */
    static boolean refunds(String verb) {
        return Set.of("refund", "void", "reimburse", "repay", "credit").contains(verb);
    }

    /** Whether the verb keeps something for somebody, which is confirmed later. */
    static boolean reserves(String verb) {
        return Set.of("reserve", "book", "hold", "allocate", "lock", "block", "authorize", "authorise", "prepare")
                .contains(verb);
    }

    /** Whether the verb makes final what was reserved. */
    static boolean confirms(String verb) {
        return Set.of("confirm", "finalize", "finalise", "commit", "complete", "capture", "settle")
                .contains(verb);
    }

    /** Whether one verb undoes the other, as detach does attach, or unsubscribe subscribe. */
    static boolean fit(String does, String undoes) {
        return NEGATIONS.stream().anyMatch(syllable -> undoes.equals(syllable + does))
                || PAIRS.stream()
                        .anyMatch(pair ->
                                pair.dos().contains(does) && pair.undos().contains(undoes));
    }

    /** Whether a verb may be the negation of another: unpack, deregister, disconnect. */
    static boolean mayNegate(String verb) {
        return NEGATIONS.stream().anyMatch(verb::startsWith);
    }
}
