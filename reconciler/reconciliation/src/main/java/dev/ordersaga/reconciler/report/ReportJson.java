package dev.ordersaga.reconciler.report;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report for programs. */
public final class ReportJson {

    public static final JsonMapper JSON = JsonMapper.shared();

    private ReportJson() {}

    public static ObjectNode of(ReconciliationReport report) {
        ObjectNode json = JSON.createObjectNode()
                .put("began", report.began().toString())
                .put("ended", report.ended().toString())
                .put("dryRun", report.dryRun())
                .put("complete", report.complete())
                .put("repaired", report.repaired())
                .put("proposed", report.proposed())
                .put("reported", report.reported());
        json.set("compared", JSON.valueToTree(report.compared()));
        ArrayNode findings = json.putArray("findings");
        report.findings().forEach(finding -> findings.add(of(finding)));
        return json;
    }

    public static ObjectNode of(Discrepancy finding) {
        ObjectNode json = JSON.createObjectNode().put("kind", finding.kind().name());
        if (finding.order() != null) {
            json.put("order", finding.order());
        }
        return json.put("outcome", finding.outcome().name()).put("detail", finding.detail());
    }
}
