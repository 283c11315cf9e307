//! Looks at the whole file, the parts without local effect too: every intrinsic function must be
//! known and everything referred to must exist.

use std::collections::BTreeSet;

use super::{
    TemplateError,
    eval::unknown_function,
    names::PSEUDO,
    node::{Node, Value},
    sub::{SubPart, attribute_of, sub_parts},
};

const FUNCTIONS: &[&str] = &[
    "And",
    "Condition",
    "Equals",
    "FindInMap",
    "GetAtt",
    "If",
    "Join",
    "Not",
    "Or",
    "Ref",
    "Select",
    "Split",
    "Sub",
];

/// The names that a file defines.
pub(super) struct Known<'t> {
    pub(super) resources: BTreeSet<&'t str>,
    /// Resources that SAM makes of a function's events: `<function><event>`.
    pub(super) generated: BTreeSet<String>,
    pub(super) parameters: BTreeSet<&'t str>,
    pub(super) conditions: BTreeSet<&'t str>,
}

impl Known<'_> {
    /// Walks everything below `node`.
    pub(super) fn check(&self, node: &Node) -> Result<(), TemplateError> {
        match &node.value {
            Value::List(nodes) => nodes.iter().try_for_each(|node| self.check(node)),
            Value::Map(entries) => entries.iter().try_for_each(|entry| self.check(&entry.node)),
            Value::Call(name, argument) => {
                if !FUNCTIONS.contains(&name.as_str()) {
                    return Err(unknown_function(node.line, name));
                }
                self.call(node.line, name, argument)
            }
            _ => Ok(()),
        }
    }

    fn call(&self, line: usize, name: &str, argument: &Node) -> Result<(), TemplateError> {
        match name {
            "Ref" => self.name(line, &argument.text("Ref")?),
            "GetAtt" => self.resource(line, &attribute_of(argument)?.0),
            "Condition" => self.condition(line, &argument.text("Condition")?),
            "If" => {
                if let Value::List(parts) = &argument.value
                    && let Some(condition) = parts.first()
                {
                    self.condition(line, &condition.text("If")?)?;
                }
                self.check(argument)
            }
            "Sub" => {
                let (template, own) = match &argument.value {
                    Value::List(parts) => (parts.first(), parts.get(1)),
                    _ => (Some(argument), None),
                };
                own.map_or(Ok(()), |own| self.check(own))?;
                let text = template
                    .map(|node| node.text("Sub"))
                    .transpose()?
                    .unwrap_or_default();
                for part in sub_parts(&text) {
                    match part {
                        SubPart::Name(name) if own.and_then(|own| own.get(name)).is_some() => {}
                        SubPart::Name(name) => match name.split_once('.') {
                            Some((id, _)) => self.resource(line, id)?,
                            None => self.name(line, name)?,
                        },
                        SubPart::Plain(_) => {}
                    }
                }
                Ok(())
            }
            _ => self.check(argument),
        }
    }

    fn name(&self, line: usize, name: &str) -> Result<(), TemplateError> {
        if self.parameters.contains(name) || PSEUDO.contains(&name) {
            return Ok(());
        }
        if name.starts_with("AWS::") {
            let message = format!("the pseudo parameter {name} is not understood");
            return Err(TemplateError::at(line, message));
        }
        self.resource(line, name)
    }

    fn resource(&self, line: usize, name: &str) -> Result<(), TemplateError> {
        if self.resources.contains(name) || self.generated.contains(name) {
            return Ok(());
        }
        Err(TemplateError::at(
            line,
            format!("there is no resource or parameter {name:?}"),
        ))
    }

    fn condition(&self, line: usize, name: &str) -> Result<(), TemplateError> {
        if self.conditions.contains(name) {
            return Ok(());
        }
        Err(TemplateError::at(
            line,
            format!("there is no condition {name:?}"),
        ))
    }
}
