//! What a printer's own letters cannot say, said with those that it has.

use salver_domain::printer::Letters;
use salver_domain::slip::{Slip, SlipLine};

/// A slip in the letters of a printer. A QR code is a picture, so it stays.
pub fn spelled(slip: &Slip, letters: Letters) -> Slip {
    let of = |text: &str| in_letters(text, letters);
    let lines = slip.lines.iter().map(|line| match line {
        SlipLine::Words { text, style } => SlipLine::Words {
            text: of(text),
            style: *style,
        },
        SlipLine::Amount {
            text,
            amount,
            style,
        } => SlipLine::Amount {
            text: of(text),
            amount: of(amount),
            style: *style,
        },
        SlipLine::Rule | SlipLine::Gap | SlipLine::Code { .. } => line.clone(),
    });
    Slip {
        lines: lines.collect(),
    }
}

/// Whether something of a slip cannot be said with the letters of a printer, however it is spelled.
pub fn lacks(slip: &Slip, letters: Letters) -> bool {
    let is_lost = |text: &str| {
        let mut lost = text.chars().filter(|c| !has(letters, *c));
        lost.any(|c| instead(c) == UNKNOWN)
    };
    slip.lines.iter().any(|line| match line {
        SlipLine::Words { text, .. } => is_lost(text),
        SlipLine::Amount { text, amount, .. } => is_lost(text) || is_lost(amount),
        SlipLine::Rule | SlipLine::Gap | SlipLine::Code { .. } => false,
    })
}

fn has(letters: Letters, c: char) -> bool {
    match letters {
        Letters::All => true,
        Letters::Latin => c <= '\u{FF}' && c != '\u{A0}' && c != '\u{AD}',
        Letters::Ascii => c.is_ascii(),
    }
}

fn in_letters(text: &str, letters: Letters) -> String {
    let mut said = String::with_capacity(text.len());
    for c in text.chars() {
        match has(letters, c) {
            true => said.push(c),
            false => said.push_str(instead(c)),
        }
    }
    said
}

/// What stands for a letter that nothing is like.
const UNKNOWN: &str = "?";

fn instead(c: char) -> &'static str {
    match c {
        '₹' => "Rs ",
        '€' => "EUR ",
        '£' => "GBP ",
        '×' => "x",
        '½' => "1/2",
        '¼' => "1/4",
        '¾' => "3/4",
        '°' => "deg",
        '\u{2010}'..='\u{2015}' | '−' => "-",
        '‘' | '’' | '‚' | '′' => "'",
        '“' | '”' | '„' | '″' => "\"",
        '…' => "...",
        '•' | '·' => "*",
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' => " ",
        // They shape the letters around them and are not to be seen.
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FE0E}' | '\u{FE0F}' => "",
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'Æ' => "AE",
        'æ' => "ae",
        'Œ' => "OE",
        'œ' => "oe",
        'ß' => "ss",
        'Ç' | 'Ć' | 'Č' => "C",
        'ç' | 'ć' | 'č' => "c",
        'È'..='Ë' | 'Ē' | 'Ę' | 'Ě' => "E",
        'è'..='ë' | 'ē' | 'ę' | 'ě' => "e",
        'Ì'..='Ï' | 'Ī' | 'İ' => "I",
        'ì'..='ï' | 'ī' | 'ı' => "i",
        'Ð' | 'Ď' | 'Đ' => "D",
        'ð' | 'ď' | 'đ' => "d",
        'Ğ' => "G",
        'ğ' => "g",
        'Ł' => "L",
        'ł' => "l",
        'Ñ' | 'Ń' | 'Ň' => "N",
        'ñ' | 'ń' | 'ň' => "n",
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => "O",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'Ř' => "R",
        'ř' => "r",
        'Ś' | 'Ş' | 'Š' | 'Ș' => "S",
        'ś' | 'ş' | 'š' | 'ș' => "s",
        'Ť' | 'Ț' => "T",
        'ť' | 'ț' => "t",
        'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' => "U",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'Ý' | 'Ÿ' => "Y",
        'ý' | 'ÿ' => "y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'ź' | 'ż' | 'ž' => "z",
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_printer_cannot_say_is_said_with_what_it_has() {
        let ascii = |text| in_letters(text, Letters::Ascii);
        assert_eq!(
            ascii("2 × Crème brûlée – “hot”…"),
            "2 x Creme brulee - \"hot\"..."
        );
        assert_eq!(ascii("₹120.00"), "Rs 120.00");
        assert_eq!(ascii("दोसा"), "????");
        assert_eq!(in_letters("Crème ₹1", Letters::Latin), "Crème Rs 1");
        assert_eq!(in_letters("दोसा ₹1", Letters::All), "दोसा ₹1");
    }

    #[test]
    fn what_cannot_be_spelled_is_lacking() {
        let slip = |text: &str| {
            let mut slip = Slip::default();
            slip.amount(text, "₹120.00", salver_domain::slip::Style::USUAL);
            slip
        };
        assert!(!lacks(&slip("2 × Crème brûlée"), Letters::Ascii));
        assert!(lacks(&slip("मसाला डोसा"), Letters::Latin));
        assert!(!lacks(&slip("मसाला डोसा"), Letters::All));
    }

    #[test]
    fn a_code_and_what_parts_lines_stay() {
        let mut slip = Slip::default();
        slip.rule().gap();
        let text = "upi://pay?pn=Crème".to_owned();
        slip.lines.push(SlipLine::Code { text });
        assert_eq!(spelled(&slip, Letters::Ascii), slip);
    }

    proptest! {
        #[test]
        fn nothing_else_comes_out(text in "\\PC{0,40}") {
            let said = in_letters(&text, Letters::Ascii);
            prop_assert!(said.is_ascii(), "{said}");
            let latin = in_letters(&text, Letters::Latin);
            prop_assert!(latin.chars().all(|c| c <= '\u{FF}'), "{latin}");
            prop_assert_eq!(in_letters(&text, Letters::All), text);
        }
    }
}
