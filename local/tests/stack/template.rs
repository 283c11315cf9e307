//! The template reader: what it understands, and what it refuses with the line.

use std::path::Path;

use salver_local::template::{Destination, Origin, Settings, Template};

/// Puts lines into a template that is otherwise fine. The first given line is line 12.
fn with(lines: &str) -> String {
    let head = "\
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: dev, AllowedValues: [dev, production]}
Conditions:
  Real: !Equals [!Ref Stage, production]
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
  F:
    Type: AWS::Serverless::Function
    Properties:
";
    format!("{head}{lines}")
}

const GOOD: &str = "      {Runtime: provided.al2023, Handler: bootstrap, CodeUri: x/f/}\n";

fn refused(lines: &str, line: usize, part: &str) {
    let error = Template::parse(&with(lines), &Settings::default()).err();
    let error = error.unwrap_or_else(|| panic!("accepted:\n{lines}"));
    assert!(
        error.message.contains(part),
        "{part:?} is not in {:?}",
        error.message
    );
    assert_eq!(error.line, line, "{}", error.message);
}

/// A second resource after the function.
fn resource(text: &str, line: usize, part: &str) {
    refused(&format!("{GOOD}{text}"), line, part);
}

#[test]
fn what_is_not_understood_is_refused_with_its_line() {
    assert!(Template::parse(&with(GOOD), &Settings::default()).is_ok());
    let f = "      Runtime: provided.al2023\n      CodeUri: f\n";
    refused(
        &format!("{f}      Timout: 3\n"),
        14,
        "Timout is not understood",
    );
    refused(&format!("{f}      Timeout: soon\n"), 14, "whole number");
    refused("      Runtime: nodejs22.x\n", 12, "Runtime");
    refused("      Runtime: provided.al2023\n", 9, "which binary");
    refused(&format!("{f}      Layers: [a]\n"), 14, "Layers");
    refused(
        &format!("{f}      Events: {{E: {{Type: S3}}}}\n"),
        14,
        "event type S3",
    );
    let event =
        format!("{f}      Events:\n        E:\n          Type: HttpApi\n          Properties:\n");
    refused(
        &format!("{event}            {{Path: /x, Method: get, Auth: {{}}}}\n"),
        18,
        "Auth",
    );
    refused(
        &format!("{event}            {{Path: x, Method: get}}\n"),
        15,
        "must begin with /",
    );
    refused(
        &format!("{event}            {{Path: '/a{{b}}', Method: get}}\n"),
        15,
        "whole segment",
    );
    refused(
        &format!("{event}            {{Path: '/{{b+}}/c', Method: get}}\n"),
        15,
        "greedy",
    );
    refused(
        &format!("{event}            {{Path: /x, Method: get, ApiId: !Ref F}}\n"),
        18,
        "ApiId",
    );
}

#[test]
fn resources_and_sections_that_are_unknown_are_refused() {
    resource(
        "  Q: {Type: AWS::EC2::Instance}\n",
        13,
        "AWS::EC2::Instance is not understood",
    );
    resource(
        "  Q: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}\n",
        13,
        "FifoQueue",
    );
    resource("  Q: {Properties: {}}\n", 13, "Type is missing");
    resource(
        "  Q:\n    Type: AWS::SQS::Queue\n    CreationPolicy: {}\n",
        15,
        "CreationPolicy",
    );
    resource(
        "  B: {Type: AWS::Serverless::HttpApi}\n",
        13,
        "second HTTP API",
    );
    resource(
        "  B:\n    Type: AWS::Serverless::WebSocketApi\n    Properties: {}\n",
        15,
        "Routes is missing",
    );
    resource(
        "  C: {Type: AWS::CloudFront::Function, Properties: {FunctionCode: 'x'}}\n",
        13,
        "clean URLs",
    );
    resource("Hooks: {}\n", 13, "section Hooks");
    resource("Globals:\n  Api: {}\n", 14, "Globals.Api");
}

#[test]
fn intrinsics_that_lead_nowhere_are_refused_even_where_nothing_is_read() {
    let alarm = |text: &str| {
        format!("  A:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      X: {text}\n")
    };
    resource(&alarm("!Ref Nobody"), 16, "\"Nobody\"");
    resource(&alarm("!GetAtt Nobody.Arn"), 16, "\"Nobody\"");
    resource(&alarm("!Sub 'a ${F} ${Nobody.Arn}'"), 16, "\"Nobody\"");
    resource(&alarm("!If [Never, a, b]"), 16, "\"Never\"");
    resource(&alarm("!ImportValue x"), 16, "ImportValue");
    resource(&alarm("{Fn::Cidr: [a, b, c]}"), 16, "Cidr");
    resource(&alarm("!Ref AWS::Tenant"), 16, "AWS::Tenant");
    let variable = |text: &str| {
        format!("      CodeUri: f\n      Environment:\n        Variables:\n          V: {text}\n")
    };
    refused(&variable("!GetAtt F.Color"), 15, "attribute Color");
    refused(&variable("!Select [3, [a, b]]"), 15, "no element 3");
    refused(&variable("!FindInMap [A, b, c]"), 15, "A.b.c");
    refused(&variable("[a]"), 15, "must be a string");
}

#[test]
fn broken_yaml_and_wrong_parameters_are_refused() {
    refused("      a: [\n", 13, "");
    refused("      a: 1\n      a: 2\n", 13, "");
    let settings = |name: &str, value: &str| Settings {
        parameters: [(name.to_owned(), value.to_owned())].into(),
        ..Settings::default()
    };
    let error = Template::parse(&with(GOOD), &settings("Stage", "moon")).unwrap_err();
    assert!(
        error.message.contains("allowed is dev, production"),
        "{error}"
    );
    let error = Template::parse(&with(GOOD), &settings("Stag", "dev")).unwrap_err();
    assert!(error.message.contains("no parameter \"Stag\""), "{error}");
    assert!(Template::parse(&with(GOOD), &settings("Stage", "production")).is_ok());
}

#[test]
fn parameters_that_do_not_go_together_are_refused() {
    let rule = "Rules:\n  R:\n    RuleCondition: !Equals [!Ref Stage, production]\n    Assertions:\n      \
                - {Assert: !Equals [a, b], AssertDescription: production needs b}\n";
    let parse = |stage: &str| {
        let settings = Settings {
            parameters: [("Stage".to_owned(), stage.to_owned())].into(),
            ..Settings::default()
        };
        Template::parse(&with(&format!("{GOOD}{rule}")), &settings)
    };
    assert!(parse("dev").is_ok());
    let error = parse("production").unwrap_err();
    assert_eq!(
        (error.line, error.message.as_str()),
        (17, "production needs b")
    );
    resource(
        "Rules:\n  R: {Assertion: []}\n",
        14,
        "Assertions is missing",
    );
    resource("Rules:\n  R: {Assertions: [], Then: 1}\n", 14, "Then");
}

#[test]
fn what_a_stream_gives_up_goes_to_a_queue_or_a_bucket() {
    let stream = |on_failure: &str| {
        format!(
            "      CodeUri: f\n      Events:\n        E:\n          Type: DynamoDB\n          Properties:\n            \
             Stream: !GetAtt T.StreamArn\n            StartingPosition: LATEST\n            \
             DestinationConfig: {{OnFailure: {on_failure}}}\n  Q: {{Type: AWS::SQS::Queue}}\n  \
             B: {{Type: AWS::S3::Bucket}}\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      \
             AttributeDefinitions: [{{AttributeName: pk, AttributeType: S}}]\n      \
             KeySchema: [{{AttributeName: pk, KeyType: HASH}}]\n      \
             StreamSpecification: {{StreamViewType: NEW_IMAGE}}\n  \
             A:\n    Type: AWS::CloudWatch::Alarm\n    Properties: {{Watches: !Ref FE}}\n"
        )
    };
    let destination = |on_failure: &str| {
        let template = Template::parse(&with(&stream(on_failure)), &Settings::default());
        template.unwrap().streams.remove(0).on_failure.unwrap()
    };
    let queue = destination("{Type: SQS, Destination: !GetAtt Q.Arn}");
    assert_eq!(queue, Destination::Queue("Q".to_owned()));
    let name = "local-B".to_owned();
    let bucket = destination("{Type: S3, Destination: !GetAtt B.Arn}");
    assert_eq!(bucket, Destination::Bucket { name });
    refused(
        &stream("{Type: S3, Destination: !GetAtt Q.Arn}"),
        19,
        "no AWS::S3::Bucket",
    );
    refused(
        &stream("{Type: SNS, Destination: !GetAtt Q.Arn}"),
        19,
        "SQS, S3",
    );
    refused(
        &stream("{Destination: !GetAtt Q.Arn}"),
        19,
        "Type is missing",
    );
}

#[test]
fn conditions_decide_what_exists() {
    let text = with(&format!(
        "{GOOD}  Q: {{Type: AWS::SQS::Queue, Condition: Real}}\n"
    ));
    let count = |stage: &str| {
        let parameters = [("Stage".to_owned(), stage.to_owned())].into();
        let settings = Settings {
            parameters,
            ..Settings::default()
        };
        Template::parse(&text, &settings).unwrap().queues.len()
    };
    assert_eq!((count("dev"), count("production")), (0, 1));
}

#[test]
fn without_a_distribution_the_apis_are_served_directly() {
    let template = Template::parse(&with(GOOD), &Settings::default()).unwrap();
    let behaviors: Vec<_> = template
        .site
        .behaviors
        .iter()
        .map(|one| (one.pattern.as_str(), one.origin))
        .collect();
    assert_eq!(behaviors, [("*", Origin::Http)]);
}

#[test]
fn the_product_s_own_template_loads() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../infra/template.yaml");
    let template = Template::load(&file, &Settings::default()).unwrap();
    assert!(
        template
            .functions
            .values()
            .all(|function| !function.events.is_empty()),
        "each has a trigger"
    );
    // Photos are named by what is in them, and pages are for people: no version of the API changes them.
    let beside: Vec<_> = template
        .http_routes
        .iter()
        .map(|route| route.path.as_str())
        .filter(|path| !path.starts_with("/api/v1/"))
        .collect();
    // For GET and for HEAD.
    assert_eq!(
        beside,
        [
            "/m/{branch}",
            "/m/{branch}",
            "/photos/{photo}",
            "/photos/{photo}"
        ]
    );
    let socket = template.websocket.unwrap();
    assert_eq!(
        socket.routes.keys().collect::<Vec<_>>(),
        ["$connect", "$default", "$disconnect"]
    );
    assert_eq!(
        (
            template.tables.len(),
            template.streams.len(),
            template.secrets.len()
        ),
        (1, 2, 5)
    );
    let is_bucket = |one: &Option<Destination>| matches!(one, Some(Destination::Bucket { .. }));
    assert!(
        template
            .streams
            .iter()
            .all(|one| is_bucket(&one.on_failure))
    );
    let mut behaviors = template.site.behaviors.iter();
    let assets = behaviors.find(|one| one.pattern == "/assets/*").unwrap();
    assert_eq!(assets.headers_of_success.len(), 1);
    assert!(assets.headers.iter().all(|one| one.name != "cache-control"));
    let origins: Vec<_> = template
        .site
        .behaviors
        .iter()
        .map(|one| one.origin)
        .collect();
    assert!(origins.contains(&Origin::WebSocket) && origins.contains(&Origin::Http));
    let pages = template.site.behaviors.last().unwrap();
    assert!(
        pages.clean_urls
            && pages
                .headers
                .iter()
                .any(|one| one.name == "content-security-policy")
    );
}
