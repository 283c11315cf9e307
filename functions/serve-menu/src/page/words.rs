//! What the page says by itself, in English: the words of `static-site/src/lib/text/en`, which
//! `tests/browser/document.test.ts` holds together with these. The app brings the guest's language.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use salver::domain::menu::{Allergen, Diet};
use salver::domain::priced::PriceKind;

/// The language of all that follows.
pub(super) const LANGUAGE: &str = "en";
pub(super) const MENU: &str = "Menu";
pub(super) const SEARCH: &str = "Search the menu";
pub(super) const CATEGORIES: &str = "Menu categories";
pub(super) const ALL: &str = "All categories";
pub(super) const POPULAR: &str = "Popular";
pub(super) const POPULAR_TEXT: &str = "Ordered most here in the last seven days";
pub(super) const SOLD_OUT: &str = "Sold out";
pub(super) const FROM: &str = "from";
pub(super) const CLOSED: &str = "Closed now";
pub(super) const PAUSED: &str = "The kitchen takes no orders at the moment.";
pub(super) const STILL: &str = "You can still read the menu.";
pub(super) const JOIN: &str = "Order at your table";
pub(super) const NO_SCRIPT: &str = "To order, tell our staff what you would like.";
pub(super) const NOT_STARTED: &str = "Ordering on this phone did not start.";
pub(super) const NOT_STARTED_WAY: &str = "Your browser may be too old for it, or this Wi-Fi may want you to log in first. You can order all the same: tell our staff what you would like.";
pub(super) const AGAIN: &str = "Try again";

pub(super) fn title(brand: &str) -> String {
    format!("{brand} · Menu")
}

/// What a message says below a link to the page.
pub(super) fn description(brand: &str, branch: &str) -> String {
    match brand == branch {
        true => format!("The menu of {brand}, to read and to order from at your table."),
        false => format!("The menu of {brand}, {branch}, to read and to order from at your table."),
    }
}

pub(super) fn prep(minutes: u16) -> String {
    match minutes {
        1 => "Ready in about 1 minute".to_owned(),
        _ => format!("Ready in about {minutes} minutes"),
    }
}

pub(super) fn left(count: u32) -> String {
    format!("Only {count} left")
}

pub(super) fn contains(allergens: &[Allergen]) -> String {
    let names: Vec<_> = allergens.iter().map(|one| allergen(*one)).collect();
    match names.as_slice() {
        [head @ .., last] if !head.is_empty() => {
            format!("Contains {} and {last}", head.join(", "))
        }
        _ => format!("Contains {}", names.concat()),
    }
}

fn allergen(allergen: Allergen) -> &'static str {
    match allergen {
        Allergen::Gluten => "gluten",
        Allergen::Crustaceans => "crustaceans",
        Allergen::Egg => "egg",
        Allergen::Fish => "fish",
        Allergen::Peanuts => "peanuts",
        Allergen::Soy => "soy",
        Allergen::Milk => "milk",
        Allergen::TreeNuts => "tree nuts",
        Allergen::Celery => "celery",
        Allergen::Mustard => "mustard",
        Allergen::Sesame => "sesame",
        Allergen::Sulphites => "sulphites",
        Allergen::Lupin => "lupin",
        Allergen::Molluscs => "molluscs",
    }
}

pub(super) fn diet(diet: Diet) -> &'static str {
    match diet {
        Diet::Veg => "Vegetarian",
        Diet::Vegan => "Vegan",
        Diet::Egg => "Contains egg",
        Diet::NonVeg => "Non-vegetarian",
    }
}

/// Why staff have to be asked for the price.
pub(super) fn ask(kind: PriceKind) -> &'static str {
    match kind {
        PriceKind::Market => "Market price: ask us",
        PriceKind::Per100G => "Price per 100 g, sold by weight: ask us",
        PriceKind::Fixed | PriceKind::PerKg => "Price per kg, sold by weight: ask us",
        PriceKind::PerLb => "Price per lb, sold by weight: ask us",
    }
}

pub(super) fn from(when: &str) -> String {
    format!("From {when}")
}

pub(super) fn until(list: &str, when: &str) -> String {
    format!("{list} until {when}")
}

pub(super) fn otherwise(said: &str, price: &str) -> String {
    format!("{said}, otherwise {price}")
}

pub(super) fn again(when: &str) -> String {
    format!("You can order again from {when}.")
}

/// When a closed restaurant opens, by its own clock.
pub(super) fn opens(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    match day(at, now, zone) {
        (None, time) => format!("Opens today at {time}."),
        (Some(day), time) if day == TOMORROW => format!("Opens tomorrow at {time}."),
        (Some(day), time) => format!("Opens on {day} at {time}."),
    }
}

/// A time, with its day where that is not today.
pub(super) fn when(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    match day(at, now, zone) {
        (None, time) => time,
        (Some(day), time) => format!("{day} at {time}"),
    }
}

const TOMORROW: &str = "tomorrow";

/// The day, unless it is today, and the time.
fn day(at: Timestamp, now: Timestamp, zone: &TimeZone) -> (Option<String>, String) {
    let at = at.to_zoned(zone.clone());
    let days = now.to_zoned(zone.clone()).date().until(at.date());
    let days = days.map_or(0, |span| span.get_days());
    let day = match days {
        ..=0 => None,
        1 => Some(TOMORROW.to_owned()),
        2..7 => Some(at.strftime("%A").to_string()),
        _ => Some(at.strftime("%-d %B").to_string()),
    };
    (day, clock(at.time()))
}

/// 7:05 pm.
fn clock(time: Time) -> String {
    time.strftime("%-I:%M %P").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_named_where_it_is_not_today() {
        let zone = TimeZone::get("Asia/Kolkata").unwrap();
        let now: Timestamp = "2026-11-29T18:00:00+05:30".parse().unwrap();
        for (at, expected, opens_when) in [
            (
                "2026-11-29T19:05:00+05:30",
                "7:05 pm",
                "Opens today at 7:05 pm.",
            ),
            (
                "2026-11-30T00:00:00+05:30",
                "tomorrow at 12:00 am",
                "Opens tomorrow at 12:00 am.",
            ),
            (
                "2026-12-02T12:30:00+05:30",
                "Wednesday at 12:30 pm",
                "Opens on Wednesday at 12:30 pm.",
            ),
            (
                "2026-12-06T12:30:00+05:30",
                "6 December at 12:30 pm",
                "Opens on 6 December at 12:30 pm.",
            ),
        ] {
            let at = at.parse().unwrap();
            assert_eq!(when(at, now, &zone), expected);
            assert_eq!(opens(at, now, &zone), opens_when);
        }
    }

    #[test]
    fn allergens_are_a_list() {
        use Allergen::{Egg, Gluten, Milk};
        for (all, expected) in [
            (&[Gluten][..], "Contains gluten"),
            (&[Gluten, Milk], "Contains gluten and milk"),
            (&[Gluten, Milk, Egg], "Contains gluten, milk and egg"),
        ] {
            assert_eq!(contains(all), expected);
        }
    }
}
