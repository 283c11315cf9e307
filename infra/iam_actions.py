"""Checks every statement of a translated template's roles and policies.

    iam_actions.py TRANSLATED

Fails for an action that IAM does not have (by cfn-lint's data), for a wildcard in an allowed action, and for an
allowed `Resource: '*'` where IAM knows resources for the action.
"""

import json
import pathlib
import sys

import cfnlint

DATA = pathlib.Path(cfnlint.__file__).parent / "data/AdditionalSpecs/Policies.json"
# Actions on what is no resource for IAM, beside a denial of all that is one.
ON_NO_RESOURCE = {"sns:Publish"}
POLICIES = ("AWS::IAM::Role", "AWS::IAM::ManagedPolicy", "AWS::S3::BucketPolicy")


def as_list(value):
    """IAM writes a list of one as the one."""
    return value if isinstance(value, list) else [value]


def statements(resource):
    """All statements that a resource holds, trust policies included."""
    properties = resource["Properties"]
    documents = [properties.get("PolicyDocument"), properties.get("AssumeRolePolicyDocument")]
    documents += [policy["PolicyDocument"] for policy in properties.get("Policies", [])]
    for document in documents:
        for statement in as_list(document["Statement"]) if document else []:
            # One that hangs on a condition is checked as if it stood.
            yield statement["Fn::If"][1] if "Fn::If" in statement else statement


def faults(name, statement, services):
    """What is wrong with one statement."""
    for key in ("NotAction", "NotResource"):
        if key in statement:
            yield f"{name}: {key} allows everything that it does not name"
    allows = statement["Effect"] == "Allow"
    for action in as_list(statement.get("Action", [])):
        service, _, verb = action.partition(":")
        known = services.get(service, {}).get("Actions", {})
        if "*" in verb:
            if allows:
                yield f"{name}: {action} allows more than one action"
        elif verb.lower() not in known:
            yield f"{name}: {action} is not an action of IAM"
        elif action in ON_NO_RESOURCE:
            continue
        elif allows and "*" in as_list(statement.get("Resource", [])) and known[verb.lower()].get("Resources"):
            yield f"{name}: {action} is allowed for every resource"


def main(path):
    services = json.loads(DATA.read_text(encoding="utf-8"))
    template = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    resources = {name: each for name, each in template["Resources"].items() if each["Type"] in POLICIES}
    for name, each in resources.items():
        of_name = list(statements(each))
        for action in ON_NO_RESOURCE:
            effects = {s["Effect"] for s in of_name if action in as_list(s.get("Action", []))}
            if effects == {"Allow"}:
                print(f"{name}: {action} is allowed without a denial of what is a resource")
                return 1
    checked = [(name, statement) for name, each in resources.items() for statement in statements(each)]
    wrong = [fault for name, statement in checked for fault in faults(name, statement, services)]
    print(f"{len(checked)} IAM statements in {len(resources)} resources, {len(wrong)} wrong")
    print("\n".join(wrong))
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
