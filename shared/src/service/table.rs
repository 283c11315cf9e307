//! Tables: ask that one is opened, seat a party, keep one for a party, free it, give it a new code.

use super::by::By;
use super::intent::{Answer, Intent};
use super::refusal::Refusal;
use super::session;
use super::sign_in;
use crate::auth::secret::{self, Key};
use crate::auth::table_code;
use crate::domain::DomainError;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::check::{Check, OpenTable};
use crate::domain::id::{BranchId, CheckId, TableCode, TableId};
use crate::domain::table::Table;
use crate::domain::transitions::{Status, TableStatus};
use crate::store::{Asking, Full, Recoding, Retry, Store, Window};

/// Seats a party and gives its PIN. Nobody named as its waiter leaves it to who seats it.
///
/// # Errors
/// `NotFound` without such a table, `TableNotFree`, `Invalid` for a waiter who does not serve
/// there or a party of an impossible size; or when the store fails.
pub async fn open(
    store: &Store,
    pin_key: &Key,
    (branch_id, table_id): (&BranchId, &TableId),
    wish: &OpenTable,
    by: &By,
) -> Result<(Check, String), Refusal> {
    let id = CheckId::new(branch_id, &secret::unique(by.at)?)?;
    let (table, check) = seating(store, (branch_id, table_id), &id, wish, by).await?;
    let entry = seated(&check, table_id, by)?;
    if !store.open_check(&table, &check, &entry).await? {
        return Err(DomainError::TableNotFree.into());
    }
    let pin = session::pin_of(pin_key, &check)?;
    Ok((check, pin))
}

/// What the record says of a party that sits down.
pub(super) fn seated(check: &Check, table: &TableId, by: &By) -> Result<AuditEntry, Refusal> {
    let entry = by.entry(&check.branch_id, Deed::TableOpened)?;
    Ok(entry.about(&check.id).with("table", table))
}

/// A party that is about to sit down, as the check `id`, and its table then. Nobody named as its
/// waiter leaves it to who seats it.
///
/// # Errors
/// As [`open`].
pub(super) async fn seating(
    store: &Store,
    (branch_id, table_id): (&BranchId, &TableId),
    id: &CheckId,
    wish: &OpenTable,
    by: &By,
) -> Result<(Table, Check), Refusal> {
    // All of them, as its name may not be its own.
    let (profile, tables) = tokio::try_join!(store.profile(branch_id), store.tables(branch_id))?;
    if let Some(waiter) = &wish.waiter_id {
        session::require_waiter(store, branch_id, waiter).await?;
    }
    let profile = profile.ok_or(Refusal::NotFound("branch"))?;
    let table = tables.iter().find(|table| &table.id == table_id);
    let table = table.ok_or(Refusal::NotFound("table"))?;
    let table = table.occupy(id.clone())?;
    let wish = OpenTable {
        waiter_id: wish.waiter_id.clone().or_else(|| by.staff().cloned()),
        ..wish.clone()
    };
    let (currency, terms) = (profile.currency, profile.terms());
    let check = Check::open(id.clone(), &table, currency, terms, &wish, by.at)?;
    let check = Check {
        place: check.place.among(&tables),
        ..check
    };
    Ok((table, check))
}

/// So often may one table be asked for in [`TABLE_SECONDS`]; each counts for ten minutes.
const TABLE_ASKS: u32 = 6;
/// 1 hour.
const TABLE_SECONDS: i64 = 3600;
/// So many tables of a branch may be asked for from one source in [`SOURCE_SECONDS`]: all of a
/// restaurant's guests may be one source, on its wireless network.
const SOURCE_ASKS: u32 = 20;
/// 10 minutes.
const SOURCE_SECONDS: i64 = 600;

/// Guests at a table ask that staff open it. What still counts of an earlier time is left as it
/// is. `key` hides their address where it is counted.
///
/// # Errors
/// `NotFound` without such a table, `TableNotFree` while a party sits there, `AskedTooOften`; or
/// when the store fails.
pub async fn ask(store: &Store, key: &Key, code: &TableCode, by: &By) -> Result<(), Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let table = store.table_by_code(code).await?;
        let table = table.ok_or(Refusal::NotFound("table"))?;
        let Some(asked) = table.ask(by.at)? else {
            return Ok(());
        };
        let branch = &table.branch_id;
        let windows = [
            Window {
                what: "ask-table",
                who: format!("{branch}#{}", table.id),
                limit: TABLE_ASKS,
                seconds: TABLE_SECONDS,
            },
            Window {
                what: "ask-source",
                who: format!("{branch}#{}", sign_in::source(key, &by.origin)?),
                limit: SOURCE_ASKS,
                seconds: SOURCE_SECONDS,
            },
        ];
        let entry = by.entry(branch, Deed::OpeningAsked)?.about(&table.id);
        let asking = store.ask_for_table(&asked, &windows, &entry, by.at);
        match asking.await? {
            Asking::Asked => return Ok(()),
            Asking::TooOften(Full { retry_after, .. }) => {
                return Err(Refusal::AskedTooOften { retry_after });
            }
            Asking::Again => tries.again().await?,
        }
    }
}

/// Keeps a table for a party, or frees it.
///
/// # Errors
/// `NotFound` without such a table, what the table refuses; or when the store fails.
pub async fn move_to(
    store: &Store,
    (branch, id): (&BranchId, &TableId),
    to: TableStatus,
    by: &By,
) -> Result<Table, Refusal> {
    let entry = by.entry(branch, Deed::TableMoved)?;
    let entry = entry.about(id).with("to", to.name());
    let mut tries = Retry::USUAL.tries();
    loop {
        let table = read(store, branch, id).await?;
        // Decided anew each time: a party that sat down meanwhile is not put out.
        let from = table.status.name();
        let table = table.move_to(to)?;
        let entry = entry.clone().with("from", from);
        if store.save_table(&table, &entry).await? {
            return Ok(table);
        }
        tries.again().await?;
    }
}

/// Gives a table a new code; the old one leads nowhere from the commit on, and the party
/// that sits there stays. `answer` makes the answer of the table with its new code.
///
/// # Errors
/// `NotFound` without such a table, `KeyReused`, what `answer` fails with; or when the store
/// fails.
pub async fn reissue_code<E: From<Refusal> + From<crate::store::StoreError>>(
    store: &Store,
    intent: &Intent,
    (branch, id): (&BranchId, &TableId),
    answer: impl Fn(Table) -> Result<Answer, E>,
    by: &By,
) -> Result<Answer, E> {
    // Neither code is in it: an entry outlives both, and who has a code can try PINs.
    let entry = by
        .entry(branch, Deed::CodeReissued)
        .map_err(Refusal::from)?;
    let entry = entry.about(id);
    let mut tries = Retry::USUAL.tries();
    loop {
        let table = read(store, branch, id).await?;
        let code = table_code::fresh().map_err(Refusal::from)?;
        let recoded = table.recoded(code);
        let answer = answer(recoded.clone())?;
        let record = intent.record(&answer, by.at);
        let done = store.recode_table(&table, &recoded, &record, &entry, by.at);
        match done.await? {
            Recoding::Recoded => return Ok(answer),
            Recoding::Answered(record) => return Ok(intent.replay(record)?),
            Recoding::Again => tries.again().await?,
        }
    }
}

async fn read(store: &Store, branch: &BranchId, id: &TableId) -> Result<Table, Refusal> {
    let table = store.table_of(branch, id).await?;
    table.ok_or(Refusal::NotFound("table"))
}
