//! What a dish costs and what there is to choose with it.

use std::collections::{BTreeMap, BTreeSet};

use salver_domain::id::GroupId;
use salver_domain::menu::{Item, Menu, OptionGroup, Station};
use salver_domain::offer::Offer as GroupOffer;

use crate::combos;
use crate::index::{Found, Index};
use crate::line::{Line, PriceSaid};
use crate::meaning::Meaning;
use crate::report::{ProblemWeight, RowProblem};
use crate::said::{error, note, question};
use crate::sized::{Offered, sized};
use crate::table::Table;
use crate::whole;
use crate::wording::changed;

/// The option groups that a file adds or changes.
pub(crate) struct Offer {
    changed: Vec<OptionGroup>,
    ids: BTreeSet<GroupId>,
}

impl Offer {
    /// Begins with what the file brings along and the menu has otherwise.
    pub(crate) fn new(menu: &Menu, table: &Table) -> Self {
        let known: BTreeMap<_, _> = menu
            .option_groups
            .iter()
            .map(|group| (&group.id, group))
            .collect();
        let differs =
            |group: &&OptionGroup| known.get(&group.id).is_none_or(|known| *known != *group);
        let changed: Vec<OptionGroup> = table.groups.iter().filter(differs).cloned().collect();
        let ids = changed.iter().map(|group| group.id.clone()).collect();
        Self { changed, ids }
    }

    /// Whether the file adds or changes this group.
    pub(crate) fn changes(&self, group: &GroupId) -> bool {
        self.ids.contains(group)
    }

    /// The stations that the file brings along and the menu has otherwise.
    pub(crate) fn stations(&self, menu: &Menu, table: &Table) -> Vec<Station> {
        let known: BTreeMap<_, _> = menu
            .stations
            .iter()
            .map(|station| (&station.id, station))
            .collect();
        let differs = |station: &&Station| {
            known
                .get(&station.id)
                .is_none_or(|known| *known != *station)
        };
        table.stations.iter().filter(differs).cloned().collect()
    }

    /// All that were added or changed.
    pub(crate) fn finish(self) -> Vec<OptionGroup> {
        self.changed
    }
}

/// Sets what a dish costs and what there is to choose with it.
pub(crate) fn put(
    item: &mut Item,
    of: Offered<'_>,
    index: &Index<'_>,
    table: &Table,
    problems: &mut [Vec<RowProblem>],
    said: &mut Vec<RowProblem>,
) {
    let Some(first) = of.lines.first() else {
        return;
    };
    lists(item, first, &of, index, table, said);
    if let Some(whole) = table.whole.get(&first.row) {
        whole::put(item, whole, index, said);
        combos::put(item, whole, index.menu, said);
    }
    if of.lines.iter().any(|line| line.has_size()) {
        sized(item, &of, index, problems, said);
        return;
    }
    if of.own && table.says(&Meaning::Size(1)) {
        item.variants.clear();
    }
    match &first.price {
        Some(PriceSaid::Fixed(price)) => {
            if let Some(minor) = changed(price, of.before.map(|before| &before.price), said) {
                item.price = minor;
                if !of.own && !item.variants.is_empty() {
                    said.push(note(None, "the dish has variants, whose prices stay"));
                }
            }
        }
        Some(PriceSaid::Open(_)) => {}
        None if of.before.is_some() && !(of.own && table.says(&Meaning::Price)) => {}
        None => {
            // A price that cannot be read has been refused already.
            let read = of.dish.lines.first().and_then(|at| problems.get(*at));
            if read.is_none_or(|read| {
                read.iter()
                    .all(|problem| problem.weight != ProblemWeight::Error)
            }) {
                let mut columns = table.columns.iter();
                let column = columns
                    .find(|c| c.meaning == Some(Meaning::Price))
                    .map(|c| c.place.as_str());
                said.push(error(column, "the price is missing"));
            }
        }
    }
}

/// Sets the option lists that the file names.
fn lists(
    item: &mut Item,
    line: &Line,
    of: &Offered<'_>,
    index: &Index<'_>,
    table: &Table,
    said: &mut Vec<RowProblem>,
) {
    if let Some((column, names)) = &line.lists {
        let mut found = Vec::new();
        for name in names {
            match index.group_called(name) {
                Found::One(id) if found.contains(id) => {}
                Found::One(id) => found.push(id.clone()),
                Found::Several => {
                    said.push(error(
                        Some(column),
                        format!("several option lists are called \"{name}\"; name the ID"),
                    ));
                }
                Found::None if of.own => {
                    said.push(error(
                        Some(column),
                        format!("the menu has no option list \"{name}\""),
                    ));
                }
                Found::None => said.push(missing(column, name)),
            }
        }
        if of.own {
            item.option_groups = found.into_iter().map(|id| offered(item, id)).collect();
        } else {
            let new = found.into_iter().filter(|id| !offers(item, id));
            let new = new.map(GroupOffer::from).collect::<Vec<_>>();
            item.option_groups.extend(new);
        }
    } else if of.own && table.says(&Meaning::Lists) {
        item.option_groups.clear();
    }
    for (column, name, offered) in &line.named_lists {
        match (index.group_called(name), offered) {
            (Found::One(id), true) if !offers(item, id) => {
                item.option_groups.push(id.clone().into())
            }
            (Found::One(id), false) => item.option_groups.retain(|offer| offer.group != *id),
            (Found::One(_), true) | (_, false) => {}
            (Found::Several, true) => said.push(error(
                Some(column),
                "several option lists of the menu have this name",
            )),
            (Found::None, true) => said.push(missing(column, name)),
        }
    }
}

fn offers(item: &Item, group: &GroupId) -> bool {
    item.option_groups.iter().any(|offer| offer.group == *group)
}

/// A group with what the item says of it already.
fn offered(item: &Item, group: GroupId) -> GroupOffer {
    let mut known = item.option_groups.iter();
    let known = known.find(|offer| offer.group == group).cloned();
    known.unwrap_or_else(|| group.into())
}

fn missing(column: &str, name: &str) -> RowProblem {
    question(
        Some(column),
        format!("the menu has no option list \"{name}\""),
        "without it",
    )
}
