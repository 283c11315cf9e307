//! The tables of transitions: which status may follow which, as data in one place.
//!
//! A step that a table does not hold is refused with the current state. Steps backwards
//! are recalls: the cook or waiter took the last step by mistake.

use serde::{Deserialize, Serialize};

use super::DomainError;

/// A status that moves by a table.
pub trait Status: Copy + PartialEq + 'static {
    /// What has this status, for messages.
    const WHAT: &'static str;
    /// Every status there is.
    const ALL: &'static [Self];
    /// Every legal step, from and to.
    const STEPS: &'static [(Self, Self)];
    /// As it stands in JSON.
    fn name(self) -> &'static str;

    /// Whether the step stands in the table.
    fn may_become(self, to: Self) -> bool {
        Self::STEPS.contains(&(self, to))
    }

    /// Takes the step.
    ///
    /// # Errors
    /// `IllegalTransition` when the table does not hold it.
    fn step(self, to: Self) -> Result<Self, DomainError> {
        if self.may_become(to) {
            Ok(to)
        } else {
            Err(self.refuse(to))
        }
    }

    /// The refusal of a step from here.
    fn refuse(self, to: Self) -> DomainError {
        DomainError::IllegalTransition {
            what: Self::WHAT,
            from: self.name(),
            to: to.name(),
        }
    }
}

macro_rules! statuses {
    ($(#[$doc:meta])* $type:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $name:tt),* $(,)? }
     steps { $($from:ident => $($to:ident)|+),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $type { $($(#[$vdoc])* #[serde(rename = $name)] $variant),* }

        impl Status for $type {
            const WHAT: &'static str = $what;
            const ALL: &'static [Self] = &[$(Self::$variant),*];
            const STEPS: &'static [(Self, Self)] = &[$($((Self::$from, Self::$to)),+),*];
            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

statuses! {
    /// Of one line of an order.
    LineStatus, "line" {
        /// Not begun.
        New = "new",
        /// Somebody makes it.
        Cooking = "cooking",
        /// Waits at the pass.
        Ready = "ready",
        /// On the table.
        Served = "served",
        /// Void.
        Cancelled = "cancelled",
    }
    steps {
        New => Cooking | Cancelled,
        Cooking => Ready | New | Cancelled,
        Ready => Served | Cooking | Cancelled,
        Served => Ready,
    }
}

impl LineStatus {
    /// Of a line that was ordered just now: what needs no kitchen waits at the pass from the start.
    pub fn at_first(needs_kitchen: bool) -> Self {
        if needs_kitchen {
            Self::New
        } else {
            Self::Ready
        }
    }
}

statuses! {
    /// Of an order; from `accepted` on it follows from its lines.
    OrderStatus, "order" {
        /// Sent by the guest, not yet accepted.
        Placed = "placed",
        /// Taken on by the restaurant.
        Accepted = "accepted",
        /// At least one line is begun.
        Preparing = "preparing",
        /// Every line waits at the pass.
        Ready = "ready",
        /// Every line is on the table.
        Served = "served",
        /// The party has left.
        Completed = "completed",
        /// The restaurant did not take it on.
        Rejected = "rejected",
        /// Void as a whole.
        Cancelled = "cancelled",
    }
    steps {
        Placed => Accepted | Rejected | Cancelled,
        Accepted => Preparing | Cancelled,
        Preparing => Ready | Accepted | Cancelled,
        Ready => Served | Preparing | Cancelled,
        Served => Completed | Ready,
    }
}

statuses! {
    /// Of a check.
    CheckStatus, "check" {
        /// Kept, nothing sent to the kitchen.
        Saved = "saved",
        /// The kitchen has at least one order of it.
        SentToKitchen = "sent_to_kitchen",
        /// Everything is served.
        ReadyToBill = "ready_to_bill",
        /// The customer's bill is made, of all that was ordered.
        Billed = "billed",
        /// Paid in full.
        Paid = "paid",
        /// Delivery: in the kitchen.
        Preparing = "preparing",
        /// Delivery: on the way.
        OutForDelivery = "out_for_delivery",
        /// Delivery: handed over.
        Delivered = "delivered",
        /// Pickup: waits at the counter.
        ReadyForPickup = "ready_for_pickup",
    }
    steps {
        Saved => SentToKitchen | Billed,
        SentToKitchen => ReadyToBill | Billed | Preparing | ReadyForPickup,
        ReadyToBill => Billed | SentToKitchen,
        Billed => Paid | SentToKitchen | Preparing | ReadyForPickup,
        Preparing => OutForDelivery,
        OutForDelivery => Delivered,
        Delivered => Paid,
        ReadyForPickup => Paid,
    }
}

statuses! {
    /// Of a guest's call.
    CallStatus, "call" {
        /// Nobody has seen it.
        Open = "open",
        /// Somebody is on the way.
        Acknowledged = "acknowledged",
        /// Done.
        Resolved = "resolved",
    }
    steps {
        Open => Acknowledged | Resolved,
        Acknowledged => Resolved,
    }
}

statuses! {
    /// Of what a printer shall print.
    PrintStatus, "print job" {
        /// It waits for its printer.
        Queued = "queued",
        /// It waited so long that a person has to say whether it is still wanted.
        Held = "held",
        /// Its printer has it.
        Claimed = "claimed",
        /// It is on paper.
        Printed = "printed",
        /// Its printer cannot print it.
        Failed = "failed",
        /// Its printer took it and never said how it went.
        Unconfirmed = "unconfirmed",
        /// Nobody wants it any more.
        Dismissed = "dismissed",
    }
    steps {
        Queued => Held | Claimed | Printed | Dismissed,
        Held => Queued | Printed | Dismissed,
        Claimed => Queued | Printed | Failed | Unconfirmed,
        Failed => Queued | Printed | Dismissed,
        Unconfirmed => Printed | Dismissed,
        // What a printer says late is true all the same.
        Dismissed => Printed,
    }
}

statuses! {
    /// Of what a customer is told at their telephone.
    MessageStatus, "message" {
        /// It waits to be sent.
        Queued = "queued",
        /// Nothing here sends it: a person does.
        ByHand = "by_hand",
        /// It is being handed to the provider.
        Sending = "sending",
        /// The provider took it, or a person sent it.
        Sent = "sent",
        /// The provider does not take it, or it waited too long.
        Failed = "failed",
        /// The provider may have taken it and never said so.
        Unconfirmed = "unconfirmed",
        /// Nobody wants it sent any more.
        Dismissed = "dismissed",
    }
    steps {
        Queued => ByHand | Sending | Sent | Failed | Dismissed,
        ByHand => Sent | Dismissed,
        Sending => Queued | Sent | Failed | Unconfirmed,
        // Only by a person, who says that twice is better than not at all.
        Failed => Queued | Sent | Dismissed,
        Unconfirmed => Queued | Sent | Dismissed,
    }
}

statuses! {
    /// Of a table on the floor.
    TableStatus, "table" {
        /// Nobody sits there.
        Free = "free",
        /// Kept for a party.
        Booked = "booked",
        /// A party sits there.
        Occupied = "occupied",
        /// The party has its bill.
        Billed = "billed",
        /// The party has left.
        Cleaning = "cleaning",
    }
    steps {
        Free => Booked | Occupied,
        Booked => Occupied | Free,
        Occupied => Billed | Free | Cleaning,
        Billed => Occupied | Free | Cleaning,
        Cleaning => Free,
    }
}

impl CheckStatus {
    /// Those in which an account takes another order: it is not paid yet, and what was ordered
    /// has not left the house. An order on a check that was billed makes its bills stale.
    pub const TAKING_ORDERS: &'static [Self] = &[
        Self::Saved,
        Self::SentToKitchen,
        Self::ReadyToBill,
        Self::Billed,
        Self::Preparing,
    ];
}

impl OrderStatus {
    /// Whether the kitchen or the floor still has work with it.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Placed | Self::Accepted | Self::Preparing | Self::Ready
        )
    }

    /// Whether it counts on the check.
    pub fn is_billable(self) -> bool {
        !matches!(self, Self::Rejected | Self::Cancelled)
    }
}

#[cfg(test)]
#[path = "transitions_tests.rs"]
mod tests;
