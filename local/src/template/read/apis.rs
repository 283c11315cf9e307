//! The HTTP API and the WebSocket API.

use std::collections::BTreeMap;

use super::data::properties;
use crate::template::{
    Template, TemplateError, WebSocketApi,
    eval::Eval,
    fields::Fields,
    names::{Resource, api_host, api_id},
};

pub(super) fn http(
    eval: &Eval<'_>,
    id: &str,
    resource: &Resource<'_>,
    template: &mut Template,
) -> Result<(), TemplateError> {
    let mut fields = properties(eval, "AWS::Serverless::HttpApi", resource)?;
    // A named stage would put its name in front of every path.
    fields.only("StageName", &["$default"])?;
    fields.finish()?;
    let host = api_host(&eval.names().account, id);
    if template.hosts.http.replace(host).is_some() {
        return Err(TemplateError::at(
            resource.line,
            "a second HTTP API is not understood",
        ));
    }
    Ok(())
}

pub(super) fn websocket(
    eval: &Eval<'_>,
    id: &str,
    resource: &Resource<'_>,
    template: &mut Template,
) -> Result<(), TemplateError> {
    let mut fields = properties(eval, "AWS::Serverless::WebSocketApi", resource)?;
    let stage = fields
        .text("StageName")?
        .unwrap_or_else(|| "default".to_owned());
    let route_selection = fields
        .text("RouteSelectionExpression")?
        .unwrap_or_else(|| "$request.body.action".to_owned());
    let mut routes = BTreeMap::new();
    let node = fields.require("Routes")?;
    for entry in node.map("Routes")? {
        let mut route = Fields::new(eval, "WebSocket route", &entry.node)?;
        let arn = route.require("FunctionArn")?;
        let kind = "AWS::Serverless::Function";
        let function = eval
            .names()
            .find_by(eval, kind, "Arn", &arn, "FunctionArn")?;
        route.finish()?;
        routes.insert(entry.key.clone(), function);
    }
    fields.finish()?;
    let host = api_host(&eval.names().account, id);
    if template.hosts.websocket.replace(host).is_some() {
        return Err(TemplateError::at(
            resource.line,
            "a second WebSocket API is not understood",
        ));
    }
    template.websocket = Some(WebSocketApi {
        id: api_id(id),
        stage,
        route_selection,
        routes,
    });
    Ok(())
}
