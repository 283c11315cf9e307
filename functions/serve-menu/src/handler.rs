//! `GET /api/v1/branches/{branch}/menu`: the published menu, readable by anybody. A phone that knows
//! a table's code alone asks by `GET /api/v1/tables/{code}/menu`. `GET /m/{branch}` is the menu as
//! a page, to which QR codes lead. Its photos are at `GET /photos/{photo}`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use jiff::Timestamp;
use salver::api::operations::menu::{
    CHANNEL, HEAD_MENU_PAGE, READ_MENU, READ_MENU_PAGE, READ_TABLE_MENU,
};
use salver::api::operations::photo::{HEAD_PHOTO, READ_PHOTO};
use salver::api::problem::Code;
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::domain::address::Address;
use salver::domain::branch::Profile;
use salver::domain::id::{BranchId, TableCode};
use salver::domain::photo::PhotoName;
use salver::domain::popular::popular;
use salver::domain::price_list::Channel;
use salver::domain::stock::Stock;
use salver::service::popular::sold_lately;
use salver::service::site::origin_of;
use salver::wire::looks::LooksView;
use salver::wire::menu::MenuView;

use crate::page::{self, Page};
use crate::parts::Parts;

/// How long phones may keep a menu, in seconds. What is sold out meanwhile is
/// refused when it is put into the cart, so a short time is only about the look.
const KEEP_SECONDS: u32 = 5;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_MENU, |parts, http| Box::pin(of_branch(parts, http)))
        .on(&READ_TABLE_MENU, |parts, http| {
            Box::pin(of_table(parts, http))
        })
        .on(&READ_MENU_PAGE, |parts, http| Box::pin(page(parts, http)))
        // The gateway leaves out what a `HEAD` does not ask for.
        .on(&HEAD_MENU_PAGE, |parts, http| Box::pin(page(parts, http)))
        .on(&HEAD_PHOTO, |parts, http| Box::pin(photo(parts, http)))
        .on(&READ_PHOTO, |parts, http| Box::pin(photo(parts, http)))
}

async fn of_branch(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let channel = channel(http)?;
    menu(parts, http, (&http.id("branch")?, "branch"), channel).await
}

async fn of_table(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let id = branch_of_table(parts, http).await?;
    menu(parts, http, (&id, "table"), Channel::DineIn).await
}

/// For which way of ordering prices are asked.
fn channel(http: &HttpRequest) -> Result<Channel, Problem> {
    match http.query(CHANNEL.name).as_deref() {
        None | Some("dine_in") => Ok(Channel::DineIn),
        Some("pickup") => Ok(Channel::Pickup),
        Some("delivery") => Ok(Channel::Delivery),
        Some(_) => Err(Problem::invalid(
            CHANNEL.name,
            "dine_in, pickup or delivery",
        )),
    }
}

/// Answers with the menu, or 304 when the caller has it. `what` is what the path named.
async fn menu(
    parts: &Parts,
    http: &HttpRequest,
    (id, what): (&BranchId, &str),
    channel: Channel,
) -> Result<Reply, Problem> {
    let stock = stock(parts, id, what).await?;
    let read = read(parts, http, &stock, (id, what), channel).await?;
    Ok(Reply::cached(http, read.body, &read.etag, read.keep))
}

/// The menu of a branch as it is now.
struct Read {
    profile: Arc<Profile>,
    view: MenuView,
    /// The view as JSON.
    body: String,
    etag: String,
    /// For how many seconds it may be kept.
    keep: u32,
}

async fn stock(parts: &Parts, id: &BranchId, what: &str) -> Result<Stock, Problem> {
    let stock = parts.store.stock(id).await?;
    stock.ok_or_else(|| Problem::not_found(what))
}

async fn read(
    parts: &Parts,
    http: &HttpRequest,
    stock: &Stock,
    (id, what): (&BranchId, &str),
    channel: Channel,
) -> Result<Read, Problem> {
    let missing = || Problem::not_found(what);
    // Only of a branch that there is, or made-up ones would push it out of the memory.
    let (branch, sold) = tokio::join!(
        parts.store.branch(id, stock),
        sold_lately(&parts.store, id, http.now)
    );
    let branch = branch?.ok_or_else(missing)?;
    let today = branch.profile.business_day(http.now);
    let now = stock.as_of(http.now);
    let at = branch.profile.moment(channel, &now, http.now);
    let popular = popular(&sold, today, &branch.menu, &at);
    let view = {
        let then = (channel, http.now);
        MenuView::of(&branch.menu, stock, &branch.profile, popular, then)
    };
    let body = serde_json::to_string(&view).map_err(unwritten)?;
    let etag = format!(
        "{}-{}-{:x}",
        branch.menu.version,
        stock.revision(),
        mark(&body)
    );
    let keep = keep_seconds(view.changes_at, http.now);
    Ok(Read {
        profile: branch.profile,
        view,
        body,
        etag,
        keep,
    })
}

fn unwritten(error: serde_json::Error) -> Problem {
    Problem::new(Code::Internal, "The menu could not be written.").because(error)
}

/// The menu as a page. Whoever shows pages gets one for a branch that there is not, too.
async fn page(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    match whole_page(parts, http).await {
        Err(problem) if problem.code == Code::NotFound && shows_pages(http) => {
            Ok(Reply::missing_page(page::missing()))
        }
        answer => answer,
    }
}

/// A program says what it takes; the CDN passes on what a browser says, and that names HTML.
fn shows_pages(http: &HttpRequest) -> bool {
    let accept = http.header("accept");
    accept.is_some_and(|accept| accept.contains("text/html"))
}

async fn whole_page(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let id: BranchId = http.id("branch")?;
    let stock = stock(parts, &id, "branch").await?;
    let brand = async {
        let brand = parts.store.brand(&stock.brand_id).await?;
        brand.ok_or_else(|| Problem::not_found("branch"))
    };
    let read = read(parts, http, &stock, (&id, "branch"), Channel::DineIn);
    let (read, brand) = tokio::try_join!(read, brand)?;
    let origin = origin_of(&brand, parts.site.own());
    let origin = origin.map(|origin| origin.to_string());
    let name = brand.name.clone();
    let looks = LooksView::of_guests(brand);
    let page = Page {
        brand: &name,
        branch: &read.profile.name,
        address: read.profile.address.given().map(Address::as_str),
        id: &id.to_string(),
        zone: read.profile.time_zone.rules(),
        origin: origin.as_deref(),
        looks: looks.as_ref(),
        etag: &read.etag,
        now: http.now,
    };
    let rendered = page.render(read.view).map_err(unwritten)?;
    let etag = format!("{}-{:x}", read.etag, mark(&rendered.html));
    let policy = page::policy(&rendered.style);
    Ok(Reply::page(http, rendered.html, &etag, read.keep)
        .header("content-security-policy", &policy)
        .header("link", &rendered.links))
}

async fn branch_of_table(parts: &Parts, http: &HttpRequest) -> Result<BranchId, Problem> {
    let code: TableCode = http.path("code")?.to_uppercase().parse()?;
    let table = parts.store.table_by_code(&code).await?;
    let table = table.ok_or_else(|| Problem::not_found("table"))?;
    Ok(table.branch_id)
}

/// Differs where menus do that one version of menu and stock makes: hours, prices and what is
/// served come and go by the clock, and other dishes sell. Another build may mark them otherwise,
/// which costs each phone the menu once.
fn mark(body: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}

/// How long phones may keep it: not beyond the moment at which something of it changes by itself.
fn keep_seconds(changes_at: Option<Timestamp>, now: Timestamp) -> u32 {
    let left = changes_at.map(|at| at.duration_since(now).as_secs());
    let left = left.and_then(|left| u32::try_from(left.max(0)).ok());
    left.unwrap_or(KEEP_SECONDS).min(KEEP_SECONDS)
}

/// A picture, to be kept for ever: its name says what is in it.
async fn photo(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let name: PhotoName = http.id("photo")?;
    let jpeg = parts.store.photo(&name).await?;
    let jpeg = jpeg.ok_or_else(|| Problem::not_found("photo"))?;
    Ok(Reply::immutable(
        http,
        "image/jpeg",
        jpeg,
        &name.to_string(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_is_kept_no_longer_than_it_is_right() {
        let now: Timestamp = "2026-11-20T13:30:00Z".parse().unwrap();
        let after = |ms: i64| Some(now + jiff::SignedDuration::from_millis(ms));
        for (changes_at, keep) in [
            (None, 5),
            (after(3_600_000), 5),
            (after(5_000), 5),
            (after(4_999), 4),
            (after(999), 0),
            (after(-2_000), 0),
            (after(i64::from(u32::MAX) * 4_000), 5),
        ] {
            assert_eq!(keep_seconds(changes_at, now), keep, "{changes_at:?}");
        }
        assert_ne!(mark("a"), mark("b"));
        assert_eq!(mark("a"), mark("a"));
    }
}
