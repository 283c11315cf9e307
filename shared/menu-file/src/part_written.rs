//! A part of a combo as our JSON writes it.

use salver_domain::id::{ItemId, PartId, VariantId};
use salver_domain::language::Text;
use serde::Deserialize;

/// A part as it is written. A field that a hand has mistyped is refused, as with option lists.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartWritten {
    pub(crate) id: PartId,
    pub(crate) name: Text,
    #[serde(default = "one")]
    pub(crate) count: u8,
    pub(crate) choices: Vec<ChoiceWritten>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChoiceWritten {
    pub(crate) item: ItemId,
    pub(crate) variant: Option<VariantId>,
    #[serde(default)]
    pub(crate) surcharge: i64,
}

fn one() -> u8 {
    1
}
