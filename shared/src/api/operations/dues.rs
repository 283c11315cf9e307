//! What customers owe: accounts, their ledgers, and money that comes for them.

use crate::api::operation::{Caller, Kind, Nothing, Operation, Query};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::dues::{
    ChangeDuesRequest, DuesAccountView, DuesDetail, DuesList, DuesPaid, SettleDuesRequest,
};

/// Whom somebody looks for.
pub const SEARCH: Query = Query {
    name: "search",
    meaning: "A part of the name, or at least three digits of the telephone number. A whole number \
              finds its account also when nothing is owed on it.",
    kind: Kind::Text { most: 60 },
};

/// Where a page of the list begins.
pub const NEXT_DUES: Query = Query {
    name: "next",
    meaning: "Where the page begins, from the page before.",
    kind: Kind::Word,
};

/// Where a page of a ledger begins.
pub const BEFORE_ENTRY: Query = Query {
    name: "before",
    meaning: "The page is of the entries before this one: `next` of the page before.",
    kind: Kind::Mark,
};

pub static LIST_DUES: Operation<Nothing, DuesList> =
    Operation::new("GET /api/v1/branches/{branch}/dues", "settle-bill")
        .named(
            "listDues",
            "Who owes the branch something, the longest owing first",
        )
        .by(Caller::Staff(Permission::TakePayments))
        .query(&[SEARCH, NEXT_DUES]);

pub static READ_DUES: Operation<Nothing, DuesDetail> = Operation::new(
    "GET /api/v1/branches/{branch}/dues/{account}",
    "settle-bill",
)
.named("readDues", "A customer's account with its ledger")
.by(Caller::Staff(Permission::TakePayments))
.query(&[BEFORE_ENTRY]);

pub static SETTLE_DUES: Operation<SettleDuesRequest, DuesPaid> = Operation::new(
    "POST /api/v1/branches/{branch}/dues/{account}/payments",
    "settle-bill",
)
.named(
    "settleDues",
    "Take money for what a customer owes, exactly once",
)
.by(Caller::Staff(Permission::TakePayments))
.once()
.refuses(&[
    Code::NothingOwed,
    Code::VersionConflict,
    Code::DayClosed,
    Code::ApprovalNeeded,
    Code::ApprovalOver,
]);

pub static CHANGE_DUES: Operation<ChangeDuesRequest, DuesAccountView> = Operation::new(
    "PATCH /api/v1/branches/{branch}/dues/{account}",
    "settle-bill",
)
.named(
    "changeDues",
    "Give a customer's account another name, or a limit of what may be owed",
)
.by(Caller::Staff(Permission::ApproveMoney))
.refuses(&[Code::VersionConflict]);
