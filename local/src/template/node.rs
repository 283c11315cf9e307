//! The YAML text as a tree whose every node knows its line.

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

use super::TemplateError;

/// A node and the line it begins on (1 for the first).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
    /// An intrinsic function in its long or short form: `Ref`, `Sub`, `GetAtt` and so on.
    Call(String, Box<Node>),
}

/// A key of a map and its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) line: usize,
    pub(super) node: Node,
}

impl Node {
    /// Reads one YAML document.
    pub(super) fn parse(text: &str) -> Result<Self, TemplateError> {
        let documents = MarkedYaml::load_from_str(text)
            .map_err(|error| TemplateError::at(error.marker().line(), error.info()))?;
        match documents.as_slice() {
            [document] => Self::convert(document),
            [] => Err(TemplateError::at(1, "the file is empty")),
            [_, second, ..] => Err(TemplateError::at(
                second.span.start.line(),
                "a second document begins here",
            )),
        }
    }

    fn convert(yaml: &MarkedYaml<'_>) -> Result<Self, TemplateError> {
        let line = yaml.span.start.line();
        let value = match &yaml.data {
            YamlData::Value(Scalar::Null) => Value::Null,
            YamlData::Value(Scalar::Boolean(value)) => Value::Bool(*value),
            YamlData::Value(Scalar::Integer(value)) => Value::Int(*value),
            YamlData::Value(Scalar::FloatingPoint(value)) => Value::Text(value.to_string()),
            YamlData::Value(Scalar::String(value)) => Value::Text(value.to_string()),
            YamlData::Sequence(nodes) => {
                Value::List(nodes.iter().map(Self::convert).collect::<Result<_, _>>()?)
            }
            YamlData::Mapping(map) => {
                let mut entries = Vec::with_capacity(map.len());
                for (key, value) in map {
                    let node = Self::convert(value)?;
                    entries.push(Entry {
                        key: key_text(key)?,
                        line: key.span.start.line(),
                        node,
                    });
                }
                long_form(entries)
            }
            YamlData::Tagged(tag, inner) if tag.handle == "!" => {
                Value::Call(tag.suffix.clone(), Box::new(Self::convert(inner)?))
            }
            YamlData::Tagged(tag, _) => {
                return Err(TemplateError::at(
                    line,
                    format!("the tag {tag} is not understood"),
                ));
            }
            YamlData::Alias(_) => {
                return Err(TemplateError::at(line, "YAML aliases are not understood"));
            }
            YamlData::Representation(..) | YamlData::BadValue => {
                return Err(TemplateError::at(line, "this value cannot be read"));
            }
        };
        Ok(Self { line, value })
    }

    /// The entries of a map; an empty map for nothing at all.
    pub(super) fn map(&self, what: &str) -> Result<&[Entry], TemplateError> {
        match &self.value {
            Value::Map(entries) => Ok(entries),
            Value::Null => Ok(&[]),
            _ => Err(TemplateError::at(
                self.line,
                format!("{what} must be a map"),
            )),
        }
    }

    pub(super) fn list(&self, what: &str) -> Result<&[Node], TemplateError> {
        match &self.value {
            Value::List(nodes) => Ok(nodes),
            _ => Err(TemplateError::at(
                self.line,
                format!("{what} must be a list"),
            )),
        }
    }

    /// A string; numbers and booleans are taken as CloudFormation does.
    pub(super) fn text(&self, what: &str) -> Result<String, TemplateError> {
        match &self.value {
            Value::Text(text) => Ok(text.clone()),
            Value::Int(number) => Ok(number.to_string()),
            Value::Bool(flag) => Ok(flag.to_string()),
            _ => Err(TemplateError::at(
                self.line,
                format!("{what} must be a string"),
            )),
        }
    }

    pub(super) fn flag(&self, what: &str) -> Result<bool, TemplateError> {
        match self.text(what)?.as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            other => Err(TemplateError::at(
                self.line,
                format!("{what} must be true or false, not {other:?}"),
            )),
        }
    }

    pub(super) fn number<T: std::str::FromStr>(&self, what: &str) -> Result<T, TemplateError> {
        let text = self.text(what)?;
        text.parse().map_err(|_| {
            TemplateError::at(
                self.line,
                format!("{what} must be a whole number in range, not {text:?}"),
            )
        })
    }

    /// The value under `key`, when this is a map that has it.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries
                .iter()
                .find(|entry| entry.key == key)
                .map(|entry| &entry.node),
            _ => None,
        }
    }
}

fn key_text(key: &MarkedYaml<'_>) -> Result<String, TemplateError> {
    match &key.data {
        YamlData::Value(Scalar::String(text)) => Ok(text.to_string()),
        YamlData::Value(Scalar::Integer(number)) => Ok(number.to_string()),
        _ => Err(TemplateError::at(
            key.span.start.line(),
            "a key must be a string",
        )),
    }
}

/// Turns `{"Fn::Sub": x}` and `{"Ref": x}` into calls.
fn long_form(mut entries: Vec<Entry>) -> Value {
    if let [entry] = entries.as_slice() {
        let name = match entry.key.as_str() {
            "Ref" => Some("Ref"),
            key => key.strip_prefix("Fn::"),
        };
        if let Some(name) = name.map(str::to_owned)
            && let Some(entry) = entries.pop()
        {
            return Value::Call(name, Box::new(entry.node));
        }
    }
    Value::Map(entries)
}
