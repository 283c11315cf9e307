//! The owner's figures.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::domain::role::Permission;
use crate::wire::figures::Figures;

pub static READ_FIGURES: Operation<Nothing, Figures> =
    Operation::new("GET /api/v1/branches/{branch}/figures", "analytics")
        .named("readFigures", "The owner's figures of today")
        .by(Caller::Staff(Permission::SeeFigures));
