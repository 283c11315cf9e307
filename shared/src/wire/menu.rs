//! The published menu.

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::branch::Profile;
use crate::domain::combo_menu::Dishes;
use crate::domain::id::{CategoryId, GroupId, ItemId, OptionId, PhotoId, PriceListId, StationId};
use crate::domain::language::{Language, Text};
use crate::domain::menu::{Allergen, Category, Diet, Item, Menu, OptionGroup, Station};
use crate::domain::menu_price::Counting;
use crate::domain::moment::Moment;
use crate::domain::money::{Currency, Money};
use crate::domain::price_list::Channel;
use crate::domain::priced::{NotNow, PriceKind};
use crate::domain::stock::Stock;
use crate::wire::combo::ComboPartView;
use crate::wire::price_list::{PriceListView, PriceNow, VariantView};
use crate::wire::stock::{OrderingView, next_change};
use crate::wire::texts::{Texts, texts};

/// An option with its price.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OptionView {
    pub id: OptionId,
    pub name: String,
    /// What it says in the menu's other languages, by BCP 47 tag.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = std::collections::BTreeMap<String, crate::wire::texts::Said>))]
    pub texts: Texts,
    /// What it adds to the price of one piece.
    pub price: Money,
}

/// A choice to make.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OptionGroupView {
    pub id: GroupId,
    pub name: String,
    /// What it says in the menu's other languages, by BCP 47 tag.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = std::collections::BTreeMap<String, crate::wire::texts::Said>))]
    pub texts: Texts,
    /// At least so many must be chosen.
    pub min: u8,
    /// At most so many may be chosen.
    pub max: u8,
    /// So many of the chosen ones that have a price cost nothing: those that stand first in
    /// the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<u8>,
    /// What there is to choose.
    pub options: Vec<OptionView>,
}

/// Something to order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemView {
    pub id: ItemId,
    pub name: String,
    /// What it says in the menu's other languages, by BCP 47 tag.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = std::collections::BTreeMap<String, crate::wire::texts::Said>))]
    pub texts: Texts,
    /// A few words about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// One piece without options, as it is ordered now; of its cheapest variant, where it has
    /// some; 0 while `ask` says that nobody has priced it.
    pub price: Money,
    /// The forms in which it is sold, of which one has to be chosen; absent when it has one
    /// form alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub variants: Vec<VariantView>,
    /// Its diet mark.
    pub diet: Diet,
    /// What it contains; of a combo also what anything that may be picked for it contains.
    pub allergens: Vec<Allergen>,
    /// Who makes it; absent when it needs no kitchen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub station: Option<StationId>,
    /// Minutes from start to ready; of a combo as long as anything of it takes.
    pub prep_minutes: u16,
    /// Whether it can be ordered now; of a combo also, whether it has something of each part.
    pub available: bool,
    /// How many pieces are left, when they are few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
    /// What it looks like: `/photos/{photo}-192` is a square, `/photos/{photo}-800` is 4:3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoId>,
    /// The choices to make, as this item offers them.
    pub option_groups: Vec<OptionGroupView>,
    /// What `price` is else, while a price list counts for a while.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usual_price: Option<Money>,
    /// The list, of `price_lists`, by which it or one of its variants costs what it does now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_list: Option<PriceListId>,
    /// It is not served at this time of the day, or nothing of a part of it is: from when on it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub serves_at: Option<Timestamp>,
    /// Staff have to be asked: for the price of the day (`market`), of a combo also for that of all
    /// that is left of a part, or to weigh it, where `price` is of so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<PriceKind>,
    /// Of a combo: what it is made of. Something of the menu is picked for each part, with its
    /// own options; the price is one for all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub parts: Vec<ComboPartView>,
}

/// A heading of the menu.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategoryView {
    pub id: CategoryId,
    pub name: String,
    /// What it says in the menu's other languages, by BCP 47 tag.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = std::collections::BTreeMap<String, crate::wire::texts::Said>))]
    pub texts: Texts,
    /// A line below the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What stands below it.
    pub items: Vec<ItemView>,
}

/// The menu as guests see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuView {
    /// Grows with every publication.
    pub version: u64,
    /// The language of its names and descriptions, and of what nobody has said in another one.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "en"))]
    pub language: Language,
    /// The other languages in which something of it is said, by BCP 47 tag.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = Vec<String>))]
    pub languages: Vec<Language>,
    /// Of all prices.
    pub currency: Currency,
    /// Digits of its minor unit: 2 when 35000 are 350.00.
    #[cfg_attr(feature = "openapi", schema(maximum = 4))]
    pub currency_digits: u8,
    /// The kitchen's stations.
    pub stations: Vec<Station>,
    /// In their order.
    pub categories: Vec<CategoryView>,
    /// What was sold most on the last business days that are over, the most pieces first:
    /// items of the menu that are to be had. Absent where too little was sold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub popular: Vec<ItemId>,
    /// Whether guests may order.
    pub ordering: OrderingView,
    /// Price lists that count now and only for a while: at tables, or for the way of ordering that
    /// was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub price_lists: Vec<PriceListView>,
    /// When something of it changes by itself next: what is sold out or paused ends, the
    /// opening hours begin or end, or other prices count or other items are served.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub changes_at: Option<Timestamp>,
}

impl MenuView {
    /// The menu with what is to be had at a moment by one way of ordering, and what is popular
    /// there.
    pub fn of(
        menu: &Menu,
        stock: &Stock,
        profile: &Profile,
        mut popular: Vec<ItemId>,
        (channel, now): (Channel, Timestamp),
    ) -> Self {
        let ordering = profile.ordering(stock, now);
        let stock = &stock.as_of(now);
        let at = &profile.moment(channel, stock, now);
        popular.retain(|id| {
            let found = menu.found(id);
            found.is_some_and(|(category, item)| item.not_now(category, at).is_none())
        });
        let (counting, dishes) = (&menu.counting(at), &menu.dishes());
        let turns_at = menu.turns_at(at).into_iter();
        Self {
            version: menu.version,
            language: menu.language.clone(),
            languages: menu.other_languages(),
            currency: menu.currency,
            currency_digits: menu.currency.digits(),
            stations: menu.stations.clone(),
            categories: menu
                .categories
                .iter()
                .map(|c| category(menu, (at, counting, dishes), c))
                .collect(),
            popular,
            ordering: OrderingView::from(&ordering),
            price_lists: PriceListView::counting(menu, at),
            changes_at: turns_at.chain(next_change(stock, &ordering, now)).min(),
        }
    }
}

/// When and how something is ordered, what counts then, and what combos are made of.
type Then<'a> = (&'a Moment<'a>, &'a Counting<'a, 'a>, &'a Dishes<'a>);

fn category(menu: &Menu, then: Then<'_>, category: &Category) -> CategoryView {
    CategoryView {
        id: category.id.clone(),
        name: menu.say(&category.name).to_owned(),
        texts: texts(menu, &category.name, category.description.as_ref()),
        description: said(menu, category.description.as_ref()),
        items: category
            .items
            .iter()
            .map(|i| item(menu, then, (category, i)))
            .collect(),
    }
}

fn item(
    menu: &Menu,
    (at, counting, dishes): Then<'_>,
    (category, item): (&Category, &Item),
) -> ItemView {
    let now = PriceNow::of(menu, (category, item), at, counting);
    let not_now = item.not_now(category, at);
    let of_parts = dishes.parts_not_now(item, at);
    let ask = match (item.base_price(at), of_parts) {
        (None, _) => Some(item.priced),
        (Some(_), Some(NotNow::NoPrice)) => Some(PriceKind::Market),
        (Some(_), _) => None,
    };
    ItemView {
        id: item.id.clone(),
        name: menu.say(&item.name).to_owned(),
        texts: texts(menu, &item.name, item.description.as_ref()),
        description: said(menu, item.description.as_ref()),
        price: now.price,
        variants: now.variants,
        diet: item.diet,
        allergens: dishes.allergens(item),
        station: item.station.clone(),
        prep_minutes: dishes.prep_minutes(item),
        available: dishes.has(item, at) && not_now.is_none(),
        left: at.stock.few(&item.id),
        photo: item.photo.clone(),
        option_groups: menu.groups_of(item).map(|g| group(menu, &g)).collect(),
        usual_price: now.usual,
        price_list: now.list,
        serves_at: match not_now.or(of_parts) {
            Some(NotNow::From(from)) => Some(from),
            Some(NotNow::NoPrice) | None => None,
        },
        ask,
        parts: item
            .parts
            .iter()
            .map(|p| ComboPartView::of(menu, p))
            .collect(),
    }
}

fn group(menu: &Menu, group: &OptionGroup) -> OptionGroupView {
    let options = group.options.iter().map(|o| OptionView {
        id: o.id.clone(),
        name: menu.say(&o.name).to_owned(),
        texts: texts(menu, &o.name, None),
        price: Money::new(o.price, menu.currency),
    });
    OptionGroupView {
        id: group.id.clone(),
        name: menu.say(&group.name).to_owned(),
        texts: texts(menu, &group.name, None),
        min: group.min,
        max: group.max,
        free: Some(group.free).filter(|free| *free > 0),
        options: options.collect(),
    }
}

fn said(menu: &Menu, text: Option<&Text>) -> Option<String> {
    text.map(|text| menu.say(text).to_owned())
}
