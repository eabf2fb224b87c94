package dev.ordersaga.local.console;

import dev.ordersaga.console.endpoint.FunctionLogs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The functions' log files: what stands between an invocation's START and its REPORT. */
final class LogFiles implements FunctionLogs {

    private static final int MAX_TAIL_SIZE = 8 * 1024 * 1024;
    private static final int MAX_LINES = 500;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,140}");

    private final Path folder;

    LogFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<String> lines(String function, String requestId) {
        String name = function.replaceFirst("^arn:.*:function:", "").replaceFirst(":.*$", "");
        if (!NAME.matcher(name).matches()) {
            return List.of();
        }
        String[] all = tail(folder.resolve(name + ".log")).split("\n", -1);
        List<String> lines = new ArrayList<>();
        boolean within = false;
        for (String line : all) {
            within = within || line.startsWith("START RequestId: " + requestId);
            // Lines of invocations at the same time mix: another's own marks are left out.
            if (within && lines.size() < MAX_LINES && (line.contains(requestId) || !isMark(line))) {
                lines.add(line);
            }
            if (within && line.startsWith("REPORT RequestId: " + requestId)) {
                break;
            }
        }
        return lines;
    }

    private static boolean isMark(String line) {
        return line.startsWith("START RequestId: ")
                || line.startsWith("END RequestId: ")
                || line.startsWith("REPORT RequestId: ");
    }

    private static String tail(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long from = Math.max(0, channel.size() - MAX_TAIL_SIZE);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // Until it is full, or the file was cut meanwhile.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
