//! Texts of the menu as they are typed.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::DomainError;
use crate::language::{Language, Text};
use crate::text::{Lines, cleaned};

macro_rules! typed_texts {
    ($($(#[doc = $doc:literal])* $name:ident, $max:literal, $lines:expr;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        #[cfg(feature = "openapi")]
        crate::schema::text_schema!($name, concat!($($doc),*), crate::text::typed($lines), 0..=$max);

        impl TryFrom<String> for $name {
            type Error = &'static str;
            fn try_from(text: String) -> Result<Self, &'static str> {
                let text = cleaned(&text, $lines)?.unwrap_or_default();
                match text.chars().count() {
                    0..=$max => Ok(Self(text)),
                    _ => Err(concat!("at most ", $max, " characters")),
                }
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String { text.0 }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str { &self.0 }
        }
    )*};
}

typed_texts! {
    /// What something on the menu is called. An empty one is missing.
    MenuName, 120, Lines::One;
    /// A few words about something on the menu. An empty one is none.
    MenuDescription, 600, Lines::Many;
    /// What the kitchen is told about an item. An empty one is none.
    KitchenNote, 120, Lines::One;
}

/// A text as it shall be: in the menu's own language, which leaves the others as they are, or
/// in all its languages at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Wording<T> {
    /// In the menu's own language.
    Own(T),
    /// By language; those that it does not name are gone.
    All(BTreeMap<Language, T>),
}

/// What something on the menu shall be called.
pub type NameWording = Wording<MenuName>;
/// What shall be said about it.
pub type DescriptionWording = Wording<MenuDescription>;

impl<'de, T: TryFrom<String, Error = &'static str>> Deserialize<'de> for Wording<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        // Read as stored first, so that what is wrong with a text is said in its own words.
        let typed = |text: String| T::try_from(text).map_err(D::Error::custom);
        match Text::deserialize(deserializer)
            .map_err(|_| D::Error::custom("a text was expected"))?
        {
            Text::Plain(text) => Ok(Self::Own(typed(text)?)),
            Text::Translated(texts) => {
                let all = texts.into_iter().map(|(l, text)| Ok((l, typed(text)?)));
                Ok(Self::All(all.collect::<Result<_, D::Error>>()?))
            }
        }
    }
}

impl<T: AsRef<str>> Wording<T> {
    /// The text after it was put so.
    pub(super) fn put(&self, before: Option<&Text>, own: &Language) -> Text {
        let text = match (self, before) {
            (Self::Own(word), Some(Text::Translated(texts))) => {
                let mut texts = texts.clone();
                // An empty text is none, as it is among all languages.
                texts.remove(own);
                if !word.as_ref().is_empty() {
                    texts.insert(own.clone(), word.as_ref().to_owned());
                }
                Text::Translated(texts)
            }
            (Self::Own(word), _) => Text::Plain(word.as_ref().to_owned()),
            (Self::All(words), _) => {
                let texts = words
                    .iter()
                    .map(|(l, w)| (l.clone(), w.as_ref().to_owned()));
                Text::Translated(texts.filter(|(_, text)| !text.is_empty()).collect())
            }
        };
        super::plain::plain_text(&text, own)
    }

    /// Whether it says nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Own(word) => word.as_ref().is_empty(),
            Self::All(words) => words.values().all(|word| word.as_ref().is_empty()),
        }
    }
}

impl<T: TryFrom<String> + AsRef<str>> Wording<T> {
    /// What of a text this one would change: the text in the menu's own language, or all of it.
    pub(super) fn seen(&self, text: Option<&Text>, own: &Language) -> Result<Self, DomainError> {
        match self {
            Self::Own(_) => Self::own(text.map_or("", |text| text.in_language(own, own))),
            Self::All(_) => Self::whole(text, own),
        }
    }

    fn own(text: &str) -> Result<Self, DomainError> {
        word(text).map(Self::Own)
    }

    fn whole(text: Option<&Text>, own: &Language) -> Result<Self, DomainError> {
        let texts = match text {
            None => BTreeMap::new(),
            Some(Text::Plain(text)) => [(own.clone(), word(text)?)].into(),
            Some(Text::Translated(texts)) => {
                // One that says nothing is none, as nobody sees it.
                let said = texts.iter().filter(|(_, text)| !text.trim().is_empty());
                let words = said.map(|(l, text)| Ok((l.clone(), word(text)?)));
                words.collect::<Result<_, DomainError>>()?
            }
        };
        Ok(Self::All(texts))
    }

    /// What makes `to` of `from`, and what stood there; `None` when they say the same.
    pub(super) fn between(
        from: Option<&Text>,
        to: Option<&Text>,
        own: &Language,
    ) -> Result<Option<(Self, Self)>, DomainError> {
        if from == to {
            return Ok(None);
        }
        let said = |text: Option<&Text>| {
            text.map_or(String::new(), |t| t.in_language(own, own).to_owned())
        };
        let plain = Self::own(&said(to))?;
        let is_put = match to {
            Some(to) => plain.put(from, own) == *to,
            None => true,
        };
        if is_put {
            return Ok(Some((plain, Self::own(&said(from))?)));
        }
        Ok(Some((Self::whole(to, own)?, Self::whole(from, own)?)))
    }

    /// All of a text, as somebody who writes it anew would put it.
    pub(super) fn of(text: &Text, own: &Language) -> Result<Self, DomainError> {
        match text {
            Text::Plain(text) => Self::own(text),
            text => Self::whole(Some(text), own),
        }
    }
}

fn word<T: TryFrom<String>>(text: &str) -> Result<T, DomainError> {
    // Only a menu that was published by other rules holds what cannot be typed.
    let refused = |_| DomainError::invalid("menu", "a text that cannot be typed");
    T::try_from(text.to_owned()).map_err(refused)
}

#[cfg(feature = "openapi")]
mod schema {
    use std::borrow::Cow;

    use utoipa::openapi::RefOr;
    use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
    use utoipa::{PartialSchema, ToSchema};

    use super::Wording;

    impl<T: PartialSchema> PartialSchema for Wording<T> {
        fn schema() -> RefOr<Schema> {
            let by_language = ObjectBuilder::new()
                .schema_type(Type::Object)
                .description(Some("By language: all of it."))
                .additional_properties(Some(T::schema()));
            let one_of = OneOfBuilder::new().item(T::schema()).item(by_language);
            one_of
                .description(Some(
                    "A text in the menu's own language, which leaves the others as they are; or in all its languages at once.",
                ))
                .into()
        }
    }

    impl<T: ToSchema> ToSchema for Wording<T> {
        fn name() -> Cow<'static, str> {
            format!("{}Wording", T::name()).into()
        }
    }
}
