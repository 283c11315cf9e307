//! Phones come to a table: pick it or look its code up, ask that it is opened, join by PIN, come back, take another
//! name, leave.

use jiff::Timestamp;
use salver::api::operations::session::{JOIN_SESSION, LEAVE_SESSION, RENAME_GUEST, RESUME_SESSION};
use salver::api::operations::table::{ASK_FOR_TABLE, LIST_TABLES, LOOK_UP_TABLE};
use salver::api::problem::Code;
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::auth::guest_token::GuestToken;
use salver::domain::audit::Actor;
use salver::domain::branch::Profile;
use salver::domain::check::party_size;
use salver::domain::id::{BranchId, TableCode};
use salver::domain::looks::Brand;
use salver::domain::ordering::GuestOrdering;
use salver::domain::text::{GuestName, Phone};
use salver::service::join::{self, Visitor, table};
use salver::service::table::ask as ask_for;
use salver::wire::branch::{BranchName, BrandName};
use salver::wire::guest::GuestView;
use salver::wire::session::{Joined, SessionView};
use salver::wire::table::{
    CodedSession, CodedTable, JoinWay, ListedSection, TableList, TableLookup,
};
use salver::wire::tax::TaxNote;

use crate::parts::Parts;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&LOOK_UP_TABLE, |parts, http| Box::pin(look_up(parts, http)))
        .on(&ASK_FOR_TABLE, |parts, http| Box::pin(ask(parts, http)))
        .on(&LIST_TABLES, |parts, http| Box::pin(list(parts, http)))
        .on(&JOIN_SESSION, |parts, http| Box::pin(join(parts, http)))
        .on(&RESUME_SESSION, |parts, http| Box::pin(resume(parts, http)))
        .on(&RENAME_GUEST, |parts, http| Box::pin(rename(parts, http)))
        .on(&LEAVE_SESSION, |parts, http| Box::pin(leave(parts, http)))
}

async fn look_up(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let store = &parts.store;
    let table = table(store, &code_of(http)?).await?;
    let (profile, stock) = tokio::try_join!(
        store.profile(&table.branch_id),
        store.stock(&table.branch_id)
    )?;
    let missing = || Problem::not_found("table");
    let (profile, stock) = (profile.ok_or_else(missing)?, stock.ok_or_else(missing)?);
    let check = async {
        match &table.session {
            Some(id) => store.check(id).await,
            None => Ok(None),
        }
    };
    let (check, brand) = tokio::try_join!(check, store.brand(&profile.brand_id))?;
    let brand = brand.ok_or_else(missing)?;
    let check = check.filter(|check| check.is_open());
    let ordering = profile.ordering(&stock, http.now);
    let (brand, branch) = names(profile, brand, &ordering, http.now);
    let asked = table.asked(http.now).is_some();
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
            asked,
            mode: check.map(|c| c.mode),
        },
    })
}

/// The code that leads to a table. Codes are printed in capitals; people type them as they like.
fn code_of(http: &HttpRequest) -> Result<TableCode, Problem> {
    Ok(http.path("code")?.to_uppercase().parse()?)
}

/// Guests at a closed table want to sit down.
async fn ask(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let by = http.by(Actor::Nobody);
    ask_for(&parts.store, &parts.pin_key, &code_of(http)?, &by).await?;
    Ok(Reply::no_content())
}

fn names(
    profile: Profile,
    brand: Brand,
    ordering: &GuestOrdering,
    now: Timestamp,
) -> (BrandName, BranchName) {
    let tax = TaxNote::of(profile.tax_rules(now));
    let brand = BrandName::from(brand);
    let branch = BranchName {
        id: profile.id,
        name: profile.name,
        address: profile.address.given().cloned(),
        currency: profile.currency,
        currency_digits: profile.currency.digits(),
        time_zone: profile.time_zone.name().to_owned(),
        ordering_open: ordering.is_open(),
        tax,
    };
    (brand, branch)
}

/// The tables of a branch that lets guests pick theirs.
async fn list(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let store = &parts.store;
    let id: BranchId = http.id("branch")?;
    let (profile, stock) = tokio::try_join!(store.profile(&id), store.stock(&id))?;
    let missing = || Problem::not_found("branch");
    let (profile, stock) = (profile.ok_or_else(missing)?, stock.ok_or_else(missing)?);
    if !profile.table_list {
        let detail =
            "This restaurant has no list of tables. Scan the code on your table, or type it.";
        return Err(Problem::new(Code::Forbidden, detail));
    }
    let (tables, brand) = tokio::try_join!(store.tables(&id), store.brand(&profile.brand_id))?;
    let brand = brand.ok_or_else(missing)?;
    let ordering = profile.ordering(&stock, http.now);
    let (brand, branch) = names(profile, brand, &ordering, http.now);
    Reply::ok(&TableList {
        brand,
        branch,
        sections: ListedSection::all(tables),
    })
}

/// A visitor without a name, checked for form.
fn visitor(
    code: &TableCode,
    pin: Option<String>,
    device_id: String,
    may_be_new: bool,
) -> Result<Visitor, Problem> {
    let pin = pin.ok_or_else(|| Problem::invalid("pin", "the PIN of the table is needed"))?;
    let pin = pin.trim().to_owned();
    if !(4..=6).contains(&pin.len()) || !pin.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Problem::invalid("pin", "4 to 6 digits"));
    }
    if !(8..=128).contains(&device_id.len()) || !device_id.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Problem::invalid(
            "device_id",
            "8 to 128 visible ASCII characters",
        ));
    }
    Ok(Visitor {
        code: code.as_str().to_uppercase().parse()?,
        pin,
        device_id,
        name: None,
        phone: None,
        party_size: None,
        may_be_new,
    })
}

/// Lets a new phone in, or one that has been here before.
async fn join(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&JOIN_SESSION)?;
    let visitor = Visitor {
        name: GuestName::parse(request.guest.name.as_deref())?,
        phone: Phone::parse(request.guest.phone.as_deref())?,
        party_size: party_size("guest.party_size", request.guest.party_size)?,
        ..visitor(&request.table_code, request.pin, request.device_id, true)?
    };
    let joined = enter(parts, http, &visitor).await?;
    Reply::created("/api/v1/session", &joined)
}

/// Gives a phone that was here a new token as the same guest.
async fn resume(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&RESUME_SESSION)?;
    let visitor = visitor(&request.table_code, request.pin, request.device_id, false)?;
    Reply::ok(&enter(parts, http, &visitor).await?)
}

async fn enter(parts: &Parts, http: &HttpRequest, visitor: &Visitor) -> Result<Joined, Problem> {
    let by = http.by(Actor::Nobody);
    let joined = join::join(&parts.store, &parts.pin_key, visitor, &by).await?;
    let expires_at = Timestamp::from_second(joined.guest.token_ends_at())
        .map_err(|e| Problem::new(Code::Internal, "The token has no end.").because(e))?;
    Ok(Joined {
        session: SessionView::from(&joined.check),
        guest: GuestView::from(&joined.guest),
        token: joined.token.text(),
        expires_at,
    })
}

/// Calls the guest otherwise.
async fn rename(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let token = GuestToken::parse(http.bearer()?)?;
    let request = http.read(&RENAME_GUEST)?;
    let name = GuestName::parse_as("name", Some(&request.name))?;
    let guest = join::rename(&parts.store, &token, name, &http.by(Actor::Nobody)).await?;
    Reply::ok(&GuestView::from(&guest))
}

async fn leave(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let token = GuestToken::parse(http.bearer()?)?;
    join::leave(&parts.store, &token, &http.by(Actor::Nobody)).await?;
    Ok(Reply::no_content())
}
