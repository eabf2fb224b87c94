package dev.ordersaga.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What several runs measured, by name; the median is printed. */
public final class Figures {

    private final Map<String, List<Double>> measured = new LinkedHashMap<>();

    /** Keeps what one run measured. */
    public void add(String name, double value) {
        measured.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    /** The median, or NaN where nothing of that name was measured. */
    double median(String name) {
        List<Double> sorted =
                measured.getOrDefault(name, List.of()).stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** A table of the medians, with those of a baseline and their ratio beside them. */
    String table(Figures baseline) {
        StringBuilder table = new StringBuilder();
        for (String name : measured.keySet()) {
            double value = median(name);
            double before = baseline.median(name);
            table.append(String.format(Locale.ROOT, "%-52s %12.2f", name, value));
            if (!Double.isNaN(before)) {
                table.append(String.format(Locale.ROOT, " %12.2f", before));
                table.append(before == 0 ? "" : String.format(Locale.ROOT, " %8.2fx", value / before));
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** All that was measured: the median and each run. */
    ObjectNode json() {
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        measured.forEach((name, values) -> {
            ObjectNode figure = json.putObject(name);
            figure.put("median", median(name));
            values.forEach(figure.putArray("runs")::add);
        });
        return json;
    }
}
