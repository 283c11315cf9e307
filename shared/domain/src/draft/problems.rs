//! What is wrong with a menu before it is published: all of it, not the first.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::thing::Thing;
use crate::combo::ComboChoice;
use crate::id::{GroupId, ItemId};
use crate::language::Text;
use crate::menu::{Item, Menu, OptionGroup};
use crate::price_list::PriceList;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProblemCode {
    /// It has no name, or one of its texts says nothing in the menu's own language.
    NameMissing,
    /// A group from which something must be chosen holds no option, or one that is offered
    /// holds none at all, as it is or as an item offers it.
    GroupEmpty,
    /// A group asks for more than it holds, or for more than it allows, as it is or as an item
    /// offers it.
    GroupUnfulfillable,
    /// A group gives more for nothing than may be chosen of it, as it is or as an item offers
    /// it.
    GroupFreeTooMany,
    /// An item offers one option twice, by two of its groups.
    OptionTwice,
    /// An item, or one of its variants, costs nothing, and nobody has said that it may.
    PriceZero,
    /// An item names no station, where each one needs one.
    NoStation,
    /// A category holds nothing.
    CategoryEmpty,
    /// Two items of a category, or two variants of an item, have one name.
    NameTwice,
    /// A price list counts for no way of ordering, or changes no price.
    ListEmpty,
    /// Something that has a price on the menu costs nothing in a price list.
    ListFree,
    /// An item that staff price is sold in variants.
    VariantsUnpriced,
    /// A part of a combo offers nothing any more.
    PartEmpty,
    /// A part of a combo offers an item that is a combo itself.
    PartNested,
    /// A part of a combo does not say which variant of an item it offers.
    PartVariantMissing,
    /// All that a part of a combo offers is sold by weight, which no guest can order.
    PartWeighed,
    /// A part of a combo offers nothing that goes with the combo's own diet mark.
    PartDiet,
    /// A combo has variants or groups of its own: only its parts have some.
    ComboNotPlain,
}

impl ProblemCode {
    /// Whether a menu with it is not published. The others are for a person to confirm.
    pub fn blocks(self) -> bool {
        match self {
            Self::NameMissing
            | Self::GroupEmpty
            | Self::GroupUnfulfillable
            | Self::GroupFreeTooMany
            | Self::OptionTwice
            | Self::PriceZero
            | Self::NoStation
            | Self::ListEmpty
            | Self::VariantsUnpriced
            | Self::PartEmpty
            | Self::PartNested
            | Self::PartVariantMissing
            | Self::PartWeighed
            | Self::ComboNotPlain => true,
            Self::CategoryEmpty | Self::NameTwice | Self::ListFree | Self::PartDiet => false,
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuProblem {
    pub code: ProblemCode,
    /// What it is wrong with.
    pub thing: Thing,
    pub id: String,
    /// Its name, if it has one.
    pub name: String,
    /// Of an option: its group. Of an item: the group of which it says something of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<GroupId>,
    /// Of a variant or a part of a combo: its item. Of a price list that gives something away:
    /// what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_id: Option<ItemId>,
}

/// What a brand asks of its menu beyond what every menu needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuRules {
    /// Each item needs a station: a kitchen with screens alone would not hear of the others.
    #[serde(default)]
    pub stations: bool,
}

impl MenuRules {
    /// Whether nothing more is asked.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// All that is wrong with a menu: what blocks first, then in the menu's order.
pub fn problems(menu: &Menu, rules: MenuRules) -> Vec<MenuProblem> {
    let mut found = Finder {
        menu,
        found: Vec::new(),
    };
    for category in &menu.categories {
        let texts = (&category.name, category.description.as_ref());
        let it = (Thing::Category, category.id.as_str(), &category.name);
        found.unnamed(it, texts.1, None);
        if category.items.is_empty() {
            found.note(ProblemCode::CategoryEmpty, it, None);
        }
        let mut names = BTreeMap::<String, usize>::new();
        for item in &category.items {
            let name = menu.say(&item.name).trim().to_lowercase();
            *names.entry(name).or_default() += 1;
        }
        for item in &category.items {
            let it = (Thing::Item, item.id.as_str(), &item.name);
            found.unnamed(it, item.description.as_ref(), None);
            let name = menu.say(&item.name).trim().to_lowercase();
            let alike = names.get(&name).copied().unwrap_or_default();
            let free = item.variants.is_empty() && is_given_away(menu, item);
            let unpriced = !item.priced.is_fixed() && !item.variants.is_empty();
            for (code, is_so) in [
                (ProblemCode::OptionTwice, offers_twice(menu, item)),
                (ProblemCode::PriceZero, free),
                (ProblemCode::VariantsUnpriced, unpriced),
                (
                    ProblemCode::NoStation,
                    rules.stations && item.station.is_none() && !item.is_combo(),
                ),
                (ProblemCode::NameTwice, alike > 1 && !name.is_empty()),
                (
                    ProblemCode::ComboNotPlain,
                    item.is_combo() && !(item.variants.is_empty() && item.option_groups.is_empty()),
                ),
            ] {
                if is_so {
                    found.note(code, it, None);
                }
            }
            found.variants(item);
            found.parts(item);
            found.overrides(item);
        }
    }
    for group in &menu.option_groups {
        found.group(group);
    }
    for list in &menu.price_lists {
        let it = (Thing::PriceList, list.id.as_str(), &list.name);
        found.unnamed(it, None, None);
        if list.is_empty() {
            found.note(ProblemCode::ListEmpty, it, None);
        }
        for item in given_away(menu, list) {
            found.found.push(MenuProblem {
                code: ProblemCode::ListFree,
                thing: Thing::PriceList,
                id: list.id.to_string(),
                name: menu.say(&list.name).to_owned(),
                group_id: None,
                item_id: Some(item.id.clone()),
            });
        }
    }
    let mut found = found.found;
    // Stable, so that the rest stays in the menu's order.
    found.sort_by_key(|problem| !problem.code.blocks());
    found
}

/// Whether somebody may have forgotten a price of an item.
fn is_given_away(menu: &Menu, item: &Item) -> bool {
    item.has_doubtful_price() && !menu.is_paid_by_choices(item)
}

/// What has a price on the menu and costs nothing in a list.
fn given_away<'a>(menu: &'a Menu, list: &'a PriceList) -> impl Iterator<Item = &'a Item> {
    let categories = menu.categories.iter();
    let items = categories.flat_map(|c| c.items.iter().map(move |item| (c, item)));
    let free = items.filter(|(category, item)| {
        let own = [(None, item.price)].into_iter();
        let own = own.filter(|_| item.variants.is_empty());
        let variants = item.variants.iter().map(|v| (Some(&v.id), v.price));
        let mut all = own.chain(variants).filter(|(_, price)| *price > 0);
        item.priced.is_fixed()
            && all.any(|(id, price)| list.says((&category.id, &item.id), id, price) == Some(0))
    });
    free.map(|(_, item)| item)
}

fn offers_twice(menu: &Menu, item: &Item) -> bool {
    let mut options = BTreeSet::new();
    let mut groups = menu.groups_of(item);
    groups.any(|group| !group.options.iter().all(|o| options.insert(o.id.clone())))
}

struct Finder<'a> {
    menu: &'a Menu,
    found: Vec<MenuProblem>,
}

type Named<'a> = (Thing, &'a str, &'a Text);

impl Finder<'_> {
    fn note(&mut self, code: ProblemCode, (thing, id, name): Named<'_>, group: Option<&GroupId>) {
        self.found.push(MenuProblem {
            code,
            thing,
            id: id.to_owned(),
            name: self.menu.say(name).to_owned(),
            group_id: group.cloned(),
            item_id: None,
        });
    }

    fn variants(&mut self, item: &Item) {
        let name = |text: &Text| self.menu.say(text).trim().to_lowercase();
        let names: Vec<_> = item.variants.iter().map(|v| name(&v.name)).collect();
        let free = is_given_away(self.menu, item);
        for (variant, name) in item.variants.iter().zip(&names) {
            let alike = names.iter().filter(|other| *other == name).count();
            for (code, is_so) in [
                (
                    ProblemCode::NameMissing,
                    !variant.name.is_whole(&self.menu.language),
                ),
                (ProblemCode::PriceZero, free && variant.price == 0),
                (ProblemCode::NameTwice, alike > 1 && !name.is_empty()),
            ] {
                if is_so {
                    self.found.push(MenuProblem {
                        code,
                        thing: Thing::Variant,
                        id: variant.id.to_string(),
                        name: self.menu.say(&variant.name).to_owned(),
                        group_id: None,
                        item_id: Some(item.id.clone()),
                    });
                }
            }
        }
    }

    /// What is wrong with the parts of a combo.
    fn parts(&mut self, item: &Item) {
        for part in &item.parts {
            let offered = part.choices.iter();
            let offered: Vec<_> = offered
                .filter_map(|choice| Some((choice, self.menu.item(&choice.item)?)))
                .collect();
            let any = |wrong: &dyn Fn(&(&ComboChoice, &Item)) -> bool| offered.iter().any(wrong);
            let none = |good: &dyn Fn(&Item) -> bool| {
                !offered.is_empty() && !offered.iter().any(|(_, of)| good(of))
            };
            for (code, is_so) in [
                (
                    ProblemCode::NameMissing,
                    !part.name.is_whole(&self.menu.language),
                ),
                (ProblemCode::PartEmpty, offered.is_empty()),
                (ProblemCode::PartNested, any(&|(_, of)| of.is_combo())),
                (
                    ProblemCode::PartVariantMissing,
                    any(&|(choice, of)| choice.variant.is_none() && !of.variants.is_empty()),
                ),
                (
                    ProblemCode::PartWeighed,
                    none(&|of| !of.priced.is_weighed()),
                ),
                (
                    ProblemCode::PartDiet,
                    none(&|of| item.diet.is_kept_by(of.diet)),
                ),
            ] {
                if is_so {
                    self.found.push(MenuProblem {
                        code,
                        thing: Thing::Part,
                        id: part.id.to_string(),
                        name: self.menu.say(&part.name).to_owned(),
                        group_id: None,
                        item_id: Some(item.id.clone()),
                    });
                }
            }
        }
    }

    /// What is wrong with groups as the item offers them.
    fn overrides(&mut self, item: &Item) {
        let it = (Thing::Item, item.id.as_str(), &item.name);
        for offer in item.option_groups.iter().filter(|o| !o.is_plain()) {
            let mut groups = self.menu.option_groups.iter();
            if let Some(group) = groups.find(|g| g.id == offer.group) {
                self.limits(it, &group.offered(offer), Some(&group.id));
            }
        }
    }

    fn limits(&mut self, it: Named<'_>, group: &OptionGroup, of: Option<&GroupId>) {
        let holds = group.options.len();
        if holds == 0 {
            self.note(ProblemCode::GroupEmpty, it, of);
        } else if group.min > group.max || usize::from(group.min) > holds || group.max == 0 {
            self.note(ProblemCode::GroupUnfulfillable, it, of);
        }
        if group.free > group.max {
            self.note(ProblemCode::GroupFreeTooMany, it, of);
        }
    }

    fn unnamed(&mut self, it: Named<'_>, more: Option<&Text>, group: Option<&GroupId>) {
        let whole = |text: &Text| text.is_whole(&self.menu.language);
        if !whole(it.2) || !more.is_none_or(whole) {
            self.note(ProblemCode::NameMissing, it, group);
        }
    }

    fn group(&mut self, group: &OptionGroup) {
        let it = (Thing::Group, group.id.as_str(), &group.name);
        self.unnamed(it, None, None);
        self.limits(it, group, None);
        for option in &group.options {
            let it = (Thing::Option, option.id.as_str(), &option.name);
            self.unnamed(it, None, Some(&group.id));
        }
    }
}
