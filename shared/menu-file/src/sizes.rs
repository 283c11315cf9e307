//! Sizes to option groups: a menu has one price for a dish, and options that add to it.

use std::collections::BTreeSet;

use salver_domain::id::{GroupId, ItemId, OptionId};
use salver_domain::language::Text;
use salver_domain::menu::{Item, MenuOption, OptionGroup};

use crate::fold::{fold, mark, slug};
use crate::index::Index;

/// A size of a dish, as its row says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Size {
    /// One for each thing that sizes differ in.
    pub(crate) values: Vec<String>,
    /// In minor units.
    pub(crate) price: i64,
}

/// A group that sizes make: its name, and its options with what they add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) name: String,
    pub(crate) options: Vec<(String, i64)>,
}

/// The price of a dish and what there is to choose, of sizes that differ in `names`. When each
/// thing adds its own to the price and every combination is sold, each is a group; otherwise the
/// combinations are the options of one group.
pub(crate) fn choices(names: &[String], sizes: &[Size]) -> (i64, Vec<Choice>) {
    let base = sizes
        .iter()
        .map(|size| size.price)
        .min()
        .unwrap_or_default();
    let each: Vec<Choice> = names
        .iter()
        .enumerate()
        .map(|(at, name)| Choice {
            name: name.clone(),
            options: cheapest(at, sizes, base),
        })
        .collect();
    let combinations: usize = each.iter().map(|choice| choice.options.len()).product();
    let adds_up = |size: &Size| {
        let sum: i64 = each
            .iter()
            .zip(&size.values)
            .map(|(choice, value)| adds(choice, value))
            .sum();
        base + sum == size.price
    };
    if combinations == sizes.len() && sizes.iter().all(adds_up) {
        return (base, each);
    }
    let options = sizes
        .iter()
        .map(|size| (size.values.join(" / "), size.price - base))
        .collect();
    (
        base,
        vec![Choice {
            name: names.join(" / "),
            options,
        }],
    )
}

/// What each value adds at least, in the order in which they come.
fn cheapest(at: usize, sizes: &[Size], base: i64) -> Vec<(String, i64)> {
    let mut options: Vec<(String, i64)> = Vec::new();
    for size in sizes {
        let Some(value) = size.values.get(at) else {
            continue;
        };
        let more = size.price - base;
        match options
            .iter_mut()
            .find(|(known, _)| fold(known) == fold(value))
        {
            Some((_, least)) => *least = more.min(*least),
            None => options.push((value.clone(), more)),
        }
    }
    options
}

fn adds(choice: &Choice, value: &str) -> i64 {
    let mut options = choice.options.iter();
    options
        .find(|(name, _)| fold(name) == fold(value))
        .map_or(0, |(_, more)| *more)
}

/// The group of a choice for an item: the one that it has already, with the same IDs, or a new
/// one. One that other items offer too stays as it is, and the item gets its own.
pub(crate) fn group(
    choice: &Choice,
    item: &Item,
    index: &Index<'_>,
    taken: &BTreeSet<OptionId>,
    made: impl Fn(&GroupId) -> bool,
) -> Option<OptionGroup> {
    let say = |text| fold(index.menu.say(text));
    let known = item.option_groups.iter().filter_map(|id| index.group(id));
    let known = known
        .into_iter()
        .find(|group| say(&group.name) == fold(&choice.name));
    let mut used = taken.clone();
    let mut options = Vec::with_capacity(choice.options.len());
    for (name, price) in &choice.options {
        let same =
            known.and_then(|group| group.options.iter().find(|o| say(&o.name) == fold(name)));
        let option = match same {
            Some(option) => MenuOption {
                price: *price,
                ..option.clone()
            },
            None => {
                let held = |id: &OptionId| {
                    known.is_some_and(|group| group.options.iter().any(|o| &o.id == id))
                };
                let id = option_id(choice, name, |id| used.contains(id) || held(id))?;
                MenuOption {
                    id,
                    name: Text::Plain(name.clone()),
                    price: *price,
                }
            }
        };
        used.insert(option.id.clone());
        options.push(option);
    }
    let group = match known {
        Some(known) => OptionGroup {
            min: 1,
            max: 1,
            // A size has its price.
            free: 0,
            options,
            ..known.clone()
        },
        None => OptionGroup {
            id: new_id(choice, &item.id, index, &made)?,
            name: Text::Plain(choice.name.clone()),
            min: 1,
            max: 1,
            free: 0,
            options,
        },
    };
    match known {
        Some(known) if *known != group && index.is_shared(&known.id) => Some(OptionGroup {
            id: new_id(choice, &item.id, index, &made)?,
            ..group
        }),
        _ => Some(group),
    }
}

fn new_id(
    choice: &Choice,
    item: &ItemId,
    index: &Index<'_>,
    made: &impl Fn(&GroupId) -> bool,
) -> Option<GroupId> {
    index.new_group_id(item, &choice.name, made)
}

fn option_id(choice: &Choice, name: &str, taken: impl Fn(&OptionId) -> bool) -> Option<OptionId> {
    let (group, option) = (slug(&choice.name), slug(name));
    let whole = format!("{}\n{name}", choice.name);
    let begin = if option.is_empty() { "option" } else { &option };
    let marked = (0..8_u8).map(|try_| format!("{begin}-{}", mark(&format!("{whole}\n{try_}"))));
    let telling = (!option.is_empty()).then(|| [option.clone(), format!("{group}-{option}")]);
    let all = telling.into_iter().flatten().chain(marked);
    all.filter_map(|id| id.trim_matches('-').parse().ok())
        .find(|id| !taken(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(list: &[(&[&str], i64)]) -> Vec<Size> {
        let owned = |values: &[&str]| values.iter().map(|v| (*v).to_owned()).collect();
        list.iter()
            .map(|(values, price)| Size {
                values: owned(values),
                price: *price,
            })
            .collect()
    }

    fn said(names: &[&str], list: &[(&[&str], i64)]) -> String {
        let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
        let (base, choices) = choices(&names, &sizes(list));
        let groups: Vec<_> = choices
            .iter()
            .map(|choice| {
                let options: Vec<_> = choice
                    .options
                    .iter()
                    .map(|(name, more)| format!("{name} +{more}"))
                    .collect();
                format!("{}: {}", choice.name, options.join(", "))
            })
            .collect();
        format!("{base}; {}", groups.join("; "))
    }

    #[test]
    fn one_thing_that_sizes_differ_in_is_a_group() {
        let list: [(&[&str], i64); 3] = [(&["Large"], 300), (&["Small"], 200), (&["Half"], 150)];
        assert_eq!(
            said(&["Size"], &list),
            "150; Size: Large +150, Small +50, Half +0"
        );
        assert_eq!(
            said(&["Size"], &[(&["Regular"], 300)]),
            "300; Size: Regular +0"
        );
    }

    #[test]
    fn two_things_that_add_up_are_two_groups() {
        let list: [(&[&str], i64); 4] = [
            (&["L", "Hot"], 420),
            (&["L", "Mild"], 420),
            (&["S", "Hot"], 160),
            (&["S", "Mild"], 160),
        ];
        assert_eq!(
            said(&["Size", "Heat"], &list),
            "160; Size: L +260, S +0; Heat: Hot +0, Mild +0"
        );
    }

    #[test]
    fn combinations_that_are_not_sold_or_do_not_add_up_are_one_group() {
        let list: [(&[&str], i64); 3] = [
            (&["L", "Hot"], 420),
            (&["L", "Mild"], 420),
            (&["S", "Mild"], 160),
        ];
        assert_eq!(
            said(&["Size", "Heat"], &list),
            "160; Size / Heat: L / Hot +260, L / Mild +260, S / Mild +0"
        );
        let list: [(&[&str], i64); 4] = [
            (&["L", "Hot"], 500),
            (&["L", "Mild"], 420),
            (&["S", "Hot"], 160),
            (&["S", "Mild"], 160),
        ];
        assert!(said(&["Size", "Heat"], &list).starts_with("160; Size / Heat: L / Hot +340"));
    }
}
