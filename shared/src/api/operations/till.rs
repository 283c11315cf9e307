//! The till and its days.

use crate::api::operation::{Caller, File, Kind, Nothing, Operation, Query};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::printing::PrintJobView;
use crate::wire::till::{CashMoveView, DayList, DayView};
use crate::wire::till_request::{
    CashMoveRequest, CloseDayRequest, OpenDayRequest, PrintDayRequest,
};

/// Where a page of days begins.
pub const NEXT_DAY: Query = Query {
    name: "next",
    meaning: "Where the page begins, from the page before.",
    kind: Kind::Word,
};

pub static READ_DAY: Operation<Nothing, DayView> =
    Operation::new("GET /api/v1/branches/{branch}/day", "settle-bill")
        .named(
            "readDay",
            "The running business day: its figures, its cash, what is open",
        )
        .by(Caller::Staff(Permission::TakePayments));

pub static OPEN_DAY: Operation<OpenDayRequest, CashMoveView> =
    Operation::new("POST /api/v1/branches/{branch}/day/open", "settle-bill")
        .named(
            "openDay",
            "Say with how much cash the running day begins, once",
        )
        .by(Caller::Staff(Permission::TakePayments))
        .once()
        .refuses(&[Code::DayClosed, Code::FloatSaid]);

pub static MOVE_CASH: Operation<CashMoveRequest, CashMoveView> =
    Operation::new("POST /api/v1/branches/{branch}/day/cash", "settle-bill")
        .named(
            "moveCash",
            "Put cash into the till or take it out, with a reason, exactly once",
        )
        .by(Caller::Staff(Permission::TakePayments))
        .once()
        .refuses(&[Code::DayClosed]);

pub static CLOSE_DAY: Operation<CloseDayRequest, DayView> =
    Operation::new("POST /api/v1/branches/{branch}/day/close", "settle-bill")
        .named(
            "closeDay",
            "Close a business day, which takes no money from then on, exactly once",
        )
        .by(Caller::Staff(Permission::TakePayments))
        .once()
        .refuses(&[Code::DayClosed, Code::DayUndecided]);

pub static LIST_DAYS: Operation<Nothing, DayList> =
    Operation::new("GET /api/v1/branches/{branch}/days", "settle-bill")
        .named(
            "listDays",
            "The business days with money in them, the newest first",
        )
        .by(Caller::Staff(Permission::TakePayments))
        .query(&[NEXT_DAY]);

pub static READ_DAY_REPORT: Operation<Nothing, DayView> =
    Operation::new("GET /api/v1/branches/{branch}/days/{day}", "settle-bill")
        .named(
            "readDayReport",
            "A business day; a closed one never changes",
        )
        .by(Caller::Staff(Permission::TakePayments));

pub static EXPORT_DAY: Operation<Nothing, File> = Operation::new(
    "GET /api/v1/branches/{branch}/days/{day}/csv",
    "settle-bill",
)
.named("exportDay", "A business day as a file for spreadsheets")
.by(Caller::Staff(Permission::TakePayments))
.files(&["text/csv"]);

pub static PRINT_DAY: Operation<PrintDayRequest, PrintJobView> = Operation::new(
    "POST /api/v1/branches/{branch}/days/{day}/print",
    "settle-bill",
)
.named(
    "printDay",
    "Give a business day to a printer, once; a second paper of its report is marked as a duplicate",
)
.by(Caller::Staff(Permission::TakePayments))
.optional_body()
.once();
