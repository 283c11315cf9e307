//! What of an order the kitchen's printers print. The jobs go into the commit of what they tell of,
//! so no order stands without its copy, and none is printed that does not stand.

use jiff::Timestamp;
use salver_print::{Heading, cancel_slip, kitchen_copy};

use crate::auth::{AuthError, secret};
use crate::domain::branch::Profile;
use crate::domain::id::PrintJobId;
use crate::domain::order::{Order, OrderLine};
use crate::domain::place::Place;
use crate::domain::print_job::{PrintContent, PrintJob};
use crate::domain::printer::Printer;
use crate::domain::slip::Slip;
use crate::domain::transitions::OrderStatus;
use crate::service::Refusal;
use crate::store::Store;

/// Which printers print a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All of those for whose stations there is something: somebody asked for it.
    Asked,
    /// Those of them that print guests' orders by themselves.
    ByThemselves,
}

/// The copies of an order that goes to the kitchen now; the order says to which printers.
///
/// # Errors
/// When the system has no randomness.
pub fn copies(
    order: &mut Order,
    profile: &Profile,
    which: Which,
    now: Timestamp,
) -> Result<Vec<PrintJob>, AuthError> {
    // An order that nobody has taken on is nothing to cook by.
    if order.status == OrderStatus::Placed {
        return Ok(Vec::new());
    }
    let wanted = |printer: &&Printer| which == Which::Asked || printer.prints_orders;
    let (place, time) = (place(&order.place), profile.wall_time(now));
    let mut jobs = Vec::new();
    let page = page(profile, which)?;
    for printer in profile.printers.iter().filter(wanted).chain(&page) {
        let part = Order {
            lines: lines_for(printer, order),
            ..order.clone()
        };
        let Some(slip) = kitchen_copy(&part, None, heading(&place, &time)) else {
            continue;
        };
        let content = PrintContent::KitchenCopy {
            order_id: order.id.clone(),
            number: order.number,
        };
        jobs.push(job(order, printer, content, slip, now)?);
    }
    order.printers = jobs.iter().map(|job| job.printer_id.clone()).collect();
    Ok(jobs)
}

/// The browser of whoever asks, where the branch has no printer for its kitchen.
fn page(profile: &Profile, which: Which) -> Result<Option<Printer>, AuthError> {
    let has_one = profile
        .printers
        .iter()
        .any(|printer| printer.prints_kitchen);
    if has_one || which == Which::ByThemselves {
        return Ok(None);
    }
    let page = Printer::page().map_err(|_| AuthError::Failed("the page is no printer"))?;
    Ok(Some(page))
}

/// The slips by which printers that got a copy of `before` hear what of it is not to be made after
/// all.
fn cancelled(
    before: &Order,
    after: &Order,
    profile: &Profile,
    now: Timestamp,
) -> Result<Vec<PrintJob>, AuthError> {
    let has_copy = |printer: &&Printer| before.printers.contains(&printer.id);
    let page = page(profile, Which::Asked)?;
    let mut printers: Vec<_> = profile.printers.iter().chain(&page).collect();
    printers.retain(has_copy);
    // Those that have it are gone: whoever prints for the kitchen now tells it.
    if printers.is_empty() {
        printers = profile.printers.iter().collect();
    }
    let (place, time) = (place(&after.place), profile.wall_time(now));
    let mut jobs = Vec::new();
    for printer in printers {
        let lines = taken_back(before, after).filter(|(line, _)| printer.prints_for(line));
        let lines: Vec<_> = lines.collect();
        let Some(slip) = cancel_slip(after, &lines, None, heading(&place, &time)) else {
            continue;
        };
        let content = PrintContent::CancelSlip {
            order_id: after.id.clone(),
            number: after.number,
        };
        jobs.push(job(after, printer, content, slip, now)?);
    }
    Ok(jobs)
}

/// What is printed of an order that moves from `before` to `after`: its copy when the restaurant
/// takes a guest's order on, and what is taken back of one that was printed. The printers are those
/// of a minute ago at the earliest.
///
/// # Errors
/// When the store fails, or the system has no randomness.
pub async fn moved(
    store: &Store,
    before: &Order,
    after: &mut Order,
    now: Timestamp,
) -> Result<Vec<PrintJob>, Refusal> {
    let is_taken_on = before.status == OrderStatus::Placed
        && after.status.is_billable()
        && after.status != OrderStatus::Placed
        && before.taken_by.is_none();
    let takes_back = !before.printers.is_empty() && taken_back(before, after).next().is_some();
    if !is_taken_on && !takes_back {
        return Ok(Vec::new());
    }
    let Some(profile) = store.recent_profile(&before.branch_id, now).await? else {
        return Ok(Vec::new());
    };
    Ok(match is_taken_on {
        true => copies(after, &profile, Which::ByThemselves, now)?,
        false => cancelled(before, after, &profile, now)?,
    })
}

/// The lines of which pieces were voided, with how many.
fn taken_back<'a>(
    before: &'a Order,
    after: &'a Order,
) -> impl Iterator<Item = (&'a OrderLine, u32)> {
    let lines = before.lines.iter().zip(&after.lines);
    lines.filter_map(|(line, after)| {
        let pieces = after.voided.saturating_sub(line.voided);
        (pieces > 0).then_some((after, pieces))
    })
}

fn lines_for(printer: &Printer, order: &Order) -> Vec<OrderLine> {
    let lines = order.lines.iter().filter(|line| line.is_live());
    lines
        .filter(|line| printer.prints_for(line))
        .cloned()
        .collect()
}

/// Where an order goes, as it is called out in the kitchen.
pub(super) fn place(place: &Place) -> String {
    match place.table() {
        Some(table) => format!("{}, {}", table.name, table.section),
        None => place.name(),
    }
}

fn heading<'a>(place: &'a str, time: &'a str) -> Heading<'a> {
    Heading {
        place,
        time,
        taken_by: None,
        again: false,
    }
}

fn job(
    order: &Order,
    printer: &Printer,
    content: PrintContent,
    slip: Slip,
    now: Timestamp,
) -> Result<PrintJob, AuthError> {
    let unique = secret::unique(now)?;
    let id = PrintJobId::new(&order.branch_id, &unique);
    let id = id.map_err(|_| AuthError::Failed("a print job ID could not be made"))?;
    let printer = printer.id.clone();
    Ok(PrintJob::new(id, printer, content, slip, now))
}
