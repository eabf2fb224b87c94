package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * When a rule is due: {@code rate(5 minutes)}, or {@code cron(0 10 ? * MON-FRI *)} in UTC.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Schedule expressions</a>
 */
sealed interface ScheduleExpression {

    /** The expression as it was written. */
    String text();

    /** The first time after {@code after}; empty where there is none. A rate counts from there. */
    Optional<Instant> next(Instant after);

    /** The first time after {@code after} where a rate counts from {@code since}: what was missed is not made up for. */
    default Optional<Instant> next(Instant since, Instant after) {
        return next(after);
    }

    /** Reads an expression; refuses with AWS's words what is none. */
    static ScheduleExpression read(String text) {
        Matcher rate = Rate.FORM.matcher(text);
        if (rate.matches()) {
            long value = Long.parseLong(rate.group(1));
            boolean one = value == 1;
            if (value > 0 && one != rate.group(2).endsWith("s")) {
                String unit = rate.group(2).replaceFirst("s$", "");
                return new Rate(
                        text,
                        switch (unit) {
                            case "minute" -> Duration.ofMinutes(value);
                            case "hour" -> Duration.ofHours(value);
                            default -> Duration.ofDays(value);
                        });
            }
            throw invalid();
        }
        if (text.startsWith("cron(") && text.endsWith(")")) {
            return Cron.read(
                    text,
                    text.substring("cron(".length(), text.length() - 1).strip().split("\\s+"));
        }
        throw invalid();
    }

    private static AwsError invalid() {
        return new AwsError("ValidationException", "Parameter ScheduleExpression is not valid.");
    }

    /** So often, from the moment the rule is made. */
    record Rate(String text, Duration every) implements ScheduleExpression {

        private static final Pattern FORM = Pattern.compile("rate\\(\\s*(\\d{1,9})\\s+(minutes?|hours?|days?)\\s*\\)");

        @Override
        public Optional<Instant> next(Instant after) {
            return Optional.of(after.plus(every));
        }

        @Override
        public Optional<Instant> next(Instant since, Instant after) {
            long passed =
                    after.isBefore(since) ? 0 : Duration.between(since, after).dividedBy(every);
            return Optional.of(since.plus(every.multipliedBy(passed + 1)));
        }
    }

    /** At the minutes whose fields all match. */
    record Cron(
            String text,
            TreeSet<Integer> minutes,
            TreeSet<Integer> hours,
            Predicate<LocalDate> days,
            TreeSet<Integer> years)
            implements ScheduleExpression {

        private static final int FIRST_YEAR = 1970;
        private static final int LAST_YEAR = 2199;
        private static final List<String> MONTHS =
                List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
        private static final List<String> WEEK = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
        private static final Pattern NUMBERED = Pattern.compile("([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#([1-5])");
        private static final Pattern LAST_OF = Pattern.compile("([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)L");
        private static final Pattern NEAREST = Pattern.compile("(\\d{1,2})W");

        static Cron read(String text, String... fields) {
            if (fields.length != 6) {
                throw invalid();
            }
            String day = fields[2].toUpperCase(Locale.ROOT);
            String weekday = fields[4].toUpperCase(Locale.ROOT);
            if (day.equals("?") == weekday.equals("?")) {
                // "You can't specify the Day-of-month and Day-of-week fields in the same cron expression."
                throw invalid();
            }
            TreeSet<Integer> months = values(fields[3], 1, 12, MONTHS, 1);
            Predicate<LocalDate> of = day.equals("?") ? onWeekdays(weekday) : onDays(day);
            return new Cron(
                    text,
                    values(fields[0], 0, 59, List.of(), 0),
                    values(fields[1], 0, 23, List.of(), 0),
                    date -> months.contains(date.getMonthValue()) && of.test(date),
                    values(fields[5], FIRST_YEAR, LAST_YEAR, List.of(), 0));
        }

        @Override
        public Optional<Instant> next(Instant after) {
            LocalDateTime from = LocalDateTime.ofInstant(after, ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.MINUTES)
                    .plusMinutes(1);
            LocalDate date = from.toLocalDate();
            int lastYear = years.isEmpty() ? 0 : years.last();
            for (; date.getYear() <= lastYear; date = date.plusDays(1)) {
                if (!years.contains(date.getYear()) || !days.test(date)) {
                    continue;
                }
                for (int hour : hours) {
                    for (int minute : minutes) {
                        LocalDateTime at = date.atTime(hour, minute);
                        if (!at.isBefore(from)) {
                            return Optional.of(at.toInstant(ZoneOffset.UTC));
                        }
                    }
                }
            }
            return Optional.empty();
        }

        private static Predicate<LocalDate> onDays(String field) {
            if (field.equals("L")) {
                return date -> date.getDayOfMonth() == date.lengthOfMonth();
            }
            Matcher nearest = NEAREST.matcher(field);
            if (nearest.matches()) {
                int day = Integer.parseInt(nearest.group(1));
                return date -> nearest(date, day).filter(date::equals).isPresent();
            }
            TreeSet<Integer> days = values(field, 1, 31, List.of(), 0);
            return date -> days.contains(date.getDayOfMonth());
        }

        /** "W: the weekday closest to the third day of the month", within the month. */
        private static Optional<LocalDate> nearest(LocalDate in, int day) {
            try {
                LocalDate date = in.withDayOfMonth(day);
                if (date.getDayOfWeek() == DayOfWeek.SATURDAY) {
                    return Optional.of(day == 1 ? date.plusDays(2) : date.minusDays(1));
                }
                if (date.getDayOfWeek() == DayOfWeek.SUNDAY) {
                    return Optional.of(day == date.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1));
                }
                return Optional.of(date);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        private static Predicate<LocalDate> onWeekdays(String field) {
            if (field.equals("L")) {
                return date -> date.getDayOfWeek() == DayOfWeek.SATURDAY;
            }
            Matcher numbered = NUMBERED.matcher(field);
            if (numbered.matches()) {
                DayOfWeek weekday = weekday(numbered.group(1));
                int which = Integer.parseInt(numbered.group(2));
                return date -> date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(which, weekday)));
            }
            Matcher last = LAST_OF.matcher(field);
            if (last.matches()) {
                DayOfWeek weekday = weekday(last.group(1));
                return date -> date.equals(date.with(TemporalAdjusters.lastInMonth(weekday)));
            }
            TreeSet<Integer> days = values(field, 1, 7, WEEK, 1);
            return date -> days.contains(date.getDayOfWeek().getValue() % 7 + 1);
        }

        /** "1 or SUN" to "7 or SAT". */
        private static DayOfWeek weekday(String text) {
            int number = WEEK.contains(text) ? WEEK.indexOf(text) + 1 : Integer.parseInt(text);
            return DayOfWeek.of(number == 1 ? 7 : number - 1);
        }

        /** The values of a field of lists, ranges and increments; {@code base} is the number of the first name. */
        private static TreeSet<Integer> values(String field, int least, int most, List<String> names, int base) {
            TreeSet<Integer> values = new TreeSet<>();
            for (String part : field.toUpperCase(Locale.ROOT).split(",", -1)) {
                String[] stepped = part.split("/", -1);
                int step = stepped.length == 1 ? 1 : number(stepped[stepped.length - 1], 1, most, List.of(), 0);
                String[] range = stepped[0].split("-", -1);
                if (stepped.length > 2 || range.length > 2) {
                    throw invalid();
                }
                boolean all = stepped[0].equals("*");
                int from = all ? least : number(range[0], least, most, names, base);
                int to = all || (range.length == 1 && stepped.length == 2)
                        ? most
                        : number(range[range.length - 1], least, most, names, base);
                if (to < from) {
                    throw invalid();
                }
                IntStream.rangeClosed(from, to)
                        .filter(value -> (value - from) % step == 0)
                        .forEach(values::add);
            }
            return values;
        }

        private static int number(String text, int least, int most, List<String> names, int base) {
            if (names.contains(text)) {
                return names.indexOf(text) + base;
            }
            int number = text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
            if (number < least || number > most) {
                throw invalid();
            }
            return number;
        }
    }
}
