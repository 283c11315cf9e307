//! Filter patterns of event source mappings, as far as Lambda documents them.

use serde_json::{Map, Value};

/// A pattern that is not understood. What the cloud would refuse, or filter in a way that
/// this stack does not, is never passed over in silence.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("in the filter pattern at {path:?}: {problem}")]
pub struct FilterError {
    path: String,
    problem: String,
}

/// One pattern: every field that it names must match.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern(Vec<Field>);

#[derive(Clone, Debug, PartialEq)]
enum Field {
    /// The field's value matches one of the rules.
    Leaf(String, Vec<Rule>),
    /// The field is an object that matches.
    Inner(String, Pattern),
    /// One of the patterns matches beside the other fields.
    Or(Vec<Pattern>),
}

#[derive(Clone, Debug, PartialEq)]
enum Rule {
    Equals(Value),
    EqualsIgnoreCase(String),
    Prefix(String),
    Suffix(String),
    AnythingBut(Vec<Value>),
    Exists(bool),
    Numeric(Vec<(Comparison, f64)>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Comparison {
    Equal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// An operator or a shape that is not understood.
    pub fn parse(pattern: &Value) -> Result<Self, FilterError> {
        parse_object(pattern, "$")
    }

    /// True when the record passes.
    #[must_use]
    pub fn matches(&self, record: &Value) -> bool {
        self.0.iter().all(|field| match field {
            Field::Or(patterns) => patterns.iter().any(|pattern| pattern.matches(record)),
            Field::Inner(name, pattern) => match record.get(name) {
                Some(Value::Array(values)) => values.iter().any(|value| pattern.matches(value)),
                Some(value) => pattern.matches(value),
                // What asks for absence is content with an absent parent.
                None => pattern.matches(&Value::Null),
            },
            Field::Leaf(name, rules) => {
                let value = record.get(name);
                rules.iter().any(|rule| rule.matches_field(value))
            }
        })
    }
}

fn parse_object(pattern: &Value, path: &str) -> Result<Pattern, FilterError> {
    let object = pattern
        .as_object()
        .ok_or_else(|| error(path, "an object is expected"))?;
    if object.is_empty() {
        return Err(error(path, "it names no field"));
    }
    let fields = object.iter().map(|(name, value)| {
        let path = format!("{path}.{name}");
        match value {
            Value::Array(patterns) if name == "$or" => {
                if patterns.len() < 2 {
                    return Err(error(&path, "$or needs two patterns or more"));
                }
                let patterns = patterns.iter().map(|each| parse_object(each, &path));
                Ok(Field::Or(patterns.collect::<Result<_, _>>()?))
            }
            Value::Array(rules) if rules.is_empty() => Err(error(&path, "the list is empty")),
            Value::Array(rules) => {
                let rules = rules.iter().map(|rule| parse_rule(rule, &path));
                Ok(Field::Leaf(name.clone(), rules.collect::<Result<_, _>>()?))
            }
            Value::Object(_) => Ok(Field::Inner(name.clone(), parse_object(value, &path)?)),
            _ => Err(error(&path, "a list of values or an object is expected")),
        }
    });
    Ok(Pattern(fields.collect::<Result<_, _>>()?))
}

fn parse_rule(rule: &Value, path: &str) -> Result<Rule, FilterError> {
    match rule {
        Value::Array(_) => Err(error(path, "a list within a list")),
        Value::Object(operator) => parse_operator(operator, path),
        value => Ok(Rule::Equals(value.clone())),
    }
}

fn parse_operator(operator: &Map<String, Value>, path: &str) -> Result<Rule, FilterError> {
    let mut entries = operator.iter();
    let (Some((name, operand)), None) = (entries.next(), entries.next()) else {
        return Err(error(path, "an operator object has exactly one member"));
    };
    let text = || {
        let text = operand.as_str().map(str::to_owned);
        text.ok_or_else(|| error(path, &format!("{name:?} takes a string")))
    };
    match name.as_str() {
        "prefix" => Ok(Rule::Prefix(text()?)),
        "suffix" => Ok(Rule::Suffix(text()?)),
        "equals-ignore-case" => Ok(Rule::EqualsIgnoreCase(text()?.to_lowercase())),
        "exists" => operand
            .as_bool()
            .map(Rule::Exists)
            .ok_or_else(|| error(path, "\"exists\" takes true or false")),
        "anything-but" => match operand {
            Value::Array(values) if values.iter().all(is_plain) => {
                Ok(Rule::AnythingBut(values.clone()))
            }
            value if is_plain(value) => Ok(Rule::AnythingBut(vec![value.clone()])),
            _ => Err(error(path, "\"anything-but\" takes plain values here")),
        },
        "numeric" => parse_numeric(operand, path),
        other => Err(error(path, &format!("the operator {other:?} is unknown"))),
    }
}

fn is_plain(value: &Value) -> bool {
    value.is_string() || value.is_number()
}

fn parse_numeric(operand: &Value, path: &str) -> Result<Rule, FilterError> {
    let wrong = || error(path, "\"numeric\" takes pairs of an operator and a number");
    let parts = operand.as_array().ok_or_else(wrong)?;
    let (pairs, rest) = parts.as_chunks::<2>();
    if pairs.is_empty() || !rest.is_empty() {
        return Err(wrong());
    }
    let pairs = pairs.iter().map(|[comparison, number]| {
        let comparison = match comparison.as_str() {
            Some("=") => Comparison::Equal,
            Some("<") => Comparison::Less,
            Some("<=") => Comparison::AtMost,
            Some(">") => Comparison::Greater,
            Some(">=") => Comparison::AtLeast,
            _ => return Err(wrong()),
        };
        Ok((comparison, number.as_f64().ok_or_else(wrong)?))
    });
    Ok(Rule::Numeric(pairs.collect::<Result<_, _>>()?))
}

fn error(path: &str, problem: &str) -> FilterError {
    FilterError {
        path: path.to_owned(),
        problem: problem.to_owned(),
    }
}

impl Rule {
    fn matches_field(&self, value: Option<&Value>) -> bool {
        // Only leaves exist for patterns; an object in between does not.
        let leaf = value.filter(|value| !value.is_object());
        match (self, leaf) {
            (Self::Exists(wanted), leaf) => *wanted == leaf.is_some(),
            (_, None) => false,
            (_, Some(Value::Array(values))) => values.iter().any(|value| self.matches(value)),
            (_, Some(value)) => self.matches(value),
        }
    }

    fn matches(&self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Self::Equals(wanted) => wanted == value,
            Self::EqualsIgnoreCase(wanted) => text.is_some_and(|it| it.to_lowercase() == *wanted),
            Self::Prefix(prefix) => text.is_some_and(|it| it.starts_with(prefix)),
            Self::Suffix(suffix) => text.is_some_and(|it| it.ends_with(suffix)),
            Self::AnythingBut(values) => !values.contains(value),
            Self::Exists(wanted) => *wanted,
            Self::Numeric(comparisons) => value.as_f64().is_some_and(|value| {
                comparisons
                    .iter()
                    .all(|(comparison, number)| match comparison {
                        Comparison::Equal => value == *number,
                        Comparison::Less => value < *number,
                        Comparison::AtMost => value <= *number,
                        Comparison::Greater => value > *number,
                        Comparison::AtLeast => value >= *number,
                    })
            }),
        }
    }
}

#[cfg(test)]
mod tests;
