//! Tables and sections: made, changed, taken away.

use salver::api::operations::floor_plan::{CHANGE_TABLE, MAKE_TABLES, RENAME_SECTION};
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::{BranchId, SectionId, TableId};
use salver::domain::table::Table;
use salver::service::floor_plan;
use salver::service::intent::Answer;
use salver::wire::floor_plan::{PlannedTable, PlannedTables};

use crate::parts::Parts;

/// Makes tables.
pub async fn make(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let wish = http.read(&MAKE_TABLES)?.into();
    let intent = http.intent(staff.scope(), &format!(" {branch}"))?;
    let location = format!("/api/v1/branches/{branch}/cards");
    let answer = |tables: &[Table]| Answer::new(location.clone(), &PlannedTables::from(tables));
    let by = http.by(&staff);
    let made = floor_plan::make_tables(&parts.store, &intent, &branch, &wish, answer, &by);
    Ok(Reply::answer(made.await?))
}

/// Changes a table.
pub async fn change(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: TableId = http.id("table")?;
    let wish = http.read(&CHANGE_TABLE)?.into();
    let by = http.by(&staff);
    let table = floor_plan::change_table(&parts.store, (&branch, &id), &wish, &by).await?;
    Reply::ok(&PlannedTable::from(&table))
}

/// Takes a free table away.
pub async fn remove(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: TableId = http.id("table")?;
    floor_plan::remove_table(&parts.store, (&branch, &id), &http.by(&staff)).await?;
    Ok(Reply::no_content())
}

/// Renames a section.
pub async fn rename(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: SectionId = http.id("section")?;
    let name = http.read(&RENAME_SECTION)?.name;
    let by = http.by(&staff);
    let tables = floor_plan::rename_section(&parts.store, (&branch, &id), &name, &by).await?;
    Reply::ok(&PlannedTables::from(tables.as_slice()))
}
