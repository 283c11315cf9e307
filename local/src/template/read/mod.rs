//! From the tree to the model.

mod apis;
mod data;
mod edge;
mod events;
mod functions;
mod headers;
mod rules;
mod site;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Settings, Template, TemplateError,
    check::Known,
    eval::Eval,
    ignored,
    names::{Names, Resource},
    node::{Entry, Node, Value},
};

const TOP: &[&str] = &[
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Globals",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
    "Transform",
];

pub(super) fn template(text: &str, settings: &Settings) -> Result<Template, TemplateError> {
    let root = Node::parse(text)?;
    for entry in root.map("the template")? {
        if !TOP.contains(&entry.key.as_str()) {
            let message = format!("the section {} is not understood", entry.key);
            return Err(TemplateError::at(entry.line, message));
        }
    }
    let section = |name: &str| root.get(name).map_or(Ok(&[][..]), |node| node.map(name));
    let resources = section("Resources")?;
    let parameters = section("Parameters")?;
    let conditions = section("Conditions")?;

    let known = Known {
        resources: resources.iter().map(|entry| entry.key.as_str()).collect(),
        generated: resources.iter().flat_map(generated).collect(),
        parameters: parameters.iter().map(|entry| entry.key.as_str()).collect(),
        conditions: conditions.iter().map(|entry| entry.key.as_str()).collect(),
    };
    known.check(&root)?;
    no_stray_parameters(&known.parameters, settings)?;

    let all = resources
        .iter()
        .map(resource)
        .collect::<Result<Vec<_>, _>>()?;
    let names = |resources| Names {
        resources,
        account: settings.account.clone(),
        stack: settings.stack_name.clone(),
    };
    let eval = |resources: BTreeMap<_, _>| -> Result<Eval<'_>, TemplateError> {
        let parameters = parameters
            .iter()
            .map(|entry| Ok((entry.key.clone(), parameter(entry, settings)?)))
            .collect::<Result<_, TemplateError>>()?;
        let conditions = conditions
            .iter()
            .map(|entry| (entry.key.clone(), &entry.node))
            .collect();
        Ok(Eval::new(
            parameters,
            conditions,
            root.get("Mappings"),
            names(resources),
        ))
    };
    // Whether a resource exists can hang on a condition, which itself needs only parameters.
    let first = eval(BTreeMap::new())?;
    rules::hold(&first, section("Rules")?)?;
    let mut existing = BTreeMap::new();
    for (entry, (resource, condition)) in resources.iter().zip(&all) {
        let exists = match condition {
            Some(node) => first.condition(node.line, &node.text("Condition")?)?,
            None => true,
        };
        if exists {
            existing.insert(entry.key.as_str(), *resource);
        }
    }
    let eval = eval(existing)?;
    read(&eval, root.get("Globals"))
}

fn read(eval: &Eval<'_>, globals: Option<&Node>) -> Result<Template, TemplateError> {
    let mut template = Template::default();
    let globals = functions::globals(globals)?;
    let mut resources: Vec<_> = eval.names().resources.iter().collect();
    // In the file's order, so that the first error is the first one in the file.
    resources.sort_by_key(|(_, resource)| resource.line);
    for (id, resource) in resources {
        match resource.kind {
            "AWS::Serverless::Function" => {
                functions::read(eval, id, resource, &globals, &mut template)?;
            }
            "AWS::DynamoDB::Table" => template.tables.push(data::table(eval, id, resource)?),
            "AWS::SecretsManager::Secret" => {
                template.secrets.push(data::secret(eval, id, resource)?)
            }
            "AWS::SQS::Queue" => template.queues.push(data::queue(eval, id, resource)?),
            "AWS::Serverless::HttpApi" => apis::http(eval, id, resource, &mut template)?,
            "AWS::Serverless::WebSocketApi" => apis::websocket(eval, id, resource, &mut template)?,
            "AWS::CloudFront::Distribution" => {
                site::distribution(eval, id, resource, &mut template)?
            }
            "AWS::CloudFront::ResponseHeadersPolicy" => {
                headers::policy(eval, resource)?;
            }
            "AWS::CloudFront::Function" => edge::check(eval, resource)?,
            kind if ignored::TYPES.iter().any(|(ignored, _)| *ignored == kind) => {}
            kind => {
                let message = format!("{id}: the resource type {kind} is not understood");
                return Err(TemplateError::at(resource.line, message));
            }
        }
    }
    site::complete(&mut template);
    functions::note_events(&mut template);
    Ok(template)
}

/// The names of what SAM makes of the events of a resource.
fn generated(entry: &Entry) -> Vec<String> {
    let events = entry.node.get("Properties").and_then(|p| p.get("Events"));
    let events = events.and_then(|events| events.map("Events").ok());
    let name = |event: &Entry| format!("{}{}", entry.key, event.key);
    events.unwrap_or_default().iter().map(name).collect()
}

/// A resource and its condition.
fn resource(entry: &Entry) -> Result<(Resource<'_>, Option<&Node>), TemplateError> {
    let id = &entry.key;
    let mut condition = None;
    let mut found = Resource {
        kind: "",
        line: entry.line,
        properties: None,
        metadata: None,
    };
    for Entry { key, line, node } in entry.node.map(id)? {
        match key.as_str() {
            "Type" => match &node.value {
                Value::Text(kind) => found.kind = kind,
                _ => return Err(TemplateError::at(node.line, "Type must be a string")),
            },
            "Properties" => found.properties = Some(node),
            "Metadata" => found.metadata = Some(node),
            "Condition" => condition = Some(node),
            key if ignored::ATTRIBUTES
                .iter()
                .any(|(ignored, _)| *ignored == key) => {}
            key => {
                let message = format!("{id}: the attribute {key} is not understood");
                return Err(TemplateError::at(*line, message));
            }
        }
    }
    if found.kind.is_empty() {
        return Err(TemplateError::at(
            entry.line,
            format!("{id}: Type is missing"),
        ));
    }
    Ok((found, condition))
}

fn parameter(entry: &Entry, settings: &Settings) -> Result<Node, TemplateError> {
    let Entry { key, line, node } = entry;
    let value = match (settings.parameters.get(key), node.get("Default")) {
        (Some(value), _) => Node {
            line: *line,
            value: Value::Text(value.clone()),
        },
        (None, Some(default)) => default.clone(),
        (None, None) => {
            let message = format!("the parameter {key} has no default: give it a value");
            return Err(TemplateError::at(*line, message));
        }
    };
    if let Some(allowed) = node.get("AllowedValues") {
        let text = value.text(key)?;
        let values = allowed.list("AllowedValues")?;
        let values = values
            .iter()
            .map(|node| node.text(key))
            .collect::<Result<Vec<_>, _>>()?;
        if !values.contains(&text) {
            let message = format!(
                "the parameter {key} is {text:?}; allowed is {}",
                values.join(", ")
            );
            return Err(TemplateError::at(*line, message));
        }
    }
    match node
        .get("Type")
        .map(|node| node.text("Type"))
        .transpose()?
        .as_deref()
    {
        Some("CommaDelimitedList") => {
            let text = value.text(key)?;
            let parts = text.split(',').map(|part| Node {
                line: *line,
                value: Value::Text(part.trim().to_owned()),
            });
            Ok(Node {
                line: *line,
                value: Value::List(parts.collect()),
            })
        }
        _ => Ok(value),
    }
}

fn no_stray_parameters(known: &BTreeSet<&str>, settings: &Settings) -> Result<(), TemplateError> {
    for name in settings.parameters.keys() {
        if !known.contains(name.as_str()) {
            return Err(TemplateError::at(
                0,
                format!("the template has no parameter {name:?}"),
            ));
        }
    }
    Ok(())
}
