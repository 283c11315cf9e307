//! Links to receipts, for whoever paid.

use salver::api::operations::receipt::MAKE_RECEIPT_LINK;
use salver::api::problem::Code;
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::BranchId;
use salver::service::receipt::{self, Signing};

use crate::bill::bill_of_path;
use crate::parts::Parts;

/// Makes one.
pub async fn link(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let bill = bill_of_path(http, &branch)?;
    let phone = http.read(&MAKE_RECEIPT_LINK)?.parse()?;
    let signing = Signing {
        key: &parts.receipt_key,
        site: parts.site.own(),
    };
    let link = receipt::link(&parts.store, signing, &bill, phone, http.now).await?;
    let missing = || Problem::new(Code::SiteAddressMissing, "the owner confirms it first");
    Reply::ok(&link.ok_or_else(missing)?)
}
