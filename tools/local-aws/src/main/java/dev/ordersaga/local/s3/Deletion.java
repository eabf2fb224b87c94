package dev.ordersaga.local.s3;

import dev.ordersaga.local.http.AwsError;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What DeleteObjects is asked for.
 *
 * @param quiet whether only what could not be deleted is told
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html">DeleteObjects</a>
 */
record Deletion(List<String> keys, boolean quiet) {

    /** "The request can contain a list of up to 1,000 keys." */
    private static final int MAX_KEYS = 1000;

    /**
     * Reads the body of a request.
     *
     * @throws AwsError {@code MalformedXML} where it is no {@code Delete} of one to 1,000 objects, each with a key
     */
    static Deletion read(byte[] body) {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(body));
            xml.nextTag();
            expect(xml.getLocalName().equals("Delete"));
            List<String> keys = new ArrayList<>();
            boolean quiet = false;
            while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "Object" -> keys.add(key(xml));
                    case "Quiet" -> quiet = xml.getElementText().strip().equals("true");
                    default -> throw malformed();
                }
            }
            expect(!keys.isEmpty() && keys.size() <= MAX_KEYS);
            return new Deletion(List.copyOf(keys), quiet);
        } catch (XMLStreamException e) {
            throw malformed();
        }
    }

    private static String key(XMLStreamReader xml) throws XMLStreamException {
        String key = "";
        while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
            String name = xml.getLocalName();
            String text = xml.getElementText();
            key = name.equals("Key") ? text : key;
        }
        expect(!key.isEmpty());
        return key;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private static void expect(boolean fits) {
        if (!fits) {
            throw malformed();
        }
    }

    private static AwsError malformed() {
        return new AwsError(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }
}
