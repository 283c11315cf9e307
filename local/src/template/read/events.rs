//! What triggers a function.

use std::time::Duration;

use serde_json::Value as Json;

use crate::template::{
    Destination, HttpRoute, Schedule, StreamMapping, TemplateError,
    eval::Eval,
    fields::Fields,
    node::{Entry, Node},
};

/// API Gateway's longest wait.
const INTEGRATION_LIMIT: Duration = Duration::from_secs(30);

pub(super) enum Trigger {
    Http(HttpRoute),
    Stream(StreamMapping),
    Schedule(Schedule),
}

pub(super) fn read(
    eval: &Eval<'_>,
    function: &str,
    entry: &Entry,
) -> Result<Trigger, TemplateError> {
    let mut event = Fields::new(eval, "Event", &entry.node)?;
    let kind = event.require("Type")?;
    let properties = event.take_raw("Properties");
    event.finish()?;
    let line = entry.line;
    let fields = |place: &'static str| match &properties {
        Some(node) => Fields::new(eval, place, node),
        None => Ok(Fields::none(eval, place, line)),
    };
    let id = format!("{function}/{}", entry.key);
    match kind.text("Type")?.as_str() {
        "HttpApi" => http(function, line, fields("HttpApi event")?).map(Trigger::Http),
        "DynamoDB" => stream(function, id, fields("DynamoDB event")?).map(Trigger::Stream),
        "Schedule" => {
            schedule(function, id, "Schedule", fields("Schedule event")?).map(Trigger::Schedule)
        }
        "ScheduleV2" => schedule(
            function,
            id,
            "ScheduleExpression",
            fields("ScheduleV2 event")?,
        )
        .map(Trigger::Schedule),
        other => Err(TemplateError::at(
            kind.line,
            format!("the event type {other} is not understood"),
        )),
    }
}

fn http(
    function: &str,
    line: usize,
    mut fields: Fields<'_, '_>,
) -> Result<HttpRoute, TemplateError> {
    if let Some(api) = fields.take("ApiId")? {
        let kind = "AWS::Serverless::HttpApi";
        let eval = fields.eval();
        eval.names().find_by(eval, kind, "", &api, "ApiId")?;
    }
    fields.only("PayloadFormatVersion", &["2.0"])?;
    let method = fields.text("Method")?;
    let path = fields.text("Path")?;
    let timeout = fields
        .number("TimeoutInMillis")?
        .map_or(INTEGRATION_LIMIT, Duration::from_millis);
    fields.finish()?;
    let method = method
        .unwrap_or_else(|| "ANY".to_owned())
        .to_ascii_uppercase();
    let method = if method == "X-AMAZON-APIGATEWAY-ANY-METHOD" {
        "ANY".to_owned()
    } else {
        method
    };
    let path = path.unwrap_or_else(|| "$default".to_owned());
    check_path(&path, line)?;
    let timeout = timeout.min(INTEGRATION_LIMIT);
    Ok(HttpRoute {
        method,
        path,
        function: function.to_owned(),
        timeout,
        line,
    })
}

fn check_path(path: &str, line: usize) -> Result<(), TemplateError> {
    if path == "$default" {
        return Ok(());
    }
    let wrong = |why: &str| Err(TemplateError::at(line, format!("the path {path:?} {why}")));
    let Some(rest) = path.strip_prefix('/') else {
        return wrong("must begin with /");
    };
    let segments: Vec<_> = rest.split('/').collect();
    for (index, segment) in segments.iter().enumerate() {
        let is_parameter = segment.starts_with('{') && segment.ends_with('}');
        if !is_parameter && segment.contains(['{', '}']) {
            return wrong("has a parameter that is not a whole segment");
        }
        if segment.ends_with("+}") && index + 1 != segments.len() {
            return wrong("has a greedy parameter that is not the last segment");
        }
    }
    Ok(())
}

fn stream(
    function: &str,
    id: String,
    mut fields: Fields<'_, '_>,
) -> Result<StreamMapping, TemplateError> {
    let eval = fields.eval();
    let arn = fields.require("Stream")?;
    let table = eval
        .names()
        .find_by(eval, "AWS::DynamoDB::Table", "StreamArn", &arn, "Stream")?;
    let position = fields.require("StartingPosition")?;
    let from_start = match position.text("StartingPosition")?.as_str() {
        "TRIM_HORIZON" => true,
        "LATEST" => false,
        other => {
            let message = format!("StartingPosition {other:?} is not understood");
            return Err(TemplateError::at(position.line, message));
        }
    };
    let batch_size = fields.number("BatchSize")?.unwrap_or(100);
    let window = Duration::from_secs(
        fields
            .number("MaximumBatchingWindowInSeconds")?
            .unwrap_or(0),
    );
    // -1 is the cloud's way to say "for ever".
    let max_retries = fields
        .number::<i64>("MaximumRetryAttempts")?
        .filter(|&count| count >= 0);
    let max_age = fields
        .number::<i64>("MaximumRecordAgeInSeconds")?
        .filter(|&age| age >= 0);
    let bisect = fields.flag("BisectBatchOnFunctionError")?;
    let parallelization = fields.number("ParallelizationFactor")?.unwrap_or(1);
    let enabled = fields.take("Enabled")?;
    if let Some(node) = enabled
        && !node.flag("Enabled")?
    {
        return Err(TemplateError::at(
            node.line,
            "a disabled stream mapping is not understood",
        ));
    }
    let mut report_failures = false;
    if let Some(node) = fields.take("FunctionResponseTypes")? {
        for kind in node.list("FunctionResponseTypes")? {
            match kind.text("FunctionResponseTypes")?.as_str() {
                "ReportBatchItemFailures" => report_failures = true,
                other => {
                    let message = format!("the response type {other} is not understood");
                    return Err(TemplateError::at(kind.line, message));
                }
            }
        }
    }
    let on_failure = match fields.take("DestinationConfig")? {
        Some(node) => Some(destination(eval, &node)?),
        None => None,
    };
    let filters = match fields.take("FilterCriteria")? {
        Some(node) => filters(eval, &node)?,
        None => Vec::new(),
    };
    fields.finish()?;
    Ok(StreamMapping {
        id,
        function: function.to_owned(),
        table,
        batch_size,
        window,
        from_start,
        filters,
        max_retries: max_retries.and_then(|count| u32::try_from(count).ok()),
        max_age: max_age
            .and_then(|age| u64::try_from(age).ok())
            .map(Duration::from_secs),
        bisect,
        report_failures,
        on_failure,
        parallelization,
    })
}

fn destination(eval: &Eval<'_>, node: &Node) -> Result<Destination, TemplateError> {
    let mut config = Fields::new(eval, "DestinationConfig", node)?;
    let on_failure = config.require("OnFailure")?;
    config.finish()?;
    let mut fields = Fields::new(eval, "OnFailure", &on_failure)?;
    let kind = fields.require("Type")?;
    let arn = fields.require("Destination")?;
    fields.finish()?;
    let names = eval.names();
    let find = |resource| names.find_by(eval, resource, "Arn", &arn, "Destination");
    match kind.text("Type")?.as_str() {
        "SQS" => Ok(Destination::Queue(find("AWS::SQS::Queue")?)),
        "S3" => {
            let name = names.physical(eval, &find("AWS::S3::Bucket")?)?;
            Ok(Destination::Bucket { name })
        }
        other => Err(TemplateError::at(
            kind.line,
            format!("OnFailure: Type is {other:?}; understood is SQS, S3"),
        )),
    }
}

fn filters(eval: &Eval<'_>, node: &Node) -> Result<Vec<Json>, TemplateError> {
    let mut criteria = Fields::new(eval, "FilterCriteria", node)?;
    let list = criteria.require("Filters")?;
    criteria.finish()?;
    let mut patterns = Vec::new();
    for filter in list.list("Filters")? {
        let mut fields = Fields::new(eval, "Filter", filter)?;
        let pattern = fields.require("Pattern")?;
        fields.finish()?;
        let text = pattern.text("Pattern")?;
        patterns.push(serde_json::from_str(&text).map_err(|error| {
            TemplateError::at(
                pattern.line,
                format!("the filter pattern is not JSON: {error}"),
            )
        })?);
    }
    Ok(patterns)
}

fn schedule(
    function: &str,
    id: String,
    key: &'static str,
    mut fields: Fields<'_, '_>,
) -> Result<Schedule, TemplateError> {
    let line = fields.line();
    let expression = fields.require(key)?.text(key)?;
    let enabled = match (fields.take("Enabled")?, fields.text("State")?) {
        (Some(node), _) => node.flag("Enabled")?,
        (None, Some(state)) => state == "ENABLED",
        (None, None) => true,
    };
    let input = match fields.take("Input")? {
        Some(node) => Some(serde_json::from_str(&node.text("Input")?).map_err(|error| {
            TemplateError::at(node.line, format!("Input is not JSON: {error}"))
        })?),
        None => None,
    };
    fields.take_raw("Description");
    fields.take_raw("Name");
    fields.finish()?;
    Ok(Schedule {
        id,
        function: function.to_owned(),
        expression,
        input,
        enabled,
        line,
    })
}
