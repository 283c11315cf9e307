//! Links to receipts, for whoever paid.

use salver::api::operations::message::SEND_BILL;
use salver::api::operations::receipt::MAKE_RECEIPT_LINK;
use salver::api::problem::Code;
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::BranchId;
use salver::service::message;
use salver::service::receipt::{self, Signing};

use crate::bill::bill_of_path;
use crate::parts::Parts;

/// Makes one.
pub async fn link(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let bill = bill_of_path(http, &branch)?;
    let phone = http.read(&MAKE_RECEIPT_LINK)?.parse()?;
    let link = receipt::link(&parts.store, signing(parts), &bill, phone, http.now).await?;
    Reply::ok(&link.ok_or_else(no_address)?)
}

/// Has one sent to its customer's telephone.
pub async fn send(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let bill = bill_of_path(http, &branch)?;
    let intent = http.intent(staff.scope(), &format!(" {bill}"))?;
    let phone = http.read(&SEND_BILL)?.parse()?;
    let (of, by) = ((&bill, phone), http.by(&staff));
    let sent = message::send_bill(&parts.store, signing(parts), &intent, of, &by).await?;
    Ok(Reply::answer(sent.ok_or_else(no_address)?))
}

fn signing(parts: &Parts) -> Signing<'_> {
    Signing {
        key: &parts.receipt_key,
        site: parts.site.own(),
    }
}

fn no_address() -> Problem {
    Problem::new(Code::SiteAddressMissing, "the owner confirms it first")
}
