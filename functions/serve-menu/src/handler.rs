//! `GET /api/v1/branches/{branch}/menu`: the published menu, readable by anybody. A phone that has
//! just scanned a code knows no branch yet and asks by `GET /api/v1/tables/{code}/menu`. Its
//! photos are at `GET /photos/{photo}`.

use std::hash::{DefaultHasher, Hash, Hasher};

use salver::api::operations::menu::{READ_MENU, READ_TABLE_MENU};
use salver::api::operations::photo::READ_PHOTO;
use salver::api::problem::Code;
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::domain::id::{BranchId, ItemId, TableCode};
use salver::domain::photo::PhotoName;
use salver::domain::popular::popular;
use salver::domain::text::PauseWord;
use salver::service::popular::sold_lately;
use salver::wire::menu::MenuView;
use salver::wire::stock::OrderingView;

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
        .on(&READ_PHOTO, |parts, http| Box::pin(photo(parts, http)))
}

async fn of_branch(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    menu(parts, http, &http.id("branch")?, "branch").await
}

async fn of_table(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let id = branch_of_table(parts, http).await?;
    menu(parts, http, &id, "table").await
}

/// Answers with the menu, or 304 when the caller has it. `what` is what the path named.
async fn menu(
    parts: &Parts,
    http: &HttpRequest,
    id: &BranchId,
    what: &str,
) -> Result<Reply, Problem> {
    let missing = || Problem::not_found(what);
    let stock = parts.store.stock(id).await?.ok_or_else(missing)?;
    // Only of a branch that there is, or made-up ones would push it out of the memory.
    let (branch, sold) = tokio::join!(
        parts.store.branch(id, &stock),
        sold_lately(&parts.store, id, http.now)
    );
    let branch = branch?.ok_or_else(missing)?;
    let today = branch.profile.business_day(http.now);
    let popular = popular(&sold, today, &branch.menu, &stock.as_of(http.now));
    // One version of the stock looks different once something of it has ended.
    let ended = stock.ended(http.now);
    let view = MenuView::of(&branch.menu, &stock, &branch.profile, popular, http.now);
    let rest = mark(&view.popular, &view.ordering);
    let etag = format!(
        "{}-{}-{ended}-{rest:x}",
        branch.menu.version,
        stock.revision(),
    );
    let body = serde_json::to_string(&view)
        .map_err(|e| Problem::new(Code::Internal, "The menu could not be written.").because(e))?;
    Ok(Reply::cached(http, body, &etag, KEEP_SECONDS))
}

async fn branch_of_table(parts: &Parts, http: &HttpRequest) -> Result<BranchId, Problem> {
    let code: TableCode = http.path("code")?.to_uppercase().parse()?;
    let table = parts.store.table_by_code(&code).await?;
    let table = table.ok_or_else(|| Problem::not_found("table"))?;
    Ok(table.branch_id)
}

/// Differs where menus do that one version of menu and stock makes: the hours come nearer and go
/// by, and other dishes sell. Another build may mark them otherwise, which costs each phone the
/// menu once.
fn mark(popular: &[ItemId], ordering: &OrderingView) -> u64 {
    // Each field, so that none to come is forgotten.
    let OrderingView {
        open,
        word,
        until,
        opens_at,
        closes_at,
    } = ordering;
    let word = word.as_ref().map(PauseWord::as_str);
    let mut hasher = DefaultHasher::new();
    (popular, open, word, until, opens_at, closes_at).hash(&mut hasher);
    hasher.finish()
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
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn whatever_is_said_of_ordering_and_of_what_is_popular_has_a_mark_of_its_own() {
        let open = || OrderingView {
            open: true,
            word: None,
            until: None,
            opens_at: None,
            closes_at: None,
        };
        let at = |time: &str| Some(time.parse().unwrap());
        let (soon, later) = ("2026-11-20T22:00:00Z", "2026-11-21T22:00:00Z");
        let views = [
            open(),
            // It comes into sight a week before, and moves when the dates to come do.
            OrderingView {
                closes_at: at(soon),
                ..open()
            },
            OrderingView {
                closes_at: at(later),
                ..open()
            },
            OrderingView {
                open: false,
                opens_at: at(soon),
                ..open()
            },
            OrderingView {
                open: false,
                until: at(soon),
                ..open()
            },
            OrderingView {
                open: false,
                ..open()
            },
        ];
        let lists: [&[ItemId]; 2] = [&[], &["dosa".parse().unwrap()]];
        let marks = |list| views.iter().map(move |view| mark(list, view));
        let all: BTreeSet<_> = lists.into_iter().flat_map(marks).collect();
        assert_eq!(all.len(), lists.len() * views.len());
        assert_eq!(mark(&[], &open()), mark(&[], &open()));
    }
}
