//! How orders and their lines move on: commands of the kitchen and the floor.

use jiff::{SignedDuration, Timestamp};

use super::DomainError;
use super::id::LineId;
use super::money::Money;
use super::order::{Order, OrderLine};
use super::text::Reason;
use super::transitions::{LineStatus, OrderStatus, Status};

/// "The whole order shall be so."
#[derive(Debug, Clone, PartialEq)]
pub struct MoveOrder {
    /// The wanted status.
    pub to: OrderStatus,
    /// Why; required for `rejected` and `cancelled`.
    pub reason: Option<Reason>,
    /// The version that the caller decided on, if it insists.
    pub version: Option<u64>,
    /// When it is said.
    pub at: Timestamp,
}

/// "This line shall be so."
#[derive(Debug, Clone, PartialEq)]
pub struct MoveLine {
    pub line: LineId,
    /// The wanted status.
    pub to: LineStatus,
    /// For `cancelled`: how many pieces; all of them when absent.
    pub quantity: Option<u32>,
    /// Why; required for `cancelled`.
    pub reason: Option<Reason>,
    /// The version that the caller decided on, if it insists.
    pub version: Option<u64>,
    /// When it is said.
    pub at: Timestamp,
}

fn require_version(order: &Order, expected: Option<u64>) -> Result<(), DomainError> {
    match expected {
        Some(expected) if expected != order.version => Err(DomainError::VersionConflict {
            expected,
            actual: order.version,
        }),
        _ => Ok(()),
    }
}

fn require_reason(reason: Option<&Reason>) -> Result<(), DomainError> {
    match reason {
        Some(_) => Ok(()),
        None => Err(DomainError::invalid("reason", "say why")),
    }
}

impl Order {
    /// Moves the whole order one step; its lines follow.
    ///
    /// # Errors
    /// `VersionConflict`, `IllegalTransition`, or `Invalid` without a needed reason.
    pub fn move_to(&self, command: &MoveOrder) -> Result<Self, DomainError> {
        require_version(self, command.version)?;
        let status = self.status.step(command.to)?;
        let mut next = self.clone();
        next.version += 1;
        match status {
            OrderStatus::Rejected | OrderStatus::Cancelled => {
                require_reason(command.reason.as_ref())?;
                next.reason.clone_from(&command.reason);
                for line in next.lines.iter_mut().filter(|l| l.is_live()) {
                    // What is on the table stays on the check: then only single lines can go.
                    line.status.step(LineStatus::Cancelled)?;
                    line.void_all(command.reason.as_ref());
                }
                next.status = status;
            }
            OrderStatus::Placed | OrderStatus::Completed => next.status = status,
            OrderStatus::Accepted if self.status == OrderStatus::Placed => {
                next.status = next.derived_status();
            }
            // From here on the order's status follows from its lines, so the lines move.
            OrderStatus::Accepted => next.retreat(LineStatus::New)?,
            OrderStatus::Preparing if self.status == OrderStatus::Accepted => {
                next.advance(LineStatus::Cooking)?;
            }
            OrderStatus::Preparing => next.retreat(LineStatus::Cooking)?,
            OrderStatus::Ready if self.status == OrderStatus::Served => {
                next.retreat(LineStatus::Ready)?;
            }
            OrderStatus::Ready => next.advance(LineStatus::Ready)?,
            OrderStatus::Served => next.advance(LineStatus::Served)?,
        }
        // Bottles alone cannot go back to the kitchen. (Accepting them makes them ready.)
        if next.status != status && self.status != OrderStatus::Placed {
            return Err(self.status.refuse(status));
        }
        next.note_times(self.status, command.at);
        next.total = next.sum()?;
        Ok(next)
    }

    /// The party has left, and everything of the order is on the table.
    ///
    /// # Errors
    /// `IllegalTransition` unless it is served.
    pub fn complete(&self) -> Result<Self, DomainError> {
        Ok(Self {
            status: self.status.step(OrderStatus::Completed)?,
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// Brings every line that is behind `goal` up to it, step by step.
    fn advance(&mut self, goal: LineStatus) -> Result<(), DomainError> {
        for line in self.lines.iter_mut().filter(|l| l.is_live()) {
            while line.status < goal {
                line.status = line.status.step(match line.status {
                    LineStatus::New => LineStatus::Cooking,
                    LineStatus::Cooking => LineStatus::Ready,
                    _ => LineStatus::Served,
                })?;
            }
        }
        self.status = self.derived_status();
        Ok(())
    }

    /// Takes every line that is past `goal` back to it; nothing is uncooked that never was.
    fn retreat(&mut self, goal: LineStatus) -> Result<(), DomainError> {
        for line in self.lines.iter_mut().filter(|l| l.is_live()) {
            let floor = if line.station.is_some() {
                goal
            } else {
                LineStatus::Ready.max(goal)
            };
            while line.status > floor {
                line.status = line.status.step(match line.status {
                    LineStatus::Served => LineStatus::Ready,
                    LineStatus::Ready => LineStatus::Cooking,
                    _ => LineStatus::New,
                })?;
            }
        }
        self.status = self.derived_status();
        Ok(())
    }

    /// Moves one line one step, or voids pieces of it; the order's status follows.
    ///
    /// # Errors
    /// `NotFound`, `VersionConflict`, `IllegalTransition` (also while the order is not
    /// accepted, or over), or `Invalid` for a bad quantity or a missing reason.
    pub fn move_line(&self, command: &MoveLine) -> Result<Self, DomainError> {
        require_version(self, command.version)?;
        let at = self.line(&command.line)?.clone();
        let at_work = matches!(
            self.status,
            OrderStatus::Accepted
                | OrderStatus::Preparing
                | OrderStatus::Ready
                | OrderStatus::Served
        );
        let voiding = command.to == LineStatus::Cancelled;
        if !(at_work || voiding && self.status == OrderStatus::Placed) {
            return Err(at.status.refuse(command.to));
        }
        if !voiding && command.quantity.is_some_and(|n| n != at.quantity) {
            return Err(DomainError::invalid(
                "quantity",
                "only voids take a part of a line",
            ));
        }
        let mut next = self.clone();
        next.version += 1;
        if let Some(line) = next.lines.iter_mut().find(|l| l.id == command.line) {
            line.status.step(command.to)?;
            if line.station.is_none() && command.to < LineStatus::Ready {
                return Err(line.status.refuse(command.to));
            }
            if voiding {
                require_reason(command.reason.as_ref())?;
                line.void(
                    command.quantity.unwrap_or(at.quantity),
                    command.reason.as_ref(),
                )?;
            } else {
                line.status = command.to;
            }
        }
        // An unaccepted order stays so, unless nothing of it is left.
        if at_work || next.lines.iter().all(|l| !l.is_live()) {
            next.status = next.derived_status();
        }
        next.note_times(self.status, command.at);
        next.total = next.sum()?;
        Ok(next)
    }

    /// Notes when it was accepted and when it came to the pass, as its status is now.
    pub(crate) fn note_times(&mut self, before: OrderStatus, now: Timestamp) {
        match self.status {
            OrderStatus::Placed => {
                self.accepted_at = None;
                self.estimated_ready_at = None;
            }
            OrderStatus::Rejected | OrderStatus::Cancelled => {}
            // Only then: an order that was stored without these times gets no promise anew at
            // each of its moves.
            _ if before == OrderStatus::Placed => {
                self.accepted_at = Some(now);
                let minutes = self.prep_minutes();
                self.estimated_ready_at = Some(now + SignedDuration::from_mins(minutes.into()));
            }
            _ => {}
        }
        match self.status {
            // Brought back to the pass from a table it waits there as long as before, if it
            // ever did: its last line that cooked may have been voided.
            OrderStatus::Ready => {
                self.ready_at.get_or_insert(now);
            }
            OrderStatus::Placed | OrderStatus::Accepted | OrderStatus::Preparing => {
                self.ready_at = None;
            }
            _ => {}
        }
    }

    /// How long its longest dish takes, in minutes.
    fn prep_minutes(&self) -> u16 {
        let live = self.lines.iter().filter(|line| line.is_live());
        live.map(|line| line.prep_minutes).max().unwrap_or(0)
    }

    /// Its party has left while it was still to be served; `None` when that is known already,
    /// or nothing is left to serve.
    #[must_use]
    pub fn party_left(&self, now: Timestamp) -> Option<Self> {
        (self.status.is_open() && self.party_left_at.is_none()).then(|| Self {
            party_left_at: Some(now),
            version: self.version + 1,
            ..self.clone()
        })
    }
}

impl OrderLine {
    fn void_all(&mut self, reason: Option<&Reason>) {
        self.voided += self.quantity;
        self.quantity = 0;
        self.total = Money::zero(self.total.currency);
        self.status = LineStatus::Cancelled;
        self.reason = reason.cloned();
    }

    fn void(&mut self, pieces: u32, reason: Option<&Reason>) -> Result<(), DomainError> {
        if pieces == 0 || pieces > self.quantity {
            let message = format!("1 to {}", self.quantity);
            return Err(DomainError::invalid("quantity", message));
        }
        if pieces == self.quantity {
            self.void_all(reason);
            return Ok(());
        }
        self.quantity -= pieces;
        self.voided += pieces;
        self.total = self.unit_price.times(self.quantity)?;
        self.reason = reason.cloned();
        Ok(())
    }
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
