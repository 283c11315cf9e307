//! Functions and what `Globals` gives to all of them.

use std::{collections::BTreeMap, time::Duration};

use super::events::{self, Trigger};
use crate::template::{
    EventKind, Function, Template, TemplateError,
    eval::Eval,
    fields::Fields,
    names::Resource,
    node::{Entry, Node, Value},
};

const PLACE: &str = "AWS::Serverless::Function";

/// `Globals.Function`, as written.
pub(super) fn globals(globals: Option<&Node>) -> Result<Vec<Entry>, TemplateError> {
    let Some(globals) = globals else {
        return Ok(Vec::new());
    };
    let mut function = Vec::new();
    for Entry { key, line, node } in globals.map("Globals")? {
        match key.as_str() {
            "Function" => function = node.map("Globals.Function")?.to_vec(),
            other => {
                return Err(TemplateError::at(
                    *line,
                    format!("Globals.{other} is not understood"),
                ));
            }
        }
    }
    Ok(function)
}

/// The function's own properties over those of all functions; maps are merged, as SAM does.
fn merge(own: Option<&Node>, globals: &[Entry], line: usize) -> Result<Node, TemplateError> {
    let mut entries = own
        .map_or(Ok(&[][..]), |own| own.map("Properties"))?
        .to_vec();
    for global in globals {
        match entries.iter_mut().find(|entry| entry.key == global.key) {
            Some(entry) => merge_into(&mut entry.node, &global.node),
            None => entries.push(global.clone()),
        }
    }
    Ok(Node {
        line,
        value: Value::Map(entries),
    })
}

fn merge_into(own: &mut Node, global: &Node) {
    if let (Value::Map(own), Value::Map(global)) = (&mut own.value, &global.value) {
        for entry in global {
            match own.iter_mut().find(|own| own.key == entry.key) {
                Some(own) => merge_into(&mut own.node, &entry.node),
                None => own.push(entry.clone()),
            }
        }
    }
}

pub(super) fn read(
    eval: &Eval<'_>,
    id: &str,
    resource: &Resource<'_>,
    globals: &[Entry],
    template: &mut Template,
) -> Result<(), TemplateError> {
    let merged = merge(resource.properties, globals, resource.line)?;
    let mut fields = Fields::new(eval, PLACE, &merged)?;
    fields.only("Runtime", &["provided.al2023", "provided.al2"])?;
    fields.only("PackageType", &["Zip"])?;
    fields.take_raw("FunctionName");
    let code = fields.text("CodeUri")?;
    let handler = fields
        .text("Handler")?
        .unwrap_or_else(|| "bootstrap".to_owned());
    let timeout = Duration::from_secs(fields.number("Timeout")?.unwrap_or(3));
    let memory = fields.number("MemorySize")?.unwrap_or(128);
    let mut environment = BTreeMap::new();
    if let Some(node) = fields.take("Environment")? {
        let mut outer = Fields::new(eval, "Environment", &node)?;
        if let Some(variables) = outer.take("Variables")? {
            for Entry { key, node, .. } in variables.map("Variables")? {
                environment.insert(key.clone(), node.text(key)?);
            }
        }
        outer.finish()?;
    }
    let binary = binary(eval, id, resource, code.as_deref())?;
    if let Some(node) = fields.take_raw("Events") {
        for entry in node.map("Events")? {
            match events::read(eval, id, entry)? {
                Trigger::Http(route) => template.http_routes.push(route),
                Trigger::Stream(mapping) => template.streams.push(mapping),
                Trigger::Schedule(schedule) => template.schedules.push(schedule),
            }
        }
    }
    fields.finish()?;
    let name = eval.names().physical(eval, id)?;
    let function = Function {
        name,
        binary,
        handler,
        timeout,
        memory,
        environment,
        events: Vec::new(),
        line: resource.line,
    };
    template.functions.insert(id.to_owned(), function);
    Ok(())
}

/// The binary's name: as the metadata says, else the last folder of `CodeUri`.
fn binary(
    eval: &Eval<'_>,
    id: &str,
    resource: &Resource<'_>,
    code: Option<&str>,
) -> Result<String, TemplateError> {
    if let Some(metadata) = resource.metadata {
        let mut fields = Fields::new(eval, "AWS::Serverless::Function Metadata", metadata)?;
        let properties = fields.take("BuildProperties")?;
        fields.finish()?;
        if let Some(node) = properties {
            let mut build = Fields::new(eval, "BuildProperties", &node)?;
            let binary = build.text("Binary")?;
            build.finish()?;
            if let Some(binary) = binary {
                return Ok(binary);
            }
        }
    }
    let folder = code.and_then(|code| code.trim_end_matches('/').rsplit('/').next());
    match folder.filter(|folder| !folder.is_empty() && !folder.starts_with('.')) {
        Some(folder) => Ok(folder.to_owned()),
        None => {
            let message = format!(
                "{id}: which binary it is cannot be told: name it in Metadata.BuildProperties.Binary"
            );
            Err(TemplateError::at(resource.line, message))
        }
    }
}

/// Fills each function's `events` from the template's lists, and drops nothing: a trigger of a
/// function that does not exist was refused before.
pub(super) fn note_events(template: &mut Template) {
    let websocket = template
        .websocket
        .iter()
        .flat_map(|api| api.routes.values());
    let triggers: Vec<(String, EventKind)> = template
        .http_routes
        .iter()
        .map(|route| (route.function.clone(), EventKind::Http))
        .chain(websocket.map(|function| (function.clone(), EventKind::WebSocket)))
        .chain(
            template
                .streams
                .iter()
                .map(|stream| (stream.function.clone(), EventKind::Stream)),
        )
        .chain(
            template
                .schedules
                .iter()
                .map(|one| (one.function.clone(), EventKind::Schedule)),
        )
        .collect();
    for (id, kind) in triggers {
        if let Some(function) = template.functions.get_mut(&id)
            && !function.events.contains(&kind)
        {
            function.events.push(kind);
        }
    }
}
