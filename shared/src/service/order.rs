//! Orders and their lines move on.

use super::by::By;
use super::printing::kitchen;
use super::refusal::Refusal;
use crate::auth::secret;
use crate::domain::DomainError;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::id::OrderId;
use crate::domain::order::Order;
use crate::domain::progress::{MoveLine, MoveOrder};
use crate::domain::stock::Pieces;
use crate::domain::text::Reason;
use crate::domain::transitions::Status;
use crate::store::{Retry, Saving, Store};

/// Moves an order one step.
///
/// # Errors
/// `NotFound` without such an order, what the order refuses; or when the store fails.
pub async fn move_order(
    store: &Store,
    id: &OrderId,
    command: &MoveOrder,
    by: &By,
) -> Result<Order, Refusal> {
    let entry = reasoned(
        by.entry(&id.branch(), Deed::OrderMoved)?,
        command.reason.as_ref(),
    )
    .with("to", command.to.name());
    let note = |order: &Order| entry.clone().with("from", order.status.name());
    change(store, id, by, note, |order| order.move_to(command)).await
}

/// Moves a line one step, or voids pieces of it.
///
/// # Errors
/// `NotFound` without such an order or line, what they refuse; or when the store fails.
pub async fn move_line(
    store: &Store,
    id: &OrderId,
    command: &MoveLine,
    by: &By,
) -> Result<Order, Refusal> {
    let entry = reasoned(
        by.entry(&id.branch(), Deed::LineMoved)?,
        command.reason.as_ref(),
    )
    .with("line", &command.line)
    .with("to", command.to.name());
    let entry = match command.quantity {
        Some(pieces) => entry.with("quantity", pieces),
        None => entry,
    };
    let note = |order: &Order| match order.line(&command.line) {
        Ok(line) => entry.clone().with("from", line.status.name()),
        // Without such a line the move is refused before anything is written.
        Err(_) => entry.clone(),
    };
    change(store, id, by, note, |order| order.move_line(command)).await
}

fn reasoned(entry: AuditEntry, reason: Option<&Reason>) -> AuditEntry {
    match reason {
        Some(reason) => entry.with("reason", reason.as_str()),
        None => entry,
    }
}

/// Reads, decides, commits; again when somebody moved the order in between.
async fn change(
    store: &Store,
    id: &OrderId,
    by: &By,
    note: impl Fn(&Order) -> AuditEntry,
    decide: impl Fn(&Order) -> Result<Order, DomainError>,
) -> Result<Order, Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let order = store.order(id).await?;
        let order = order.ok_or(Refusal::NotFound("order"))?;
        let mut next = decide(&order)?;
        let jobs = kitchen::moved(store, &order, &mut next, by.at).await?;
        // Nearly always it finds room there, and the whole step is one write of one item.
        let entry = next.take_step(note(&order).about(id));
        let back = given_back(store, &order, &next).await?;
        let beside = (&back, jobs.as_slice());
        match store
            .save_giving_back(&order, &next, beside, entry.as_ref())
            .await?
        {
            Saving::Saved => return Ok(next),
            Saving::Billed => return Err(DomainError::CheckBilled.into()),
            Saving::Moved => tries.again().await?,
        }
    }
}

/// The steps of an order as entries of the record, each with an ID that is always the same.
pub fn record(order: &Order) -> Vec<AuditEntry> {
    let steps = order.steps.iter().enumerate();
    let id = |n: usize, at| secret::unique_at(at, &format!("{}#{n}", order.id));
    steps
        .map(|(n, step)| step.entry(id(n, step.at), (&order.branch_id, &order.id)))
        .collect()
}

/// Pieces of counted items that the move gives back. The stock is only read for those, which
/// are few.
async fn given_back(store: &Store, order: &Order, next: &Order) -> Result<Pieces, Refusal> {
    if order.unmade(next).next().is_none() {
        return Ok(Pieces::new());
    }
    let stock = store.stock(&order.branch_id).await?;
    Ok(stock.map_or_else(Pieces::new, |stock| stock.counted(order.unmade(next))))
}
