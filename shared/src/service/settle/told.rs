//! What was done, as its answer and as the record of who did what say it.

use super::deal::Deal;
use super::decide::Decision;
use super::request::SettleRequest;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::bill::books::{Books, Hand};
use crate::domain::print_job::PrintJob;
use crate::domain::transitions::Status;
use crate::service::Refusal;
use crate::service::check::location;
use crate::service::intent::Answer;
use crate::wire::bill::{BillList, GivenBack, Paid, VoidedBill};
use crate::wire::printing::PrintJobView;

/// What whoever did it is told.
///
/// # Errors
/// As the views of a bill.
pub(super) fn answer(
    deal: &Deal,
    after: &Books,
    (decision, jobs): (&Decision, &[PrintJob]),
) -> Result<Answer, Refusal> {
    let location = format!("{}/bills", location(&after.check));
    match deal {
        Deal::Bill(_) | Deal::CheckOut(_) => {
            let bills = BillList {
                print_jobs: jobs.iter().map(PrintJobView::from).collect(),
                ..BillList::of(after)?
            };
            Answer::new(location, &bills)
        }
        Deal::Pay(bill, _) | Deal::PayAsked(bill, ..) | Deal::PayOnAccount(bill, ..) => {
            let payment = decision.payments.first();
            let payment = payment.ok_or(Refusal::NotFound("payment"))?;
            Answer::new(location, &Paid::of(after, bill, payment)?)
        }
        Deal::Refund(bill, _)
        | Deal::RefundToAccount(bill, ..)
        | Deal::CreditToAccount(bill, ..) => {
            let refund = decision.refund.as_ref();
            let refund = refund.ok_or(Refusal::NotFound("refund"))?;
            Answer::new(location, &GivenBack::of(after, bill, refund)?)
        }
        Deal::Void(bill, _) => Answer::new(location, &VoidedBill::of(after, bill)?),
        Deal::Print(_) => {
            let job = jobs.first().ok_or(Refusal::NotFound("print job"))?;
            let location = format!("/api/v1/branches/{}/print-jobs/{}", job.branch_id, job.id);
            Answer::new(location, &PrintJobView::from(job))
        }
    }
}

/// What the record says of it: who did it, who approved it, and how much it was.
pub(super) fn entry(
    request: &SettleRequest,
    hand: &Hand,
    after: &Books,
    decision: &Decision,
) -> Result<AuditEntry, Refusal> {
    let branch = request.check.branch();
    let of = |deed| request.by.entry(&branch, deed);
    let entry = match &request.deal {
        Deal::Bill(_) => {
            let discount: i64 = decision
                .bills
                .iter()
                .map(|b| b.bill.totals().discount)
                .sum();
            of(Deed::BillsIssued)?
                .about(&request.check)
                .with("bills", decision.bills.len())
                .with("discount", discount)
        }
        Deal::Pay(bill, wish)
        | Deal::PayAsked(bill, wish, _)
        | Deal::PayOnAccount(bill, wish, _) => of(Deed::PaymentTaken)?
            .about(bill)
            .with("amount", wish.pay.amount.minor),
        Deal::CheckOut(_) => of(Deed::CheckedOut)?
            .about(&request.check)
            .with("to", after.check.status.name()),
        Deal::Refund(bill, wish)
        | Deal::RefundToAccount(bill, wish, _)
        | Deal::CreditToAccount(bill, wish, _) => {
            let amount = decision
                .refund
                .as_ref()
                .map_or(0, |refund| refund.amount.minor);
            of(Deed::RefundGiven)?
                .about(bill)
                .with("amount", amount)
                .with("reason", wish.reason.as_str())
        }
        Deal::Void(bill, reason) => of(Deed::BillVoided)?
            .about(bill)
            .with("reason", reason.as_str()),
        Deal::Print(bill) => of(Deed::PrintJobAsked)?.about(bill),
    };
    let entry = match &decision.dues {
        Some(moved) => entry.with("account", &moved.account.id),
        None => entry,
    };
    let entry = match request.deal.call() {
        Some(call) => entry.with("call", call),
        None => entry,
    };
    Ok(match &hand.approved_by {
        Some(manager) => entry.with("approved_by", manager),
        None => entry,
    })
}
