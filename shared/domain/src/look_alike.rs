//! Names that people cannot tell apart.
//!
//! A comparison by the skeletons of Unicode TR39 needs tables of some hundred kilobytes. This
//! one is small and takes more names for the same: all that a false match costs is a number
//! behind the name.

use crate::text::Sort;

/// Latin letters with marks, U+00C0 to U+017F in their order, without their marks.
const LATIN: &str = "aaaaaaaceeeelllldnooooo*ouuuuyts\
                     aaaaaaaceeeelllldnooooo*ouuuuyty\
                     aaaaaaccccccccddddeeeeeeeeeegggg\
                     gggghhhhlllllllllllljjkkklllllll\
                     lllnnnnnnnnnoooooooorrrrrrssssss\
                     ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Letters of other scripts that look like these Latin ones.
const LIKE_LATIN: [(&str, char); 25] = [
    ("аΑα", 'a'),
    ("вьΒβ", 'b'),
    ("сϲ", 'c'),
    ("ԁ", 'd'),
    ("еєΕε", 'e'),
    ("гΓ", 'r'),
    ("һнΗհ", 'h'),
    ("іїӏΙι|!1", 'l'),
    ("јϳ", 'j'),
    ("кΚκ", 'k'),
    ("мΜ", 'm'),
    ("Νπηп", 'n'),
    ("оΟοօ0", 'o'),
    ("рΡρ", 'p'),
    ("ԛ", 'q'),
    ("ѕ", 's'),
    ("тΤτ", 't'),
    ("υսμ", 'u'),
    ("νѵ", 'v'),
    ("ԝωш", 'w'),
    ("хΧχ", 'x'),
    ("уүΥγ", 'y'),
    ("Ζζ", 'z'),
    // Of Arabic script: the same letter for Arabic, Persian and Urdu.
    ("يىی", 'ی'),
    ("كک", 'ک'),
];

/// Whether somebody could take the one name for the other: the same letters in another case,
/// width, style or script, with other marks, spaces or characters that nobody sees.
pub(crate) fn look_alike(one: &str, other: &str) -> bool {
    skeleton(one) == skeleton(other)
}

/// Whether a name could be taken for one that the service gives, such as "Guest 2".
pub(crate) fn like_given_name(name: &str) -> bool {
    let given = skeleton("Guest");
    // Some digits are letters by now.
    let is_number = |rest: &str| {
        rest.chars()
            .all(|c| c.is_numeric() || matches!(c, 'l' | 'o'))
    };
    skeleton(name).strip_prefix(&given).is_some_and(is_number)
}

/// The same for names that look alike: letters without case, marks, width or script, without
/// spaces and signs.
pub fn skeleton(name: &str) -> String {
    let seen = name.chars().filter(|c| Sort::of(*c) == Sort::Visible);
    let letters: String = seen.filter(|c| !is_mark(*c)).flat_map(letter).collect();
    if letters.is_empty() {
        return name.to_owned();
    }
    letters.replace("rn", "m").replace("vv", "w")
}

/// Marks on letters, and signs between them.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{93C}' | '\u{640}' | '\u{64B}'..='\u{652}')
        || c.is_ascii_punctuation() && c != '|' && c != '!'
}

/// The letter that it looks like, small.
fn letter(c: char) -> impl Iterator<Item = char> {
    let plain = plain(c);
    // Before it is made small: some look like others only when they are large.
    let like = |c: char| LIKE_LATIN.iter().find(|(like, _)| like.contains(c));
    let small = plain.to_lowercase();
    small.map(move |small| {
        let found = like(plain).or_else(|| like(small));
        match found {
            Some((_, latin)) => *latin,
            None if small == 'i' => 'l',
            None => small,
        }
    })
}

/// The letter without its width, style or marks.
pub fn plain(c: char) -> char {
    let ascii = |first: u8, at: u32| char::from(first + u8::try_from(at).unwrap_or_default());
    let at = u32::from(c);
    match c {
        '\u{C0}'..='\u{17F}' => {
            let place = usize::try_from(at - 0xC0).ok();
            place
                .and_then(|place| LATIN.chars().nth(place))
                .unwrap_or(c)
        }
        // Devanagari letters with a dot below that is part of them.
        '\u{958}'..='\u{95F}' => {
            let place = usize::try_from(at - 0x958).ok();
            place
                .and_then(|place| "कखगजडढफय".chars().nth(place))
                .unwrap_or(c)
        }
        '\u{FF01}'..='\u{FF5E}' => ascii(b'!', at - 0xFF01),
        // Mathematical letters: bold, italic, script and so on, 52 of each.
        '\u{1D400}'..='\u{1D6A3}' => match (at - 0x1D400) % 52 {
            large @ 0..26 => ascii(b'A', large),
            small => ascii(b'a', small - 26),
        },
        '\u{1D7CE}'..='\u{1D7FF}' => ascii(b'0', (at - 0x1D7CE) % 10),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_latin_letters_is_whole() {
        assert_eq!(LATIN.chars().count(), 0x17F - 0xC0 + 1);
        for (marked, base) in [
            ('Å', 'a'),
            ('é', 'e'),
            ('ß', 's'),
            ('ÿ', 'y'),
            ('Ā', 'a'),
            ('č', 'c'),
            ('ę', 'e'),
            ('ğ', 'g'),
            ('ı', 'l'),
            ('ł', 'l'),
            ('ń', 'n'),
            ('ő', 'o'),
            ('ř', 'r'),
            ('š', 's'),
            ('ť', 't'),
            ('ű', 'u'),
            ('ŵ', 'w'),
            ('ž', 'z'),
            ('ſ', 's'),
            ('Ķ', 'k'),
            ('ĵ', 'j'),
            ('ĥ', 'h'),
            ('ď', 'd'),
        ] {
            assert_eq!(plain(marked), base, "{marked}");
        }
    }

    #[test]
    fn names_that_look_the_same_are_found() {
        for (one, other) in [
            ("Asha", "asha"),
            ("Asha", " As ha "),
            ("Asha", "\u{410}sha"),
            ("Asha", "Аѕһа"),
            ("Asha", "Ａｓｈａ"),
            ("Asha", "𝐀𝓼𝗵𝑎"),
            ("Asha", "As\u{200B}h\u{200D}a"),
            ("Asha", "A.sha"),
            ("Zoe", "Zoë"),
            ("Zoë", "Zoe\u{308}"),
            ("Ilse", "llse"),
            ("Bob", "B0b"),
            ("Marnie", "Mamie"),
            ("क़ादिर", "क\u{93C}ादिर"),
            ("علي", "علی"),
            ("😀", "😀"),
        ] {
            assert!(
                look_alike(one, other),
                "{one} {other}: {} {}",
                skeleton(one),
                skeleton(other)
            );
        }
    }

    #[test]
    fn other_names_are_not_mixed_up() {
        for (one, other) in [
            ("Asha", "Usha"),
            ("राम", "श्याम"),
            ("Anna", "Annie"),
            ("😀", "😁"),
            ("...", "!!"),
        ] {
            assert!(!look_alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn names_that_the_service_gives_are_known() {
        for name in ["Guest 2", "guest 10", "GUEST", "Gue\u{455}t 3", "Guest ２"] {
            assert!(like_given_name(name), "{name}");
        }
        for name in ["Guesthouse", "Gus 2", "2"] {
            assert!(!like_given_name(name), "{name}");
        }
    }
}
