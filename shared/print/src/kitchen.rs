//! What the kitchen gets on paper: the copy of an order, and the slip that says what is not to be
//! made after all.

use salver_domain::menu::Station;
use salver_domain::order::{Order, OrderLine};
use salver_domain::slip::{Slip, Style};

/// Columns that what belongs to a dish stands away from the edge.
const INDENT: u8 = 4;

const BOLD: Style = Style {
    bold: true,
    ..Style::USUAL
};
const UNDER_A_DISH: Style = Style {
    indent: INDENT,
    ..Style::USUAL
};
const LOUD: Style = Style {
    bold: true,
    ..UNDER_A_DISH
};

/// What stands on a kitchen's slip beside the dishes.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// Where the order goes, in the house's words: `T7, Hall`, `Pickup`.
    pub place: &'a str,
    /// When it was ordered, by the branch's clock.
    pub time: &'a str,
    /// Who took it, where somebody did.
    pub taken_by: Option<&'a str>,
    /// It was printed before, and a person asked for it again.
    pub again: bool,
}

/// The copy of an order for one station, or for all where none is named. `None`: it has nothing to
/// make there.
pub fn kitchen_copy(
    order: &Order,
    station: Option<&Station>,
    heading: Heading<'_>,
) -> Option<Slip> {
    let lines: Vec<_> = order
        .lines
        .iter()
        .filter(|line| is_made_at(line, station))
        .collect();
    if lines.is_empty() {
        return None;
    }
    let mut slip = Slip::default();
    head(&mut slip, order, station, heading);
    if let Some(note) = &order.note {
        slip.words(note.as_str(), BOLD).rule();
    }
    for line in lines {
        dish(&mut slip, line, line.quantity);
        slip.gap();
    }
    Some(slip.closed())
}

/// The slip that takes back: each dish with the pieces that are not to be made, and all that tells
/// it from another of its name. `None`: nothing of it is made at that station.
pub fn cancel_slip(
    order: &Order,
    taken_back: &[(&OrderLine, u32)],
    station: Option<&Station>,
    heading: Heading<'_>,
) -> Option<Slip> {
    let lines = taken_back
        .iter()
        .filter(|(line, pieces)| *pieces > 0 && is_made_at(line, station));
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() {
        return None;
    }
    let mut slip = Slip::default();
    slip.words("CANCEL", Style::LARGE);
    head(&mut slip, order, station, heading);
    for (line, pieces) in lines {
        let without = options(line).chain(line.note.iter().map(|note| note.as_str().to_owned()));
        let mut said = format!("CANCEL {pieces} x {}", line.full_name());
        for one in without {
            said.push_str(", ");
            said.push_str(&one);
        }
        slip.words(said, Style::LARGE);
        if let Some(reason) = &line.reason {
            slip.words(reason.as_str(), UNDER_A_DISH);
        }
        slip.gap();
    }
    Some(slip.closed())
}

fn is_made_at(line: &OrderLine, station: Option<&Station>) -> bool {
    let made = line.station.as_ref();
    line.quantity + line.voided > 0
        && made.is_some_and(|made| station.is_none_or(|station| station.id == *made))
}

fn head(slip: &mut Slip, order: &Order, station: Option<&Station>, heading: Heading<'_>) {
    if heading.again {
        slip.words("DUPLICATE", Style::LARGE);
    }
    slip.words(heading.place, Style::LARGE);
    slip.amount(format!("Order {}", order.number), heading.time, BOLD);
    if let Some(station) = station {
        slip.words(&*station.name, Style::USUAL);
    }
    if let Some(name) = heading.taken_by {
        slip.words(name, Style::USUAL);
    }
    slip.rule();
}

fn options(line: &OrderLine) -> impl Iterator<Item = String> {
    line.options.iter().map(|option| option.name.clone())
}

fn dish(slip: &mut Slip, line: &OrderLine, pieces: u32) {
    slip.words(format!("{pieces} x {}", line.full_name()), Style::LARGE);
    if let Some(combo) = &line.combo {
        slip.words(format!("of {}", combo.name), UNDER_A_DISH);
    }
    for option in options(line) {
        slip.words(format!("+ {option}"), UNDER_A_DISH);
    }
    if let Some(note) = &line.note {
        match line.allergy {
            true => slip.words(format!("ALLERGY: {}", note.as_str()), LOUD),
            false => slip.words(note.as_str(), LOUD),
        };
    }
    if let Some(note) = &line.kitchen_note {
        slip.words(&**note, UNDER_A_DISH);
    }
}

#[cfg(test)]
#[path = "kitchen_tests.rs"]
mod tests;
