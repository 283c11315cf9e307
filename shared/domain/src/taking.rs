//! Staff take orders: at a table without its PIN, for a pickup, for a delivery.
//!
//! What they have not sent is a cart of its own on the check ([`STAFF_CART`]). Whatever they do
//! names lines by IDs of their own, so the same twice is one line; a line goes to the kitchen with
//! the commit that takes it out of that cart, once.
//!
//! [`STAFF_CART`]: super::cart::STAFF_CART

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::DomainError;
use super::branch::Profile;
use super::cart::{AddedBy, Cart, MAX_LINES, PutLine};
use super::check::Check;
use super::id::{LineId, StaffId};
use super::menu::Menu;
use super::moment::Moment;
use super::placing::{Naming, Placement, Sent, lines_of, order_of};
use super::price_list::Channel;
use super::stock::Stock;
use super::text::Note;

/// What becomes of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Action {
    /// They go to the kitchen, with whatever was kept.
    Kot,
    /// The same, and the kitchen's printers print a copy.
    KotPrint,
    /// They are kept on the check.
    Save,
}

/// All that staff's decisions look at.
#[derive(Debug, Clone, Copy)]
pub struct Counter<'a> {
    pub check: &'a Check,
    /// What is kept on it.
    pub kept: &'a Cart,
    /// The published menu.
    pub menu: &'a Menu,
    /// What is to be had now.
    pub stock: &'a Stock,
    /// How the branch works.
    pub profile: &'a Profile,
}

/// An order as it is to be written, and what is kept then: nothing, but which lines went.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    pub placement: Placement,
    pub kept: Cart,
}

impl Counter<'_> {
    fn moment<'a>(&'a self, now: Timestamp) -> Moment<'a> {
        let channel = Channel::from(&self.check.place);
        self.profile.moment(channel, self.stock, now)
    }

    /// Keeps these lines beside what is kept already.
    ///
    /// # Errors
    /// What [`Check::require_in_house`] and [`Cart::put`] refuse; `CartChanged` for a line that was
    /// sent already; `Invalid` for no lines.
    pub fn keep(&self, lines: &[PutLine], now: Timestamp) -> Result<Cart, DomainError> {
        if lines.is_empty() {
            return Err(DomainError::invalid("lines", "at least one"));
        }
        self.with(lines, now)
    }

    fn with(&self, lines: &[PutLine], now: Timestamp) -> Result<Cart, DomainError> {
        self.check.require_in_house()?;
        if lines.len() > MAX_LINES {
            let message = format!("at most {MAX_LINES} lines");
            return Err(DomainError::invalid("lines", message));
        }
        let (moment, by) = (self.moment(now), AddedBy::staff());
        let kept = lines.iter().try_fold(self.kept.clone(), |kept, line| {
            kept.put(self.menu, &moment, line, &by)
        })?;
        let most = u32::try_from(MAX_LINES).unwrap_or(u32::MAX);
        kept.require_at_most(most)
    }

    /// Removes a line that is kept; one that is not there is no error.
    ///
    /// # Errors
    /// What [`Check::require_in_house`] refuses.
    pub fn drop_line(&self, line: &LineId) -> Result<Cart, DomainError> {
        self.check.require_in_house()?;
        self.kept.remove(line)
    }

    /// Sends what is kept and these lines to the kitchen, as one order at the prices of now. The
    /// restaurant has taken it on by that.
    ///
    /// # Errors
    /// What [`Self::keep`], [`Cart::repriced`] and [`Check::take_from_staff`] refuse; `CartEmpty`.
    pub fn send(
        &self,
        (lines, note): (&[PutLine], Option<Note>),
        by: &StaffId,
        naming: Naming,
        now: Timestamp,
    ) -> Result<Taken, DomainError> {
        let kept = self.with(lines, now)?;
        if kept.lines.is_empty() {
            return Err(DomainError::CartEmpty);
        }
        let moment = self.moment(now);
        let priced = kept.repriced(self.menu, &moment)?;
        let lines = lines_of(&priced, self.menu, &moment)?;
        let check = self.check.take_from_staff(lines.len(), priced.total, now)?;
        let sent = Sent {
            by: AddedBy::staff(),
            taken_by: Some(by.clone()),
            note,
            payment_method: None,
            accepted: true,
            profile_version: self.profile.version,
        };
        let order = order_of(self.check, (lines, priced.total), sent, naming, now);
        Ok(Taken {
            placement: Placement { order, check },
            kept: kept.ordered(),
        })
    }
}

#[cfg(test)]
#[path = "taking_tests.rs"]
mod tests;
