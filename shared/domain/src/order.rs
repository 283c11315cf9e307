//! Orders: one submission of lines, the kitchen's unit. An order is never edited; only
//! the statuses of its lines move.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::DomainError;
use super::audit::AuditEntry;
use super::business_day::BusinessDay;
use super::cart::{AddedBy, is_none_yet};
use super::combo::InCombo;
use super::id::{
    BranchId, CategoryId, CheckId, ItemId, LineId, OrderId, PriceListId, PrinterId, StaffId,
    StationId, TaxClass,
};
use super::menu::ChosenOption;
use super::money::Money;
use super::place::Place;
use super::step::{MAX_STEPS, Step};
use super::text::{Note, Reason};
use super::transitions::{LineStatus, OrderStatus};
use super::variant::{ChosenVariant, full_name};
use super::weight::{Weighed, and_weight};

/// How the guest means to pay; a wish, not a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PaymentMethod {
    /// At the table or the counter.
    Cash,
    /// By card.
    Card,
    /// By UPI link or QR code.
    Upi,
    /// Decided with the bill.
    Later,
}

/// One line of an order. With what it says of menu, tax and prices any later bill can be
/// made from the order alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The cart line's ID.
    pub id: LineId,
    /// What.
    pub item_id: ItemId,
    /// Its name when it was ordered.
    pub name: String,
    /// Which of its variants, where it had some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<ChosenVariant>,
    /// Pieces that are to be made; voids take away from it.
    pub quantity: u32,
    /// Pieces that were voided.
    #[serde(default)]
    pub voided: u32,
    /// The chosen options.
    pub options: Vec<ChosenOption>,
    /// A wish for the kitchen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Whether that note is about an allergy, as the guest said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allergy: bool,
    /// The menu that it was ordered from.
    pub menu_version: u64,
    /// Where it stood there.
    pub category_id: CategoryId,
    /// How it is taxed.
    pub tax_class: TaxClass,
    /// Where its price came from.
    pub price_list: PriceListId,
    /// One piece, of its variant where it has some, without options, as that list had it.
    pub list_price: Money,
    /// One piece with its options.
    pub unit_price: Money,
    /// The pieces that count on the check.
    pub total: Money,
    /// Who makes it; `None` needs no kitchen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<StationId>,
    /// Minutes from start to ready.
    pub prep_minutes: u16,
    /// What the menu told the kitchen about it then; nothing for guests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kitchen_note: Option<String>,
    /// How far it is.
    pub status: LineStatus,
    /// Why it was voided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Who put it into the cart.
    pub added_by: AddedBy,
    /// The combo that it is a part of. Its price is then its share of what the combo costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub combo: Option<InCombo>,
    /// What staff weighed of it, where it is sold by weight: that is one piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighed: Option<Weighed>,
}

impl OrderLine {
    /// What the dish is called with its variant or its weight.
    pub fn full_name(&self) -> String {
        let name = full_name(&self.name, self.variant.as_ref());
        and_weight(name, self.weighed.as_ref())
    }

    /// What a bill calls it: with the weight goes what so much of it costs.
    pub fn charged_name(&self) -> String {
        match &self.weighed {
            Some(weighed) => format!("{}, {weighed}", self.name),
            None => self.full_name(),
        }
    }

    /// Whether it is a part of the combo of that line of the cart.
    fn is_in(&self, line: &LineId) -> bool {
        self.combo.as_ref().is_some_and(|combo| combo.line == *line)
    }

    /// Whether nobody has begun with it.
    fn is_unmade(&self) -> bool {
        match self.station {
            Some(_) => self.status == LineStatus::New,
            None => self.status == LineStatus::Ready,
        }
    }

    /// Whether it is still to be made or served.
    pub fn is_live(&self) -> bool {
        self.status != LineStatus::Cancelled
    }
}

/// One submission of lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub id: OrderId,
    /// Its number of the business day, as called out at the pass.
    pub number: u32,
    pub branch_id: BranchId,
    /// Whose account it is on.
    pub check_id: CheckId,
    /// Where it goes.
    pub place: Place,
    /// How far it is.
    pub status: OrderStatus,
    /// When the guest sent it.
    pub placed_at: Timestamp,
    /// Who sent it.
    pub placed_by: AddedBy,
    /// Which of the staff took it, if no guest sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<StaffId>,
    /// The day that it belongs to.
    pub business_day: BusinessDay,
    /// A wish for the kitchen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Why it was rejected or cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How the guest means to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<PaymentMethod>,
    /// When the branch took it on; nobody has promised a time before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<Timestamp>,
    /// When everything should be ready, by the items' preparation times from its acceptance on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated_ready_at: Option<Timestamp>,
    /// When the last of it came to the pass, while nothing of it went back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_at: Option<Timestamp>,
    /// When its party left, although it was still to be served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_left_at: Option<Timestamp>,
    /// What the request that placed it said, as a hash: a retry says the same. Orders of before
    /// 2026-11-30 have a record of their own for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_hash: Option<String>,
    /// Which printers got a copy of it: they hear of what is not to be made after all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub printers: Vec<PrinterId>,
    /// Who brought it on, the first of them first; only ever added to. Of orders from before the
    /// evening of 2026-11-30, and of later steps than it holds, the record has entries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// The version of how the branch worked: whoever shows what is to be paid for it goes by that
    /// one or a later one.
    #[serde(default, skip_serializing_if = "is_none_yet")]
    pub profile_version: u64,
    /// What was ordered.
    pub lines: Vec<OrderLine>,
    /// The sum of the lines that count.
    pub total: Money,
    /// Grows with every change.
    pub version: u64,
}

impl Order {
    /// Takes the entry of what was just done to it among its steps; gives it back when there is
    /// no room, and then it goes into the record by itself, in the same commit.
    #[must_use]
    pub fn take_step(&mut self, entry: AuditEntry) -> Option<AuditEntry> {
        if self.steps.len() < MAX_STEPS {
            self.steps.push(entry.into());
            return None;
        }
        Some(entry)
    }

    /// Whether the kitchen has anything to do with it.
    pub fn needs_kitchen(&self) -> bool {
        self.lines.iter().any(|l| l.station.is_some())
    }

    /// The order as it was placed, whatever became of it: what a retry is answered with.
    ///
    /// # Errors
    /// `AmountTooLarge`, which no order is that was placed.
    pub fn as_placed(&self) -> Result<Self, DomainError> {
        let mut placed = Self {
            status: OrderStatus::Placed,
            reason: None,
            ready_at: None,
            party_left_at: None,
            steps: Vec::new(),
            version: 1,
            ..self.clone()
        };
        for line in &mut placed.lines {
            line.quantity += std::mem::take(&mut line.voided);
            line.total = line.unit_price.times(line.quantity)?;
            line.status = LineStatus::at_first(line.station.is_some());
            line.reason = None;
        }
        // Only a branch that accepts by itself does so in that very moment.
        let at_once = self.accepted_at == Some(self.placed_at);
        (placed.accepted_at, placed.estimated_ready_at) = if at_once {
            (self.accepted_at, self.estimated_ready_at)
        } else {
            (None, None)
        };
        if at_once {
            placed.status = placed.derived_status();
            let at_the_pass = placed.status == OrderStatus::Ready;
            placed.ready_at = at_the_pass.then_some(placed.placed_at);
        }
        placed.total = placed.sum()?;
        Ok(placed)
    }

    /// Finds a line.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn line(&self, id: &LineId) -> Result<&OrderLine, DomainError> {
        self.lines
            .iter()
            .find(|l| &l.id == id)
            .ok_or(DomainError::NotFound("line"))
    }

    /// The status that follows from the lines once the order is accepted.
    ///
    /// Lines without a station have nothing to cook: they follow the others and only
    /// count themselves when there are no others.
    pub fn derived_status(&self) -> OrderStatus {
        use LineStatus::{New, Ready, Served};
        let live = || self.lines.iter().filter(|l| l.is_live());
        if live().next().is_none() {
            return OrderStatus::Cancelled;
        }
        if live().all(|l| l.status == Served) {
            return OrderStatus::Served;
        }
        let mut cooked = live()
            .filter(|l| l.station.is_some())
            .map(|l| l.status)
            .peekable();
        if cooked.peek().is_none() {
            return OrderStatus::Ready;
        }
        let cooked: Vec<_> = cooked.collect();
        if cooked.iter().all(|s| matches!(s, Ready | Served)) {
            OrderStatus::Ready
        } else if cooked.iter().all(|s| *s == New) {
            OrderStatus::Accepted
        } else {
            OrderStatus::Preparing
        }
    }

    /// Pieces that it takes of items: each line of its own, and each combo of itself.
    pub fn pieces(&self) -> impl Iterator<Item = (&ItemId, u32)> {
        let lines = self.lines.iter().map(|line| (&line.item_id, line.quantity));
        let combos = self.combos().into_iter();
        lines.chain(combos.map(|(combo, parts)| {
            let whole = parts.iter().map(|line| line.quantity).max();
            (&combo.item_id, whole.unwrap_or(0))
        }))
    }

    /// Its combos, each with the lines of its parts.
    pub fn combos(&self) -> Vec<(&InCombo, Vec<&OrderLine>)> {
        let mut combos: Vec<(&InCombo, Vec<&OrderLine>)> = Vec::new();
        for line in &self.lines {
            let Some(combo) = &line.combo else { continue };
            match combos
                .iter_mut()
                .find(|(known, _)| known.line == combo.line)
            {
                Some((_, parts)) => parts.push(line),
                None => combos.push((combo, vec![line])),
            }
        }
        combos
    }

    /// Pieces that `after` has voided and nobody has made: they can be sold again. What needs no
    /// kitchen is as good as new until it is served. A whole combo can be sold again when none of
    /// its parts was begun.
    pub fn unmade<'a>(&'a self, after: &'a Self) -> impl Iterator<Item = (&'a ItemId, u32)> {
        let lines = self.lines.iter().zip(&after.lines);
        let lines = lines.filter_map(|(line, after)| {
            let voided = after.voided.saturating_sub(line.voided);
            (line.is_unmade() && voided > 0).then_some((&line.item_id, voided))
        });
        let combos = self.combos().into_iter().filter_map(|(combo, parts)| {
            let whole = parts.iter().all(|line| !line.is_live() || line.is_unmade());
            let before = parts.iter().map(|line| line.quantity).max();
            let left = after.lines.iter().filter(|line| line.is_in(&combo.line));
            let left = left.map(|line| line.quantity).max();
            let back = before.unwrap_or(0).saturating_sub(left.unwrap_or(0));
            (whole && back > 0).then_some((&combo.item_id, back))
        });
        lines.chain(combos)
    }

    /// The sum of the lines that count on the check.
    ///
    /// # Errors
    /// `AmountTooLarge`.
    pub fn sum(&self) -> Result<Money, DomainError> {
        if !self.status.is_billable() {
            return Ok(Money::zero(self.total.currency));
        }
        Money::sum(self.total.currency, self.lines.iter().map(|l| l.total))
    }
}
