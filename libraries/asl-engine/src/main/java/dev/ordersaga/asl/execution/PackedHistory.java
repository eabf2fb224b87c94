package dev.ordersaga.asl.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The events of an execution that has ended, as one array of bytes: a text that several events tell is written once. The
 * form lives as long as the process and no longer, for the names of events and fields are kept outside it.
 */
final class PackedHistory {

    private static final int TEXT = 0;
    private static final int NUMBER = 1;
    private static final int FLAG_FALSE = 2;
    private static final int FLAG_TRUE = 3;
    private static final int BEGIN = 4;
    private static final int END = 5;
    private static final int DONE = 6;

    private static final Names NAMES = new Names();

    private final byte[] bytes;

    private PackedHistory(byte[] bytes) {
        this.bytes = bytes;
    }

    static PackedHistory of(List<Event> events) {
        Packer packer = new Packer();
        packer.out.number(events.size());
        for (Event event : events) {
            packer.event(event);
        }
        return new PackedHistory(packer.out.bytes());
    }

    int size() {
        return bytes.length;
    }

    /** The events, the first of which has this id. */
    List<HistoryEvent> unpack(long firstId) {
        return new Unpacker(new PackedInput(bytes)).events(firstId);
    }

    /** The names of events, details and fields, of which there are as many as this package writes. */
    private static final class Names {

        private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
        private final List<String> names = new CopyOnWriteArrayList<>();

        int number(String name) {
            Integer known = numbers.get(name);
            return known != null ? known : add(name);
        }

        private synchronized int add(String name) {
            return numbers.computeIfAbsent(name, added -> {
                names.add(added);
                return names.size() - 1;
            });
        }

        String name(int number) {
            return names.get(number);
        }
    }

    private static final class Packer implements FieldWriter {

        private final PackedOutput out = new PackedOutput();
        private final Map<String, Integer> texts = new HashMap<>();
        private long second;

        void event(Event event) {
            out.number(NAMES.number(event.type()));
            out.number(event.previous());
            Instant at = event.at();
            out.signed(at.getEpochSecond() - second);
            out.number(at.getNano());
            second = at.getEpochSecond();
            EventDetails details = event.details();
            if (details == null) {
                out.number(0);
                return;
            }
            out.number(NAMES.number(details.name()) + 1L);
            details.write(this);
            out.number(DONE);
        }

        @Override
        public void text(String name, String value) {
            out.number(TEXT);
            once(name);
            once(value);
        }

        @Override
        public void number(String name, long value) {
            out.number(NUMBER);
            once(name);
            out.signed(value);
        }

        @Override
        public void flag(String name, boolean value) {
            out.number(value ? FLAG_TRUE : FLAG_FALSE);
            once(name);
        }

        @Override
        public void begin(String name) {
            out.number(BEGIN);
            once(name);
        }

        @Override
        public void end() {
            out.number(END);
        }

        /** Writes a text where it comes first, and its number after that. */
        private void once(String value) {
            Integer known = texts.putIfAbsent(value, texts.size());
            if (known != null) {
                out.number(known + 1L);
                return;
            }
            out.number(0);
            out.text(value);
        }
    }

    private static final class Unpacker {

        private final PackedInput in;
        private final List<String> texts = new ArrayList<>();
        private long second;

        Unpacker(PackedInput in) {
            this.in = in;
        }

        List<HistoryEvent> events(long firstId) {
            int count = (int) in.number();
            List<HistoryEvent> events = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                events.add(event(firstId + i));
            }
            return events;
        }

        private HistoryEvent event(long id) {
            String type = NAMES.name((int) in.number());
            long previous = in.number();
            second += in.signed();
            Instant at = Instant.ofEpochSecond(second, in.number());
            int details = (int) in.number();
            if (details == 0) {
                return new HistoryEvent(id, previous, at, type, null, null);
            }
            Event.AsJson json = new Event.AsJson();
            while (field(json)) {
                // one after the other
            }
            return new HistoryEvent(id, previous, at, type, NAMES.name(details - 1), json.root);
        }

        private boolean field(FieldWriter to) {
            switch ((int) in.number()) {
                case TEXT -> to.text(text(), text());
                case NUMBER -> to.number(text(), in.signed());
                case FLAG_FALSE -> to.flag(text(), false);
                case FLAG_TRUE -> to.flag(text(), true);
                case BEGIN -> to.begin(text());
                case END -> to.end();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private String text() {
            int known = (int) in.number();
            if (known > 0) {
                return texts.get(known - 1);
            }
            String text = in.text();
            texts.add(text);
            return text;
        }
    }
}
