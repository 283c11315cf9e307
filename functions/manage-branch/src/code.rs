//! A new code for a table. The party that sits there stays.

use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::{BranchId, TableId};
use salver::service::intent::Answer;
use salver::service::table::reissue_code;

use crate::cards;
use crate::parts::Parts;

/// Issues a code; the old one leads nowhere from the commit on.
pub async fn reissue(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: TableId = http.id("table")?;
    let origin = parts.site.origin()?;
    // With the table's name in it: the same key for another table is another request.
    let intent = http.intent(staff.scope(), &format!(" {id}"))?;
    let location = format!("/api/v1/branches/{branch}/cards");
    let answer = |table| {
        let card = cards::card(origin, &branch, table)?;
        Ok::<_, Problem>(Answer::new(location.clone(), &card)?)
    };
    let (at, by) = ((&branch, &id), http.by(&staff));
    let issued = reissue_code(&parts.store, &intent, at, answer, &by).await?;
    Ok(Reply::answer(issued))
}
