//! What a dish costs and what there is to choose with it.

use std::collections::{BTreeMap, BTreeSet};

use salver_domain::id::GroupId;
use salver_domain::menu::{Item, Menu, OptionGroup, Station};
use salver_domain::offer::Offer as GroupOffer;

use crate::dish::Dish;
use crate::fold::fold;
use crate::index::{Found, Index};
use crate::line::{Line, PriceSaid};
use crate::meaning::Meaning;
use crate::report::{ProblemWeight, RowProblem};
use crate::said::{Said, error, note, question};
use crate::sizes::{Size, variants};
use crate::table::{Table, Whole};
use crate::wording::changed;

/// A dish with all its rows.
pub(crate) struct Offered<'a> {
    pub(crate) dish: &'a Dish,
    pub(crate) lines: &'a [&'a Line],
    /// As the menu has it.
    pub(crate) before: Option<&'a Item>,
    /// Whether we wrote the file.
    pub(crate) own: bool,
}

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
        put_whole(item, whole, index, said);
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

/// Sets what a file of ours says whole: variants, and what the dish says of its option lists.
fn put_whole(item: &mut Item, whole: &Whole, index: &Index<'_>, said: &mut Vec<RowProblem>) {
    if let Some(variants) = &whole.variants {
        item.variants.clone_from(variants);
    }
    let Some(offers) = &whole.offers else { return };
    for offer in &mut item.option_groups {
        let mut all = offers.iter();
        let own = all.find(|known| known.group == offer.group).cloned();
        *offer = own.unwrap_or_else(|| offer.group.clone().into());
        let Some(group) = index.group(&offer.group) else {
            continue;
        };
        let unknown = |id: &&_| group.options.iter().all(|option| option.id != **id);
        if let Some(id) = offer.options().find(unknown) {
            let reason = format!("the option list {} has no option {id}", group.id);
            said.push(error(Some("option_groups"), reason));
        }
    }
}

/// Sets the variants of a dish whose sizes are rows. One size alone is nothing to choose, unless
/// the dish had variants.
fn sized(
    item: &mut Item,
    of: &Offered<'_>,
    index: &Index<'_>,
    problems: &mut [Vec<RowProblem>],
    said: &mut Vec<RowProblem>,
) {
    let names = names(of.lines);
    let mut doubts = Vec::new();
    let Some(sizes) = sizes(&names, of, problems, &mut doubts) else {
        return;
    };
    let least = sizes.iter().map(|size| size.price).min();
    if sizes.len() == 1 && item.variants.is_empty() {
        said.extend(only_size(&sizes));
        item.price = least.unwrap_or_default();
    } else {
        let Some(made) = variants(&sizes, item, index.menu) else {
            said.push(error(None, "no ID is free for its sizes"));
            return;
        };
        item.variants = made;
        if of.before.is_none() {
            item.price = least.unwrap_or_default();
        }
    }
    // What the dish offered as a choice until now.
    let mut replaced: BTreeSet<String> = names.iter().map(|(_, name)| fold(name)).collect();
    let all: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
    replaced.insert(fold(&all.join(" / ")));
    if !of.own {
        item.option_groups.retain(|offer| {
            let name = index
                .group(&offer.group)
                .map(|group| index.menu.say(&group.name));
            name.is_none_or(|name| !replaced.contains(&fold(name)))
        });
    }
    // What the menu has already is in no doubt.
    let before = of.before.map(|before| (&before.variants, before.price));
    if before != Some((&item.variants, item.price)) {
        for (at, doubt) in doubts {
            if let Some(problems) = problems.get_mut(at) {
                problems.push(doubt);
            }
        }
    }
}

/// What the sizes differ in: which of the three, and its name.
fn names(lines: &[&Line]) -> Vec<(usize, String)> {
    let used = |at: usize| {
        lines
            .iter()
            .any(|line| line.sizes.get(at).is_some_and(|(_, size)| size.is_some()))
    };
    let name = |at: usize| lines.iter().find_map(|line| line.sizes.get(at)?.0.clone());
    let usual = |at: usize| {
        if at == 0 {
            "Size".to_owned()
        } else {
            format!("Choice {}", at + 1)
        }
    };
    (0..3)
        .filter(|at| used(*at))
        .map(|at| (at, name(at).unwrap_or_else(|| usual(at))))
        .collect()
}

/// The sizes that are sold; nothing when one of them cannot be read.
fn sizes(
    names: &[(usize, String)],
    of: &Offered<'_>,
    problems: &mut [Vec<RowProblem>],
    doubts: &mut Vec<(usize, RowProblem)>,
) -> Option<Vec<Size>> {
    let mut sizes: Vec<Size> = Vec::new();
    let mut seen: BTreeMap<String, i64> = BTreeMap::new();
    let mut whole = true;
    for (line, at) in of.lines.iter().zip(&of.dish.lines) {
        let Some(problems) = problems.get_mut(*at) else {
            continue;
        };
        if let Some((column, false)) = &line.for_sale {
            problems.push(note(Some(column), "this size is not for sale and left out"));
            continue;
        }
        let values: Vec<String> = names
            .iter()
            .filter_map(|(at, _)| line.sizes.get(*at).and_then(|(_, size)| size.clone()))
            .collect();
        let wrong = match (&line.price, values.len() == names.len()) {
            (_, false) => Some("the row does not say which size it is"),
            (None, _)
                if problems
                    .iter()
                    .any(|problem| problem.weight == ProblemWeight::Error) =>
            {
                Some("")
            }
            (None, _) => Some("the price of this size is missing"),
            (Some(PriceSaid::Open(_)), _) => {
                Some("this size has an open price, a menu needs a fixed one")
            }
            _ => None,
        };
        if let Some(wrong) = wrong {
            whole = false;
            problems.extend((!wrong.is_empty()).then(|| error(None, wrong)));
            continue;
        }
        let Some(PriceSaid::Fixed(Said {
            value: price,
            doubt,
            ..
        })) = &line.price
        else {
            continue;
        };
        let key = fold(&values.join("\n"));
        match seen.get(&key) {
            Some(other) if other == price => problems.push(note(None, "this size stands twice")),
            Some(_) => {
                whole = false;
                problems.push(error(None, "this size stands twice, with two prices"));
            }
            None => {
                doubts.extend(doubt.clone().map(|doubt| (*at, doubt)));
                seen.insert(key, *price);
                sizes.push(Size {
                    values,
                    price: *price,
                });
            }
        }
    }
    (whole && !sizes.is_empty()).then_some(sizes)
}

/// A size that nobody can choose is not on the menu; that is said unless it says nothing.
fn only_size(sizes: &[Size]) -> Option<RowProblem> {
    const USUAL: [&str; 8] = [
        "regular",
        "standard",
        "default",
        "normal",
        "regulär",
        "single",
        "one size",
        "default title",
    ];
    let [only] = sizes else { return None };
    let name = only.values.join(" / ");
    let reason = format!("its only size, \"{name}\", is nothing to choose and left out");
    (!USUAL.contains(&fold(&name).as_str())).then(|| note(None, reason))
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
