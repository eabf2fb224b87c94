package dev.ordersaga.local.sam;

/** Whose stack it is, and where: the pseudo parameters. */
record Owner(String stackName, String region, String account) {

    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
