package dev.ordersaga.local.process;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * The agent that a child JVM carries, or its main class: halts it when its standard input, a pipe that the parent holds and never writes to, comes
 * to its end. The kernel closes the pipe however the parent ends, so this works where a shutdown hook does not.
 */
public final class ParentProcessAgent {

    /** Says in {@code $?} who ended the child: the code of a process that its session's end hung up on (128 + SIGHUP). */
    static final int HALTED = 129;

    private ParentProcessAgent() {}

    /**
     * As the main class of a child, in place of an agent, with which a JVM uses no class archive: runs the child's own.
     *
     * @param arguments the name of the child's main class, then its arguments
     */
    public static void main(String[] arguments) throws Throwable {
        premain("");
        Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Called by the JVM before the child's own main method. */
    public static void premain(String argument) {
        Thread watch = new Thread(ParentProcessAgent::watch, "parent-process");
        watch.setDaemon(true);
        watch.start();
    }

    private static void watch() {
        // Not System.in, which the child may replace or close.
        try (FileInputStream parent = new FileInputStream(FileDescriptor.in)) {
            while (parent.read() >= 0) {
                // What the parent writes is for the child's main method, which has none to read here.
            }
        } catch (IOException e) {
            // A broken pipe says the same as its end.
        }
        Runtime.getRuntime().halt(HALTED);
    }
}
