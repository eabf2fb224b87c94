package dev.ordersaga.participant;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;

/**
 * The main class of DynamoDB Local's own process: starts it on the loopback interface, for which it has no option, on a port
 * that the system picks (its own option refuses 0), and ends it with its parent. By reflection, since it is on no class path of ours.
 */
final class DynamoDbLocalLauncher {

    static final String PORT = "listening on port ";

    private DynamoDbLocalLauncher() {}

    public static void main(String[] arguments) throws Exception {
        Object proxy = Class.forName("software.amazon.dynamodb.services.local.main.ServerRunner")
                .getMethod("createServerFromCommandLineArgs", String[].class)
                .invoke(null, (Object) arguments);
        Field field = proxy.getClass().getDeclaredField("server");
        field.setAccessible(true);
        Object jetty = field.get(proxy);
        Object connector = Array.get(jetty.getClass().getMethod("getConnectors").invoke(jetty), 0);
        connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
        connector.getClass().getMethod("setPort", int.class).invoke(connector, 0);
        proxy.getClass().getMethod("start").invoke(proxy);
        System.out.println(PORT + connector.getClass().getMethod("getLocalPort").invoke(connector));
        endWithParent();
    }

    /** The parent holds the other end of standard input: it closes when the parent ends, however it ends. */
    private static void endWithParent() throws IOException {
        while (System.in.read() >= 0) {
            // nothing is ever said
        }
        Runtime.getRuntime().halt(0);
    }
}
