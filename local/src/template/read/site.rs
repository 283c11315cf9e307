//! The distribution: paths, origins, headers.

use super::{data::properties, headers::headers};
use crate::template::{
    Behavior, Origin, Template, TemplateError,
    eval::Eval,
    fields::Fields,
    names::{Resource, api_host, distribution_host},
    node::Node,
};

/// The one CloudFront Function that the stack knows: `/` is the index page, and a path without
/// an extension is a page. It is recognised by its text, because it cannot be run here.
const CLEAN_URLS: &str = "
function handler(event) {
  const request = event.request;
  if (request.uri === '/') request.uri = '/index.html';
  else if (!request.uri.slice(request.uri.lastIndexOf('/')).includes('.')) request.uri += '.html';
  return request;
}";

pub(super) fn distribution(
    eval: &Eval<'_>,
    id: &str,
    resource: &Resource<'_>,
    template: &mut Template,
) -> Result<(), TemplateError> {
    let mut outer = properties(eval, "AWS::CloudFront::Distribution", resource)?;
    let config = outer.take_raw("DistributionConfig").ok_or_else(|| {
        TemplateError::at(
            resource.line,
            "AWS::CloudFront::Distribution: DistributionConfig is missing",
        )
    })?;
    outer.finish()?;
    let mut fields = Fields::new(eval, "AWS::CloudFront::Distribution", &config)?;
    template.site.root_document = fields
        .text("DefaultRootObject")?
        .filter(|name| !name.is_empty());
    let mut origins = Vec::new();
    if let Some(list) = fields.take_raw("Origins") {
        for node in list.list("Origins")? {
            origins.push(origin(eval, node)?);
        }
    }
    if let Some(list) = fields.take_raw("CacheBehaviors") {
        for node in list.list("CacheBehaviors")? {
            template
                .site
                .behaviors
                .push(behavior(eval, node, None, &origins)?);
        }
    }
    let default = fields.take_raw("DefaultCacheBehavior").ok_or_else(|| {
        TemplateError::at(
            config.line,
            "AWS::CloudFront::Distribution: DefaultCacheBehavior is missing",
        )
    })?;
    template
        .site
        .behaviors
        .push(behavior(eval, &default, Some("*"), &origins)?);
    fields.finish()?;
    if template
        .hosts
        .distribution
        .replace(distribution_host(id))
        .is_some()
    {
        return Err(TemplateError::at(
            resource.line,
            "a second distribution is not understood",
        ));
    }
    Ok(())
}

fn origin(eval: &Eval<'_>, node: &Node) -> Result<(String, Origin), TemplateError> {
    let mut fields = Fields::new(eval, "CloudFront origin", node)?;
    let id = fields.require("Id")?.text("Id")?;
    let domain = fields.require("DomainName")?;
    fields.finish()?;
    let text = domain.text("DomainName")?;
    let names = eval.names();
    for (logical, resource) in &names.resources {
        let found = match resource.kind {
            "AWS::Serverless::HttpApi" if text == api_host(&names.account, logical) => Origin::Http,
            "AWS::Serverless::WebSocketApi" if text == api_host(&names.account, logical) => {
                Origin::WebSocket
            }
            "AWS::S3::Bucket" => {
                let line = domain.line;
                let regional = names.attribute(eval, line, logical, "RegionalDomainName")?;
                let global = names.attribute(eval, line, logical, "DomainName")?;
                if text != regional && text != global {
                    continue;
                }
                Origin::Site
            }
            _ => continue,
        };
        return Ok((id, found));
    }
    let message = format!("the origin {text:?} is neither an API nor a bucket of this template");
    Err(TemplateError::at(domain.line, message))
}

fn behavior(
    eval: &Eval<'_>,
    node: &Node,
    pattern: Option<&str>,
    origins: &[(String, Origin)],
) -> Result<Behavior, TemplateError> {
    let mut fields = Fields::new(eval, "CloudFront behavior", node)?;
    let pattern = match pattern {
        Some(pattern) => pattern.to_owned(),
        None => fields.require("PathPattern")?.text("PathPattern")?,
    };
    let target = fields.require("TargetOriginId")?;
    let target_id = target.text("TargetOriginId")?;
    let origin = origins
        .iter()
        .find(|(id, _)| *id == target_id)
        .map(|(_, origin)| *origin)
        .ok_or_else(|| {
            TemplateError::at(target.line, format!("there is no origin {target_id:?}"))
        })?;
    let compress = fields.flag("Compress")?;
    let headers = match fields.take("ResponseHeadersPolicyId")? {
        Some(policy) => headers(eval, &policy)?,
        None => Vec::new(),
    };
    let mut clean_urls = false;
    if let Some(list) = fields.take("FunctionAssociations")? {
        for node in list.list("FunctionAssociations")? {
            let mut association = Fields::new(eval, "FunctionAssociation", node)?;
            association.only("EventType", &["viewer-request"])?;
            let arn = association.require("FunctionARN")?;
            association.finish()?;
            let kind = "AWS::CloudFront::Function";
            eval.names()
                .find_by(eval, kind, "FunctionARN", &arn, "FunctionARN")?;
            // The text of each such function was checked: there is only one that is understood.
            clean_urls = true;
        }
    }
    fields.finish()?;
    Ok(Behavior {
        pattern,
        origin,
        compress,
        clean_urls,
        headers,
    })
}

/// Refuses every CloudFront Function but the one that is understood.
pub(super) fn viewer_function(
    eval: &Eval<'_>,
    resource: &Resource<'_>,
) -> Result<(), TemplateError> {
    let mut fields = properties(eval, "AWS::CloudFront::Function", resource)?;
    let code = fields.require("FunctionCode")?;
    fields.finish()?;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words(&code.text("FunctionCode")?) == words(CLEAN_URLS) {
        return Ok(());
    }
    let message = "this CloudFront Function is not the one that the local stack knows (clean URLs); \
                   it cannot run others";
    Err(TemplateError::at(code.line, message))
}

/// Without a distribution the APIs are served directly: the WebSocket API at `/<stage>`, the
/// HTTP API everywhere else.
pub(super) fn complete(template: &mut Template) {
    if !template.site.behaviors.is_empty() {
        return;
    }
    let behavior = |pattern: String, origin| Behavior {
        pattern,
        origin,
        compress: false,
        clean_urls: false,
        headers: Vec::new(),
    };
    if let Some(api) = &template.websocket {
        template
            .site
            .behaviors
            .push(behavior(format!("/{}", api.stage), Origin::WebSocket));
    }
    template
        .site
        .behaviors
        .push(behavior("*".to_owned(), Origin::Http));
}
