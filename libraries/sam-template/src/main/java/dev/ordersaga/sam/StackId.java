package dev.ordersaga.sam;

/** Which stack a template is deployed as, and where: the values of the pseudo parameters. */
public record StackId(String name, String region, String account) {

    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }

    /** The ARN of the stack itself; on AWS the last part is made anew with each stack. */
    public String stackArn() {
        return arn("cloudformation", "stack/" + name + "/local");
    }

    /** The ARN of a role; IAM knows no region. */
    public String roleArn(String roleName) {
        return "arn:aws:iam::" + account + ":role/" + roleName;
    }
}
