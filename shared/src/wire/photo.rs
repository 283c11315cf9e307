//! Photos of dishes.

use serde::Serialize;

use crate::domain::id::PhotoId;

/// A photo that is kept from now on, or was before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoKept {
    /// What an item names it by; its pictures are `/photos/{photo}-192` (a square) and
    /// `/photos/{photo}-800` (4:3).
    pub photo: PhotoId,
}
