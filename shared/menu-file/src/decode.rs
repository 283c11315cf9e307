//! Bytes to letters.

use crate::fault::FileFault;
use crate::limits::MAX_BYTES;
use crate::windows_1252;

/// How often a zero has to stand in every other byte before UTF-16 is seen without its mark:
/// of a hundred letters these, in percent.
const MOSTLY: usize = 40;

/// What the letters were written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// It says so or cannot be anything else.
    Certain,
    /// Windows-1252, because it is nothing else; what it is has to be looked at.
    Western,
}

/// The text of a file and how sure that is.
///
/// # Errors
/// `TooLarge`, `Empty`, `NotText` or `Letters`.
pub(crate) fn decode(bytes: &[u8]) -> Result<(String, Letters), FileFault> {
    if bytes.len() > MAX_BYTES {
        return Err(FileFault::TooLarge);
    }
    if let Some(what) = known_binary(bytes) {
        return Err(FileFault::NotText(what));
    }
    let (text, letters) = match marked(bytes) {
        Some((form, text)) => (form.read(text), Letters::Certain),
        None => match (unmarked_utf_16(bytes), std::str::from_utf8(bytes)) {
            (Some(form), _) => (form.read(bytes), Letters::Certain),
            (None, Ok(text)) => (Some(text.to_owned()), Letters::Certain),
            (None, Err(_)) => (windows_1252::decode(bytes), Letters::Western),
        },
    };
    let text = text.ok_or(FileFault::Letters)?;
    // Zeros are of no text.
    if text.contains('\0') {
        return Err(FileFault::Letters);
    }
    if text.trim().is_empty() {
        return Err(FileFault::Empty);
    }
    Ok((text, letters))
}

/// A form of Unicode.
#[derive(Debug, Clone, Copy)]
enum Form {
    Utf8,
    Utf16(fn([u8; 2]) -> u16),
}

impl Form {
    /// The text, when all of it is in this form.
    fn read(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Self::Utf16(unit) => {
                let (units, rest) = bytes.as_chunks::<2>();
                let letters = char::decode_utf16(units.iter().map(|pair| unit(*pair)));
                rest.is_empty()
                    .then(|| letters.collect::<Result<_, _>>().ok())?
            }
        }
    }
}

const LITTLE: Form = Form::Utf16(u16::from_le_bytes);
const BIG: Form = Form::Utf16(u16::from_be_bytes);

/// What the mark at a file's beginning says, and what stands behind it.
fn marked(bytes: &[u8]) -> Option<(Form, &[u8])> {
    const MARKS: [(&[u8], Form); 3] = [
        (b"\xEF\xBB\xBF", Form::Utf8),
        (b"\xFF\xFE", LITTLE),
        (b"\xFE\xFF", BIG),
    ];
    let mut found = MARKS.iter();
    found.find_map(|(mark, form)| Some((*form, bytes.strip_prefix(*mark)?)))
}

fn unmarked_utf_16(bytes: &[u8]) -> Option<Form> {
    let zeros = |from: usize| {
        let every_other = bytes.iter().skip(from).step_by(2);
        every_other.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let mostly = |count: usize| count > 0 && count * 100 >= bytes.len() / 2 * MOSTLY;
    match (mostly(even), mostly(odd)) {
        (false, true) => Some(LITTLE),
        (true, false) => Some(BIG),
        _ => None,
    }
}

fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "an Excel or Numbers workbook"),
        (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"\x1F\x8B", "a compressed file"),
    ];
    let found = KNOWN.iter().find(|(begin, _)| bytes.starts_with(begin));
    found.map(|(_, what)| *what)
}

/// What was written as UTF-8, read as Windows-1252 and written again ("GetrÃ¤nke"), as it was
/// meant.
pub(crate) fn unmangled(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let meant = String::from_utf8(windows_1252::encode(text)?).ok()?;
    (meant != text).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn letters_are_read_in_what_they_were_written_in() {
        let text = "Name;Preis\r\nKäse für 5 €;5\r\n";
        let check = |bytes: &[u8], letters| {
            assert_eq!(decode(bytes), Ok((text.to_owned(), letters)));
        };
        check(text.as_bytes(), Letters::Certain);
        check(format!("\u{FEFF}{text}").as_bytes(), Letters::Certain);
        check(&utf_16(text, u16::to_le_bytes), Letters::Certain);
        check(&utf_16(text, u16::to_be_bytes), Letters::Certain);
        let marked = format!("\u{FEFF}{text}");
        check(&utf_16(&marked, u16::to_le_bytes), Letters::Certain);
        check(&utf_16(&marked, u16::to_be_bytes), Letters::Certain);
        check(&windows_1252::encode(text).unwrap(), Letters::Western);
    }

    #[test]
    fn what_is_no_text_is_refused_with_what_it_is() {
        let check = |bytes: &[u8], expected| assert_eq!(decode(bytes), Err(expected));
        check(
            b"PK\x03\x04\x14\0",
            FileFault::NotText("an Excel or Numbers workbook"),
        );
        check(b"%PDF-1.7", FileFault::NotText("a PDF"));
        check(b"Name\x81,Price\n", FileFault::Letters);
        check(b"Na\0me,Price and more of it\n", FileFault::Letters);
        check(b"", FileFault::Empty);
        check(b"\xEF\xBB\xBF \r\n", FileFault::Empty);
        check(&vec![b'x'; MAX_BYTES + 1], FileFault::TooLarge);
    }

    #[test]
    fn twice_encoded_text_is_seen() {
        assert_eq!(unmangled("GetrÃ¤nke").as_deref(), Some("Getränke"));
        assert_eq!(unmangled("5 â‚¬").as_deref(), Some("5 €"));
        for good in ["Getränke", "Crème brûlée", "डोसा", "Dosa", "Ã la carte"] {
            assert_eq!(unmangled(good), None, "{good}");
        }
    }
}
