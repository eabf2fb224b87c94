package dev.ordersaga.local.dynamodb;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The main class of DynamoDB Local's process: starts it on the loopback interface, which it has no option for, and on a port
 * that the system picks. By reflection, since DynamoDB Local is on nobody's class path but that process's own.
 */
public final class LoopbackLauncher {

    private LoopbackLauncher() {}

    /**
     * Runs until it is ended.
     *
     * @param arguments the file to write the port to, then DynamoDB Local's own arguments
     */
    public static void main(String[] arguments) throws Exception {
        Path portFile = Path.of(arguments[0]);
        String[] own = new String[arguments.length - 1];
        System.arraycopy(arguments, 1, own, 0, own.length);
        Object proxy = Class.forName("software.amazon.dynamodb.services.local.main.ServerRunner")
                .getMethod("createServerFromCommandLineArgs", String[].class)
                .invoke(null, (Object) own);
        Field field = proxy.getClass().getDeclaredField("server");
        field.setAccessible(true);
        Object jetty = field.get(proxy);
        Object connectors = jetty.getClass().getMethod("getConnectors").invoke(jetty);
        Object connector = Array.get(connectors, 0);
        connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
        connector.getClass().getMethod("setPort", int.class).invoke(connector, 0);
        proxy.getClass().getMethod("start").invoke(proxy);
        Object port = connector.getClass().getMethod("getLocalPort").invoke(connector);
        Path whole = portFile.resolveSibling(portFile.getFileName() + ".part");
        Files.writeString(whole, port.toString());
        Files.move(whole, portFile, StandardCopyOption.ATOMIC_MOVE);
        proxy.getClass().getMethod("join").invoke(proxy);
    }
}
