package dev.ordersaga.asl.execution;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
        packer.number(events.size());
        for (Event event : events) {
            packer.event(event);
        }
        return new PackedHistory(packer.out.toByteArray());
    }

    int size() {
        return bytes.length;
    }

    /** The events, the first of which has this id. */
    List<HistoryEvent> unpack(long firstId) {
        return new Unpacker(ByteBuffer.wrap(bytes)).events(firstId);
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

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        private final Map<String, Integer> texts = new HashMap<>();
        private long second;

        void event(Event event) {
            number(NAMES.number(event.type()));
            number(event.previous());
            Instant at = event.at();
            signed(at.getEpochSecond() - second);
            number(at.getNano());
            second = at.getEpochSecond();
            EventDetails details = event.details();
            if (details == null) {
                number(0);
                return;
            }
            number(NAMES.number(details.name()) + 1L);
            details.write(this);
            out.write(DONE);
        }

        @Override
        public void text(String name, String value) {
            out.write(TEXT);
            once(name);
            once(value);
        }

        @Override
        public void number(String name, long value) {
            out.write(NUMBER);
            once(name);
            signed(value);
        }

        @Override
        public void flag(String name, boolean value) {
            out.write(value ? FLAG_TRUE : FLAG_FALSE);
            once(name);
        }

        @Override
        public void begin(String name) {
            out.write(BEGIN);
            once(name);
        }

        @Override
        public void end() {
            out.write(END);
        }

        /** Writes a text where it comes first, and its number after that. */
        private void once(String value) {
            Integer known = texts.putIfAbsent(value, texts.size());
            if (known != null) {
                number(known + 1L);
                return;
            }
            number(0);
            // half a surrogate pair is legal in JSON, and UTF-8 cannot hold it
            boolean wide = value.chars().anyMatch(c -> Character.isSurrogate((char) c));
            byte[] encoded = value.getBytes(wide ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
            number(((long) encoded.length << 1) | (wide ? 1 : 0));
            out.write(encoded, 0, encoded.length);
        }

        private void signed(long value) {
            number((value << 1) ^ (value >> 63));
        }

        void number(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }

    private static final class Unpacker {

        private final ByteBuffer in;
        private final List<String> texts = new ArrayList<>();
        private long second;

        Unpacker(ByteBuffer in) {
            this.in = in;
        }

        List<HistoryEvent> events(long firstId) {
            int count = (int) number();
            List<HistoryEvent> events = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                events.add(event(firstId + i));
            }
            return events;
        }

        private HistoryEvent event(long id) {
            String type = NAMES.name((int) number());
            long previous = number();
            second += signed();
            Instant at = Instant.ofEpochSecond(second, number());
            int details = (int) number();
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
            switch (in.get()) {
                case TEXT -> to.text(text(), text());
                case NUMBER -> to.number(text(), signed());
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
            int known = (int) number();
            if (known > 0) {
                return texts.get(known - 1);
            }
            long header = number();
            int length = (int) (header >>> 1);
            byte[] encoded = new byte[length];
            in.get(encoded);
            String text = new String(encoded, (header & 1) == 0 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE);
            texts.add(text);
            return text;
        }

        private long signed() {
            long value = number();
            return (value >>> 1) ^ -(value & 1);
        }

        private long number() {
            long value = 0;
            int shift = 0;
            while (true) {
                byte next = in.get();
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
                shift += 7;
            }
        }
    }
}
