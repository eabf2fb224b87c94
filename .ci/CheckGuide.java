import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Types what docs/guide.md says to type, and looks for what it says one sees: each line of a text block must come in the output of the
 * command before it, in that order; spaces do not count. Usage: java .ci/CheckGuide.java [option of ./run]...
 */
final class CheckGuide {

    private record Step(int line, String command, List<String> seen) {}

    public static void main(String[] options) throws Exception {
        int failed = 0;
        List<Step> steps = read(Files.readAllLines(Path.of("docs/guide.md")));
        for (Step step : steps) {
            failed += check(step, options) ? 0 : 1;
        }
        System.out.println("guide: " + (steps.size() - failed) + " passed, " + failed + " failed");
        if (failed > 0 || steps.isEmpty()) {
            System.exit(1);
        }
    }

    private static List<Step> read(List<String> lines) {
        List<Step> steps = new ArrayList<>();
        String block = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("```")) {
                block = block == null ? line.substring(3) : null;
            } else if ("sh".equals(block)) {
                steps.add(new Step(i + 1, line, new ArrayList<>()));
            } else if ("text".equals(block)) {
                steps.get(steps.size() - 1).seen().add(line);
            }
        }
        return steps;
    }

    private static boolean check(Step step, String[] options) throws IOException, InterruptedException {
        System.out.println("guide.md:" + step.line() + ": " + step.command());
        List<String> command = new ArrayList<>(List.of(step.command().split(" +")));
        command.addAll(List.of(options));
        Path output = Files.createTempFile("guide-", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            process.destroy();
            process.waitFor();
        }
        List<String> got = Files.readAllLines(output, StandardCharsets.UTF_8).stream()
                .map(CheckGuide::squeezed)
                .toList();
        int at = 0;
        for (String wanted : step.seen()) {
            int from = at;
            while (at < got.size() && !got.get(at).equals(squeezed(wanted))) {
                at++;
            }
            if (at == got.size()) {
                System.out.println("  not seen: " + wanted.strip() + "\n  in what came after line " + from + " of:");
                got.forEach(line -> System.out.println("  | " + line));
                return false;
            }
            at++;
        }
        if (!ended || process.exitValue() != 0) {
            System.out.println("  ended with " + (ended ? process.exitValue() : "nothing after five minutes"));
            return false;
        }
        return true;
    }

    private static String squeezed(String line) {
        return line.strip().replaceAll(" +", " ");
    }
}
