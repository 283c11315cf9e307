//! Phones come to a table: pick it or look its code up, join by PIN, come back, leave.

use std::sync::Arc;

use salver::api::problem::Code;
use salver::api::serve::unknown_route;
use salver::api::{App, Call, Problem, Reply, guest_access};
use salver::auth::guest_token::GuestToken;
use salver::domain::audit::{Actor, Deed};
use salver::domain::branch::Profile;
use salver::domain::guest::Guest;
use salver::domain::id::{BranchId, TableCode};
use salver::domain::menu::Stock;
use salver::domain::table::Table;
use salver::store::StoreError;
use salver::wire::branch::{BranchName, BrandName};
use salver::wire::table::{
    CodedSession, CodedTable, JoinWay, ListedSection, TableList, TableLookup,
};

use crate::join;

/// Routes on the key that API Gateway matched.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "GET /api/v1/tables/{code}" => look_up(&app, &call).await,
        "GET /api/v1/branches/{branch}/tables" => list(&app, &call).await,
        "POST /api/v1/sessions/join" => join::join(&app, &call).await,
        "POST /api/v1/sessions/resume" => join::resume(&app, &call).await,
        "POST /api/v1/sessions/leave" => leave(&app, &call).await,
        _ => Err(unknown_route(&call)),
    }
}

/// The table behind a code.
pub async fn table(app: &App, code: &TableCode) -> Result<Table, Problem> {
    let table = app.store().table_by_code(code).await?;
    table.ok_or_else(|| Problem::not_found("table"))
}

async fn look_up(app: &App, call: &Call) -> Result<Reply, Problem> {
    // Codes are printed in capitals; people type them as they like.
    let code: TableCode = call.path("code")?.to_uppercase().parse()?;
    let table = table(app, &code).await?;
    let (profile, stock) = tokio::try_join!(
        app.store().profile(&table.branch_id),
        app.store().stock(&table.branch_id)
    )?;
    let check = match &table.session {
        Some(id) => app.store().check(id).await?.filter(|check| check.is_open()),
        None => None,
    };
    let missing = || Problem::not_found("table");
    let (brand, branch) = names(profile.ok_or_else(missing)?, &stock.ok_or_else(missing)?);
    Reply::ok(&TableLookup {
        brand,
        branch,
        table: CodedTable {
            id: table.id,
            name: table.name,
            section: table.section,
            status: table.status,
        },
        session: CodedSession {
            open: check.is_some(),
            join: if check.is_some() {
                JoinWay::Pin
            } else {
                JoinWay::AskStaff
            },
            mode: check.map(|c| c.mode),
        },
    })
}

fn names(profile: Profile, stock: &Stock) -> (BrandName, BranchName) {
    let brand = BrandName {
        id: profile.brand_id,
        name: profile.brand_name,
    };
    let branch = BranchName {
        id: profile.id,
        name: profile.name,
        currency: profile.currency,
        time_zone: profile.time_zone,
        ordering_open: stock.ordering_open,
    };
    (brand, branch)
}

/// The tables of a branch that lets guests pick theirs.
async fn list(app: &App, call: &Call) -> Result<Reply, Problem> {
    let id: BranchId = call.id("branch")?;
    let (profile, stock) = tokio::try_join!(app.store().profile(&id), app.store().stock(&id))?;
    let missing = || Problem::not_found("branch");
    let (profile, stock) = (profile.ok_or_else(missing)?, stock.ok_or_else(missing)?);
    if !profile.table_list {
        let detail =
            "This restaurant has no list of tables. Scan the code on your table, or type it.";
        return Err(Problem::new(Code::Forbidden, detail));
    }
    let tables = app.store().tables(&id).await?;
    let (brand, branch) = names(profile, &stock);
    Reply::ok(&TableList {
        brand,
        branch,
        sections: ListedSection::all(tables),
    })
}

/// Ends this phone's token. Its lines and orders stay with the party.
async fn leave(app: &App, call: &Call) -> Result<Reply, Problem> {
    let token = GuestToken::parse(call.bearer()?)?;
    let (check, guest) = app
        .store()
        .check_and_guest(&token.check, &token.guest)
        .await?;
    let (check, guest) = guest_access::admit(&token, check, guest, call.now)?;
    let left = Guest {
        token_hash: String::new(),
        version: guest.version + 1,
        ..guest
    };
    let who = Actor::Guest {
        id: left.id.clone(),
        session: check.id.clone(),
    };
    let entry = call
        .entry(&check.branch_id, who, Deed::GuestLeft)?
        .about(&check.id);
    if app.store().noting(entry).save_guest(&left).await? {
        Ok(Reply::no_content())
    } else {
        Err(StoreError::Contended.into())
    }
}
