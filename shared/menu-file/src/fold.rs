//! When two texts are the same name.

use salver_domain::look_alike::skeleton;

/// The same for names that differ in case, and in spaces around and between words.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        let seen = word.chars().filter(|c| !is_hidden(*c));
        folded.extend(seen.flat_map(char::to_lowercase));
    }
    folded
}

/// The same for names that somebody might have meant as one: without marks, signs and spaces.
pub(crate) fn loose(text: &str) -> String {
    skeleton(&text.replace(['_', '-', '&', '/'], " "))
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// The beginning of a text, enough to know it again.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A word of letters, digits and hyphens, as an ID may be, that says what it is of; empty for a
/// text without such letters.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        let plain = salver_domain::look_alike::plain(c);
        if plain.is_ascii_alphanumeric() {
            slug.push(plain.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && !c.is_alphanumeric() {
            slug.push('-');
        }
        if slug.len() >= 40 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// A short mark of a text, so that two texts with one slug get two IDs, and the same ones each
/// time: FNV-1a, in letters and digits.
pub(crate) fn mark(text: &str) -> String {
    let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    format!("{:08x}", hash >> 32 ^ hash & 0xFFFF_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_twelve_spellings() {
        let strict = ["Suppen", " Suppen ", "SUPPEN", "suppen", "Sup\u{AD}pen"];
        for name in strict {
            assert_eq!(fold(name), "suppen", "{name:?}");
        }
        assert_eq!(fold("Hot  \u{A0}Drinks"), fold("hot drinks"));
        let loosely = [
            "Getränke",
            "Getranke",
            "GETRÄNKE",
            "Ge-tränke",
            "Getränke:",
            "Getra\u{308}nke",
            "Ge tränke",
        ];
        for name in loosely {
            assert_eq!(loose(name), loose("Getränke"), "{name:?}");
        }
        assert_ne!(loose("Soups"), loose("Soup of the day"));
        assert_ne!(fold("Getranke"), fold("Getränke"), "is asked about");
    }

    #[test]
    fn ids_say_what_they_are_of_and_differ() {
        assert_eq!(slug("Crème brûlée (2 pcs)"), "creme-brulee-2-pcs");
        assert_eq!(slug("डोसा"), "");
        assert!(slug(&"long ".repeat(50)).len() <= 40);
        assert_ne!(mark("A 1"), mark("A-1"));
        assert_eq!(mark("A 1"), mark("A 1"));
    }
}
