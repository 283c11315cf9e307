//! Answers in gzip, for the large ones.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Whether an `Accept-Encoding` takes gzip.
pub(super) fn wanted(accepted: Option<&str>) -> bool {
    accepted.unwrap_or_default().split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, "q=1"));
        name.trim().eq_ignore_ascii_case("gzip") && weight.contains(|c| matches!(c, '1'..='9'))
    })
}

/// The text in gzip. Writing to memory does not fail.
pub(super) fn packed(text: &str) -> Vec<u8> {
    packed_by(Compression::default(), text)
}

/// As small as it can be, which takes longer: for what a CDN keeps.
pub(super) fn packed_best(text: &str) -> Vec<u8> {
    packed_by(Compression::best(), text)
}

fn packed_by(level: Compression, text: &str) -> Vec<u8> {
    let mut packed = Vec::with_capacity(text.len() / 4);
    let mut encoder = GzEncoder::new(&mut packed, level);
    let _ = encoder.write_all(text.as_bytes());
    let _ = encoder.finish();
    packed
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn gzip_is_taken_where_it_is_named_and_not_refused() {
        for (accepted, expected) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, GZIP;q=0.5", true),
            ("gzip;q=0, br", false),
            ("gzip; q=0.000", false),
            ("br", false),
            ("", false),
        ] {
            assert_eq!(wanted(Some(accepted)), expected, "{accepted}");
        }
        assert!(!wanted(None));
    }

    #[test]
    fn what_is_packed_is_read_back() {
        let text = "Vada Pav, ₹95, ".repeat(500);
        for packed in [packed(&text), packed_best(&text)] {
            check(&packed, &text);
        }
    }

    fn check(packed: &[u8], text: &str) {
        assert!(packed.len() * 10 < text.len());
        let mut read = String::new();
        GzDecoder::new(packed).read_to_string(&mut read).unwrap();
        assert_eq!(read, text);
    }
}
