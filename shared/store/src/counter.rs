//! Checks as the counter opens them, and orders that staff take.

use std::collections::HashMap;

use jiff::Timestamp;

use super::client::Store;
use super::codec::write_item;
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys;
use salver_domain::audit::AuditEntry;
use salver_domain::cart::{Cart, STAFF_CART};
use salver_domain::check::Check;
use salver_domain::customer::Customer;
use salver_domain::id::CheckId;
use salver_domain::message::Message;
use salver_domain::order::Order;
use salver_domain::print_job::PrintJob;
use salver_domain::stock::Stock;
use salver_domain::table::Table;

/// All that an order of staff is decided on, read in one round trip.
#[derive(Debug)]
pub struct CounterState {
    /// The check, if there is one.
    pub check: Option<Check>,
    /// The branch's availability.
    pub stock: Option<Stock>,
    kept: Option<Cart>,
}

impl CounterState {
    /// What is kept on the check and not sent.
    pub fn kept(&mut self, check: &Check) -> Cart {
        let empty = || Cart::empty(STAFF_CART, check.total.currency);
        self.kept.take().unwrap_or_else(empty)
    }
}

/// A check that staff open.
#[derive(Debug, Clone, Copy)]
pub struct NewCheck<'a> {
    pub check: &'a Check,
    /// The table that its party takes.
    pub table: Option<&'a Table>,
    /// Who it is for.
    pub customer: Option<&'a Customer>,
}

/// How opening a check once ended.
#[derive(Debug)]
pub enum OpeningCheck {
    /// It stands.
    Opened,
    /// The same request was answered before.
    Answered(Box<Idempotent>),
    /// A check of that ID was opened before, longer ago than answers are kept.
    Earlier,
    /// The table has moved meanwhile.
    TableMoved,
}

/// An order that staff take, with all that it was decided on.
#[derive(Debug, Clone, Copy)]
pub struct NewTaken<'a> {
    pub order: &'a Order,
    /// The check as it was read.
    pub before: &'a Check,
    /// The check with the order on it.
    pub after: &'a Check,
    /// What was kept, as it was read.
    pub kept: &'a Cart,
    /// What is kept then.
    pub left: &'a Cart,
    /// What was to be had, and by which menu and profile it was decided.
    pub stock: &'a Stock,
    /// What the kitchen's printers shall print of it.
    pub jobs: &'a [PrintJob],
    /// What its customer is told of it.
    pub message: Option<&'a Message>,
}

/// How taking an order ended.
#[derive(Debug)]
pub enum Taking {
    /// It stands.
    Taken,
    /// The same request was answered before.
    Answered(Box<Idempotent>),
    /// An order of that ID was placed before, longer ago than answers are kept.
    Earlier,
    /// Check, stock or what is kept moved meanwhile: decide again.
    Again,
}

/// How keeping lines ended.
#[derive(Debug)]
pub enum Keeping {
    /// They are kept.
    Kept,
    /// The same request was answered before.
    Answered(Box<Idempotent>),
    /// What is kept, or the check, moved meanwhile: decide again.
    Again,
}

impl Store {
    /// Reads the state.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn counter_state(&self, check: &CheckId) -> Result<CounterState, StoreError> {
        let (check_key, kept) = (keys::check(check), keys::cart(check, STAFF_CART));
        let branch = check.branch();
        let wanted = [check_key.clone(), kept.clone(), keys::stock(&branch)];
        let mut found = self.batch_get(&wanted).await?;
        Ok(CounterState {
            check: found.take(&check_key)?,
            stock: found.take_stock(&branch)?,
            kept: found.take(&kept)?,
        })
    }

    /// Who these checks are for, as far as anybody may still know it at `now`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn customers(
        &self,
        checks: impl IntoIterator<Item = &CheckId>,
        now: Timestamp,
    ) -> Result<HashMap<CheckId, Customer>, StoreError> {
        let keys: Vec<_> = checks
            .into_iter()
            .map(|check| (check.clone(), keys::customer(check)))
            .collect();
        let wanted: Vec<_> = keys.iter().map(|(_, key)| key.clone()).collect();
        let mut found = self.batch_get(&wanted).await?;
        let mut customers = HashMap::new();
        for (check, key) in keys {
            let customer: Option<Customer> = found.take(&key)?;
            if let Some(customer) = customer.filter(|customer| customer.is_known(now)) {
                customers.insert(check, customer);
            }
        }
        Ok(customers)
    }

    /// Opens a check, once: with its table, who it is for, and the answer to its request.
    ///
    /// # Errors
    /// When the store fails; then it is not known whether the check stands, and a retry with
    /// the same key tells.
    pub async fn open_check_once(
        &self,
        new: NewCheck<'_>,
        record: &Idempotent,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<OpeningCheck, StoreError> {
        let mut commit = Commit::new(self).answer(record, now).save_check(new.check);
        if let Some(table) = new.table {
            commit = commit.save_table(table);
        }
        if let Some(customer) = new.customer {
            commit = commit.save_customer(customer);
        }
        let Err(refused) = commit.record(entry).send().await? else {
            return Ok(OpeningCheck::Opened);
        };
        Ok(match refused.part {
            Part::Answer => match refused.read()? {
                Some(record) => OpeningCheck::Answered(Box::new(record)),
                None => OpeningCheck::TableMoved,
            },
            Part::Check => OpeningCheck::Earlier,
            _ => OpeningCheck::TableMoved,
        })
    }

    /// Commits an order that staff take: the answer, the order, the check, what is kept, what is
    /// to be had, what is printed of it and what its customer is told, or nothing of it.
    ///
    /// # Errors
    /// When the store fails; then it is not known whether the order stands, and a retry with the
    /// same key tells.
    pub async fn take_order(
        &self,
        new: NewTaken<'_>,
        record: &Idempotent,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<Taking, StoreError> {
        let commit = Commit::new(self)
            .answer(record, now)
            .save_order(new.order)
            .count_order(new.before, new.after)?
            .save_cart(&new.order.check_id, new.left, new.kept.version)
            .take_stock(&new.order.branch_id, new.stock, new.order)
            .queue(new.jobs)
            .tell(new.message);
        let Err(refused) = commit.record(entry).send().await? else {
            return Ok(Taking::Taken);
        };
        Ok(match refused.part {
            Part::Answer => match refused.read()? {
                Some(record) => Taking::Answered(Box::new(record)),
                None => Taking::Again,
            },
            Part::Order => Taking::Earlier,
            _ => Taking::Again,
        })
    }

    /// Writes what is kept on a check over what it was made of, with the answer to its request
    /// where that is one that happens once.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn keep_lines(
        &self,
        check: &CheckId,
        (kept, left): (&Cart, &Cart),
        record: Option<&Idempotent>,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<Keeping, StoreError> {
        let mut commit = Commit::new(self);
        if let Some(record) = record {
            commit = commit.answer(record, now);
        }
        let commit = commit
            .move_taking(check)?
            .save_cart(check, left, kept.version);
        let Err(refused) = commit.record(entry).send().await? else {
            return Ok(Keeping::Kept);
        };
        Ok(match refused.part {
            Part::Answer => match refused.read()? {
                Some(record) => Keeping::Answered(Box::new(record)),
                None => Keeping::Again,
            },
            _ => Keeping::Again,
        })
    }
}

impl Commit<'_> {
    fn save_customer(self, customer: &Customer) -> Self {
        let key = keys::customer(&customer.check_id);
        let before = Expression::before(customer.version);
        self.put(Part::Customer, write_item(&key, customer), before)
    }
}
