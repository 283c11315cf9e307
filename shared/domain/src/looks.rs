//! How a brand looks to its guests.

use serde::{Deserialize, Serialize};

use crate::colour::Colour;
use crate::draft::MenuRules;
use crate::id::{BrandId, PhotoId};
use crate::name::Name;
use crate::site::Site;

/// The letters of names and headings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DisplayFace {
    /// What the phone has.
    #[default]
    Plain,
    /// With serifs, thin and thick.
    Classic,
    /// Without serifs, of circles and lines.
    Modern,
    /// Round.
    Friendly,
}

impl DisplayFace {
    /// Its name, as it is stored and sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Classic => "classic",
            Self::Modern => "modern",
            Self::Friendly => "friendly",
        }
    }
}

/// What an owner chooses. What is left out is as the pages are by themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looks {
    /// The brand's own colour; what pages show is made of it, see [`crate::palette`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
    #[serde(default)]
    pub face: DisplayFace,
    /// Beside the brand's name: the square of this photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<PhotoId>,
    /// Above the menu.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<PhotoId>,
}

impl Looks {
    /// Whether nothing was chosen.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

fn is_zero(version: &u64) -> bool {
    *version == 0
}

/// A chain as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    pub id: BrandId,
    pub name: String,
    /// Grows with every change of the name; 0 while it has the one that it was made with.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub name_version: u64,
    #[serde(default)]
    pub looks: Looks,
    /// Grows with every change of the looks; 0 while nobody has chosen any.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub looks_version: u64,
    /// Where its guests find it, once an owner has confirmed that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Site>,
    /// Grows with every change of that; 0 while nobody has confirmed any.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub site_version: u64,
    /// What is asked of its menu.
    #[serde(default, skip_serializing_if = "MenuRules::is_plain")]
    pub menu_rules: MenuRules,
    /// Grows with every change of it and with every branch that is made or renamed; 0 for a brand of before there were any.
    #[serde(default)]
    pub version: u64,
}

impl Brand {
    /// The next version, which looks so.
    #[must_use]
    pub fn with(self, looks: Looks) -> Self {
        Self {
            looks,
            looks_version: self.looks_version + 1,
            version: self.version + 1,
            ..self
        }
    }

    /// The next version, which is called so.
    #[must_use]
    pub fn named(self, name: Name) -> Self {
        Self {
            name: name.into(),
            name_version: self.name_version + 1,
            version: self.version + 1,
            ..self
        }
    }

    /// The next version, whose guests find it there.
    #[must_use]
    pub fn at(self, site: Site) -> Self {
        Self {
            site: Some(site),
            site_version: self.site_version + 1,
            version: self.version + 1,
            ..self
        }
    }

    /// The next version, whose menu is held to these rules.
    #[must_use]
    pub fn under(self, menu_rules: MenuRules) -> Self {
        Self {
            menu_rules,
            version: self.version + 1,
            ..self
        }
    }

    /// The next version, in whose list a branch was added or renamed.
    #[must_use]
    pub fn with_other_branches(self) -> Self {
        Self {
            version: self.version + 1,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_is_called_as_it_is_stored() {
        use DisplayFace::{Classic, Friendly, Modern, Plain};
        for face in [Plain, Classic, Modern, Friendly] {
            assert_eq!(serde_json::to_value(face).unwrap(), face.name());
        }
    }

    #[test]
    fn a_brand_of_before_has_no_looks_of_its_own() {
        let stored = r#"{"id": "lanes", "name": "Lanes"}"#;
        let brand: Brand = serde_json::from_str(stored).unwrap();
        assert!(brand.looks.is_plain());
        let next = brand.with(Looks {
            face: DisplayFace::Modern,
            ..Looks::default()
        });
        assert_eq!((next.looks_version, next.looks.is_plain()), (1, false));
        // Another branch is no other look.
        let more = next.with_other_branches();
        assert_eq!((more.version, more.looks_version), (2, 1));
        // Nor is another name.
        let renamed = more.named(Name::try_from("Alleys".to_owned()).unwrap());
        let versions = (renamed.version, renamed.name_version, renamed.looks_version);
        assert_eq!((renamed.name.as_str(), versions), ("Alleys", (3, 1, 1)));
    }
}
