//! The address at which the brand's guests find it, and which cards lie on the tables.

use salver::api::operations::site::{CONFIRM_CARDS, PUT_SITE};
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::floor_plan::IN_A_BRANCH;
use salver::domain::id::BranchId;
use salver::domain::table::Table;
use salver::service::{branch, brand, looks, printed, site};
use salver::wire::site::{CardState, CardsConfirmed, SiteView};

use crate::cards;
use crate::parts::Parts;

/// Confirms or changes it; cards carry it from then on.
pub async fn put(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    brand::require_whole(&staff.access)?;
    let request = http.read(&PUT_SITE)?;
    let wish = (&request.origin, request.version);
    let (brand, own) = (&staff.access.brand, parts.site.own());
    let by = http.by(&staff);
    let changed = site::change(&parts.store, brand, own, wish, &by).await?;
    Reply::ok(&SiteView::of(&changed, request.origin))
}

/// Notes which cards lie on the tables, and answers how all of them stand.
pub async fn confirm(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let id: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &id).await?;
    let request = http.read(&CONFIRM_CARDS)?;
    if request.cards.is_empty() || request.cards.len() > IN_A_BRANCH {
        return Err(Problem::invalid("cards", format!("1 to {IN_A_BRANCH}")));
    }
    let store = &parts.store;
    let (brand, profile) = tokio::try_join!(
        looks::brand(store, &staff.access.brand),
        branch::profile(store, &id)
    )?;
    let origin = cards::origin(parts, &brand)?;
    let confirmed = request.cards.into_iter().map(|card| (card.id, card.mark));
    let confirmed: Vec<_> = confirmed.collect();
    let wish = (&*confirmed, &request.origin);
    let printed = printed::confirm(store, &id, wish, &http.by(&staff)).await?;
    let house = cards::House {
        origin: &origin,
        profile: &profile,
        brand: &brand,
        printed: &printed,
    };
    let tables = store.tables(&id).await?.into_iter();
    let state = |table: Table| {
        Ok::<_, Problem>(CardState {
            printed: house.on_table(&table)?,
            id: table.id,
        })
    };
    Reply::ok(&CardsConfirmed {
        cards: tables.map(state).collect::<Result<_, _>>()?,
    })
}
