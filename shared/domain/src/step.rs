//! The record of an order's steps, in the order itself: whoever brings it on puts their entry into
//! the very write that does it (rule 11).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::audit::{Actor, AuditEntry, Deed, Record};
use crate::id::{BranchId, OrderId};

/// Steps that an order holds: it is written as a whole with each of them, so what comes after
/// them is recorded by entries of its own.
pub const MAX_STEPS: usize = 16;

/// An entry of the record without what its order says already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    pub who: Actor,
    pub what: Deed,
    /// From what to what, why, and which line.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
    /// From which network, as in an entry.
    pub source: String,
    /// The gateway's ID of the request.
    pub request_id: String,
}

impl From<AuditEntry> for Step {
    fn from(entry: AuditEntry) -> Self {
        Self {
            at: entry.at,
            who: entry.who,
            what: entry.what,
            details: entry.details,
            source: entry.source,
            request_id: entry.request_id,
        }
    }
}

impl Step {
    /// The entry that it stands for, of this order of a branch. `id` is unique and sorts by time.
    pub fn entry(&self, id: String, (branch, order): (&BranchId, &OrderId)) -> AuditEntry {
        AuditEntry {
            id,
            record: Record::Branch(branch.clone()),
            at: self.at,
            who: self.who.clone(),
            what: self.what,
            entity: Some(order.to_string()),
            details: self.details.clone(),
            source: self.source.clone(),
            request_id: self.request_id.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Origin;
    use crate::fixtures::{cart, check, line, order};
    use crate::role::Role;

    fn entry(n: usize) -> AuditEntry {
        let who = Actor::Staff {
            id: "cook".parse().unwrap(),
            role: Some(Role::Cook),
        };
        let origin = Origin {
            address: "203.0.113.7".parse().ok(),
            request_id: format!("request-{n}"),
        };
        let branch = check().branch_id;
        let now = Timestamp::UNIX_EPOCH;
        let id = format!("id-{n}");
        let entry = AuditEntry::new(id, &branch, who, Deed::OrderMoved, &origin, now);
        entry.with("from", "placed").with("to", "accepted")
    }

    #[test]
    fn an_order_keeps_its_first_steps_and_gives_back_what_has_no_room() {
        let mut order = order(&check(), &cart(&[line("a", "water", 1, &[])]), 1);
        for n in 0..MAX_STEPS {
            assert_eq!(order.take_step(entry(n)), None);
        }
        let kept = order.steps.clone();
        assert_eq!(order.take_step(entry(99)), Some(entry(99)));
        assert_eq!(order.steps, kept, "nothing is pushed out");
        for (n, step) in order.steps.iter().enumerate() {
            let whole = entry(n).about(&order.id);
            assert_eq!(
                step.entry(format!("id-{n}"), (&order.branch_id, &order.id)),
                whole
            );
        }
    }
}
