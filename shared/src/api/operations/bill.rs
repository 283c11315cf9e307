//! A check's money: bills, payments, refunds, and the end.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::bill::{ApprovalView, BillList, GivenBack, Paid, VoidedBill};
use crate::wire::bill_request::{
    ApprovalRequest, BillCheckRequest, CheckOutRequest, PayBillRequest, PrintBillRequest,
    RefundRequest, VoidBillRequest,
};
use crate::wire::printing::PrintJobView;

pub static BILL_CHECK: Operation<BillCheckRequest, BillList> = Operation::new(
    "POST /api/v1/branches/{branch}/checks/{check}/bills",
    "settle-bill",
)
.named(
    "billCheck",
    "Bill a check, whole or split, exactly once; what nobody has paid is billed anew",
)
.by(Caller::Staff(Permission::IssueBills))
.once()
.tried()
.optional_body()
.refuses(&[
    Code::NothingToBill,
    Code::CheckBilled,
    Code::DayClosed,
    Code::ApprovalNeeded,
    Code::ApprovalOver,
    Code::IllegalTransition,
]);

pub static LIST_BILLS: Operation<Nothing, BillList> = Operation::new(
    "GET /api/v1/branches/{branch}/checks/{check}/bills",
    "settle-bill",
)
.named("listBills", "The bills of a check with what was paid")
.by(Caller::Staff(Permission::IssueBills));

pub static PAY_BILL: Operation<PayBillRequest, Paid> = Operation::new(
    "POST /api/v1/branches/{branch}/bills/{bill}/payments",
    "settle-bill",
)
.named("payBill", "Take a payment for a bill, exactly once")
.by(Caller::Staff(Permission::TakePayments))
.once()
.refuses(&[
    Code::BillPaid,
    Code::BillStale,
    Code::BillVoid,
    Code::DayClosed,
    Code::DuesLimit,
    Code::IllegalTransition,
]);

pub static CHECK_OUT: Operation<CheckOutRequest, BillList> = Operation::new(
    "POST /api/v1/branches/{branch}/checks/{check}/checkout",
    "settle-bill",
)
.named(
    "checkOut",
    "Settle a check that is paid, or bill it and pay all that is due, exactly once",
)
.by(Caller::Staff(Permission::TakePayments))
.once()
.optional_body()
.refuses(&[
    Code::NothingToBill,
    Code::LinesUnsent,
    Code::BillStale,
    Code::BillUnpaid,
    Code::CheckBilled,
    Code::DayClosed,
    Code::IllegalTransition,
]);

pub static REFUND_BILL: Operation<RefundRequest, GivenBack> = Operation::new(
    "POST /api/v1/branches/{branch}/bills/{bill}/refunds",
    "settle-bill",
)
.named("refundBill", "Give money of a bill back, exactly once")
.by(Caller::Staff(Permission::TakePayments))
.once()
.refuses(&[
    Code::ApprovalNeeded,
    Code::ApprovalOver,
    Code::BillVoid,
    Code::DayClosed,
]);

pub static VOID_BILL: Operation<VoidBillRequest, VoidedBill> = Operation::new(
    "POST /api/v1/branches/{branch}/bills/{bill}/void",
    "settle-bill",
)
.named(
    "voidBill",
    "Take a bill back that nobody has paid; its number stays its own",
)
.by(Caller::Staff(Permission::TakePayments))
.once()
.refuses(&[
    Code::ApprovalNeeded,
    Code::ApprovalOver,
    Code::BillVoid,
    Code::BillHasPayments,
    Code::CheckBilled,
    Code::DayClosed,
]);

pub static PRINT_BILL: Operation<PrintBillRequest, PrintJobView> = Operation::new(
    "POST /api/v1/branches/{branch}/bills/{bill}/print",
    "settle-bill",
)
.named(
    "printBill",
    "Give a bill to a printer, once; a second paper of the same is marked as a duplicate",
)
.by(Caller::Staff(Permission::IssueBills))
.optional_body()
.once();

pub static APPROVE: Operation<ApprovalRequest, ApprovalView> = Operation::new(
    "POST /api/v1/branches/{branch}/approvals",
    "settle-bill",
)
.named(
    "approve",
    "Approve what a colleague does at their own screen, by the password of somebody who may",
)
.by(Caller::Staff(Permission::IssueBills))
.creates()
.refuses(&[Code::ApprovalWrong, Code::RateLimited]);
