//! What the stack knows and leaves out on purpose: everything else that it does not read is an
//! error. One place, with the reason for each.

/// Resource types without any local effect.
pub(super) const TYPES: &[(&str, &str)] = &[
    (
        "AWS::ApiGateway::Account",
        "the terminal shows every connection",
    ),
    (
        "AWS::CloudFront::CachePolicy",
        "nothing is cached between this machine and its browser",
    ),
    (
        "AWS::CloudFront::OriginAccessControl",
        "the site's files are read from the disk",
    ),
    (
        "AWS::CloudWatch::Alarm",
        "there are no metrics to watch here",
    ),
    (
        "AWS::CloudWatch::Dashboard",
        "there are no metrics to show here",
    ),
    (
        "AWS::IAM::ManagedPolicy",
        "permissions are not enforced here",
    ),
    ("AWS::IAM::Role", "permissions are not enforced here"),
    ("AWS::Logs::LogGroup", "logs go to the terminal"),
    ("AWS::Route53::RecordSet", "the address is this machine's"),
    (
        "AWS::S3::Bucket",
        "the site's files are read from the disk, and what streams put aside has a folder by its name",
    ),
    (
        "AWS::S3::BucketPolicy",
        "the site's files are read from the disk",
    ),
    ("AWS::SNS::Topic", "alarms do not ring here"),
    ("AWS::SQS::QueuePolicy", "permissions are not enforced here"),
];

/// Resource attributes beside `Type`, `Properties`, `Metadata` and `Condition`.
pub(super) const ATTRIBUTES: &[(&str, &str)] = &[
    (
        "DeletionPolicy",
        "the data directory is never deleted by the stack",
    ),
    (
        "UpdateReplacePolicy",
        "the data directory is never deleted by the stack",
    ),
    (
        "DependsOn",
        "the stack starts its parts in an order of its own",
    ),
];

/// Properties without local effect, by the place where they may stand.
pub(super) const PROPERTIES: &[(&str, &[(&str, &str)])] = &[
    (
        "AWS::Serverless::Function",
        &[
            (
                "Architectures",
                "the binary runs on this machine's processor",
            ),
            ("AutoPublishAlias", "there is one version of a binary here"),
            (
                "AutoPublishAliasAllProperties",
                "there is one version of a binary here",
            ),
            (
                "DeploymentPreference",
                "there is one version of a binary here",
            ),
            ("Description", "for people"),
            ("LoggingConfig", "logs go to the terminal"),
            ("PermissionsBoundary", "permissions are not enforced here"),
            ("Policies", "permissions are not enforced here"),
            (
                "ReservedConcurrentExecutions",
                "--workers bounds every function",
            ),
            ("Role", "permissions are not enforced here"),
            ("Tags", "for people"),
            ("Tracing", "there is no X-Ray here"),
        ],
    ),
    (
        "AWS::Serverless::Function Metadata",
        &[("BuildMethod", "the binaries are built by cargo")],
    ),
    (
        "AWS::DynamoDB::Table",
        &[
            ("BillingMode", "nothing is billed"),
            (
                "DeletionProtectionEnabled",
                "the stack never deletes a table",
            ),
            (
                "PointInTimeRecoverySpecification",
                "a copy of the data directory, made by `backup`, is the backup",
            ),
            ("SSESpecification", "the disk's own encryption applies"),
            ("Tags", "for people"),
        ],
    ),
    (
        "AWS::SecretsManager::Secret",
        &[
            ("Description", "for people"),
            ("KmsKeyId", "file permissions apply"),
            ("Tags", "for people"),
        ],
    ),
    (
        "AWS::SQS::Queue",
        &[
            ("KmsMasterKeyId", "file permissions apply"),
            ("SqsManagedSseEnabled", "file permissions apply"),
            ("Tags", "for people"),
            ("VisibilityTimeout", "nothing consumes a queue here"),
        ],
    ),
    (
        "DynamoDB event",
        &[("MetricsConfig", "there are no metrics to watch here")],
    ),
    (
        "AWS::Serverless::HttpApi",
        &[
            ("AccessLogSettings", "the terminal shows every request"),
            (
                "DefaultRouteSettings",
                "requests are not throttled by rate here",
            ),
            ("Description", "for people"),
            ("FailOnWarnings", "about deployment only"),
            ("Name", "for people"),
            ("Tags", "for people"),
        ],
    ),
    (
        "AWS::Serverless::WebSocketApi",
        &[
            ("AccessLogSettings", "the terminal shows every connection"),
            (
                "DefaultRouteSettings",
                "messages are not throttled by rate here",
            ),
            ("Description", "for people"),
            ("Name", "for people"),
            ("Tags", "for people"),
        ],
    ),
    (
        "AWS::CloudFront::Function",
        &[
            ("AutoPublish", "about deployment only"),
            ("FunctionConfig", "the code is recognised, not run"),
            ("Name", "for people"),
            ("Tags", "for people"),
        ],
    ),
    (
        "AWS::CloudFront::ResponseHeadersPolicy",
        &[("Comment", "for people"), ("Name", "for people")],
    ),
    (
        "AWS::CloudFront::Distribution",
        &[
            ("Aliases", "the address is this machine's"),
            ("Comment", "for people"),
            ("Enabled", "the local stack always serves"),
            ("HttpVersion", "the local stack speaks HTTP/1.1"),
            ("IPV6Enabled", "--host says where to listen"),
            ("Logging", "the terminal shows every request"),
            ("PriceClass", "nothing is billed"),
            ("Tags", "for people"),
            ("ViewerCertificate", "the local stack speaks plain HTTP"),
            ("WebACLId", "there is no firewall here"),
        ],
    ),
    (
        "CloudFront error response",
        &[
            (
                "ErrorCachingMinTTL",
                "nothing is cached between this machine and its browser",
            ),
            ("ErrorCode", "says which error, and no error is cached here"),
        ],
    ),
    (
        "CloudFront origin",
        &[
            ("ConnectionAttempts", "origins are in this process"),
            ("ConnectionTimeout", "origins are in this process"),
            ("CustomOriginConfig", "origins are in this process"),
            (
                "OriginAccessControlId",
                "the site's files are read from the disk",
            ),
            ("S3OriginConfig", "the site's files are read from the disk"),
        ],
    ),
    (
        "CloudFront behavior",
        &[
            (
                "AllowedMethods",
                "the gateway refuses methods that have no route",
            ),
            (
                "CachePolicyId",
                "nothing is cached between this machine and its browser",
            ),
            (
                "CachedMethods",
                "nothing is cached between this machine and its browser",
            ),
            (
                "OriginRequestPolicyId",
                "the gateway sees the whole request",
            ),
            ("ViewerProtocolPolicy", "the local stack speaks plain HTTP"),
        ],
    ),
];

/// Why a property at a place has no effect here, when it is a known one.
pub(super) fn reason(place: &str, property: &str) -> Option<&'static str> {
    let (_, properties) = PROPERTIES.iter().find(|(name, _)| *name == place)?;
    properties
        .iter()
        .find(|(name, _)| *name == property)
        .map(|(_, reason)| *reason)
}
