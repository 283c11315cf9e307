//! Checks: open, look at, close.

use aws_sdk_dynamodb::types::AttributeValue;

use super::client::Store;
use super::codec::{Item, mark_open, number, read_item, value, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;

use jiff::Timestamp;
use salver_domain::audit::AuditEntry;
use salver_domain::check::{ChangeParty, Check};
use salver_domain::guest::MAX_GUESTS;
use salver_domain::id::{BranchId, CheckId};
use salver_domain::table::Table;
use salver_domain::transitions::CheckStatus;

pub(super) fn check_item(check: &Check) -> Result<Item, StoreError> {
    let mut item = write_item(&keys::check(&check.id), check)?;
    if check.is_open() {
        let since = keys::open_since(check.opened_at, check.id.as_str());
        mark_open(&mut item, keys::open_checks(&check.branch_id), since);
    }
    Ok(item)
}

impl Store {
    /// A check alone.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn check(&self, id: &CheckId) -> Result<Option<Check>, StoreError> {
        self.get(&keys::check(id)).await
    }

    /// A branch's open checks, oldest first. Read from the index, so a moment late.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_checks(&self, branch: &BranchId) -> Result<Vec<Check>, StoreError> {
        let items = self.query_open(&keys::open_checks(branch)).await?;
        items.into_iter().map(read_item).collect()
    }

    /// The checks that were closed between two moments and neither billed nor paid, oldest first,
    /// with those that owe nothing. Read from the index, so a moment late.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn left_checks(
        &self,
        branch: &BranchId,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<Check>, StoreError> {
        let between = (keys::open_since(from, ""), keys::open_since(to, ""));
        let partition = keys::left_checks(branch);
        let items = self.query_open_between(&partition, between).await?;
        items.into_iter().map(read_item).collect()
    }

    /// Seats a party: the table and the new check in one commit. `false` when somebody
    /// else was faster.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_check(
        &self,
        table: &Table,
        check: &Check,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let commit = Commit::new(self).save_table(table).save_check(check);
        commit.record(entry).stands().await
    }

    /// Writes a check that moved on by one version. `false` when it is no longer at the
    /// version before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_check(&self, check: &Check, entry: &AuditEntry) -> Result<bool, StoreError> {
        let commit = Commit::new(self).save_check(check);
        commit.record(entry).stands().await
    }

    /// Writes the next PIN of an open session, as [`Check::rotate_pin`] made `rotated`. No
    /// phone can stand in its way: it asks only that the PIN is still the one before.
    /// `false` when it is not, or the session has ended.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rotate_pin(
        &self,
        rotated: &Check,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let pin = [
            ("pin_rotation", Some(number(rotated.pin_rotation))),
            ("pin_locked_until", None),
        ];
        let before = Expression::new("pin_rotation = :before")
            .value(":before", number(rotated.pin_rotation.saturating_sub(1)));
        let commit = Commit::new(self).change_open(&rotated.id, pin, before);
        commit.record(entry).stands().await
    }

    /// Writes what staff say about an open party, as [`Check::change`] allowed it, whatever
    /// its phones do meanwhile. `false` when the session has ended.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_party(
        &self,
        id: &CheckId,
        said: &ChangeParty,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut changes = Vec::new();
        if let Some(people) = said.party_size {
            changes.push(("party_size", Some(number(people))));
        }
        if let Some(waiter) = &said.waiter_id {
            changes.push(("waiter_id", Some(value(waiter)?)));
        }
        let commit = Commit::new(self).change_open(id, changes, Expression::default());
        commit.record(entry).stands().await
    }

    /// Ends a session in one small commit, whatever hangs on it: the check, as
    /// [`Check::close`] made it, the cart that its phones share, its table if it is still there, and
    /// the entry. It asks only
    /// that the session is open and at the place where it was read, so that no phone of the
    /// party can put it off by moving the check. `false` when that is not so, or the table
    /// moved meanwhile. Until it is billed it stands among those that were left
    /// ([`Store::left_checks`]), whatever was ordered: an order may have come since it was read.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn close_check(
        &self,
        check: &Check,
        table: Option<&Table>,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let left = check.closed_at.filter(|_| check.paid_at.is_none());
        let [pk, sk] = match left {
            Some(at) => [
                Some(keys::left_checks(&check.branch_id)),
                Some(keys::open_since(at, check.id.as_str())),
            ],
            None => [None, None],
        };
        let end = [
            ("closed_at", Some(value(&check.closed_at)?)),
            (keys::GSI_PK, pk.map(AttributeValue::S)),
            (keys::GSI_SK, sk.map(AttributeValue::S)),
        ];
        let there = Expression::new("#place = :place")
            .name("#place", "place")
            .value(":place", value(&check.place)?);
        let mut commit = Commit::new(self)
            .change_open(&check.id, end, there)
            .seal_cart(check)?;
        if let Some(table) = table {
            commit = commit.save_table(table);
        }
        commit.record(entry).stands().await
    }
}

/// What a phone that comes changes about its party.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    /// It is new.
    pub(super) joins: bool,
    /// There is one more here than before.
    pub(super) more: bool,
    /// It takes a name that it did not have.
    pub(super) takes_name: bool,
}

/// What a check must be so that a guest may still do something.
const OPEN: &str = "attribute_exists(pk) and attribute_not_exists(closed_at)";

/// What a check must be so that its total may still change.
pub(super) const UNPAID: &str = "attribute_not_exists(paid_at)";

/// "What was ordered on it is what it was": orders only add, voids only take away.
fn as_ordered(check: &Check) -> Expression {
    Expression::new("order_count = :orders and #total.#minor = :owed")
        .name("#total", "total")
        .name("#minor", "minor")
        .value(":orders", number(check.order_count))
        .value(":owed", number(check.total.minor))
}

/// What an order makes of a check that was billed: its bills are older than it.
const UNCOVERED: &str = " REMOVE billed_at";

impl Commit<'_> {
    /// Writes a check that moved on by one version.
    pub(super) fn save_check(self, check: &Check) -> Self {
        let before = Expression::before(check.version);
        self.put(Part::Check, check_item(check), before)
    }

    /// Puts an order on the account, as [`Check::take_order`] or [`Check::take_from_staff`] made
    /// `after` of `before`, and asks what that asks. Numbers only grow, without a look at what they
    /// were, so that phones that join or order meanwhile do not disturb; a window is begun by one
    /// order, and moved by guests alone.
    pub(super) fn count_order(self, before: &Check, after: &Check) -> Result<Self, StoreError> {
        let lines = after.line_count.saturating_sub(before.line_count);
        let mut update = Expression::default()
            .name("#total", "total")
            .name("#minor", "minor")
            .name("#status", "status")
            .name("#version", "version")
            .value(":one", number(1))
            .value(":total", number(after.total.minor - before.total.minor))
            .value(":status", value(&after.status)?)
            .value(":at", value(&after.last_order_at)?)
            .value(":none", number(0))
            .value(":lines", number(lines))
            .value(
                ":room",
                number(before.terms.limits.lines_per_session.saturating_sub(lines)),
            );
        // It steps on from where it was seen, or somebody else made that step meanwhile.
        if before.status != after.status {
            update = update.value(":before", value(&before.status)?);
        }
        let seen = match before.status == after.status {
            true => "#status = :status",
            false => "#status IN (:before, :status)",
        };
        let set = "SET order_count = order_count + :one, \
             line_count = if_not_exists(line_count, :none) + :lines, #total.#minor = #total.#minor + :total, \
             #status = :status, last_order_at = :at, #version = #version + :one";
        let takes = format!(
            "{OPEN} and {UNPAID} and {seen} \
             and (attribute_not_exists(line_count) or line_count <= :room)"
        );
        let key = keys::check(&before.id);
        if before.order_window == after.order_window {
            update.text = format!("{set}{UNCOVERED}");
            let condition = format!("{takes} and attribute_not_exists(on_hold)");
            return Ok(self.update(Part::Check, &key, update, &condition));
        }
        let limit = before.terms.limits.orders_per_session;
        let mut update = update.value(":session", number(limit));
        let began = |check: &Check| check.order_window.map(|window| window.began_at);
        if let Some(at) = began(before) {
            update = update.value(":began", value(&at)?);
        }
        let (window, as_seen) = match (began(before), began(after)) {
            (Some(old), Some(new)) if old == new => {
                update = update.value(":window", number(before.orders_per_window()));
                let as_seen = "order_window.began_at = :began and order_window.orders < :window";
                ("order_window.orders = order_window.orders + :one", as_seen)
            }
            (old, _) => {
                update = update.value(":window", value(&after.order_window)?);
                let as_seen = match old {
                    Some(_) => "order_window.began_at = :began",
                    None => "attribute_not_exists(order_window)",
                };
                ("order_window = :window", as_seen)
            }
        };
        update.text = format!("{set}, {window}{UNCOVERED}");
        let condition = format!("{takes} and order_count < :session and {as_seen}");
        Ok(self.update(Part::Check, &key, update, &condition))
    }

    /// Writes these attributes of an open check, or removes those without a value, and moves
    /// its version: whoever decided on the check before decides again. All else stays as it
    /// is by then, so it stands whatever else moved the check meanwhile.
    fn change_open(
        self,
        check: &CheckId,
        changes: impl IntoIterator<Item = (&'static str, Option<AttributeValue>)>,
        also: Expression,
    ) -> Self {
        let mut update = also.name("#version", "version").value(":one", number(1));
        let mut condition = OPEN.to_owned();
        if !update.text.is_empty() {
            condition = format!("{OPEN} and {}", update.text);
        }
        let mut set = vec!["#version = #version + :one".to_owned()];
        let mut remove = Vec::new();
        for (n, (name, to)) in changes.into_iter().enumerate() {
            update = update.name(format!("#c{n}"), name);
            match to {
                Some(to) => {
                    update = update.value(format!(":c{n}"), to);
                    set.push(format!("#c{n} = :c{n}"));
                }
                None => remove.push(format!("#c{n}")),
            }
        }
        update.text = format!("SET {}", set.join(", "));
        if !remove.is_empty() {
            update.text = format!("{} REMOVE {}", update.text, remove.join(", "));
        }
        self.update(Part::Check, &keys::check(check), update, &condition)
    }

    /// Moves the version of a check that takes orders, for lines that are kept on it: whoever
    /// decided on the check before decides again.
    pub(super) fn move_taking(self, check: &CheckId) -> Result<Self, StoreError> {
        let mut update = Expression::new("SET #version = #version + :one")
            .name("#version", "version")
            .name("#status", "status")
            .value(":one", number(1));
        let mut taking = Vec::new();
        for (n, status) in CheckStatus::TAKING_ORDERS.iter().enumerate() {
            taking.push(format!(":taking{n}"));
            update = update.value(format!(":taking{n}"), value(status)?);
        }
        let taking = taking.join(", ");
        let condition = format!("{OPEN} and {UNPAID} and #status IN ({taking})");
        Ok(self.update(Part::Check, &keys::check(check), update, &condition))
    }

    /// Writes how far the money of a check is, as a decision on its [books](super::books) made
    /// `after` of `before`: what was ordered must be what it was. All else stays as it is by then,
    /// so that phones that join do not disturb.
    pub(super) fn settle_check(self, before: &Check, after: &Check) -> Result<Self, StoreError> {
        let mut update = as_ordered(before)
            .name("#version", "version")
            .name("#status", "status")
            .value(":one", number(1))
            .value(":before", value(&before.status)?)
            .value(":status", value(&after.status)?);
        let condition = format!("{} and {UNPAID} and #status = :before", update.text);
        let mut set = vec![
            "#version = #version + :one".to_owned(),
            "#status = :status".to_owned(),
        ];
        let mut remove = Vec::new();
        for (name, at) in [("billed_at", after.billed_at), ("paid_at", after.paid_at)] {
            match at {
                Some(at) => {
                    set.push(format!("{name} = :{name}"));
                    update = update.value(format!(":{name}"), value(&at)?);
                }
                None => remove.push(name),
            }
        }
        if let Some(at) = after.closed_at {
            set.push("closed_at = :closed_at".to_owned());
            update = update.value(":closed_at", value(&at)?);
            // Its only bill was taken back: it is left without one again.
            if after.paid_at.is_none() && after.billed_at.is_none() {
                set.push(format!(
                    "{} = :left, {} = :since",
                    keys::GSI_PK,
                    keys::GSI_SK
                ));
                let since = keys::open_since(at, after.id.as_str());
                let left = keys::left_checks(&after.branch_id);
                update = update.value(":left", AttributeValue::S(left));
                update = update.value(":since", AttributeValue::S(since));
            } else {
                remove.extend([keys::GSI_PK, keys::GSI_SK]);
            }
        }
        update.text = format!("SET {}", set.join(", "));
        if !remove.is_empty() {
            update.text = format!("{} REMOVE {}", update.text, remove.join(", "));
        }
        Ok(self.update(Part::Check, &keys::check(&before.id), update, &condition))
    }

    /// Asks that what was ordered on a check is what it was.
    pub(super) fn ask_ordered(self, check: &Check) -> Self {
        self.ask(Part::Check, &keys::check(&check.id), as_ordered(check))
    }

    /// Asks that a session is open.
    pub(super) fn ask_session(self, check: &CheckId) -> Self {
        self.ask(Part::Check, &keys::check(check), Expression::new(OPEN))
    }

    /// Moves the version of an open check, for what hangs on the session: whoever decided on
    /// the check before decides again.
    pub(super) fn move_open_check(self, check: &CheckId) -> Self {
        let update = Expression::new("SET #version = #version + :one")
            .name("#version", "version")
            .value(":one", number(1));
        self.update(Part::Check, &keys::check(check), update, OPEN)
    }

    /// The same, and asks that nothing else has moved it since it was read.
    pub(super) fn move_as_seen(self, check: &Check) -> Self {
        let update = Expression::new("SET #version = #version + :one")
            .name("#version", "version")
            .value(":one", number(1))
            .value(":version", number(check.version));
        let as_seen = format!("{OPEN} and #version = :version");
        self.update(Part::Check, &keys::check(&check.id), update, &as_seen)
    }

    /// Changes what a check owes, also after it was closed, until it was settled: as
    /// [`Check::adjust`] has it.
    pub(super) fn adjust_total(self, check: &CheckId, by_minor: i64) -> Self {
        let update =
            Expression::new("SET #total.#minor = #total.#minor + :by, #version = #version + :one")
                .name("#total", "total")
                .name("#minor", "minor")
                .name("#version", "version")
                .value(":one", number(1))
                .value(":by", number(by_minor));
        let condition = format!("attribute_exists(pk) and {UNPAID}");
        self.update(Part::Check, &keys::check(check), update, &condition)
    }

    /// Counts a phone that comes with the PIN of `check`. It gets the next number only while
    /// nobody else took it, and a name only while nothing moved the check, as all do who take
    /// one. How many the party is is kept where nobody said it before. A PIN that lets
    /// somebody in is locked no more.
    pub(super) fn count_guest(self, check: &Check, counted: Counted) -> Self {
        let Counted {
            joins,
            more,
            takes_name,
        } = counted;
        let mut text = "SET guest_count = guest_count + :here, \
                        joined_count = joined_count + :joins, #version = #version + :one"
            .to_owned();
        if check.party_size.is_some() {
            text.push_str(", party_size = if_not_exists(party_size, :party)");
        }
        text.push_str(" REMOVE pin_locked_until");
        let mut update = Expression::new(text)
            .name("#version", "version")
            .value(":one", number(1))
            .value(":here", number(u32::from(more)))
            .value(":joins", number(u32::from(joins)))
            .value(":seen", number(check.joined_count))
            .value(
                ":most",
                number(if more { MAX_GUESTS - 1 } else { MAX_GUESTS }),
            )
            .value(":rotation", number(check.pin_rotation));
        if let Some(people) = check.party_size {
            update = update.value(":party", number(people));
        }
        let mut as_seen = "joined_count = :seen and guest_count <= :most \
                           and pin_rotation = :rotation and attribute_not_exists(closed_at)"
            .to_owned();
        if takes_name {
            update = update.value(":version", number(check.version));
            as_seen.push_str(" and #version = :version");
        }
        self.update(Part::Check, &keys::check(&check.id), update, &as_seen)
    }

    /// Counts a phone that leaves a session that is open.
    pub(super) fn count_leaving(self, check: &CheckId) -> Self {
        let update =
            Expression::new("SET guest_count = guest_count - :one, #version = #version + :one")
                .name("#version", "version")
                .value(":one", number(1));
        let here = format!("{OPEN} and guest_count >= :one");
        self.update(Part::Check, &keys::check(check), update, &here)
    }

    /// Asks that a session is open and its PIN the one that was checked.
    pub(super) fn ask_open(self, check: &Check) -> Self {
        let open = Expression::new("pin_rotation = :rotation and attribute_not_exists(closed_at)")
            .value(":rotation", number(check.pin_rotation));
        self.ask(Part::Check, &keys::check(&check.id), open)
    }
}
