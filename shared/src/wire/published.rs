//! The published versions of a menu.

use serde::{Deserialize, Serialize};

use super::draft::EditedView;
use crate::domain::draft::{Published, Versions};

/// "Let this draft count."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishMenuRequest {
    /// The version of the draft that the caller saw; another one is refused.
    pub draft_version: u64,
}

/// "Let this version count again."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RollBackMenuRequest {
    /// A published version.
    pub version: u64,
}

/// The version that counts from now on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishedMenu {
    /// Of the menu that guests see.
    pub version: u64,
    /// Of the draft after it.
    pub draft_version: u64,
    /// How many branches sell it.
    pub branches: usize,
}

/// A published version.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuVersionView {
    pub version: u64,
    /// By whom and when; absent of a menu that came with its branch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<EditedView>,
}

impl From<&Published> for MenuVersionView {
    fn from(published: &Published) -> Self {
        Self {
            version: published.version,
            published: published.edited.as_ref().map(EditedView::from),
        }
    }
}

/// The published versions, the newest first: 50 of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuVersions {
    /// The one that counts now.
    pub current: u64,
    pub versions: Vec<MenuVersionView>,
    /// What to ask for earlier ones by, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

impl From<Versions> for MenuVersions {
    fn from(page: Versions) -> Self {
        let last = page.versions.last().map(|last| last.version);
        Self {
            current: page.current,
            next: last.filter(|_| page.more),
            versions: page.versions.iter().map(MenuVersionView::from).collect(),
        }
    }
}
