//! The cards on the tables: what they say and what their QR codes hold.

use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::BranchId;
use salver::domain::table::Table;
use salver::wire::branch::BranchSettings;
use salver::wire::looks::LooksView;
use salver::wire::table::{CardSheet, QrPath, TableCard};

use salver::service::branch::profile;
use salver::service::looks::brand;

use crate::parts::Parts;
use crate::qr::Qr;

/// What a table's QR code holds: the page of the menu, with the code in the fragment, out of logs
/// and referrers.
pub fn url(origin: &str, branch: &BranchId, table: &Table) -> String {
    format!("{origin}/m/{branch}#{}", table.code)
}

/// The same to read and to type, without what the code says by itself: `order.example.com/#CODE`.
fn short_url(origin: &str, table: &Table) -> String {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    format!("{host}/#{}", table.code)
}

/// One table's card.
///
/// # Errors
/// 500 when the origin is too long for a QR code.
pub fn card(origin: &str, branch: &BranchId, table: Table) -> Result<TableCard, Problem> {
    let url = url(origin, branch, &table);
    let qr = Qr::of(&url)?;
    Ok(TableCard {
        short_url: short_url(origin, &table),
        qr: QrPath {
            size: qr.size(),
            path: qr.path(0),
        },
        url,
        id: table.id,
        name: table.name,
        section_id: table.section_id,
        section: table.section,
        seats: table.seats,
        code: table.code,
        version: table.version,
    })
}

/// Answers with the cards of all tables.
pub async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let origin = parts.site.origin()?;
    let profile = profile(&parts.store, &branch).await?;
    let store = &parts.store;
    let tables = async { Ok(store.tables(&branch).await?) };
    let (tables, brand) = tokio::try_join!(tables, brand(store, &profile.brand_id))?;
    let cards = tables.into_iter().map(|table| card(origin, &branch, table));
    Reply::ok(&CardSheet {
        branch: BranchSettings::from(&profile),
        looks: LooksView::from(brand),
        list_url: format!("{origin}/#/{branch}"),
        cards: cards.collect::<Result<_, _>>()?,
    })
}
