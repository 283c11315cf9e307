//! Bills: issue, look at, take money for, give money back, end.

use std::fmt::Display;

use salver::api::operations::bill::{
    BILL_CHECK, CHECK_OUT, PAY_BILL, PRINT_BILL, REFUND_BILL, VOID_BILL,
};
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::auth::staff_token::StaffClaims;
use salver::domain::bill::payment::PaidBy;
use salver::domain::id::{BillId, BranchId, CheckId};
use salver::domain::print_job::PrintWish;
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

/// What is to be done with the money of which check.
struct Asked {
    check: CheckId,
    deal: Deal,
    approval: Option<String>,
    print: Option<PrintWish>,
}

impl Asked {
    fn new(check: CheckId, deal: Deal) -> Self {
        Self {
            check,
            deal,
            approval: None,
            print: None,
        }
    }

    /// By whom it is asked, and by which key.
    fn by(self, http: &HttpRequest, claims: StaffClaims, intent: Intent) -> SettleRequest {
        SettleRequest {
            intent,
            by: http.by(&claims),
            claims,
            check: self.check,
            deal: self.deal,
            approval: self.approval,
            print: self.print,
        }
    }
}

/// Does something with a check's money, once. Whether the sign-in still counts is asked beside the
/// state that is decided on.
async fn settle(
    parts: &Parts,
    http: &HttpRequest,
    claims: StaffClaims,
    intent: Intent,
    asked: Asked,
) -> Result<Reply, Problem> {
    let request = asked.by(http, claims, intent);
    Ok(Reply::answer(settle::settle(&parts.store, &request).await?))
}

/// Bills a check, or says what its bills would be.
pub async fn issue(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let check = check_of_path(http, &branch)?;
    let intent = intent_of(http, &claims, &check)?;
    let request = http.read(&BILL_CHECK)?;
    let print = request.print()?;
    let (wish, approval) = request.parse()?;
    let asked = Asked {
        approval,
        print,
        ..Asked::new(check, Deal::Bill(wish))
    };
    if http.is_dry_run()? {
        let request = asked.by(http, claims, intent);
        return Reply::ok(&settle::preview(&parts.store, &request).await?);
    }
    settle(parts, http, claims, intent, asked).await
}

/// The bills of a check.
pub async fn list(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let check = check_of_path(http, &branch)?;
    Reply::ok(&settle::bills(&parts.store, &check, http.now).await?)
}

/// Takes a payment.
pub async fn pay(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let bill = bill_of_path(http, &branch)?;
    let intent = intent_of(http, &claims, &bill)?;
    let check = bill.check();
    let request = http.read(&PAY_BILL)?;
    let call = request.call_id.clone();
    let deal = match (request.parse()?, call) {
        ((wish, Some(debtor)), _) => Deal::PayOnAccount(bill, wish, debtor),
        ((wish, None), Some(call)) => Deal::PayAsked(bill, wish, call),
        ((wish, None), None) => Deal::Pay(bill, wish),
    };
    settle(parts, http, claims, intent, Asked::new(check, deal)).await
}

/// Settles a check.
pub async fn check_out(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let check = check_of_path(http, &branch)?;
    let intent = intent_of(http, &claims, &check)?;
    let request = http.read(&CHECK_OUT)?;
    let print = request.print()?;
    let asked = Asked {
        print,
        ..Asked::new(check, Deal::CheckOut(request.parse()?))
    };
    settle(parts, http, claims, intent, asked).await
}

/// Gives money back.
pub async fn refund(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let bill = bill_of_path(http, &branch)?;
    let intent = intent_of(http, &claims, &bill)?;
    let mut request = http.read(&REFUND_BILL)?;
    let keeper = request.keeper()?;
    let account = request.account_id.clone();
    let (wish, approval) = request.parse()?;
    let check = bill.check();
    let deal = match (wish.by, keeper) {
        (_, Some(keeper)) => Deal::CreditToAccount(bill, wish, keeper),
        (PaidBy::Due, None) => Deal::RefundToAccount(bill, wish, account),
        (_, None) => Deal::Refund(bill, wish),
    };
    let asked = Asked {
        approval,
        ..Asked::new(check, deal)
    };
    settle(parts, http, claims, intent, asked).await
}

/// Takes a bill back.
pub async fn void(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let bill = bill_of_path(http, &branch)?;
    let intent = intent_of(http, &claims, &bill)?;
    let (reason, approval) = http.read(&VOID_BILL)?.parse()?;
    let asked = Asked {
        approval,
        ..Asked::new(bill.check(), Deal::Void(bill, reason))
    };
    settle(parts, http, claims, intent, asked).await
}

/// Gives a bill to a printer.
pub async fn print(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let bill = bill_of_path(http, &branch)?;
    let intent = intent_of(http, &claims, &bill)?;
    let printer = http.read(&PRINT_BILL)?.printer_id;
    let asked = Asked {
        print: Some(PrintWish { printer }),
        ..Asked::new(bill.check(), Deal::Print(bill))
    };
    settle(parts, http, claims, intent, asked).await
}
