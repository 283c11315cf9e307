//! The distribution: paths, origins, headers.

use super::data::properties;
use crate::template::{
    Behavior, Header, Origin, Template, TemplateError,
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

/// Name, value, whether it overrides.
type ManagedHeader = (&'static str, &'static str, bool);

/// AWS's managed policy `SecurityHeadersPolicy`: ID and headers.
const MANAGED: &[(&str, &[ManagedHeader])] = &[(
    "67f7725c-6f97-4210-82d7-5512b31e9d03",
    &[
        ("referrer-policy", "strict-origin-when-cross-origin", false),
        ("strict-transport-security", "max-age=31536000", false),
        ("x-content-type-options", "nosniff", true),
        ("x-frame-options", "SAMEORIGIN", false),
        ("x-xss-protection", "1; mode=block", false),
    ],
)];

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

fn headers(eval: &Eval<'_>, id: &Node) -> Result<Vec<Header>, TemplateError> {
    let text = id.text("ResponseHeadersPolicyId")?;
    let own = eval.names().resources.get(text.as_str());
    if let Some(resource) =
        own.filter(|resource| resource.kind == "AWS::CloudFront::ResponseHeadersPolicy")
    {
        return policy(eval, resource);
    }
    let (_, managed) = MANAGED
        .iter()
        .find(|(known, _)| *known == text)
        .ok_or_else(|| {
            TemplateError::at(
                id.line,
                format!("the response headers policy {text:?} is not known"),
            )
        })?;
    Ok(managed
        .iter()
        .map(|(name, value, overrides)| header(name, value, *overrides))
        .collect())
}

fn header(name: &str, value: &str, overrides: bool) -> Header {
    Header {
        name: name.to_ascii_lowercase(),
        value: value.to_owned(),
        overrides,
    }
}

/// The headers of a policy.
pub(super) fn policy(
    eval: &Eval<'_>,
    resource: &Resource<'_>,
) -> Result<Vec<Header>, TemplateError> {
    const PLACE: &str = "AWS::CloudFront::ResponseHeadersPolicy";
    let mut outer = properties(eval, PLACE, resource)?;
    let config = outer.require("ResponseHeadersPolicyConfig")?;
    outer.finish()?;
    let mut fields = Fields::new(eval, PLACE, &config)?;
    let mut headers = Vec::new();
    if let Some(node) = fields.take("SecurityHeadersConfig")? {
        security(eval, &node, &mut headers)?;
    }
    if let Some(node) = fields.take("CustomHeadersConfig")? {
        let mut custom = Fields::new(eval, "CustomHeadersConfig", &node)?;
        for item in custom.require("Items")?.list("Items")? {
            let mut fields = Fields::new(eval, "Custom header", item)?;
            let name = fields.require("Header")?.text("Header")?;
            let value = fields.require("Value")?.text("Value")?;
            headers.push(header(&name, &value, fields.flag("Override")?));
            fields.finish()?;
        }
        custom.finish()?;
    }
    fields.finish()?;
    Ok(headers)
}

fn security(eval: &Eval<'_>, node: &Node, headers: &mut Vec<Header>) -> Result<(), TemplateError> {
    let mut fields = Fields::new(eval, "SecurityHeadersConfig", node)?;
    let plain = [
        (
            "ContentSecurityPolicy",
            "ContentSecurityPolicy",
            "content-security-policy",
        ),
        ("FrameOptions", "FrameOption", "x-frame-options"),
        ("ReferrerPolicy", "ReferrerPolicy", "referrer-policy"),
    ];
    for (section, key, name) in plain {
        if let Some(node) = fields.take(section)? {
            let mut inner = Fields::new(eval, "SecurityHeadersConfig", &node)?;
            let value = inner.require(key)?.text(key)?;
            headers.push(header(name, value.trim_end(), inner.flag("Override")?));
            inner.finish()?;
        }
    }
    if let Some(node) = fields.take("ContentTypeOptions")? {
        let mut inner = Fields::new(eval, "SecurityHeadersConfig", &node)?;
        headers.push(header(
            "x-content-type-options",
            "nosniff",
            inner.flag("Override")?,
        ));
        inner.finish()?;
    }
    if let Some(node) = fields.take("StrictTransportSecurity")? {
        let mut inner = Fields::new(eval, "SecurityHeadersConfig", &node)?;
        let age = inner
            .require("AccessControlMaxAgeSec")?
            .text("AccessControlMaxAgeSec")?;
        let mut value = format!("max-age={age}");
        if inner.flag("IncludeSubdomains")? {
            value.push_str("; includeSubDomains");
        }
        if inner.flag("Preload")? {
            value.push_str("; preload");
        }
        headers.push(header(
            "strict-transport-security",
            &value,
            inner.flag("Override")?,
        ));
        inner.finish()?;
    }
    fields.finish()
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
