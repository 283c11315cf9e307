//! Response headers policies: the template's own and AWS's managed one.

use super::data::properties;
use crate::template::{
    Header, TemplateError, eval::Eval, fields::Fields, names::Resource, node::Node,
};

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

/// The headers of the policy with this ID.
pub(super) fn headers(eval: &Eval<'_>, id: &Node) -> Result<Vec<Header>, TemplateError> {
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
