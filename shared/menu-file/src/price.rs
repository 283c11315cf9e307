//! Prices as people write them.

use salver_domain::money::{Currency, MAX_MINOR};

use crate::damage::{Damage, damage};

/// What parts the decimals in a file, as far as its prices show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decimals {
    Point,
    Comma,
    /// No price shows it, or they differ.
    Unknown,
}

/// A price as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Price {
    /// Beyond doubt, in minor units.
    Certain(i64),
    /// Somebody has to say that it is meant so.
    Doubtful(i64, &'static str),
    /// It is asked for when somebody orders.
    Open,
    /// No price.
    Wrong(String),
}

/// Signs and words of one currency; those that several share are of none.
const SIGNS: [(&str, &str); 33] = [
    ("₹", "INR"),
    ("rs.", "INR"),
    ("rs", "INR"),
    ("re.", "INR"),
    ("रु", "INR"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("£", "GBP"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₽", "RUB"),
    ("₩", "KRW"),
    ("₫", "VND"),
    ("₪", "ILS"),
    ("฿", "THB"),
    ("₱", "PHP"),
    ("₦", "NGN"),
    ("₸", "KZT"),
    ("₾", "GEL"),
    ("zł", "PLN"),
    ("kč", "CZK"),
    ("ft", "HUF"),
    ("лв", "BGN"),
    ("r$", "BRL"),
    ("s/", "PEN"),
    ("rm", "MYR"),
    ("rp", "IDR"),
    ("sfr.", "CHF"),
    ("fr.", "CHF"),
    ("د.إ", "AED"),
    ("﷼", "SAR"),
    ("৳", "BDT"),
    ("₵", "GHS"),
];
/// Signs that several currencies share.
const SHARED: [(&str, &str); 4] = [
    (
        "$",
        "USD AUD CAD NZD SGD HKD MXN ARS CLP COP TWD JMD TTD BBD BZD BSD FJD UYU DOP NAD XCD BMD KYD GYD LRD SRD BND",
    ),
    ("¥", "JPY CNY"),
    ("kr.", "DKK SEK NOK ISK"),
    ("kr", "SEK NOK DKK ISK"),
];
const OPEN: [&str; 12] = [
    "variable",
    "open",
    "open price",
    "market price",
    "mp",
    "m.p.",
    "tagespreis",
    "precio abierto",
    "abierto",
    "prix libre",
    "as per size",
    "apc",
];
const FREE: [&str; 6] = [
    "free",
    "gratis",
    "kostenlos",
    "complimentary",
    "gratuit",
    "frei",
];

/// What parts the decimals in these prices: the ones that leave no doubt say it.
pub(crate) fn decimals<'a>(prices: impl Iterator<Item = &'a str>, currency: Currency) -> Decimals {
    let (mut points, mut commas) = (0_usize, 0_usize);
    for price in prices {
        let Ok(number) = number(price, currency) else {
            continue;
        };
        let last = number.rfind(['.', ',']);
        let Some((mark, behind)) =
            last.and_then(|at| Some((number.get(at..=at)?, number.get(at + 1..)?)))
        else {
            continue;
        };
        let both = number.contains('.') && number.contains(',');
        let certain =
            matches!(behind.len(), 1 | 2) || both && behind.len() <= usize::from(currency.digits());
        let once = number.matches(mark).count() == 1;
        if certain && once {
            if mark == "." {
                points += 1
            } else {
                commas += 1
            }
        }
    }
    match (points, commas) {
        (1.., 0) => Decimals::Point,
        (0, 1..) => Decimals::Comma,
        _ => Decimals::Unknown,
    }
}

/// Reads a price in this currency.
pub(crate) fn price(text: &str, currency: Currency, decimals: Decimals) -> Price {
    let text = text.trim();
    let small = text.to_lowercase();
    if OPEN.contains(&small.as_str()) {
        return Price::Open;
    }
    if FREE.contains(&small.as_str()) {
        return Price::Doubtful(0, "does it cost nothing?");
    }
    match damage(text) {
        // A formula's sign may only be a sign: the number behind it is what counts.
        None | Some(Damage::Formula) => {}
        Some(damage) => return Price::Wrong(damage.reason().to_owned()),
    }
    let read = number(text, currency).and_then(|number| amount(&number, currency, decimals));
    match read {
        Ok(Price::Certain(0)) => Price::Doubtful(0, "does it cost nothing?"),
        Ok(price) => price,
        Err(reason) => Price::Wrong(reason),
    }
}

/// The number of a price: its digits and marks, without currency, spaces and what stands for
/// no cents.
fn number(text: &str, currency: Currency) -> Result<String, String> {
    let mut rest = text.trim().to_lowercase();
    if rest.contains('%') {
        return Err("a percentage is no price".to_owned());
    }
    rest = without_currency(&rest, currency)?;
    for nothing in [",--", ",-", ".-", ",–", ",—", "/-"] {
        if let Some(plain) = rest.strip_suffix(nothing) {
            rest = without_currency(plain, currency)?;
            break;
        }
    }
    let mut number = String::with_capacity(rest.len());
    for c in rest.chars() {
        match c {
            '.' | ',' => number.push(c),
            '٫' => number.push('.'),
            '\'' | '’' | '٬' | '_' => number.push('\''),
            c if c.is_whitespace() => number.push('\''),
            '-' | '−' if number.is_empty() => {
                return Err("a price is not below nothing".to_owned());
            }
            c => match digit(c) {
                Some(digit) => number.push(digit),
                None => return Err("this is no price".to_owned()),
            },
        }
    }
    if !number.bytes().any(|b| b.is_ascii_digit()) {
        return Err("this is no price".to_owned());
    }
    Ok(number)
}

/// The text without the menu's currency, before it or behind it.
fn without_currency(text: &str, currency: Currency) -> Result<String, String> {
    let mut text = text.trim();
    for _ in 0..2 {
        let code = currency.code().to_lowercase();
        let (rest, of) = match begins_or_ends(text, &code) {
            Some(rest) => (rest, currency.code()),
            None => {
                let signs = SIGNS.iter().chain(&SHARED);
                let mut found =
                    signs.filter_map(|(sign, of)| Some((begins_or_ends(text, sign)?, *of)));
                match found.next() {
                    Some(found) => found,
                    None => break,
                }
            }
        };
        if !of.split(' ').any(|of| of == currency.code()) {
            return Err(format!(
                "the price is not in {}, the menu's currency",
                currency.code()
            ));
        }
        text = rest.trim();
    }
    // Three letters more are another currency's.
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    if let Ok(other) = Currency::try_from(letters.to_uppercase()) {
        return Err(format!(
            "the price is in {}, the menu's in {}",
            other.code(),
            currency.code()
        ));
    }
    Ok(text.to_owned())
}

fn begins_or_ends<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    text.strip_prefix(sign).or_else(|| text.strip_suffix(sign))
}

/// Digits of other scripts are digits too.
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 9] = [
        0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xFF10,
    ];
    let place = ZEROS
        .iter()
        .find_map(|zero| u32::from(c).checked_sub(*zero).filter(|n| *n < 10));
    place.and_then(|place| char::from_digit(place, 10))
}

/// The amount of a number.
fn amount(number: &str, currency: Currency, decimals: Decimals) -> Result<Price, String> {
    let digits = usize::from(currency.digits());
    let last = number.rfind(['.', ',']);
    let Some(at) = last else {
        return certain(number, "", currency);
    };
    let mark = number.get(at..=at).unwrap_or_default();
    let (before, behind) = (
        number.get(..at).unwrap_or_default(),
        number.get(at + 1..).unwrap_or_default(),
    );
    let marks = number.matches(mark).count();
    let other = before.contains(['.', ',', '\'']) && marks == 1;
    if marks > 1 {
        // The same mark again and again parts thousands; a second kind behind them would be the last.
        return certain(number, "", currency);
    }
    let thousands = || certain(number, "", currency);
    let fraction = || certain(before, behind, currency);
    // Three digits behind the only mark: thousands or decimals.
    if behind.len() == 3 && !other && !before.is_empty() {
        let is_decimal = match decimals {
            Decimals::Point => Some(mark == "."),
            Decimals::Comma => Some(mark == ","),
            Decimals::Unknown => None,
        };
        return match (is_decimal, digits) {
            // Without decimals in the currency a mark can only part thousands.
            (_, 0) => thousands(),
            (Some(true), _) => fraction(),
            (Some(false), _) => thousands(),
            (None, 3) => doubtful(fraction()?, "are these decimals, or thousands?"),
            (None, _) if before == "0" => fraction(),
            (None, _) => doubtful(thousands()?, "are these thousands, or decimals?"),
        };
    }
    fraction()
}

fn doubtful(price: Price, why: &'static str) -> Result<Price, String> {
    Ok(match price {
        Price::Certain(minor) => Price::Doubtful(minor, why),
        price => price,
    })
}

/// The amount of whole units, perhaps in groups, and decimals.
fn certain(whole: &str, behind: &str, currency: Currency) -> Result<Price, String> {
    let digits = usize::from(currency.digits());
    let whole = ungrouped(whole).ok_or("its digits are grouped as no number is")?;
    if !behind.bytes().all(|b| b.is_ascii_digit()) {
        return Err("this is no price".to_owned());
    }
    // Zeros more say nothing, but three digits may have been meant as thousands.
    let said = if behind.len() == 3 {
        behind
    } else {
        behind.trim_end_matches('0')
    };
    if said.len() > digits {
        let unit = if digits == 0 {
            "no decimals".to_owned()
        } else {
            format!("{digits} decimals")
        };
        return Err(format!("an amount in {} has {unit}", currency.code()));
    }
    let all = format!("{whole}{said:0<digits$}");
    let minor = all.parse::<i64>().ok().filter(|minor| *minor <= MAX_MINOR);
    minor
        .map(Price::Certain)
        .ok_or_else(|| "the amount is too large".to_owned())
}

/// Digits without what parts thousands, as 1,234,567 or 12,34,567; nothing when they are parted
/// otherwise.
fn ungrouped(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("0".to_owned());
    }
    let mut marks = text.chars().filter(|c| !c.is_ascii_digit());
    if let Some(first) = marks.next()
        && marks.any(|mark| mark != first)
    {
        return None;
    }
    let groups: Vec<&str> = text.split(['.', ',', '\'']).collect();
    let (first, rest) = groups.split_first()?;
    if let Some((last, between)) = rest.split_last() {
        let three = between.iter().all(|group| group.len() == 3);
        let two = between.iter().all(|group| group.len() == 2);
        let most = if three { 3 } else { 2 };
        let right = last.len() == 3 && (three || two) && (1..=most).contains(&first.len());
        if !right {
            return None;
        }
    }
    Some(groups.concat())
}

/// An amount as our own files write it: all its decimals, behind a point.
pub(crate) fn written(minor: i64, currency: Currency) -> String {
    let digits = usize::from(currency.digits());
    let sign = if minor < 0 { "-" } else { "" };
    let all = format!("{:0>1$}", minor.unsigned_abs(), digits + 1);
    let (whole, part) = all.split_at(all.len() - digits);
    let point = if digits == 0 { "" } else { "." };
    format!("{sign}{whole}{point}{part}")
}

#[cfg(test)]
#[path = "price_tests.rs"]
mod tests;
