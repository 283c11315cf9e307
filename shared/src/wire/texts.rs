//! What stands on a menu, in the other languages that it is written in.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::language::{Language, Text};
use crate::domain::menu::Menu;

/// What something on the menu says in one language.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Said {
    /// What it is called; absent where the menu's own language has to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A few words about it; absent where the menu's own language has to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// By language, without the menu's own.
pub type Texts = BTreeMap<Language, Said>;

/// What something says in other languages than the menu's own.
pub(crate) fn texts(menu: &Menu, name: &Text, description: Option<&Text>) -> Texts {
    let mut texts = Texts::new();
    let mut put = |text: &Text, set: fn(&mut Said, String)| {
        for (language, word) in text.others(&menu.language) {
            set(texts.entry(language.clone()).or_default(), word.to_owned());
        }
    };
    put(name, |said, word| said.name = Some(word));
    if let Some(text) = description {
        put(text, |said, word| said.description = Some(word));
    }
    texts
}
