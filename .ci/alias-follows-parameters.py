#!/usr/bin/env python3
"""Runs SAM's translator twice for each parameter of template.yaml, with two values, and looks at every function whose configuration differs
between the two: its alias must point to another version, which means that the version's resource is another one, or is replaced by
CloudFormation. Prints what it looked at, or what keeps its old version (exit 1); exit 77: there is no translator here.
"""
import copy
import json
import re
import sys

try:
    import boto3
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator
    from samtranslator.yaml_helper import yaml_parse
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

# "createOnlyProperties" of the schema of AWS::Lambda::Version: with another value CloudFormation makes a new version.
REPLACED_WITH = ["FunctionName", "Description", "CodeSha256", "ProvisionedConcurrencyConfig", "RuntimePolicy"]
CODE = {"CodeUri": "s3://bucket/code", "DefinitionUri": "s3://bucket/definition"}


def translated(template, values):
    """The CloudFormation template that the service makes of a packaged SAM template."""
    packaged = copy.deepcopy(template)
    for resource in packaged["Resources"].values():
        for name, uri in CODE.items():
            if name in resource.get("Properties", {}):
                resource["Properties"][name] = uri
    session = boto3.session.Session(region_name="us-east-1")
    return Translator({}, Parser(), boto_session=session).translate(packaged, dict(values))


def filled(node, values):
    """A value with the parameters' values in it; what only a deployment knows stays as it is written."""
    if isinstance(node, list):
        return [filled(item, values) for item in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"Ref"} and node["Ref"] in values:
        return str(values[node["Ref"]])
    if set(node) == {"Fn::Sub"} and isinstance(node["Fn::Sub"], str):
        return {"Fn::Sub": re.sub(r"\$\{(\w+)}", lambda name: str(values.get(name[1], name[0])), node["Fn::Sub"])}
    return {key: filled(value, values) for key, value in node.items()}


def functions(template, values):
    """For each function that has an alias: its configuration, and which version the alias points to."""
    resources = translated(template, values)["Resources"]
    found = {}
    for logical_id, resource in resources.items():
        if resource["Type"] != "AWS::Lambda::Alias":
            continue
        version_id = resource["Properties"]["FunctionVersion"]["Fn::GetAtt"][0]
        version = resources[version_id]["Properties"]
        function_id = resource["Properties"]["FunctionName"]["Ref"]
        configuration = filled(resources[function_id]["Properties"], values)
        identity = [version_id, {name: filled(version.get(name), values) for name in REPLACED_WITH}]
        description = identity[1]["Description"]
        text = description.get("Fn::Sub", "") if isinstance(description, dict) else description or ""
        if len(text) > 256:
            sys.exit(f"{function_id}: the version's description has {len(text)} characters")
        found[function_id] = (json.dumps(configuration, sort_keys=True), json.dumps(identity, sort_keys=True))
    return found


def another(declaration):
    """Another value that the parameter takes, as long as it may be."""
    if "AllowedValues" in declaration:
        return next((value for value in declaration["AllowedValues"] if value != declaration.get("Default")), None)
    if declaration["Type"] == "Number":
        return int(declaration.get("Default", 0)) + 1
    return "x" * int(declaration.get("MaxLength", 20))


def main(path):
    with open(path, encoding="utf-8") as file:
        template = yaml_parse(file.read())
    parameters = template.get("Parameters", {})
    defaults = {name: declaration.get("Default", "") for name, declaration in parameters.items()}
    before = functions(template, defaults)
    seen, stale = [], []
    for name, declaration in parameters.items():
        value = another(declaration)
        if value is None:
            continue
        after = functions(template, {**defaults, name: value})
        for function, (configuration, version) in after.items():
            if function in before and configuration != before[function][0]:
                (seen if version != before[function][1] else stale).append(f"{name} -> {function}")
    for pair in stale:
        print(f"{pair}: the alias keeps the version with the old value")
    if not stale:
        print("the alias follows: " + ", ".join(seen))
    return 1 if stale or not seen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "template.yaml"))
