//! What papers of the counter have alike: how their words stand, and whose papers they are.

use salver_domain::slip::{Slip, Style};

pub(super) const BOLD: Style = Style {
    bold: true,
    ..Style::USUAL
};
pub(super) const MIDDLE: Style = Style {
    centred: true,
    ..Style::USUAL
};
pub(super) const UNDER_A_LINE: Style = Style {
    indent: 4,
    ..Style::USUAL
};

/// Whose paper it is: what the restaurant is called, as the registers have it where they have it
/// otherwise, and which branch it is, where that has a name of its own.
pub(super) fn house(slip: &mut Slip, brand: &str, legal_name: Option<&str>, branch: &str) {
    let name = Style {
        centred: true,
        ..Style::LARGE
    };
    slip.words(brand, name);
    if let Some(legal) = legal_name {
        slip.words(legal, MIDDLE);
    }
    if !branch.is_empty() && branch != brand {
        slip.words(branch, MIDDLE);
    }
}
