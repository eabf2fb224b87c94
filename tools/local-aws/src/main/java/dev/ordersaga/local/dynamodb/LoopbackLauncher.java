package dev.ordersaga.local.dynamodb;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * The main class of DynamoDB Local's process: starts it on the loopback interface, which it has no option for. By reflection, since
 * DynamoDB Local is on the class path of that process only.
 *
 * <p>The port is opened, and told, before DynamoDB Local is loaded: who connects meanwhile waits until it accepts. Its own jar is not on the
 * class path, since it names a folder as part of one, with which a JVM keeps no class archive; the libraries it uses are.
 */
public final class LoopbackLauncher {

    private static final int BACKLOG = 1_024;

    private LoopbackLauncher() {}

    /**
     * Runs until it is ended.
     *
     * @param arguments the port, 0 for any; the file to write the port to once it is open; the file that is made once requests are
     *     answered; DynamoDB Local's own jar; then its own arguments
     */
    public static void main(String[] arguments) throws Exception {
        ServerSocketChannel accepting = ServerSocketChannel.open();
        accepting.bind(
                new InetSocketAddress(
                        InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), Integer.parseInt(arguments[0])),
                BACKLOG);
        write(Path.of(arguments[1]), Integer.toString(accepting.socket().getLocalPort()));
        String[] own = Arrays.copyOfRange(arguments, 4, arguments.length);
        ClassLoader dynamoDbLocal = new URLClassLoader(
                new URL[] {Path.of(arguments[3]).toUri().toURL()}, LoopbackLauncher.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(dynamoDbLocal);
        Object proxy = Class.forName("software.amazon.dynamodb.services.local.main.ServerRunner", true, dynamoDbLocal)
                .getMethod("createServerFromCommandLineArgs", String[].class)
                .invoke(null, (Object) own);
        Field field = proxy.getClass().getDeclaredField("server");
        field.setAccessible(true);
        Object jetty = field.get(proxy);
        Object connectors = jetty.getClass().getMethod("getConnectors").invoke(jetty);
        Object connector = Array.get(connectors, 0);
        connector.getClass().getMethod("open", ServerSocketChannel.class).invoke(connector, accepting);
        proxy.getClass().getMethod("start").invoke(proxy);
        write(Path.of(arguments[2]), "");
        proxy.getClass().getMethod("join").invoke(proxy);
    }

    private static void write(Path file, String text) throws java.io.IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(whole, text);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
