//! What a deal comes to, and what goes with it.

use super::deal::Deal;
use super::request::SettleRequest;
use crate::domain::DomainError;
use crate::domain::bill::books::Books;
use crate::domain::bill::checkout::CheckedOut;
use crate::domain::bill::issue::{Issued, Making};
use crate::domain::bill::issued::{GivenRefund, IssuedBill, TakenPayment};
use crate::domain::bill::settlement::Settlement;
use crate::domain::bill::split::MAX_SHARES;
use crate::domain::call::Call;
use crate::domain::check::Check;
use crate::domain::dues::account::DuesAccount;
use crate::domain::dues::on_account::Moved;
use crate::domain::id::{BillId, PaymentId, RefundId};
use crate::domain::print_job::{PrintContent, PrintJob};
use crate::domain::table::Table;
use crate::service::Refusal;
use crate::store::Store;

/// What a decision comes to.
pub(super) struct Decision {
    /// The check, where it moves.
    pub(super) check: Option<Check>,
    pub(super) settlement: Settlement,
    pub(super) bills: Vec<IssuedBill>,
    pub(super) payments: Vec<TakenPayment>,
    pub(super) refund: Option<GivenRefund>,
    /// What moves on a customer's account.
    pub(super) dues: Option<Moved>,
    /// The last number that is taken then.
    pub(super) last: u32,
}

/// Decides on what was read.
///
/// # Errors
/// What the domain refuses.
pub(super) fn decide(
    request: &SettleRequest,
    books: &Books,
    making: Making<'_>,
    owing: Option<&DuesAccount>,
) -> Result<Decision, DomainError> {
    let hand = making.hand;
    let plain = |settlement| Decision {
        check: None,
        settlement,
        bills: Vec::new(),
        payments: Vec::new(),
        refund: None,
        dues: None,
        last: making.last,
    };
    let wrong = |_| DomainError::NotFound("check");
    match &request.deal {
        Deal::Bill(wish) => {
            let Issued {
                check,
                settlement,
                new,
                last,
            } = books.issue(wish, making)?;
            Ok(Decision {
                check: Some(check),
                bills: new,
                last,
                ..plain(settlement)
            })
        }
        Deal::Pay(bill, wish) | Deal::PayAsked(bill, wish, _) => {
            let id = PaymentId::new(&request.check, &request.unique("payment", 0));
            let (settlement, payment) = books.pay(bill, wish, id.map_err(wrong)?, hand)?;
            Ok(Decision {
                payments: vec![payment],
                ..plain(settlement)
            })
        }
        Deal::PayOnAccount(bill, wish, _) => {
            let id = PaymentId::new(&request.check, &request.unique("payment", 0));
            let account = owing.ok_or(DomainError::NotFound("account"))?;
            let to = (id.map_err(wrong)?, account);
            let (settlement, payment, moved) = books.pay_on_account(bill, wish, to, hand)?;
            Ok(Decision {
                payments: vec![payment],
                dues: Some(moved),
                ..plain(settlement)
            })
        }
        Deal::CheckOut(pay) => {
            let ids = (0..=MAX_SHARES * 2)
                .map(|n| PaymentId::new(&request.check, &request.unique("payment", n)));
            let ids: Vec<_> = ids.collect::<Result<_, _>>().map_err(wrong)?;
            let CheckedOut {
                check,
                settlement,
                new,
                payments,
                last,
            } = books.check_out(pay.as_ref(), making, &ids)?;
            Ok(Decision {
                check: Some(check),
                bills: new,
                payments,
                last,
                ..plain(settlement)
            })
        }
        Deal::Refund(bill, wish) => {
            let id = RefundId::new(&request.check, &request.unique("refund", 0));
            let (settlement, refund) = books.refund(bill, wish, id.map_err(wrong)?, hand)?;
            Ok(Decision {
                refund: Some(refund),
                ..plain(settlement)
            })
        }
        Deal::RefundToAccount(bill, wish, _) | Deal::CreditToAccount(bill, wish, _) => {
            let id = RefundId::new(&request.check, &request.unique("refund", 0));
            let account = owing.ok_or(DomainError::NotFound("account"))?;
            let to = (id.map_err(wrong)?, account);
            let (settlement, refund, moved) = books.refund_to_account(bill, wish, to, hand)?;
            Ok(Decision {
                refund: Some(refund),
                dues: Some(moved),
                ..plain(settlement)
            })
        }
        Deal::Void(bill, reason) => {
            let (settlement, check) = books.void(bill, reason, hand)?;
            Ok(Decision {
                check: Some(check),
                ..plain(settlement)
            })
        }
        Deal::Print(bill) => Ok(plain(books.to_print(bill)?)),
    }
}

/// Of which bills there is to be a paper: those that are new, and at the end all that count.
pub(super) fn papers(deal: &Deal, decision: &Decision) -> Vec<BillId> {
    match deal {
        Deal::Print(bill) => vec![bill.clone()],
        Deal::Bill(_) => decision.bills.iter().map(|bill| bill.id.clone()).collect(),
        Deal::CheckOut(_) => {
            let all = decision.settlement.counting();
            all.map(|bill| bill.id.clone()).collect()
        }
        Deal::Pay(..)
        | Deal::PayAsked(..)
        | Deal::PayOnAccount(..)
        | Deal::Refund(..)
        | Deal::RefundToAccount(..)
        | Deal::CreditToAccount(..)
        | Deal::Void(..) => Vec::new(),
    }
}

/// The bills of these jobs.
pub(super) fn printed(jobs: &[PrintJob]) -> Vec<BillId> {
    let bills = jobs.iter().filter_map(|job| match &job.content {
        PrintContent::Bill { bill_id, .. } => Some(bill_id.clone()),
        _ => None,
    });
    bills.collect()
}

/// The table that a party leaves by it.
pub(super) async fn leaves(
    store: &Store,
    before: &Check,
    after: Option<&Check>,
) -> Result<Option<Table>, Refusal> {
    let ends = before.is_open() && after.is_some_and(|after| !after.is_open());
    let Some(table) = before.place.table().filter(|_| ends) else {
        return Ok(None);
    };
    let table = store.table_of(&before.branch_id, &table.id).await?;
    let table = table.filter(|table| table.session.as_ref() == Some(&before.id));
    Ok(table.map(|table| table.vacate()).transpose()?)
}

/// The call that is answered by a payment, as it is then.
///
/// # Errors
/// `NotFound` for one of another check, or that asks for no payment; `IllegalTransition` for one
/// that was paid, or taken back, meanwhile; or when the store fails.
pub(super) async fn answered(
    store: &Store,
    request: &SettleRequest,
    decision: &Decision,
) -> Result<Option<Call>, Refusal> {
    let Some((id, taken)) = request.deal.call().zip(decision.payments.first()) else {
        return Ok(None);
    };
    let call = match id.check() == request.check {
        true => store.read_call(id).await?,
        false => None,
    };
    let call = call.filter(|call| call.payment.is_some());
    let call = call.ok_or(Refusal::NotFound("call"))?;
    let by = request.claims.sub.clone();
    Ok(Some(call.paid(taken.payment.amount, by, request.by.at)?))
}

/// The books with a decision in them.
pub(super) fn with(books: &Books, decision: &Decision) -> Books {
    let mut books = books.clone();
    if let Some(check) = &decision.check {
        books.check = check.clone();
    }
    books.settlement = decision.settlement.clone();
    books.bills.extend(decision.bills.iter().cloned());
    books.payments.extend(decision.payments.iter().cloned());
    books.refunds.extend(decision.refund.clone());
    books
}
