package dev.ordersaga.local.s3;

import dev.ordersaga.local.http.AwsQuery;
import dev.ordersaga.local.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the XML of S3's answers. */
final class S3Xml {

    private final StringBuilder text = new StringBuilder(256);

    private S3Xml() {}

    /** Begins a document. */
    static S3Xml document(String root) {
        S3Xml xml = new S3Xml();
        xml.text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<").append(root);
        xml.text.append(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        return xml;
    }

    S3Xml begin(String element) {
        text.append('<').append(element).append('>');
        return this;
    }

    S3Xml end(String element) {
        text.append("</").append(element).append('>');
        return this;
    }

    S3Xml add(String element, Object value) {
        begin(element);
        // Clients that care ask for keys in percent-encoding.
        text.append(AwsQuery.escape(value.toString()).replace("\"", "&quot;"));
        return end(element);
    }

    HttpResponse answer(String root) {
        end(root);
        return new HttpResponse(
                200, Map.of("Content-Type", "application/xml"), text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
