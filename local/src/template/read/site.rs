//! The distribution: paths, origins, headers.

use super::{
    data::properties,
    edge::{self, EdgeFunction},
    headers::headers,
};
use crate::template::{
    Behavior, Origin, Template, TemplateError,
    eval::Eval,
    fields::Fields,
    names::{Resource, api_host, distribution_host},
    node::Node,
};

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
    if let Some(list) = fields.take("CustomErrorResponses")? {
        for node in list.list("CustomErrorResponses")? {
            // A page in the place of an error would have an effect here, and is refused.
            Fields::new(eval, "CloudFront error response", node)?.finish()?;
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
    let mut missing_page = None;
    let mut headers_of_success = Vec::new();
    if let Some(list) = fields.take("FunctionAssociations")? {
        for node in list.list("FunctionAssociations")? {
            let mut association = Fields::new(eval, "FunctionAssociation", node)?;
            let event = association.require("EventType")?;
            let arn = association.require("FunctionARN")?;
            association.finish()?;
            let names = eval.names();
            let kind = "AWS::CloudFront::Function";
            let id = names.find_by(eval, kind, "FunctionARN", &arn, "FunctionARN")?;
            let Some(resource) = names.resources.get(id.as_str()) else {
                continue;
            };
            let function = edge::function(eval, resource)?;
            if event.text("EventType")? != function.event() {
                let message = format!("{id} is understood at {} only", function.event());
                return Err(TemplateError::at(event.line, message));
            }
            match function {
                EdgeFunction::CleanUrls { missing } => {
                    clean_urls = true;
                    missing_page = missing;
                }
                EdgeFunction::HeaderOfSuccess(header) => headers_of_success.push(header),
            }
        }
    }
    fields.finish()?;
    Ok(Behavior {
        pattern,
        origin,
        compress,
        clean_urls,
        missing_page,
        headers,
        headers_of_success,
    })
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
        missing_page: None,
        headers: Vec::new(),
        headers_of_success: Vec::new(),
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
