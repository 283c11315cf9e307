//! Sections and tables, as whoever manages a branch makes, changes and removes them.

use super::by::By;
use super::intent::{Answer, Intent};
use super::refusal::Refusal;
use crate::auth::secret;
use crate::auth::table_code;
use crate::domain::audit::Deed;
use crate::domain::floor_plan::{self, AT_ONCE, ChangeTable, FloorPlan, NewTables};
use crate::domain::id::{BranchId, SectionId, TableCode, TableId};
use crate::domain::name::Name;
use crate::domain::table::Table;
use crate::store::{MakingTables, Retry, Store};

/// Makes tables in a section, all of them or none. `answer` makes the answer of them.
///
/// # Errors
/// `Invalid` for too many, `KeyReused`, what `answer` fails with; or when the store fails.
pub async fn make_tables(
    store: &Store,
    intent: &Intent,
    branch: &BranchId,
    wish: &NewTables,
    answer: impl Fn(&[Table]) -> Result<Answer, Refusal>,
    by: &By,
) -> Result<Answer, Refusal> {
    let entry = by.entry(branch, Deed::TablesMade)?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let (plan, there) = read(store, branch).await?;
        let codes = codes(wish.count, by)?;
        let tables = wish.make(branch, &there, fresh_section(by)?, codes)?;
        let answer = answer(&tables)?;
        let section = tables.first().map(|table| &table.section_id);
        let entry = match section {
            Some(section) => entry.clone().about(section).with("tables", tables.len()),
            None => entry.clone(),
        };
        let record = intent.record(&answer, by.at);
        let made = store.make_tables((branch, plan), &tables, &record, &entry, by.at);
        match made.await? {
            MakingTables::Made => return Ok(answer),
            MakingTables::Answered(record) => return intent.replay(record),
            MakingTables::Again => tries.again().await?,
        }
    }
}

/// Gives a table another name, other seats or another section; a party that sits there stays.
///
/// # Errors
/// `NotFound` without such a table, `Invalid` for a name that another one has or a section that
/// is full; or when the store fails.
pub async fn change_table(
    store: &Store,
    (branch, id): (&BranchId, &TableId),
    wish: &ChangeTable,
    by: &By,
) -> Result<Table, Refusal> {
    let entry = by.entry(branch, Deed::TableChanged)?.about(id);
    let mut tries = Retry::USUAL.tries();
    loop {
        let (plan, there) = read(store, branch).await?;
        let table = find(&there, id)?;
        let next = table.changed(wish, &there, fresh_section(by)?)?;
        // It is so already: nothing to announce.
        if next == *table {
            return Ok(next);
        }
        let tables = std::slice::from_ref(&next);
        let entry = entry.clone().with("name", &next.name);
        if store.change_tables((branch, plan), tables, &entry).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}

/// Gives a section another name, at each of its tables. Answers with all of these.
///
/// # Errors
/// `NotFound` without such a section, `Invalid` for a name that another one has; or when the
/// store fails.
pub async fn rename_section(
    store: &Store,
    (branch, id): (&BranchId, &SectionId),
    name: &Name,
    by: &By,
) -> Result<Vec<Table>, Refusal> {
    let entry = by.entry(branch, Deed::SectionRenamed)?.about(id);
    let entry = entry.with("name", name.as_str());
    let mut tries = Retry::USUAL.tries();
    loop {
        let (plan, there) = read(store, branch).await?;
        let renamed = floor_plan::rename_section(id, name, &there)?;
        let renamed = renamed.ok_or(Refusal::NotFound("section"))?;
        if renamed.is_empty() {
            let own = there.into_iter().filter(|table| &table.section_id == id);
            return Ok(own.collect());
        }
        let changed = store.change_tables((branch, plan), &renamed, &entry);
        if changed.await? {
            return Ok(renamed);
        }
        tries.again().await?;
    }
}

/// Takes a free table away; its card leads nowhere from the commit on.
///
/// # Errors
/// `NotFound` without such a table, `TableNotFree`; or when the store fails.
pub async fn remove_table(
    store: &Store,
    (branch, id): (&BranchId, &TableId),
    by: &By,
) -> Result<(), Refusal> {
    let entry = by.entry(branch, Deed::TableRemoved)?.about(id);
    let mut tries = Retry::USUAL.tries();
    loop {
        let (plan, there) = read(store, branch).await?;
        let table = find(&there, id)?;
        table.may_go()?;
        let entry = entry.clone().with("name", &table.name);
        if store.remove_table((branch, plan), table, &entry).await? {
            return Ok(());
        }
        tries.again().await?;
    }
}

/// The plan first: what changes between the reads is then refused by it, and not overlooked.
async fn read(store: &Store, branch: &BranchId) -> Result<(FloorPlan, Vec<Table>), Refusal> {
    let plan = store.floor_plan(branch).await?;
    Ok((plan, store.tables(branch).await?))
}

fn find<'a>(there: &'a [Table], id: &TableId) -> Result<&'a Table, Refusal> {
    let table = there.iter().find(|table| table.id == *id);
    table.ok_or(Refusal::NotFound("table"))
}

fn fresh_section(by: &By) -> Result<SectionId, Refusal> {
    Ok(secret::unique(by.at)?.parse()?)
}

/// An ID and a code for each of so many tables; for too many only what may be asked for at once.
fn codes(count: u8, by: &By) -> Result<Vec<(TableId, TableCode)>, Refusal> {
    let one = |_| Ok((secret::unique(by.at)?.parse()?, table_code::fresh()?));
    (0..count.min(*AT_ONCE.end())).map(one).collect()
}
