//! The cards on the tables: what they say and what their QR codes hold.

use salver::api::problem::Code;
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::auth::secret;
use salver::domain::branch::Profile;
use salver::domain::id::BranchId;
use salver::domain::looks::Brand;
use salver::domain::printed::{CardMark, PrintedCards};
use salver::domain::site_origin::SiteOrigin;
use salver::domain::table::Table;
use salver::wire::branch::BranchSettings;
use salver::wire::brand::BrandView;
use salver::wire::looks::LooksView;
use salver::wire::site::{CardOnTable, SiteView};
use salver::wire::table::{CardSheet, QrPath, TableCard};

use salver::service::branch::profile;
use salver::service::looks::brand;
use salver::service::site;

use crate::parts::Parts;
use crate::qr::Qr;

/// What a table's QR code holds: the page of the menu, with the code in the fragment, out of logs
/// and referrers.
pub fn url(origin: &SiteOrigin, branch: &BranchId, table: &Table) -> String {
    format!("{origin}/m/{branch}#{}", table.code)
}

/// An address that leads to the table too, without the menu's page.
fn bare_url(origin: &SiteOrigin, table: &Table) -> String {
    format!("{origin}/#{}", table.code)
}

/// The address that the brand's cards carry.
///
/// # Errors
/// `site_address_missing` while no owner has confirmed one and the deployment knows none of its
/// own.
pub fn origin(parts: &Parts, brand: &Brand) -> Result<SiteOrigin, Problem> {
    let missing = || {
        let detail = "the owner confirms it first";
        Problem::new(Code::SiteAddressMissing, detail)
    };
    site::origin_of(brand, parts.site.own()).ok_or_else(missing)
}

/// What the cards of a branch have in common.
#[derive(Debug, Clone, Copy)]
pub struct House<'a> {
    /// The address that they carry.
    pub origin: &'a SiteOrigin,
    pub profile: &'a Profile,
    pub brand: &'a Brand,
    /// Which ones lie on their tables.
    pub printed: &'a PrintedCards,
}

impl House<'_> {
    /// What stands on a table's card, in short: all that guests need it for. Looks, words and
    /// format make no card wrong, and neither does a link without the menu's page.
    fn mark(&self, table: &Table) -> Result<CardMark, Problem> {
        let profile = self.profile;
        let says = [
            &*bare_url(self.origin, table),
            &table.name,
            &table.section,
            &self.brand.name,
            &profile.name,
        ];
        let mark = CardMark::of_hash(&secret::hash(&says.join("\n")));
        mark.map_err(|why| Problem::new(Code::Internal, why))
    }

    /// What is known of the card on a table.
    ///
    /// # Errors
    /// Never, as a hash has a mark.
    pub fn on_table(&self, table: &Table) -> Result<CardOnTable, Problem> {
        let standing = self.printed.standing(&table.id, &self.mark(table)?);
        let card = self.printed.cards.get(&table.id);
        Ok(CardOnTable::of(standing, card))
    }

    /// One table's card.
    ///
    /// # Errors
    /// 500 when the origin is too long for a QR code.
    pub fn card(&self, table: Table) -> Result<TableCard, Problem> {
        let url = url(self.origin, &self.profile.id, &table);
        let qr = Qr::of(&url)?;
        let bare = bare_url(self.origin, &table);
        // To read and to type, without what goes without saying: `order.example.com/#CODE`.
        let short_url = bare
            .split_once("://")
            .map_or(bare.as_str(), |(_, rest)| rest);
        Ok(TableCard {
            short_url: short_url.to_owned(),
            qr: QrPath {
                size: qr.size(),
                path: qr.path(0),
            },
            mark: self.mark(&table)?,
            printed: self.on_table(&table)?,
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
}

/// Answers with the cards of all tables.
pub async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize(parts, http, &branch)?;
    let store = &parts.store;
    let tables = async { Ok(store.tables(&branch).await?) };
    let printed = async { Ok(store.printed_cards(&branch).await?) };
    let (profile, brand, tables, printed) = tokio::try_join!(
        profile(store, &branch),
        brand(store, &staff.access.brand),
        tables,
        printed
    )?;
    let origin = origin(parts, &brand)?;
    let house = House {
        origin: &origin,
        profile: &profile,
        brand: &brand,
        printed: &printed,
    };
    let cards = tables.into_iter().map(|table| house.card(table));
    Reply::ok(&CardSheet {
        branch: BranchSettings::of(&profile, &brand),
        brand: BrandView::from(&brand),
        site: SiteView::of(&brand, origin.clone()),
        list_url: format!("{origin}/#/{branch}"),
        cards: cards.collect::<Result<_, _>>()?,
        looks: LooksView::from(brand),
    })
}
