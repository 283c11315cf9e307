//! A business day on paper: what was sold, what came, what is to be in the till, and who did what.

use salver_domain::bill::payment::PaidBy;
use salver_domain::branch::Profile;
use salver_domain::id::StaffId;
use salver_domain::money::Currency;
use salver_domain::slip::{Slip, Style};
use salver_domain::till::charges::Charges;
use salver_domain::till::close::{ClosedDay, OpenItem, PersonName};
use salver_domain::till::day::{DayRead, DayState};
use salver_domain::till::entry::TillDeed;
use salver_domain::till::figures::{Noted, TillFigures};
use salver_domain::till::sums::Taken;

use super::amounts::{plain, rate};
use super::bill::method;
use super::head::{BOLD, UNDER_A_LINE, house};

/// All that a day's paper says.
#[derive(Debug, Clone, Copy)]
pub struct DayCopy<'a> {
    /// Who sells.
    pub brand: &'a str,
    /// Where, and by whose clock.
    pub profile: &'a Profile,
    pub read: &'a DayRead,
    /// Whether the report was printed before.
    pub again: bool,
}

impl DayCopy<'_> {
    fn say(&self, minor: i64) -> String {
        plain(minor, self.currency())
    }

    fn currency(&self) -> Currency {
        self.read.figures.currency
    }
}

/// The slip of a day.
pub fn day_report(copy: DayCopy<'_>) -> Slip {
    let mut slip = Slip::default();
    head(&mut slip, &copy);
    sales(&mut slip, &copy);
    for (title, rows) in [
        ("Money that came", &copy.read.figures.taken),
        ("Accounts settled", &copy.read.figures.accounts),
        ("Money given back", &copy.read.figures.given_back),
    ] {
        came(&mut slip, &copy, title, rows);
    }
    cash(&mut slip, &copy);
    noted(&mut slip, &copy);
    open(&mut slip, &copy);
    if let DayState::Closed(closed) = &copy.read.state {
        if let Some(note) = &closed.note {
            slip.rule().words(note.as_str(), Style::USUAL);
        }
        slip.rule().gap().gap();
        slip.words("Signed", Style::USUAL);
    }
    slip.closed()
}

fn head(slip: &mut Slip, copy: &DayCopy<'_>) {
    let (read, profile) = (copy.read, copy.profile);
    match &read.state {
        DayState::Closed(_) if copy.again => {
            slip.words("DUPLICATE", Style::LARGE);
        }
        DayState::Closed(_) => {}
        DayState::Running(_) | DayState::Ended => {
            slip.words("NOT CLOSED", Style::LARGE)
                .words("More may come. This is no report.", BOLD);
        }
    }
    house(slip, copy.brand, None, &profile.name);
    slip.rule();
    let day = read.day.date().strftime("%-d %b %Y");
    slip.amount("Day", day.to_string(), BOLD);
    if let DayState::Closed(closed) = &read.state {
        let by = called(&closed.closed_by, &read.names);
        let at = closed.closed_at;
        slip.amount("Closed by", by, Style::USUAL).amount(
            profile.wall_date(at),
            profile.wall_time(at),
            Style::USUAL,
        );
    }
}

fn title(slip: &mut Slip, text: &str) {
    slip.rule().words(text, BOLD);
}

fn sales(slip: &mut Slip, copy: &DayCopy<'_>) {
    let figures = &copy.read.figures;
    let billed = &figures.billed;
    title(slip, "Sales");
    row(slip, copy, "By the menu", billed.subtotal);
    some(slip, copy, "Discounts", -billed.discount);
    some(slip, copy, "Service charge", billed.service_charge);
    // Taxes are in the prices or come on top of them; only these are a part of the sum.
    let on_top = billed.subtotal - billed.discount + billed.service_charge + billed.round_off
        != billed.total;
    if on_top {
        taxes(slip, copy, billed);
    }
    some(slip, copy, "Rounding", billed.round_off);
    slip.amount("Billed", copy.say(billed.total), BOLD);
    if figures.refunded != Charges::default() {
        row(slip, copy, "Given back", -figures.refunded.total);
        slip.amount("Net", copy.say(figures.net().total), BOLD);
    }
    if !on_top && !billed.taxes.is_empty() {
        slip.gap().words("In what was billed:", Style::USUAL);
        taxes(slip, copy, billed);
    }
    if on_top && !figures.refunded.taxes.is_empty() {
        slip.gap().words("In what was given back:", Style::USUAL);
        taxes(slip, copy, &figures.refunded);
    }
    bills(slip, figures);
}

fn taxes(slip: &mut Slip, copy: &DayCopy<'_>, charges: &Charges) {
    for tax in &charges.taxes {
        let of = copy.say(tax.taxable);
        let text = format!("{} {} of {of}", tax.name.as_str(), rate(tax.rate_bp));
        row(slip, copy, &text, tax.amount);
    }
}

fn bills(slip: &mut Slip, figures: &TillFigures) {
    let bills = &figures.bills;
    slip.gap()
        .amount("Bills", bills.issued.to_string(), Style::USUAL);
    if let (Some(first), Some(last)) = (&bills.first, &bills.last) {
        let numbers = match first == last {
            true => first.to_string(),
            false => format!("{first} to {last}"),
        };
        slip.words(numbers, UNDER_A_LINE);
    }
    if bills.voided > 0 {
        slip.amount("Taken back", bills.voided.to_string(), Style::USUAL);
    }
}

fn came(slip: &mut Slip, copy: &DayCopy<'_>, text: &str, rows: &[Taken]) {
    if rows.is_empty() {
        return;
    }
    title(slip, text);
    for taken in rows {
        let text = format!("{} ({})", method(taken.by), taken.count);
        row(slip, copy, &text, taken.amount);
        for (what, minor) in [
            ("Tips", taken.tip),
            ("Rounding of cash", taken.cash_rounding),
            ("Change", taken.change),
        ] {
            if minor != 0 {
                slip.amount(what, copy.say(minor), UNDER_A_LINE);
            }
        }
    }
}

fn cash(slip: &mut Slip, copy: &DayCopy<'_>) {
    let drawer = copy.read.figures.drawer();
    title(slip, "Cash in the till");
    row(slip, copy, "At the start", drawer.float);
    row(slip, copy, "From bills, with tips", drawer.payments);
    some(slip, copy, "From customers' accounts", drawer.accounts);
    some(slip, copy, "Given back", -drawer.refunds);
    some(slip, copy, "Put in", drawer.cash_in);
    some(slip, copy, "Taken out", -drawer.cash_out);
    let closed = match &copy.read.state {
        DayState::Closed(closed) => Some(closed),
        DayState::Running(_) | DayState::Ended => None,
    };
    let expected = closed.map_or_else(|| drawer.expected(), |closed| closed.expected);
    slip.amount("Should be there", copy.say(expected), BOLD);
    if let Some(closed) = closed {
        counted(slip, copy, closed);
    }
}

fn counted(slip: &mut Slip, copy: &DayCopy<'_>, closed: &ClosedDay) {
    row(slip, copy, "Counted", closed.counted);
    for coins in &closed.coins {
        let text = format!("{} x {}", coins.count, copy.say(coins.value));
        slip.words(text, UNDER_A_LINE);
    }
    let text = match closed.difference() {
        0 => "It is right",
        1.. => "Too much",
        _ => "Too little",
    };
    slip.amount(text, copy.say(closed.difference()), BOLD);
}

fn noted(slip: &mut Slip, copy: &DayCopy<'_>) {
    let read = copy.read;
    if read.figures.noted.is_empty() {
        return;
    }
    title(slip, "Refunds, voids and cash");
    for one in &read.figures.noted {
        let mut text = format!("{} {}", copy.profile.wall_time(one.at), deed(one.deed));
        if let Some(number) = &one.number {
            text = format!("{text} {number}");
        }
        row(slip, copy, &text, one.amount);
        if let Some(reason) = &one.reason {
            slip.words(reason.as_str(), UNDER_A_LINE);
        }
        slip.words(who(one, &read.names), UNDER_A_LINE);
    }
}

fn who(noted: &Noted, names: &[PersonName]) -> String {
    let mut text = called(&noted.by, names).to_owned();
    if let Some(by) = &noted.approved_by {
        text = format!("{text}, approved by {}", called(by, names));
    }
    match noted.method {
        Some(by) if by != PaidBy::Cash => format!("{text}, {}", method(by)),
        _ => text,
    }
}

fn deed(deed: TillDeed) -> &'static str {
    match deed {
        TillDeed::Refunded => "Refund",
        TillDeed::CreditReturned => "Credit given back",
        TillDeed::AccountPaidOut => "Account paid out",
        TillDeed::CashIn => "Put in",
        TillDeed::CashOut => "Taken out",
        TillDeed::Opened => "Start",
        TillDeed::Billed
        | TillDeed::Paid
        | TillDeed::CheckedOut
        | TillDeed::Voided
        | TillDeed::AccountSettled => "Bill taken back",
    }
}

fn open(slip: &mut Slip, copy: &DayCopy<'_>) {
    let (text, items): (_, &[OpenItem]) = match &copy.read.state {
        DayState::Closed(closed) => ("Carried over to the next day", &closed.carried),
        DayState::Running(_) | DayState::Ended => ("Still open", &copy.read.open),
    };
    if items.is_empty() {
        return;
    }
    title(slip, text);
    for item in items {
        let name = match &item.section {
            Some(section) => format!("{}, {section}", item.name),
            None => item.name.clone(),
        };
        match item.due {
            Some(due) => row(slip, copy, &name, due),
            None => drop(slip.words(name, Style::USUAL)),
        }
        if !item.bills.is_empty() {
            let bills = format!("Bill {}", item.bills.join(", "));
            slip.words(bills, UNDER_A_LINE);
        }
    }
}

fn called<'a>(id: &StaffId, names: &'a [PersonName]) -> &'a str {
    let known = names.iter().find(|person| person.id == *id);
    known.map_or("somebody", |person| &person.name)
}

fn row(slip: &mut Slip, copy: &DayCopy<'_>, text: &str, minor: i64) {
    slip.amount(text, copy.say(minor), Style::USUAL);
}

/// The same, unless there is none of it.
fn some(slip: &mut Slip, copy: &DayCopy<'_>, text: &str, minor: i64) {
    if minor != 0 {
        row(slip, copy, text, minor);
    }
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
