//! Texts of a dish as a file says them, put into what the menu has.

use std::collections::BTreeMap;

use salver_domain::language::{Language, Text};

use crate::report::RowProblem;
use crate::said::{Kind, Said, clean};

/// A text in its languages, as a file says it.
pub(crate) struct Wording<'a> {
    pub(crate) own: Option<&'a Said<String>>,
    pub(crate) others: &'a [(Language, Option<Said<String>>)],
    /// Whether a language that is empty in the file is to be gone: so in files of ours, where
    /// each has its column.
    pub(crate) all: bool,
    pub(crate) kind: Kind,
}

impl Wording<'_> {
    /// The text after the file, and what is doubtful about the change; what the menu has stays
    /// as it is where the file says the same.
    pub(crate) fn put(
        &self,
        before: Option<&Text>,
        own: &Language,
        problems: &mut Vec<RowProblem>,
    ) -> Option<Text> {
        let mut texts = match before {
            None => BTreeMap::new(),
            Some(Text::Plain(text)) => BTreeMap::from([(own.clone(), text.clone())]),
            Some(Text::Translated(texts)) => texts.clone(),
        };
        let known = texts.clone();
        let others = self.others.iter().filter(|(language, _)| language != own);
        let others = others.map(|(language, said)| (language, said.as_ref()));
        for (language, said) in std::iter::once((own, self.own)).chain(others) {
            match said {
                Some(said) => {
                    let there = texts
                        .get(language)
                        .and_then(|text| clean(text, self.kind).ok());
                    if let Some(text) = changed(said, there.as_ref(), problems) {
                        texts.insert(language.clone(), text);
                    }
                }
                // What nobody sees is nothing already.
                None if self.all => {
                    let seen = |text: &String| clean(text, self.kind) != Ok(String::new());
                    if texts.get(language).is_some_and(seen) {
                        texts.remove(language);
                    }
                }
                None => {}
            }
        }
        if texts == known {
            return before.cloned();
        }
        match (texts.len(), texts.remove(own)) {
            (0, _) => None,
            (1, Some(only)) => Some(Text::Plain(only)),
            (_, text) => {
                texts.extend(text.map(|text| (own.clone(), text)));
                Some(Text::Translated(texts))
            }
        }
    }
}

/// The value that a file says where it changes something; only then its doubt counts.
pub(crate) fn changed<T: Clone + PartialEq>(
    said: &Said<T>,
    before: Option<&T>,
    problems: &mut Vec<RowProblem>,
) -> Option<T> {
    if before.is_some_and(|before| *before == said.value || said.raw.as_ref() == Some(before)) {
        return None;
    }
    problems.extend(said.doubt.clone());
    Some(said.value.clone())
}
