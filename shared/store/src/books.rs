//! The money of a check: what was billed, paid and given back, and the row of a year's bills.
//!
//! Every decision is one commit under the version of the check's settlement: two that were made of
//! the same state never stand both.

use serde::{Deserialize, Serialize};

use jiff::Timestamp;

use super::approval::Approval;
use super::client::Store;
use super::codec::{Item, number, read_item, write_item, write_packed};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys::{self, Row};
use super::party::{Party, party_of};
use super::retry::Retry;
use salver_domain::audit::AuditEntry;
use salver_domain::bill::books::Books;
use salver_domain::bill::issued::{GivenRefund, IssuedBill, TakenPayment};
use salver_domain::bill::number::Series;
use salver_domain::bill::settlement::Settlement;
use salver_domain::call::Call;
use salver_domain::cart::{Cart, STAFF_CART};
use salver_domain::check::Check;
use salver_domain::dues::on_account::Moved;
use salver_domain::id::{BranchId, CheckId};
use salver_domain::order::Order;
use salver_domain::print_job::PrintJob;
use salver_domain::table::Table;
use salver_domain::till::entry::TillEntry;

/// A decision about a check's money, as it is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Booking<'a> {
    /// The check as it was read.
    pub before: &'a Check,
    /// The check then, where it moves.
    pub after: Option<&'a Check>,
    /// What moves of its bills, at its next version.
    pub settlement: &'a Settlement,
    /// Bills that are issued by it.
    pub bills: &'a [IssuedBill],
    pub payments: &'a [TakenPayment],
    pub refund: Option<&'a GivenRefund>,
    /// The customer's account that it moves, and why.
    pub dues: Option<&'a Moved>,
    /// The last number of the row as it was read, and then, where bills are new.
    pub numbers: Option<(&'a Series, u32, u32)>,
    /// The table that its party leaves.
    pub table: Option<&'a Table>,
    /// A colleague's word that it is used on.
    pub approval: Option<&'a Approval>,
    /// What of it counts for the business day, which must not be closed; none where it moves no
    /// money.
    pub entry: Option<&'a TillEntry>,
    /// What is printed of it.
    pub jobs: &'a [PrintJob],
    /// The guest's call that it answers, on by one version.
    pub call: Option<&'a Call>,
}

/// How a decision about money ended.
#[derive(Debug)]
pub enum Booked {
    /// It stands.
    Stands,
    /// The same request was answered before.
    Answered(Box<Idempotent>),
    /// Somebody else got the number meanwhile; this is the last one that is taken.
    Numbered(u32),
    /// The approval was used meanwhile.
    ApprovalUsed,
    /// The business day is closed.
    DayClosed,
    /// Something of it moved meanwhile: decide again.
    Again,
}

/// The last number that is taken.
#[derive(Serialize, Deserialize)]
struct Counter {
    count: u32,
}

impl Store {
    /// A check with all that a decision about its money looks at, in one query; again when somebody
    /// wrote while it was read.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn books(&self, id: &CheckId) -> Result<Option<Books>, StoreError> {
        let mut tries = Retry::USUAL.tries();
        loop {
            let read = self.read_books(id).await?;
            if read.as_ref().is_none_or(Books::are_whole) {
                return Ok(read);
            }
            tries.again().await?;
        }
    }

    async fn read_books(&self, id: &CheckId) -> Result<Option<Books>, StoreError> {
        let items = self.query(&keys::check_partition(id), "").await?;
        books_of(id, items)
    }

    /// The same with the party that owes it, in one query.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn books_and_party(
        &self,
        id: &CheckId,
    ) -> Result<Option<(Books, Party)>, StoreError> {
        let mut tries = Retry::USUAL.tries();
        loop {
            let items = self.query(&keys::check_partition(id), "").await?;
            let party = party_of(items.clone())?;
            let read = books_of(id, items)?.zip(party);
            if read.as_ref().is_none_or(|(books, _)| books.are_whole()) {
                return Ok(read);
            }
            tries.again().await?;
        }
    }

    /// The last number of a row of a branch's bills that is taken.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn last_bill_number(
        &self,
        branch: &BranchId,
        series: &Series,
    ) -> Result<u32, StoreError> {
        let counter: Option<Counter> = self.get(&keys::bill_counter(branch, series)).await?;
        Ok(counter.map_or(0, |counter| counter.count))
    }

    /// Commits a decision about a check's money, once: with the numbers of its bills, so that none
    /// is missing and none is given twice.
    ///
    /// # Errors
    /// When the store fails; then it is not known whether it stands, and a retry with the same key
    /// tells.
    pub async fn book(
        &self,
        booking: Booking<'_>,
        record: &Idempotent,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<Booked, StoreError> {
        let mut commit = Commit::new(self).answer(record, now);
        if let Some(entry) = booking.entry {
            commit = commit.enter(entry);
        }
        commit = commit.save_settlement(booking.settlement);
        commit = match booking.after {
            Some(after) if booking.before.is_open() && !after.is_open() => commit
                .settle_check(booking.before, after)?
                .seal_cart(after)?,
            Some(after) => commit.settle_check(booking.before, after)?,
            None => commit.ask_ordered(booking.before),
        };
        if let Some(table) = booking.table {
            commit = commit.save_table(table);
        }
        if let Some(approval) = booking.approval {
            commit = commit.use_approval(approval, now);
        }
        if let Some((series, before, after)) = booking.numbers {
            commit = commit.take_numbers(&booking.before.branch_id, series, (before, after));
        }
        for bill in booking.bills {
            commit = commit.put(Part::Bill, bill_item(bill), Expression::absent());
        }
        for payment in booking.payments {
            let item = payment_item(payment);
            commit = commit.put(Part::Payment, item, Expression::absent());
        }
        if let Some(refund) = booking.refund {
            commit = commit.put(Part::Refund, refund_item(refund), Expression::absent());
        }
        if let Some(moved) = booking.dues {
            commit = commit.move_dues(moved);
        }
        if let Some(call) = booking.call {
            commit = commit.move_call(call);
        }
        commit = commit.queue(booking.jobs);
        let Err(refused) = commit.record(entry).send().await? else {
            return Ok(Booked::Stands);
        };
        Ok(match refused.part {
            Part::Answer => match refused.read()? {
                Some(record) => Booked::Answered(Box::new(record)),
                None => Booked::Again,
            },
            Part::BillCounter => {
                let counter: Option<Counter> = refused.read()?;
                Booked::Numbered(counter.map_or(0, |counter| counter.count))
            }
            Part::Approval => Booked::ApprovalUsed,
            Part::TillDay => Booked::DayClosed,
            _ => Booked::Again,
        })
    }
}

pub(super) fn bill_item(bill: &IssuedBill) -> Result<Item, StoreError> {
    write_packed(&keys::bill(&bill.id, bill.issue), bill)
}

pub(super) fn payment_item(payment: &TakenPayment) -> Result<Item, StoreError> {
    write_item(&keys::payment(&payment.id), payment)
}

pub(super) fn refund_item(refund: &GivenRefund) -> Result<Item, StoreError> {
    write_packed(&keys::refund(&refund.id), refund)
}

pub(super) fn counter_item(
    branch: &BranchId,
    series: &Series,
    count: u32,
) -> Result<Item, StoreError> {
    write_item(&keys::bill_counter(branch, series), &Counter { count })
}

/// What of a check's partition is its money.
fn books_of(id: &CheckId, items: Vec<Item>) -> Result<Option<Books>, StoreError> {
    let mut unsent = false;
    let (mut check, mut settlement) = (None::<Check>, None);
    let mut orders = Vec::<Order>::new();
    let mut bills = Vec::new();
    let (mut payments, mut refunds) = (Vec::<TakenPayment>::new(), Vec::<GivenRefund>::new());
    for item in items {
        match Row::of(&item) {
            Some(Row::Check(_)) => check = Some(read_item(item)?),
            Some(Row::Order(_)) => orders.push(read_item(item)?),
            Some(Row::Settlement(_)) => settlement = Some(read_item(item)?),
            Some(Row::Bill(..)) => bills.push(read_item(item)?),
            Some(Row::Payment(_)) => payments.push(read_item(item)?),
            Some(Row::Refund(_)) => refunds.push(read_item(item)?),
            Some(Row::Cart(_, cart)) if cart == STAFF_CART => {
                unsent = !read_item::<Cart>(item)?.lines.is_empty();
            }
            // Guests, their carts and calls owe nothing.
            _ => {}
        }
    }
    orders.sort_by_key(|order| (order.placed_at, order.number));
    payments.sort_by_key(|payment| payment.at);
    refunds.sort_by_key(|refund| refund.at);
    Ok(check.map(|check| Books {
        settlement: settlement.unwrap_or_else(|| Settlement::none(id, check.total.currency)),
        check,
        orders,
        bills,
        payments,
        refunds,
        unsent,
    }))
}

impl Commit<'_> {
    /// Asks that nothing has moved of a check's bills since they were read.
    pub(super) fn ask_settlement(self, settlement: &Settlement) -> Self {
        let condition = Expression::before(settlement.version + 1);
        self.ask(
            Part::Settlement,
            &keys::settlement(&settlement.check_id),
            condition,
        )
    }

    /// Writes what moves of a check's bills, on by one version.
    fn save_settlement(self, settlement: &Settlement) -> Self {
        let item: Result<Item, _> = write_item(&keys::settlement(&settlement.check_id), settlement);
        self.put(
            Part::Settlement,
            item,
            Expression::before(settlement.version),
        )
    }

    /// Takes the numbers from one on to another, which nobody has taken meanwhile.
    fn take_numbers(self, branch: &BranchId, series: &Series, (before, after): (u32, u32)) -> Self {
        let mut update = Expression::new("SET #count = :after")
            .name("#count", "count")
            .value(":after", number(after));
        let condition = match before {
            0 => "attribute_not_exists(#count)",
            _ => {
                update = update.value(":before", number(before));
                "#count = :before"
            }
        };
        let key = keys::bill_counter(branch, series);
        self.update(Part::BillCounter, &key, update, condition)
    }
}
