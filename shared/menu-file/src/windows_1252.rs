//! The letters of Windows-1252, which older programs of western countries write. `encoding_rs`
//! knows them as well; its tables for all the others would be 170 KB of a function.

/// What stands at 0x80 to 0x9F, by the table of Unicode (`CP1252.TXT`). Five have no letter: what
/// holds one of those is something else.
#[rustfmt::skip]
const HIGH: [Option<char>; 32] = [
    Some('€'), None,      Some('‚'), Some('ƒ'), Some('„'), Some('…'), Some('†'), Some('‡'),
    Some('ˆ'), Some('‰'), Some('Š'), Some('‹'), Some('Œ'), None,      Some('Ž'), None,
    None,      Some('‘'), Some('’'), Some('“'), Some('”'), Some('•'), Some('–'), Some('—'),
    Some('˜'), Some('™'), Some('š'), Some('›'), Some('œ'), None,      Some('ž'), Some('Ÿ'),
];
const FIRST: u8 = 0x80;

/// The text, when each byte has a letter.
pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    let letter = |byte: &u8| match byte.checked_sub(FIRST) {
        Some(at) if usize::from(at) < HIGH.len() => HIGH.get(usize::from(at)).copied().flatten(),
        _ => Some(char::from(*byte)),
    };
    bytes.iter().map(letter).collect()
}

/// The bytes, when all letters have one.
pub(crate) fn encode(text: &str) -> Option<Vec<u8>> {
    let byte = |letter: char| {
        let high = HIGH
            .iter()
            .zip(FIRST..)
            .find(|(known, _)| **known == Some(letter));
        match (high, u8::try_from(u32::from(letter))) {
            (Some((_, byte)), _) => Some(byte),
            // The controls of Latin-1, in whose place those letters stand.
            (None, Ok(0x80..=0x9F)) | (None, Err(_)) => None,
            (None, Ok(byte)) => Some(byte),
        }
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_what_a_second_reader_makes_of_it() {
        for byte in 0..=u8::MAX {
            let (other, _, _) = encoding_rs::WINDOWS_1252.decode(std::slice::from_ref(&byte));
            let own = decode(&[byte]);
            // That one gives the five without a letter a control.
            let none = matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
            assert_eq!(own.as_deref(), (!none).then_some(&*other), "{byte:#x}");
            if let Some(text) = own {
                assert_eq!(encode(&text), Some(vec![byte]), "{text}");
            }
        }
        assert_eq!(encode("\u{85}"), None);
        assert_eq!(encode("डोसा"), None);
    }
}
