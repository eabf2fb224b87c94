package dev.ordersaga.sam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A SAM or CloudFormation template: YAML or JSON, read once. What it says depends on how it is deployed. */
public final class SamTemplate {

    private final Path file;
    private final TemplateYaml document;

    private SamTemplate(Path file, TemplateYaml document) {
        this.file = file;
        this.document = document;
    }

    /**
     * Reads a template.
     *
     * @throws InvalidTemplate where there is none, or it is no YAML mapping
     */
    public static SamTemplate read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new InvalidTemplate("there is no template to read at " + file);
        }
        return parse(text, file);
    }

    /**
     * Reads a template's text.
     *
     * @param file what the files that the template names are relative to
     * @throws InvalidTemplate where it is no YAML mapping
     */
    public static SamTemplate parse(String text, Path file) {
        return new SamTemplate(file, TemplateYaml.read(text));
    }

    /** The template as JSON, the short forms of intrinsic functions ({@code !Ref}) made long ones. */
    public JsonNode document() {
        return document.root().deepCopy();
    }

    /**
     * The template as it is deployed: every name and value is known, or there is a problem.
     *
     * @param parameters values in place of the parameters' defaults
     */
    public SamStack deployedAs(StackId stack, Map<String, String> parameters) {
        return SamStack.read(file, document, stack, parameters);
    }

    /** The template as it is: parameters have their defaults, and whatever only a deployment knows is not known. */
    public SamStack undeployed() {
        return SamStack.read(file, document, null, Map.of());
    }
}
