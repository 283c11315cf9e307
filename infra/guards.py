"""Holds the template to what was once forgotten in it.

    guards.py TEMPLATE

Each guard is a function of the SAM template and of the CloudFormation template that SAM makes of it; it names what is
wrong. `guards_test.py` breaks the template in each of these ways and looks whether its guard says so.
"""

import copy
import json
import pathlib
import re
import sys

from samcli.yamlhelper import yaml_parse

from translate import transformed

# Every code that CloudFront can be told about; for any other it keeps no error.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
ERROR_CODES = {400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504}
# Types whose names are one list for the whole account, and where the name stands.
GLOBAL_NAMES = {
    "AWS::CloudFront::CachePolicy": ("CachePolicyConfig", "Name"),
    "AWS::CloudFront::Function": ("Name",),
    "AWS::CloudFront::OriginAccessControl": ("OriginAccessControlConfig", "Name"),
    "AWS::CloudFront::OriginRequestPolicy": ("OriginRequestPolicyConfig", "Name"),
    "AWS::CloudFront::ResponseHeadersPolicy": ("ResponseHeadersPolicyConfig", "Name"),
}
SITE = pathlib.Path(__file__).parent.parent / "static-site"
HOLDS_DATA = ("AWS::DynamoDB::Table", "AWS::SecretsManager::Secret", "AWS::S3::Bucket")


def of_type(template, *kinds):
    """The resources of these types, by name."""
    return {name: each for name, each in template["Resources"].items() if each["Type"] in kinds}


def at(resource, *path):
    """The property at a path; None where the path ends."""
    value = resource.get("Properties", {})
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value):
    """A value as text in which every `Ref` and `Sub` can be looked for."""
    return json.dumps(value, default=str)


def metrics(alarm):
    """What an alarm watches: name and dimensions of each of its metrics."""
    properties = alarm["Properties"]
    watched = [each["MetricStat"]["Metric"] for each in properties.get("Metrics", []) if "MetricStat" in each]
    for metric in watched or [properties]:
        yield metric["MetricName"], {each["Name"]: each["Value"] for each in metric["Dimensions"]}


def watched(template):
    """Every metric that some alarm watches, with its dimensions as text."""
    alarms = of_type(template, "AWS::CloudWatch::Alarm").values()
    return {(name, text(sorted(dimensions.items()))) for alarm in alarms for name, dimensions in metrics(alarm)}


def every_function_has_an_alarm(template, _):
    alarms = watched(template)
    for name, function in of_type(template, "AWS::Serverless::Function").items():
        ways = ({"Ref": name}, function["Properties"]["FunctionName"])
        if not any(("Errors", text([("FunctionName", way)])) in alarms for way in ways):
            yield f"{name}: no alarm watches its errors"


def every_route_has_an_alarm(template, _):
    alarms = watched(template)
    for name, function in of_type(template, "AWS::Serverless::Function").items():
        for event in function["Properties"].get("Events", {}).values():
            if event["Type"] != "HttpApi":
                continue
            route = event["Properties"]
            dimensions = {"ApiId": route["ApiId"], "Stage": "$default", "Method": route["Method"],
                          "Resource": route["Path"]}
            if ("5xx", text(sorted(dimensions.items()))) not in alarms:
                yield f"{name}: no alarm watches the 5xx of {route['Method']} {route['Path']}"


def every_stream_keeps_what_it_gives_up(template, _):
    alarms = watched(template)
    for name, function in of_type(template, "AWS::Serverless::Function").items():
        for key, event in function["Properties"].get("Events", {}).items():
            if event["Type"] != "DynamoDB":
                continue
            if at(event, "DestinationConfig", "OnFailure", "Type") != "S3":
                yield f"{name}: {key} does not keep whole records; only S3 does"
            mapping = text([("EventSourceMappingUUID", {"Ref": name + key})])
            if ("OnFailureDestinationDeliveredEventCount", mapping) not in alarms:
                yield f"{name}: no alarm says that {key} gave records up"
            if "EventCount" not in (at(event, "MetricsConfig", "Metrics") or []):
                yield f"{name}: {key} has no EventCount, without which its alarm never rings"


def no_filter_asks_for_user_identity(template, _):
    for name, function in of_type(template, "AWS::Serverless::Function").items():
        if "userIdentity" in text(function["Properties"].get("Events", {})):
            yield f"{name}: a filter asks for userIdentity; the handler tells housekeeping apart itself"


def every_function_has_the_key_epoch(_, translated):
    for name, function in of_type(translated, "AWS::Lambda::Function").items():
        if at(function, "Environment", "Variables", "KEY_EPOCH") != {"Ref": "KeyEpoch"}:
            yield f"{name}: KEY_EPOCH is not the parameter KeyEpoch, so a new key does not reach it"


def no_alias_holds_an_old_key(template, _):
    for name, function in of_type(template, "AWS::Serverless::Function").items():
        if not at(function, "AutoPublishAlias"):
            continue
        if at(function, "AutoPublishAliasAllProperties") is not True:
            yield f"{name}: its alias moves with new code only, so a change of its settings reaches nobody"
        # SAM names a version after the properties as written, in which KeyEpoch is a name and not a value.
        if "resolve:secretsmanager" in text(at(function, "Environment")):
            yield f"{name}: has an alias, which keeps the old key until other things change"


def no_denial_rests_on_leading_keys(_, translated):
    for name, resource in of_type(translated, "AWS::IAM::ManagedPolicy", "AWS::IAM::Role").items():
        for statement in re.findall(r'\{[^{}]*"Effect": "Deny".*?LeadingKeys', text(resource)):
            yield f"{name}: a Deny rests on dynamodb:LeadingKeys, of which nobody says what it does in a transaction"


def no_error_is_kept_at_the_edge(_, translated):
    for name, resource in of_type(translated, "AWS::CloudFront::Distribution").items():
        kept = at(resource, "DistributionConfig", "CustomErrorResponses") or []
        at_once = {each["ErrorCode"] for each in kept if each.get("ErrorCachingMinTTL") == 0}
        for code in sorted(ERROR_CODES - at_once):
            yield f"{name}: the CDN keeps a {code} for 10 s and gives it to others"


def no_missing_file_is_kept_for_ever(_, translated):
    for name, resource in of_type(translated, "AWS::CloudFront::ResponseHeadersPolicy").items():
        if "immutable" in text(resource):
            yield f"{name}: a headers policy counts for errors too; only a function can look at the status"


def global_names_carry_stack_and_region(_, translated):
    for kind, path in GLOBAL_NAMES.items():
        for name, resource in of_type(translated, kind).items():
            found = text(at(resource, *path))
            if "${AWS::StackName}" not in found or "${AWS::Region}" not in found:
                yield f"{name}: its name is the account's, so it must carry stack and region"


def data_outlives_the_stack(_, translated):
    for name, resource in of_type(translated, *HOLDS_DATA).items():
        if resource.get("DeletionPolicy") != "RetainExceptOnCreate" or resource.get("UpdateReplacePolicy") != "Retain":
            yield f"{name}: holds data, and must have RetainExceptOnCreate and, when replaced, Retain"
    for name, table in of_type(translated, "AWS::DynamoDB::Table").items():
        if at(table, "DeletionProtectionEnabled") != {"Fn::If": ["IsDev", False, True]}:
            yield f"{name}: must be protected from deletion on every stage but dev"


def every_api_has_an_access_log(_, translated):
    groups = of_type(translated, "AWS::Logs::LogGroup")
    stages = of_type(translated, "AWS::ApiGatewayV2::Stage")
    for name, stage in stages.items():
        target = at(stage, "AccessLogSettings", "DestinationArn") or {}
        if not any(group in text(target) for group in groups):
            yield f"{name}: has no access log"
    if len(stages) < 2:
        yield "the HTTP API and the WebSocket API each have a stage; one is missing"
    for name, group in groups.items():
        if not at(group, "RetentionInDays"):
            yield f"{name}: keeps its lines for ever"


def parameters_that_belong_together_come_together(template, _):
    rules = text(template.get("Rules", {}))
    for name in ("SiteDomain", "CertificateArn"):
        if f'{{"Ref": "{name}"}}' not in rules:
            yield f"no rule asks {name} to fit the others"


# static-site/build/parts.test.ts asks that no build has them.
ONLY_IN_DEVELOPMENT = {"/parts"}


def the_edge_knows_the_pages(template, _):
    built = {f"/{page.stem}" for page in SITE.glob("*.html")} - ONLY_IN_DEVELOPMENT
    for name, function in of_type(template, "AWS::CloudFront::Function").items():
        pages = re.search(r"const PAGES = \[(.*?)\]", at(function, "FunctionCode"))
        if pages and set(re.findall(r"'(.*?)'", pages.group(1))) != built:
            yield f"{name}: its pages are not those of static-site/, {', '.join(sorted(built))}"


def the_owner_learns_how_to_set_up(template, _):
    """Without the command nobody finds the code that makes the first account, and the stack stays without an owner."""
    command = text(template.get("Outputs", {}).get("SetUpCommand", {}).get("Value"))
    if "get-secret-value" not in command or "${SetUpCode}" not in command:
        yield "no output SetUpCommand shows the set-up code"
    if "SetUpCode" not in of_type(template, "AWS::SecretsManager::Secret"):
        yield "SetUpCode is no secret"


def a_link_with_parameters_is_one_page(template, _):
    """What marketing adds to a link, and what a browser remembers, makes no other page of a menu at the edge."""
    policies = of_type(template, "AWS::CloudFront::CachePolicy")
    for name, distribution in of_type(template, "AWS::CloudFront::Distribution").items():
        behaviors = at(distribution, "DistributionConfig", "CacheBehaviors") or []
        menus = [each for each in behaviors if each["PathPattern"] == "/m/*"]
        if len(menus) != 1:
            yield f"{name}: {len(menus)} behaviours for /m/*"
        for behavior in menus:
            named = behavior.get("CachePolicyId")
            policy = policies.get(named["Ref"], {}) if isinstance(named, dict) and "Ref" in named else {}
            key = at(policy, "CachePolicyConfig", "ParametersInCacheKeyAndForwardedToOrigin") or {}
            if key.get("QueryStringsConfig") != {"QueryStringBehavior": "none"} or key.get("CookiesConfig") != {"CookieBehavior": "none"}:
                yield f"{name}: a query or a cookie makes another page of /m/*"


GUARDS = [
    every_function_has_an_alarm,
    every_route_has_an_alarm,
    every_stream_keeps_what_it_gives_up,
    no_filter_asks_for_user_identity,
    every_function_has_the_key_epoch,
    no_alias_holds_an_old_key,
    no_denial_rests_on_leading_keys,
    no_error_is_kept_at_the_edge,
    no_missing_file_is_kept_for_ever,
    global_names_carry_stack_and_region,
    data_outlives_the_stack,
    every_api_has_an_access_log,
    parameters_that_belong_together_come_together,
    the_edge_knows_the_pages,
    the_owner_learns_how_to_set_up,
    a_link_with_parameters_is_one_page,
]


def faults(source):
    """What is wrong with a template, given as text: guard and fault."""
    template = yaml_parse(source)
    translated = transformed(copy.deepcopy(template))
    return [(guard.__name__, fault) for guard in GUARDS for fault in guard(template, translated)]


def main(path):
    found = faults(pathlib.Path(path).read_text(encoding="utf-8"))
    print(f"{len(GUARDS)} guards of the template, {len(found)} faults")
    print("\n".join(f"{guard}: {fault}" for guard, fault in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
