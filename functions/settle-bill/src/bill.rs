//! Bills: issue, look at, take money for, give money back, end.

use std::fmt::Display;

use salver::api::operations::bill::{BILL_CHECK, CHECK_OUT, PAY_BILL, REFUND_BILL, VOID_BILL};
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::auth::staff_token::StaffClaims;
use salver::domain::bill::payment::PaidBy;
use salver::domain::id::{BillId, BranchId, CheckId};
use salver::service::intent::Intent;
use salver::service::settle::{self, Deal, SettleRequest};

use crate::parts::Parts;

/// The check that the path names; one of another branch is as good as none.
fn check_of_path(http: &HttpRequest, branch: &BranchId) -> Result<CheckId, Problem> {
    let id: CheckId = http.id("check")?;
    if id.branch() == *branch {
        Ok(id)
    } else {
        Err(Problem::not_found("check"))
    }
}

/// The bill that the path names; one of another branch is as good as none.
pub(crate) fn bill_of_path(http: &HttpRequest, branch: &BranchId) -> Result<BillId, Problem> {
    let id: BillId = http.id("bill")?;
    if id.check().branch() == *branch {
        Ok(id)
    } else {
        Err(Problem::not_found("bill"))
    }
}

/// By which key it is asked for, with what the path names in it: the same key for another bill is
/// another request. It is looked at before what is asked for.
fn intent_of(
    http: &HttpRequest,
    claims: &StaffClaims,
    of: &impl Display,
) -> Result<Intent, Problem> {
    http.intent(claims.scope(), &format!(" {of}"))
}

/// Does something with a check's money, once. Whether the sign-in still counts is asked beside the
/// state that is decided on.
async fn settle(
    parts: &Parts,
    http: &HttpRequest,
    claims: StaffClaims,
    intent: Intent,
    (check, deal, approval): (CheckId, Deal, Option<String>),
) -> Result<Reply, Problem> {
    let request = SettleRequest {
        intent,
        by: http.by(&claims),
        claims,
        check,
        deal,
        approval,
    };
    Ok(Reply::answer(settle::settle(&parts.store, &request).await?))
}

/// Bills a check.
pub async fn issue(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let check = check_of_path(http, &branch)?;
    let intent = intent_of(http, &claims, &check)?;
    let (wish, approval) = http.read(&BILL_CHECK)?.parse()?;
    settle(
        parts,
        http,
        claims,
        intent,
        (check, Deal::Bill(wish), approval),
    )
    .await
}

/// The bills of a check.
pub async fn list(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let check = check_of_path(http, &branch)?;
    Reply::ok(&settle::bills(&parts.store, &check).await?)
}

/// Takes a payment.
pub async fn pay(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let bill = bill_of_path(http, &branch)?;
    let intent = intent_of(http, &claims, &bill)?;
    let check = bill.check();
    let deal = match http.read(&PAY_BILL)?.parse()? {
        (wish, None) => Deal::Pay(bill, wish),
        (wish, Some(debtor)) => Deal::PayOnAccount(bill, wish, debtor),
    };
    let deal = (check, deal, None);
    settle(parts, http, claims, intent, deal).await
}

/// Settles a check.
pub async fn check_out(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let check = check_of_path(http, &branch)?;
    let intent = intent_of(http, &claims, &check)?;
    let pay = http.read(&CHECK_OUT)?.parse()?;
    settle(
        parts,
        http,
        claims,
        intent,
        (check, Deal::CheckOut(pay), None),
    )
    .await
}

/// Gives money back.
pub async fn refund(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let bill = bill_of_path(http, &branch)?;
    let intent = intent_of(http, &claims, &bill)?;
    let request = http.read(&REFUND_BILL)?;
    let account = request.account_id.clone();
    let (wish, approval) = request.parse()?;
    let check = bill.check();
    let deal = match wish.by {
        PaidBy::Due => Deal::RefundToAccount(bill, wish, account),
        _ => Deal::Refund(bill, wish),
    };
    let deal = (check, deal, approval);
    settle(parts, http, claims, intent, deal).await
}

/// Takes a bill back.
pub async fn void(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let bill = bill_of_path(http, &branch)?;
    let intent = intent_of(http, &claims, &bill)?;
    let (reason, approval) = http.read(&VOID_BILL)?.parse()?;
    let deal = (bill.check(), Deal::Void(bill, reason), approval);
    settle(parts, http, claims, intent, deal).await
}
