//! Conditions and updates with their values.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use super::codec::number;

/// A condition or update expression with its values.
#[derive(Debug, Default, Clone)]
pub(super) struct Expression {
    pub(super) text: String,
    pub(super) names: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    pub(super) values: Vec<(Cow<'static, str>, AttributeValue)>,
}

impl Expression {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// "There is no such item yet."
    pub(super) fn absent() -> Self {
        Self::new("attribute_not_exists(pk)")
    }

    /// "The item is still at this version": what every optimistic write asks.
    pub(super) fn at_version(version: u64) -> Self {
        Self::new("#version = :version")
            .name("#version", "version")
            .value(":version", number(version))
    }

    /// For an item that is at `version` once it is written: a first version must not be there
    /// yet, a later one asks for the one before.
    pub(super) fn before(version: u64) -> Self {
        match version {
            0 | 1 => Self::absent(),
            later => Self::at_version(later - 1),
        }
    }

    pub(super) fn name(
        mut self,
        placeholder: impl Into<Cow<'static, str>>,
        name: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.names.push((placeholder.into(), name.into()));
        self
    }

    pub(super) fn value(
        mut self,
        placeholder: impl Into<Cow<'static, str>>,
        value: AttributeValue,
    ) -> Self {
        self.values.push((placeholder.into(), value));
        self
    }
}
