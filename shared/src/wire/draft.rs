//! The menu in the making.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::DomainError;
use crate::domain::draft::{
    Change, Command, Draft, Edited, MenuProblem, MenuRules, changes, problems,
};
use crate::domain::hours::OpeningTime;
use crate::domain::id::{CategoryId, GroupId, StaffId};
use crate::domain::language::Language;
use crate::domain::menu::{Category, Menu, OptionGroup, Station};
use crate::domain::money::{Currency, Money};
use crate::domain::object::objects;
use crate::domain::stock::Stock;
use crate::domain::topic::Topic;
use crate::wire::draft_item::DraftItem;
use crate::wire::menu::OptionView;
use crate::wire::price_list::DraftPriceList;
use crate::wire::texts::{Texts, texts};
use crate::wire::unpriced::UnpricedAt;

/// Who edited or published, and when.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditedView {
    /// Who.
    pub by: StaffId,
    /// Their name at that time; empty when nobody knows it.
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

impl From<&Edited> for EditedView {
    fn from(edited: &Edited) -> Self {
        Self {
            by: edited.by.clone(),
            name: edited.name.clone(),
            at: edited.at,
        }
    }
}

/// A heading of the menu as it is edited.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftCategory {
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
    pub items: Vec<DraftItem>,
    /// When it is served; none of them is always.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub times: Vec<OpeningTime>,
}

/// A group of options as it is edited.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftGroup {
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

/// The menu in the making, with all that is wrong with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftView {
    /// Grows with every edit, publication and roll-back; 0 when nobody has edited it yet.
    pub version: u64,
    /// The published version that counts now.
    pub published_version: u64,
    /// The language of its names and descriptions.
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
    /// Groups that items offer by their IDs.
    pub option_groups: Vec<DraftGroup>,
    /// In their order.
    pub categories: Vec<DraftCategory>,
    /// In the order in which they come before each other.
    pub price_lists: Vec<DraftPriceList>,
    /// What blocks a publication first.
    pub problems: Vec<DraftProblem>,
    /// In how many things it differs from what is published.
    pub changes: usize,
    /// Whoever asks may not change it: they run one branch, and the brand has others that sell
    /// this menu.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub read_only: bool,
    /// What the brand asks of it.
    pub rules: MenuRulesView,
    /// By whom it was edited last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited: Option<EditedView>,
    /// The sequence number of the owner's topic, read before the rest.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, u64>))]
    pub topics: BTreeMap<Topic, u64>,
    /// When this was read.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub server_time: Timestamp,
}

/// Something that is wrong with the draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftProblem {
    #[serde(flatten)]
    pub problem: MenuProblem,
    /// Whether the draft is not published with it. Else it is for a person to confirm.
    pub blocks: bool,
    /// What is published has it just so: somebody has confirmed it already.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub known: bool,
}

impl DraftProblem {
    /// What is wrong with a draft, beside what is published.
    fn all(draft: &Menu, published: &Menu, rules: MenuRules) -> Vec<Self> {
        let before = problems(published, rules);
        let found = problems(draft, rules).into_iter();
        let told = found.map(|problem| {
            let blocks = problem.code.blocks();
            Self {
                known: !blocks && before.contains(&problem),
                blocks,
                problem,
            }
        });
        told.collect()
    }
}

/// What a brand asks of its menu before it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuRulesView {
    /// Each item needs a station; combos are made where their parts are.
    pub stations: bool,
}

impl From<MenuRules> for MenuRulesView {
    fn from(MenuRules { stations }: MenuRules) -> Self {
        Self { stations }
    }
}

impl From<MenuRulesView> for MenuRules {
    fn from(MenuRulesView { stations }: MenuRulesView) -> Self {
        Self { stations }
    }
}

impl DraftView {
    /// The draft, beside what is published and what is to be had.
    ///
    /// # Errors
    /// As [`changes`].
    pub fn of(
        draft: &Draft,
        rules: MenuRules,
        (published, stock): (&Menu, &Stock),
        topics: BTreeMap<Topic, u64>,
        now: Timestamp,
    ) -> Result<Self, DomainError> {
        let (menu, stock) = (&draft.menu, &stock.as_of(now));
        Ok(Self {
            version: draft.version,
            published_version: published.version,
            language: menu.language.clone(),
            languages: menu.other_languages(),
            changes: changes(published, menu)?.len(),
            currency: menu.currency,
            currency_digits: menu.currency.digits(),
            stations: menu.stations.clone(),
            option_groups: menu.option_groups.iter().map(|g| group(menu, g)).collect(),
            categories: menu
                .categories
                .iter()
                .map(|c| category(menu, stock, c))
                .collect(),
            price_lists: menu
                .price_lists
                .iter()
                .map(|list| DraftPriceList::of(menu, list))
                .collect(),
            problems: DraftProblem::all(menu, published, rules),
            rules: rules.into(),
            read_only: false,
            edited: draft.edited.as_ref().map(EditedView::from),
            topics,
            server_time: now,
        })
    }
}

fn category(menu: &Menu, stock: &Stock, category: &Category) -> DraftCategory {
    let items = category.items.iter();
    DraftCategory {
        id: category.id.clone(),
        name: menu.say(&category.name).to_owned(),
        texts: texts(menu, &category.name, category.description.as_ref()),
        description: category
            .description
            .as_ref()
            .map(|text| menu.say(text).to_owned()),
        items: items.map(|i| DraftItem::of(menu, stock, i)).collect(),
        times: category.times.week().to_vec(),
    }
}

fn group(menu: &Menu, group: &OptionGroup) -> DraftGroup {
    let options = group.options.iter().map(|o| OptionView {
        id: o.id.clone(),
        name: menu.say(&o.name).to_owned(),
        texts: texts(menu, &o.name, None),
        price: Money::new(o.price, menu.currency),
    });
    DraftGroup {
        id: group.id.clone(),
        name: menu.say(&group.name).to_owned(),
        texts: texts(menu, &group.name, None),
        min: group.min,
        max: group.max,
        free: Some(group.free).filter(|free| *free > 0),
        options: options.collect(),
    }
}

/// "Change this of the draft", all of it or nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftCommandsRequest {
    /// Done in this order.
    #[serde(deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub commands: Vec<Command>,
}

/// What an edit has changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftEdited {
    /// The draft's version after it.
    pub version: u64,
    /// What is otherwise than before.
    pub changes: Vec<Change>,
}

/// What differs between the draft and what is published.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftChanges {
    /// The draft's version.
    pub version: u64,
    /// The published version that counts now.
    pub published_version: u64,
    /// What a publication would change, in an order in which it can be done.
    pub changes: Vec<Change>,
    /// How many branches would sell it from that moment on.
    pub branches: usize,
    /// What branches in other currencies would not offer of it, since it has no price there. It
    /// does not keep the draft from being published: prices are set after that. Only for whoever
    /// may publish.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub unpriced: Vec<UnpricedAt>,
}
