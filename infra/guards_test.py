"""Breaks the template in each of the ways that `guards.py` is there for, and looks whether the guard says so.

    guards_test.py TEMPLATE
"""

import pathlib
import re
import sys

from guards import GUARDS, faults

# Guard, what is looked for in the template (a regular expression, its first match), and what takes its place.
BREAKS = [
    ("every_function_has_an_alarm", r"Value: !Ref CallWaiter\}", "Value: !Ref EditCart}"),
    ("every_function_has_an_alarm", r"MetricName: Errors", "MetricName: Throttles"),
    ("every_route_has_an_alarm", r"Value: '/api/v1/orders/\{order\}'", "Value: /api/v1/order"),
    ("every_route_has_an_alarm", r"\{Name: Method, Value: PATCH\}", "{Name: Method, Value: PUT}"),
    ("every_stream_keeps_what_it_gives_up", r"Type: S3, Destination: !GetAtt FailedRecords.Arn",
     "Type: SQS, Destination: !GetAtt FailedRecords.Arn"),
    ("every_stream_keeps_what_it_gives_up", r"Value: !Ref FollowUpTableStream", "Value: !Ref FanOutTableStream"),
    ("every_stream_keeps_what_it_gives_up", r"MetricsConfig: \{Metrics: \[EventCount\]\}", "MetricsConfig: {}"),
    ("no_filter_asks_for_user_identity", r'\{"dynamodb": \{"Keys"',
     '{"userIdentity": {"type": [{"exists": false}]}, "dynamodb": {"Keys"'),
    ("every_function_has_the_key_epoch", r"KEY_EPOCH: !Ref KeyEpoch", "KEY_EPOCH: '1'"),
    ("every_function_has_the_key_epoch", r"PIN_KEY: !Sub", "KEY_EPOCH: '1'\n          PIN_KEY: !Sub"),
    ("no_alias_holds_an_old_key", r"AutoPublishAliasAllProperties: true", "AutoPublishAliasAllProperties: false"),
    ("no_alias_holds_an_old_key", r"CodeUri: ../functions/sign-in/",
     "CodeUri: ../functions/sign-in/\n      AutoPublishAlias: live\n      AutoPublishAliasAllProperties: true"),
    ("no_denial_rests_on_leading_keys", r"          - Sid: StreamOfTheTable",
     "          - Effect: Deny\n            Action: [dynamodb:DeleteItem]\n            Resource: !GetAtt Table.Arn\n"
     "            Condition: {'ForAnyValue:StringLike': {'dynamodb:LeadingKeys': ['AUDIT#*']}}\n"
     "          - Sid: StreamOfTheTable"),
    ("no_error_is_kept_at_the_edge", r"ErrorCode: 404, ErrorCachingMinTTL: 0", "ErrorCode: 404, ErrorCachingMinTTL: 10"),
    ("no_error_is_kept_at_the_edge", r" +- \{ErrorCode: 503, .*\n", ""),
    ("no_missing_file_is_kept_for_ever", r"Value: no-cache", "Value: immutable"),
    ("global_names_carry_stack_and_region", r"\$\{AWS::StackName\}-\$\{AWS::Region\}-keep", "${AWS::StackName}-keep"),
    ("global_names_carry_stack_and_region", r"\$\{AWS::StackName\}-\$\{AWS::Region\}-pages", "${AWS::Region}-pages"),
    ("data_outlives_the_stack", r"DeletionPolicy: RetainExceptOnCreate", "DeletionPolicy: Delete"),
    ("data_outlives_the_stack", r"!If \[IsDev, false, true\]", "false"),
    ("every_api_has_an_access_log", r"DestinationArn: !GetAtt RealtimeAccessLogs.Arn", "DestinationArn: 'arn:aws:x'"),
    ("every_api_has_an_access_log", r"\n +RetentionInDays: .*", ""),
    ("the_edge_knows_the_pages", r"'/kitchen', ", ""),
    ("parameters_that_belong_together_come_together", r"(?s)DomainWithCertificate:.*?\n\nConditions:",
     "DomainWithCertificate: {Assertions: []}\n\nConditions:"),
    ("the_owner_learns_how_to_set_up", r"\n  SetUpCommand:", "\n  SetUp:"),
    ("the_owner_learns_how_to_set_up", r"--secret-id \$\{SetUpCode\}", "--secret-id ${OperatorCode}"),
    ("a_link_with_parameters_is_one_page", r"QueryStringsConfig: \{QueryStringBehavior: none\}",
     "QueryStringsConfig: {QueryStringBehavior: all}"),
    ("a_link_with_parameters_is_one_page", r"CookiesConfig: \{CookieBehavior: none\}", "CookiesConfig: {CookieBehavior: all}"),
    ("a_link_with_parameters_is_one_page", r"PathPattern: /m/\*", "PathPattern: /menu/*"),
    ("a_link_with_parameters_is_one_page", r"(?s)PathPattern: /m/\*.*?CachePolicyId: !Ref PageCache",
     "PathPattern: /m/*\n            TargetOriginId: api\n            ViewerProtocolPolicy: redirect-to-https\n"
     "            CachePolicyId: 83da9c7e-98b4-4e11-a168-04f0df8e2c65"),
]


def main(path):
    template = pathlib.Path(path).read_text(encoding="utf-8")
    wrong = [f"{guard.__name__} is never broken" for guard in GUARDS if all(guard.__name__ != name for name, _, _ in BREAKS)]
    for guard, pattern, instead in BREAKS:
        broken, count = re.subn(pattern, lambda _: instead, template, count=1)
        if count == 0:
            wrong.append(f"{guard}: {pattern} is not in the template")
        elif guard not in {name for name, _ in faults(broken)}:
            wrong.append(f"{guard}: does not see {instead.strip()} in the place of {pattern}")
    print(f"{len(BREAKS)} breaks of the template, {len(wrong)} not seen")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
