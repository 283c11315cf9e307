//! A new code for a table. The party that sits there stays.

use salver::api::idempotency::Intent;
use salver::api::problem::Code;
use salver::api::{App, Call, Problem, Reply, staff_access};
use salver::auth::table_code;
use salver::domain::audit::Deed;
use salver::domain::id::{BranchId, TableId};
use salver::domain::role::Permission;
use salver::store::{Recoding, StoreError};

use crate::cards;

/// How often a code is issued again when the table moved in between.
const MAX_TRIES: u32 = 10;

/// Issues a code; the old one leads nowhere from the commit on.
pub async fn reissue(app: &App, call: &Call) -> Result<Reply, Problem> {
    let branch: BranchId = call.id("branch")?;
    let staff = staff_access::authorize_write(app, call, &branch, Permission::ManageBranch).await?;
    let id: TableId = call.id("table")?;
    let origin = app.site_origin()?;
    let location = format!("/api/v1/branches/{branch}/cards");
    let scope = format!("{}.{}", staff.home, staff.sub);
    // With the table's name in it: the same key for another table is another request.
    let route = format!("{} {id}", call.route());
    let intent = Intent::new(scope, call.idempotency_key()?, &route, call.body()?);
    // Neither code is in it: an entry outlives both, and who has a code can try PINs.
    let entry = call.entry(&branch, &staff, Deed::CodeReissued)?.about(&id);
    let store = app.store().noting(entry);
    for _ in 0..MAX_TRIES {
        let table = app.store().table_of(&branch, &id).await?;
        let table = table.ok_or_else(|| Problem::not_found("table"))?;
        let recoded = table.recoded(table_code::fresh()?);
        let card = cards::card(origin, recoded.clone())?;
        let body = serde_json::to_string(&card).map_err(|e| {
            Problem::new(Code::Internal, "The answer could not be written.").because(e)
        })?;
        let record = intent.record(&location, &body, call.now);
        match store
            .recode_table(&table, &recoded, &record, call.now)
            .await?
        {
            Recoding::Recoded => return Ok(Reply::stored(&location, body, false)),
            Recoding::Answered(record) => {
                intent.require_same(&record)?;
                return Ok(Reply::stored(&record.location, record.body, true));
            }
            Recoding::Again => {}
        }
    }
    Err(StoreError::Contended.into())
}
