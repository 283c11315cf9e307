//! A new code for a table. The party that sits there stays.

use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::{BranchId, TableId};
use salver::service::branch::profile;
use salver::service::intent::Answer;
use salver::service::looks::brand;
use salver::service::table::reissue_code;

use crate::cards;
use crate::parts::Parts;

/// Issues a code; the old one leads nowhere from the commit on.
pub async fn reissue(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: TableId = http.id("table")?;
    let store = &parts.store;
    let printed = async { Ok(store.printed_cards(&branch).await?) };
    let (profile, brand, printed) = tokio::try_join!(
        profile(store, &branch),
        brand(store, &staff.access.brand),
        printed
    )?;
    let origin = cards::origin(parts, &brand)?;
    let house = cards::House {
        origin: &origin,
        profile: &profile,
        brand: &brand,
        printed: &printed,
    };
    // With the table's name in it: the same key for another table is another request.
    let intent = http.intent(staff.scope(), &format!(" {id}"))?;
    let location = format!("/api/v1/branches/{branch}/cards");
    let answer = |table| {
        let card = house.card(table)?;
        Ok::<_, Problem>(Answer::new(location.clone(), &card)?)
    };
    let (at, by) = ((&branch, &id), http.by(&staff));
    let issued = reissue_code(store, &intent, at, answer, &by).await?;
    Ok(Reply::answer(issued))
}
