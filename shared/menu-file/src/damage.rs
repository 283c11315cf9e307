//! What spreadsheets do to what is typed into them.

/// What happened to a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// `#REF!` or `#####`: nothing is left of it.
    Error,
    /// Letters were lost when the file was written.
    Letters,
    /// `01. Mrz`, which may have been `1/3`.
    Date,
    /// `8.90103E+12`: its last digits are gone.
    Power,
    /// `=A1*2`: the formula itself was written.
    Formula,
}

impl Damage {
    /// What it looks like, in words for whoever chose the file.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Error => "a spreadsheet shows an error here; put in what it should say",
            Self::Letters => "letters were lost when the file was saved; save it as \"CSV UTF-8\"",
            Self::Date => "looks like a date that a spreadsheet made of something else",
            Self::Power => {
                "a spreadsheet has cut this number off; format the column as text and put it in again"
            }
            Self::Formula => "looks like a formula",
        }
    }
}

const ERRORS: [&str; 18] = [
    "#ref!",
    "#name?",
    "#value!",
    "#div/0!",
    "#n/a",
    "#null!",
    "#num!",
    "#wert!",
    "#bezug!",
    "#nv",
    "#zahl!",
    "#¡ref!",
    "#¿nombre?",
    "#¡valor!",
    "#¡div/0!",
    "#valeur!",
    "#nom?",
    "#spill!",
];

const MONTHS: [&str; 36] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mrz",
    "mär", "mai", "okt", "dez", "ene", "abr", "ago", "dic", "janv", "févr", "mars", "avr", "juin",
    "juil", "août", "sept", "déc", "jän", "gen", "mag", "giu", "lug", "set",
];

/// What a spreadsheet did to this, if it looks so.
pub(crate) fn damage(text: &str) -> Option<Damage> {
    let text = text.trim();
    let small = text.to_lowercase();
    let hashes = text.len() >= 3 && text.chars().all(|c| c == '#');
    if hashes || ERRORS.contains(&small.as_str()) || small.starts_with("err:5") {
        return Some(Damage::Error);
    }
    if text.contains('\u{FFFD}') {
        return Some(Damage::Letters);
    }
    if is_power(&small) {
        return Some(Damage::Power);
    }
    if is_date(&small) {
        return Some(Damage::Date);
    }
    let formula = text
        .strip_prefix(['=', '＝'])
        .is_some_and(|rest| !rest.trim().is_empty());
    formula.then_some(Damage::Formula)
}

fn is_power(text: &str) -> bool {
    let Some((number, power)) = text.split_once('e') else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let sign = power.starts_with(['+', '-']);
    sign && digits(power.get(1..).unwrap_or_default()) && digits(&number.replace(['.', ','], ""))
}

/// `01. Mrz`, `1-Mar`, `Mar-45`, `2026-03-01`, `01.03.2026`, `3/1/2026`, with a time or without.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text
        .split(['.', '-', '/', ' ', ','])
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let month = |part: &str| MONTHS.contains(&part);
    match parts.as_slice() {
        [a, b] if month(b) => number(a).is_some_and(|day| (1..=31).contains(&day)),
        [a, b] if month(a) => number(b).is_some(),
        [a, b, c, time @ ..] if time.len() <= 1 => {
            let all = (number(a), number(b), number(c));
            let named = month(b) && number(a).is_some() && number(c).is_some();
            let year = |year: u32, part: &str| part.len() == 4 && (1900..=2100).contains(&year);
            let clock = time.iter().all(|time| time.contains(':'));
            clock
                && (named
                    || match all {
                        (Some(x), Some(y), Some(z)) => {
                            let day = |n: u32| (1..=31).contains(&n);
                            year(x, a) && day(y) && day(z) || day(x) && day(y) && year(z, c)
                        }
                        _ => false,
                    })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_seen_and_names_are_left_alone() {
        let check = |text: &str, expected| assert_eq!(damage(text), expected, "{text}");
        for text in ["#REF!", "#NAME?", "########", "#WERT!", "Err:502", "#NV"] {
            check(text, Some(Damage::Error));
        }
        for text in [
            "01. Mrz",
            "1-Mar",
            "Mar-45",
            "01.03.2026",
            "3/1/2026",
            "2026-03-01 00:00:00",
            "1 Mai",
            "3-May-26",
        ] {
            check(text, Some(Damage::Date));
        }
        for text in ["8.90103E+12", "8,90103E+12", "1E-5"] {
            check(text, Some(Damage::Power));
        }
        check("=2+3", Some(Damage::Formula));
        check("GetrÃ\u{FFFD}nke", Some(Damage::Letters));
        for name in [
            "#other",
            "1/2 thali",
            "Dosa",
            "7 Up",
            "E+12",
            "May",
            "Mai Tai",
            "12.50",
            "12-15",
            "4 in 1",
            "2e",
            "=",
            "-",
            "+49 Limonade",
            "Mar y tierra",
            "1.2.3",
            "10/10/10 burger",
            "99 - 12 - 3",
            "#1",
        ] {
            check(name, None);
        }
    }
}
