package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsJson;
import org.jspecify.annotations.Nullable;

/** JSON as the client wrote it: data that a state passes on unchanged keeps its white space and the form of its numbers. */
record WrittenJson(String input, @Nullable String result) {

    String text(String json) {
        if (result != null && same(result, json)) {
            return result;
        }
        return same(input, json) ? input : json;
    }

    private static boolean same(String written, String json) {
        return AwsJson.text(AwsJson.MAPPER.readTree(written)).equals(json);
    }
}
