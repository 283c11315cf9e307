//! Rows of sizes, put into the dish that they are of.

use std::collections::{BTreeMap, BTreeSet};

use salver_domain::menu::{Item, Menu};

use crate::dish::Dish;
use crate::fold::fold;
use crate::index::{Found, Index};
use crate::line::{Line, PriceSaid};
use crate::report::{ProblemWeight, RowProblem};
use crate::said::{Said, error, note};
use crate::sizes::{Size, called, name_of, variants};

/// A dish with all its rows.
pub(crate) struct Offered<'a> {
    pub(crate) dish: &'a Dish,
    pub(crate) lines: &'a [&'a Line],
    /// As the menu has it.
    pub(crate) before: Option<&'a Item>,
    /// Whether we wrote the file.
    pub(crate) own: bool,
}

/// Sets the variants of a dish whose sizes are rows. One size alone is nothing to choose, unless
/// it is one of the dish's variants already.
pub(crate) fn sized(
    item: &mut Item,
    of: &Offered<'_>,
    index: &Index<'_>,
    problems: &mut [Vec<RowProblem>],
    said: &mut Vec<RowProblem>,
) {
    let names = names(of.lines);
    let mut doubts = Vec::new();
    let Some(sizes) = sizes(&names, of, index.menu, problems, &mut doubts) else {
        return;
    };
    let least = sizes.iter().map(|size| size.price).min();
    let least = least.unwrap_or_default();
    match sizes.as_slice() {
        [only] if item.variants.is_empty() => {
            said.extend(only_size(only));
            item.price = least;
        }
        // As a row without a size: it is the dish's price, and what the dish is sold in stays.
        [only] if !of.own && !is_known(&only.values, item, index.menu) => {
            let name = only.name();
            let reason = format!("the dish has variants, which stay; \"{name}\" is none of them");
            said.push(note(None, reason));
            item.price = least;
        }
        _ => {
            match variants(&sizes, item, index.menu, of.own) {
                Ok(made) => item.variants = made,
                Err(reason) => return said.push(error(None, reason)),
            }
            if of.before.is_none() {
                item.price = least;
            }
            if !of.own {
                take_choice(item, &names, index);
            }
        }
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

/// Whether the dish is sold in a size of another program's file already.
fn is_known(values: &[String], item: &Item, menu: &Menu) -> bool {
    !matches!(called(&name_of(values), item, menu, false), Found::None)
}

/// What is said of a size that is not for sale.
fn unsold(stays: bool) -> &'static str {
    match stays {
        true => {
            "this size is not for sale; an import takes nothing off the menu, so it stays as it is"
        }
        false => "this size is not for sale and left out",
    }
}

/// Takes from the dish the choice of what its variants are now.
fn take_choice(item: &mut Item, names: &[(usize, String)], index: &Index<'_>) {
    let mut replaced: BTreeSet<String> = names.iter().map(|(_, name)| fold(name)).collect();
    let all: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
    replaced.insert(fold(&all.join(" / ")));
    item.option_groups.retain(|offer| {
        let name = index
            .group(&offer.group)
            .map(|group| index.menu.say(&group.name));
        name.is_none_or(|name| !replaced.contains(&fold(name)))
    });
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
    menu: &Menu,
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
        let values: Vec<String> = names
            .iter()
            .filter_map(|(at, _)| line.sizes.get(*at).and_then(|(_, size)| size.clone()))
            .collect();
        if let Some((column, false)) = &line.for_sale {
            let stays = !of.own
                && of
                    .before
                    .is_some_and(|before| is_known(&values, before, menu));
            problems.push(note(Some(column), unsold(stays)));
            continue;
        }
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
        let key = fold(&name_of(&values));
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
fn only_size(only: &Size) -> Option<RowProblem> {
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
    let name = only.name();
    let reason = format!("its only size, \"{name}\", is nothing to choose and left out");
    (!USUAL.contains(&fold(&name).as_str())).then(|| note(None, reason))
}
