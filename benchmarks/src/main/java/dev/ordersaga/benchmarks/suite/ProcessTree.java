package dev.ordersaga.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process and all that it started, as the kernel accounts for them. Linux only: elsewhere every figure is 0. */
final class ProcessTree {

    /** Ticks a second of /proc, which is 100 on every Linux that one meets. */
    private static final double TICKS = 100;

    private final ProcessHandle root;

    ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** CPU seconds of the live processes and of their children that ended. */
    double cpuSeconds() {
        return processes().stream().mapToDouble(ProcessTree::cpu).sum();
    }

    /** Resident memory of the live processes, what they share counted for a share, in MB. */
    double megabytes() {
        return processes().stream().mapToDouble(ProcessTree::proportional).sum() / 1024;
    }

    int count() {
        return processes().size();
    }

    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(root), root.descendants())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /** CPU seconds of one process and of its children that ended; 0 where it has ended itself. */
    static double cpu(ProcessHandle process) {
        String stat = read(process, "stat");
        int end = stat.lastIndexOf(')');
        if (end < 0) {
            return 0;
        }
        // From the third field on: state is 0, utime 11, stime 12, cutime 13, cstime 14.
        List<String> fields = List.of(stat.substring(end + 2).split(" ", -1));
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields.get(i));
        }
        return ticks / TICKS;
    }

    private static double proportional(ProcessHandle process) {
        return read(process, "smaps_rollup")
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")))
                .sum();
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file));
        } catch (IOException e) {
            // It has ended meanwhile, or this is no Linux.
            return "";
        }
    }
}
