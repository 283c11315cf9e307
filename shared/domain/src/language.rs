//! Texts that a restaurant writes in more than one language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A language by its BCP 47 tag, as in `en` or `pt-BR`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

/// As long as the longest tag that one has to take (RFC 5646, 4.4.1).
const MAX_TAG: usize = 35;

impl Language {
    /// What a menu is written in that does not say.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// Its BCP 47 tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The language without script and region: `pt` of `pt-BR`.
    fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

impl TryFrom<String> for Language {
    type Error = String;
    fn try_from(tag: String) -> Result<Self, String> {
        let mut parts = tag.split('-');
        let word = |s: &str| (2..=8).contains(&s.len());
        let first = parts
            .next()
            .is_some_and(|s| matches!(s.len(), 2 | 3) && s.bytes().all(|b| b.is_ascii_lowercase()));
        if tag.len() <= MAX_TAG
            && first
            && parts.all(|s| word(s) && s.bytes().all(|b| b.is_ascii_alphanumeric()))
        {
            Ok(Self(tag))
        } else {
            Err(format!("{tag} is not a language tag"))
        }
    }
}

impl From<Language> for String {
    fn from(language: Language) -> String {
        language.0
    }
}

/// A text for guests: in the menu's own language alone, or in several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// In the menu's own language.
    Plain(String),
    /// By language.
    Translated(BTreeMap<Language, String>),
}

impl Text {
    /// The text in `wished`, else in a language that differs from it by region only, else
    /// in `own`, the menu's own language, else in whichever there is.
    pub fn in_language(&self, wished: &Language, own: &Language) -> &str {
        let texts = match self {
            Self::Plain(text) => return text,
            Self::Translated(texts) => texts,
        };
        let near = |language: &Language| {
            let exact = texts.get(language);
            exact.or_else(|| {
                let mut related = texts.iter();
                let found = related.find(|(l, _)| l.primary() == language.primary());
                found.map(|(_, text)| text)
            })
        };
        let found = near(wished).or_else(|| near(own));
        found.or_else(|| texts.values().next()).map_or("", |t| t)
    }

    /// What it says in other languages than `own`, the menu's own one.
    pub fn others<'a>(
        &'a self,
        own: &'a Language,
    ) -> impl Iterator<Item = (&'a Language, &'a str)> {
        let texts = match self {
            Self::Plain(_) => None,
            Self::Translated(texts) => Some(texts),
        };
        let texts = texts.into_iter().flatten();
        let texts = texts.map(|(language, text)| (language, text.trim()));
        texts.filter(move |(language, text)| *language != own && !text.is_empty())
    }

    /// Whether it says something in each language that it names, and in `own`.
    pub fn is_whole(&self, own: &Language) -> bool {
        match self {
            Self::Plain(text) => !text.trim().is_empty(),
            Self::Translated(texts) => {
                texts.contains_key(own) && texts.values().all(|text| !text.trim().is_empty())
            }
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn language(tag: &str) -> Language {
        tag.to_owned().try_into().unwrap()
    }

    fn text(value: serde_json::Value) -> Text {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_text_is_read_in_the_nearest_language_that_there_is() {
        let own = language("en");
        let check = |value: &serde_json::Value, wished: &str, expected: &str| {
            let text = text(value.clone());
            assert_eq!(text.in_language(&language(wished), &own), expected);
            assert_eq!(serde_json::to_value(&text).unwrap(), *value, "as stored");
        };
        check(&json!("Water"), "hi", "Water");
        let several = json!({"en": "Water", "hi": "पानी", "pt-BR": "Água"});
        check(&several, "hi", "पानी");
        check(&several, "hi-Latn", "पानी");
        check(&several, "pt", "Água");
        check(&several, "de", "Water");
        check(&json!({"hi": "पानी"}), "de", "पानी");
        check(&json!({}), "de", "");
    }

    #[test]
    fn a_text_says_in_other_languages_what_is_not_blank() {
        let own = language("en");
        let others = |value| {
            let text = text(value);
            let others = text.others(&own).map(|(l, word)| format!("{} {word}", l.0));
            others.collect::<Vec<_>>().join(", ")
        };
        assert_eq!(others(json!("Water")), "");
        let several =
            json!({"de": "Wasser", "en": "Water", "fr": " ", "hi": "पानी", "nl": "Water"});
        assert_eq!(others(several), "de Wasser, hi पानी, nl Water");
    }

    #[test]
    fn a_whole_text_says_something_in_the_menus_own_language() {
        let whole = |value| text(value).is_whole(&language("en"));
        assert!(whole(json!("Water")));
        assert!(whole(json!({"en": "Water", "hi": "पानी"})));
        for bad in [
            json!(" "),
            json!({}),
            json!({"hi": "पानी"}),
            json!({"en": "Water", "hi": ""}),
        ] {
            assert!(!whole(bad.clone()), "{bad}");
        }
    }

    #[test]
    fn tags_have_a_form() {
        let long = format!("en{}", "-abcdefgh".repeat(4));
        assert!(Language::try_from(long).is_err());
        for bad in ["", "e", "EN", "english", "en-", "en-x", "en_US", "hi-देव"] {
            assert!(Language::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        for good in ["en", "gsw", "pt-BR", "zh-Hant-TW"] {
            assert!(Language::try_from(good.to_owned()).is_ok(), "{good}");
        }
    }
}
