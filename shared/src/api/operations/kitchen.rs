//! The kitchen's board.

use crate::api::operation::{Caller, Kind, Nothing, Operation, Query};
use crate::domain::role::Permission;
use crate::wire::kitchen::KitchenBoard;

/// Whose lines.
pub const STATION: Query = Query {
    name: "station",
    meaning: "Only the lines of this station, and of stations that there are no more.",
    kind: Kind::Word,
};

pub static READ_KITCHEN: Operation<Nothing, KitchenBoard> =
    Operation::new("GET /api/v1/branches/{branch}/kitchen", "kitchen-board")
        .named("readKitchen", "The kitchen's open orders")
        .by(Caller::Staff(Permission::SeeKitchen))
        .query(&[STATION]);
