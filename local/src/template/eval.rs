//! Resolves the intrinsic functions.

use std::{cell::RefCell, collections::BTreeMap};

use super::{
    TemplateError,
    names::{Names, Resolve},
    node::{Entry, Node, Value},
    sub::{SubPart, attribute_of, sub_parts},
};

/// Parameters, conditions, mappings and the names of all resources.
pub(super) struct Eval<'t> {
    parameters: BTreeMap<String, Node>,
    conditions: BTreeMap<String, &'t Node>,
    mappings: Option<&'t Node>,
    names: Names<'t>,
    /// Conditions under way, to find a circle.
    open: RefCell<Vec<String>>,
}

type Resolved = Result<Option<Node>, TemplateError>;

impl Resolve for Eval<'_> {
    fn resolve(&self, node: &Node) -> Resolved {
        let value = match &node.value {
            Value::Call(name, argument) => return self.call(node.line, name, argument),
            Value::List(nodes) => {
                let mut kept = Vec::with_capacity(nodes.len());
                for node in nodes {
                    kept.extend(self.resolve(node)?);
                }
                Value::List(kept)
            }
            Value::Map(entries) => {
                let mut kept = Vec::with_capacity(entries.len());
                for Entry { key, line, node } in entries {
                    if let Some(node) = self.resolve(node)? {
                        kept.push(Entry {
                            key: key.clone(),
                            line: *line,
                            node,
                        });
                    }
                }
                Value::Map(kept)
            }
            plain => plain.clone(),
        };
        Ok(Some(Node {
            line: node.line,
            value,
        }))
    }
}

impl<'t> Eval<'t> {
    pub(super) fn new(
        parameters: BTreeMap<String, Node>,
        conditions: BTreeMap<String, &'t Node>,
        mappings: Option<&'t Node>,
        names: Names<'t>,
    ) -> Self {
        Self {
            parameters,
            conditions,
            mappings,
            names,
            open: RefCell::default(),
        }
    }

    pub(super) fn names(&self) -> &Names<'t> {
        &self.names
    }

    /// Like [`Resolve::resolve`] for a place where nothing is no answer.
    fn need(&self, node: &Node) -> Result<Node, TemplateError> {
        self.resolve(node)?
            .ok_or_else(|| TemplateError::at(node.line, "AWS::NoValue has no meaning here"))
    }

    fn call(&self, line: usize, name: &str, argument: &Node) -> Resolved {
        let value = match name {
            "Ref" => return self.reference(line, &argument.text("Ref")?),
            "GetAtt" => {
                let (id, attribute) = attribute_of(argument)?;
                Value::Text(self.names.attribute(self, line, &id, &attribute)?)
            }
            "Sub" => Value::Text(self.sub(argument)?),
            "Join" => {
                let [separator, parts] = self.arguments("Join", argument)?;
                let parts: Result<Vec<_>, _> = parts
                    .list("Join's list")?
                    .iter()
                    .map(|part| part.text("Join"))
                    .collect();
                Value::Text(parts?.join(&separator.text("Join's separator")?))
            }
            "Split" => {
                let [separator, text] = self.arguments("Split", argument)?;
                let separator = separator.text("Split's separator")?;
                let text = text.text("Split")?;
                let parts = text.split(separator.as_str());
                Value::List(
                    parts
                        .map(|part| Node {
                            line,
                            value: Value::Text(part.to_owned()),
                        })
                        .collect(),
                )
            }
            "Select" => {
                let [index, list] = self.arguments("Select", argument)?;
                let index: usize = index.number("Select's index")?;
                let chosen = list.list("Select's list")?.get(index).cloned();
                return chosen.map(Some).ok_or_else(|| {
                    TemplateError::at(line, format!("Select: the list has no element {index}"))
                });
            }
            "FindInMap" => {
                let [map, first, second] = self.arguments("FindInMap", argument)?;
                let (map, first, second) = (
                    map.text("FindInMap")?,
                    first.text("FindInMap")?,
                    second.text("FindInMap")?,
                );
                let found = self
                    .mappings
                    .and_then(|maps| maps.get(&map)?.get(&first)?.get(&second))
                    .cloned();
                return found.map(Some).ok_or_else(|| {
                    let path = format!("{map}.{first}.{second}");
                    TemplateError::at(line, format!("FindInMap: Mappings has no {path}"))
                });
            }
            "If" => {
                let [condition, yes, no] = three(argument)?;
                let chosen = if self.condition(line, &condition.text("If")?)? {
                    yes
                } else {
                    no
                };
                return self.resolve(chosen);
            }
            "Equals" | "Not" | "And" | "Or" | "Condition" => Value::Bool(self.test(&Node {
                line,
                value: Value::Call(name.to_owned(), Box::new(argument.clone())),
            })?),
            other => return Err(unknown_function(line, other)),
        };
        Ok(Some(Node { line, value }))
    }

    fn arguments<const N: usize>(
        &self,
        name: &str,
        node: &Node,
    ) -> Result<[Node; N], TemplateError> {
        let node = self.need(node)?;
        let list = node.list(name)?.to_vec();
        list.try_into()
            .map_err(|_| TemplateError::at(node.line, format!("{name} takes {N} values")))
    }

    fn reference(&self, line: usize, name: &str) -> Resolved {
        if name == "AWS::NoValue" {
            return Ok(None);
        }
        if let Some(parameter) = self.parameters.get(name) {
            return Ok(Some(parameter.clone()));
        }
        let value = Value::Text(self.names.reference(self, line, name)?);
        Ok(Some(Node { line, value }))
    }

    fn sub(&self, argument: &Node) -> Result<String, TemplateError> {
        let (template, own) = match &argument.value {
            Value::List(parts) => match parts.as_slice() {
                [template, own] => (template, Some(own)),
                _ => {
                    return Err(TemplateError::at(
                        argument.line,
                        "Sub takes a string and a map",
                    ));
                }
            },
            _ => (argument, None),
        };
        let text = template.text("Sub")?;
        let mut result = String::with_capacity(text.len());
        for part in sub_parts(&text) {
            match part {
                SubPart::Plain(text) => result.push_str(text),
                SubPart::Name(name) => {
                    let value = match own.and_then(|own| own.get(name)) {
                        Some(node) => Some(self.need(node)?),
                        None => match name.split_once('.') {
                            Some((id, attribute)) => {
                                let text =
                                    self.names.attribute(self, template.line, id, attribute)?;
                                Some(Node {
                                    line: template.line,
                                    value: Value::Text(text),
                                })
                            }
                            None => self.reference(template.line, name)?,
                        },
                    };
                    let value = value.ok_or_else(|| {
                        TemplateError::at(template.line, "AWS::NoValue has no meaning in Sub")
                    })?;
                    result.push_str(&value.text("Sub")?);
                }
            }
        }
        Ok(result)
    }

    /// The value of a named condition.
    pub(super) fn condition(&self, line: usize, name: &str) -> Result<bool, TemplateError> {
        let Some(node) = self.conditions.get(name) else {
            return Err(TemplateError::at(
                line,
                format!("there is no condition {name:?}"),
            ));
        };
        if self.open.borrow().iter().any(|open| open == name) {
            return Err(TemplateError::at(
                node.line,
                format!("condition {name:?} needs itself"),
            ));
        }
        self.open.borrow_mut().push(name.to_owned());
        let result = self.test(node);
        self.open.borrow_mut().pop();
        result
    }

    fn test(&self, node: &Node) -> Result<bool, TemplateError> {
        let Value::Call(name, argument) = &node.value else {
            return node.flag("a condition");
        };
        match name.as_str() {
            "Equals" => {
                let [left, right] = self.arguments("Equals", argument)?;
                Ok(left.text("Equals")? == right.text("Equals")?)
            }
            "Condition" => self.condition(node.line, &argument.text("Condition")?),
            "Not" => match argument.list("Not")? {
                [inner] => Ok(!self.test(&condition_form(inner))?),
                _ => Err(TemplateError::at(node.line, "Not takes one condition")),
            },
            "And" | "Or" => {
                let mut all = true;
                let mut any = false;
                for inner in argument.list(name)? {
                    let value = self.test(&condition_form(inner))?;
                    all &= value;
                    any |= value;
                }
                Ok(if name == "And" { all } else { any })
            }
            _ => self.need(node)?.flag("a condition"),
        }
    }
}

/// Inside conditions `{Condition: Name}` is the long form of `!Condition Name`.
fn condition_form(node: &Node) -> Node {
    match node.get("Condition") {
        Some(name) => Node {
            line: node.line,
            value: Value::Call("Condition".to_owned(), Box::new(name.clone())),
        },
        None => node.clone(),
    }
}

fn three(node: &Node) -> Result<[&Node; 3], TemplateError> {
    match node.list("If")? {
        [condition, yes, no] => Ok([condition, yes, no]),
        _ => Err(TemplateError::at(
            node.line,
            "If takes a condition and two values",
        )),
    }
}

pub(super) fn unknown_function(line: usize, name: &str) -> TemplateError {
    TemplateError::at(
        line,
        format!("the intrinsic function {name} is not understood"),
    )
}
