//! What customers owe: who does, why, and money that comes for it.

use salver::api::operations::dues::{BEFORE_ENTRY, CHANGE_DUES, NEXT_DUES, SEARCH, SETTLE_DUES};
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::{BranchId, DuesId};
use salver::service::dues::{self, SettleDues};
use salver::wire::dues::{DuesAccountView, DuesList};

use crate::parts::Parts;

/// The account that the path names; one of another branch is as good as none.
fn account_of_path(http: &HttpRequest, branch: &BranchId) -> Result<DuesId, Problem> {
    let id: DuesId = http.id("account")?;
    if id.branch() == *branch {
        Ok(id)
    } else {
        Err(Problem::not_found("account"))
    }
}

/// Those who owe.
pub async fn list(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let (sought, after) = (http.words(&SEARCH)?, http.cursor(&NEXT_DUES)?);
    let page = dues::list(&parts.store, &branch, sought.as_deref(), after).await?;
    Reply::ok(&DuesList::from(page))
}

/// An account with its ledger.
pub async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let account = account_of_path(http, &branch)?;
    let before = http.number(&BEFORE_ENTRY)?;
    Reply::ok(&dues::read(&parts.store, &account, before).await?)
}

/// Takes money, or pays it out. The key is looked at before what is asked for.
pub async fn settle(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let account = account_of_path(http, &branch)?;
    let intent = http.intent(claims.scope(), &format!(" {account}"))?;
    let (wish, approval) = http.read(&SETTLE_DUES)?.parse()?;
    let request = SettleDues {
        intent,
        by: http.by(&claims),
        claims,
        account,
        wish,
        approval,
    };
    Ok(Reply::answer(dues::settle(&parts.store, &request).await?))
}

/// Another name, or another limit.
pub async fn change(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize_write(parts, http, &branch).await?;
    let account = account_of_path(http, &branch)?;
    let wish = http.read(&CHANGE_DUES)?.try_into()?;
    let by = http.by(&claims);
    let changed = dues::change(&parts.store, &account, &wish, &by).await?;
    Reply::ok(&DuesAccountView::from(&changed))
}
