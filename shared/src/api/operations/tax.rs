//! How a branch's sales are taxed.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::tax::{PutTaxesRequest, TaxesView};

pub static READ_TAXES: Operation<Nothing, TaxesView> =
    Operation::new("GET /api/v1/branches/{branch}/taxes", "manage-branch")
        .named("readTaxes", "How the branch's sales are taxed")
        .by(Caller::Staff(Permission::ManageBranch));

/// The same again changes nothing, so it needs no key.
pub static PUT_TAXES: Operation<PutTaxesRequest, TaxesView> =
    Operation::new("PUT /api/v1/branches/{branch}/taxes", "manage-branch")
        .named(
            "putTaxes",
            "Say how the branch's sales are taxed from a day on",
        )
        .by(Caller::Staff(Permission::ManageBranch))
        .refuses(&[Code::VersionConflict]);
