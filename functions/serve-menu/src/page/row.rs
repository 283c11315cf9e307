//! A dish, as `ItemRow` of the guest's app draws it for who has not sat down.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use salver::domain::id::PhotoId;
use salver::domain::menu::Diet;
use salver::domain::priced::PriceKind;
use salver::wire::menu::ItemView;
use salver::wire::price_list::PriceListView;

use super::money::written;
use super::words;

/// So many tints a tile has.
const TINTS: usize = 6;

/// The rim of a mark's square.
const RIM: &str = "M.5.5h15v15H.5ZM2 2v12h12V2Z";

/// What all rows of a page have in common.
pub(super) struct Row<'a> {
    /// The menu's own language, where that is not the page's.
    pub(super) lang: Option<&'a str>,
    /// Some price has decimals, so all have.
    pub(super) exact: bool,
    pub(super) zone: &'a TimeZone,
    pub(super) now: Timestamp,
    /// What counts for a while.
    pub(super) lists: &'a [PriceListView],
    /// Those that are fetched with the page; the others come when somebody comes near.
    pub(super) photos: &'a [PhotoId],
}

impl Row<'_> {
    /// `category` is the place of its category, which gives a tile its tint.
    pub(super) fn of(&self, item: &ItemView, category: usize) -> Markup {
        let dearer = |price: i64| price > item.price.minor;
        let from = item.variants.iter().any(|one| dearer(one.price.minor));
        let gone = (!item.available).then_some("gone");
        let sold_out = !item.available && item.serves_at.is_none() && item.ask.is_none();
        let terms = self.terms(item);
        html! {
            li.di.(gone.unwrap_or_default()) {
                h3.di { (mark(item.diet)) span.name.di dir="auto" lang=[self.lang] { (item.name) } }
                @if let Some(text) = &item.description { p.description.di dir="auto" lang=[self.lang] { (text) } }
                p.facts.di {
                    @if item.ask != Some(PriceKind::Market) {
                        @if from { (words::FROM) " " }
                        b.di translate="no" dir="auto" { (written(item.price, self.exact)) }
                    }
                    @if sold_out {
                        span.badge.di { (words::SOLD_OUT) }
                    } @else if item.available && item.prep_minutes > 0 {
                        span role="img" aria-label=(words::prep(item.prep_minutes)) { (item.prep_minutes) " min" }
                    }
                    @if let Some(left) = item.left.filter(|left| *left > 0) {
                        span.badge.few.di { (words::left(left)) }
                    }
                    @if let Some(terms) = terms { span.terms.di { (terms) } }
                    @if !item.allergens.is_empty() { (words::contains(&item.allergens)) }
                }
                @if let Some(photo) = &item.photo {
                    img.di src={ "/photos/" (photo) "-192" } alt="" width="96" height="96" loading=[(!self.photos.contains(photo)).then_some("lazy")];
                } @else {
                    span.tile.dt.{ "t" (category % TINTS) } {}
                }
                @if item.available { span.more.di aria-hidden="true" {} }
            }
        }
    }

    /// What holds for it only now; as `termsOf` of the app says it.
    fn terms(&self, item: &ItemView) -> Option<String> {
        if let Some(at) = item.serves_at {
            return Some(words::from(&words::when(at, self.now, self.zone)));
        }
        if let Some(kind) = item.ask {
            return Some(words::ask(kind).to_owned());
        }
        let list = item.price_list.as_ref().filter(|_| item.available)?;
        let list = self.lists.iter().find(|one| one.id == *list)?;
        let said = match list.until {
            Some(until) => words::until(&list.name, &words::when(until, self.now, self.zone)),
            None => list.name.clone(),
        };
        let usual = item.usual_price.map(|price| written(price, self.exact));
        Some(usual.map_or_else(|| said.clone(), |usual| words::otherwise(&said, &usual)))
    }
}

/// The square of a diet: shape, colour and word.
fn mark(diet: Diet) -> Markup {
    let (name, shape) = match diet {
        Diet::Veg => ("veg", "M8 4.4a3.6 3.6 0 0 1 0 7.2a3.6 3.6 0 0 1 0-7.2Z"),
        Diet::Vegan => ("vegan", "M4.5 11.5C3.5 6.5 7 4 12 4c.3 5-2 8.6-7.5 7.5Z"),
        Diet::Egg => ("egg", "M8 4.2a3 4 0 0 1 0 8a3 4 0 0 1 0-8Z"),
        Diet::NonVeg => ("non_veg", "M8 4 12.2 11.6H3.8Z"),
    };
    html! {
        svg.mark.dd.(name) viewBox="0 0 16 16" width="1em" height="1em" role="img" aria-label=(words::diet(diet)) {
            path fill="currentColor" fill-rule="evenodd" d={ (RIM) (shape) };
        }
    }
}
