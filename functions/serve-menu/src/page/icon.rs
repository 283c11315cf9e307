//! The icons of the page, each of Lucide as one path.

use maud::{Markup, html};

pub(super) const SEARCH: &str = "M0 0m21 21-4.34-4.34M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0Z";
pub(super) const LIST: &str =
    "M0 0M3 5h.01M0 0M3 12h.01M0 0M3 19h.01M0 0M8 5h13M0 0M8 12h13M0 0M8 19h13";
pub(super) const MAP_PIN: &str = "M0 0M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 10a8 8 0 0 1 16 0M9 10a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z";
pub(super) const PAUSE: &str = "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0ZM10 15L10 9M14 15L14 9";

/// An icon of Lucide as one path, as `static-site/build/icons.ts` makes it.
pub(super) fn icon(shapes: &str, size: &str) -> Markup {
    html! {
        svg width=(size) height=(size) viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" {
            path d=(shapes);
        }
    }
}
