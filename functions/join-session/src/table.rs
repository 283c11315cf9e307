//! The table that a code leads to.

use salver::api::{App, Problem};
use salver::domain::id::TableCode;
use salver::domain::table::Table;

/// The table behind a code.
pub async fn by_code(app: &App, code: &TableCode) -> Result<Table, Problem> {
    let table = app.store().table_by_code(code).await?;
    table.ok_or_else(|| Problem::not_found("table"))
}
