//! The floor.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::domain::role::Permission;
use crate::wire::floor::Floor;

pub static READ_FLOOR: Operation<Nothing, Floor> =
    Operation::new("GET /api/v1/branches/{branch}/floor", "run-floor")
        .named("readFloor", "Tables, parties and open orders")
        .by(Caller::Staff(Permission::SeeFloor));
