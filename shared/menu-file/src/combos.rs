//! What our JSON says of the parts of a combo. A spreadsheet has no room for them: what it says
//! of a combo leaves its parts as they are.

use std::collections::BTreeSet;

use salver_domain::combo::{ComboChoice, ComboPart, MAX_CHOICES, MAX_PARTS, MAX_PICKS};
use salver_domain::id::ItemId;
use salver_domain::menu::{Item, Menu};

use crate::part_written::{ChoiceWritten, PartWritten};
use crate::report::RowProblem;
use crate::said::error;
use crate::table::Whole;
use crate::whole::{NO_PRICE, is_price, name};

/// Sets of what parts a dish is made, where a file of ours says so.
pub(crate) fn put(item: &mut Item, whole: &Whole, menu: &Menu, said: &mut Vec<RowProblem>) {
    if let Some(fault) = &whole.part_fault {
        said.push(error(Some("parts"), fault.as_str()));
    }
    if let Some(parts) = &whole.parts {
        parts_of(item, parts, menu, said);
    }
}

/// Makes a dish of these parts.
fn parts_of(item: &mut Item, file: &[PartWritten], menu: &Menu, said: &mut Vec<RowProblem>) {
    let known = std::mem::take(&mut item.parts);
    let mut refuse = |reason: String| said.push(error(Some("parts"), reason));
    let picks: usize = file.iter().map(|part| usize::from(part.count)).sum();
    if file.len() > MAX_PARTS || picks > MAX_PICKS {
        return refuse(format!(
            "a combo has at most {MAX_PARTS} parts, of which {MAX_PICKS} are picked"
        ));
    }
    let mut ids = BTreeSet::new();
    for part in file {
        let mut reasons = Vec::new();
        if !ids.insert(&part.id) {
            reasons.push("two parts have this ID".to_owned());
        }
        if part.count == 0 {
            reasons.push("nothing is picked".to_owned());
        }
        if part.choices.len() > MAX_CHOICES {
            reasons.push(format!("at most {MAX_CHOICES} to pick from"));
        }
        let mut seen = BTreeSet::new();
        for choice in &part.choices {
            if !seen.insert((&choice.item, &choice.variant)) {
                reasons.push(format!("{} stands there twice", choice.item));
            }
            if !is_price(&choice.surcharge) {
                reasons.push(format!("a price is {NO_PRICE}"));
            }
        }
        let mut before = known.iter().filter(|known| known.id == part.id);
        let named = match before.any(|known| known.name == part.name) {
            true => part.name.clone(),
            false => name(&part.name, &menu.language, &mut reasons),
        };
        reasons
            .into_iter()
            .for_each(|reason| refuse(format!("{}: {reason}", part.id)));
        item.parts.push(ComboPart {
            id: part.id.clone(),
            name: named,
            count: part.count,
            choices: part.choices.iter().map(choice).collect(),
        });
    }
}

fn choice(written: &ChoiceWritten) -> ComboChoice {
    ComboChoice {
        item: written.item.clone(),
        variant: written.variant.clone(),
        surcharge: written.surcharge,
    }
}

/// Refuses a combo that offers what neither the menu nor the file holds.
pub(crate) fn require_known(
    item: &Item,
    is_known: impl Fn(&ItemId) -> bool,
    said: &mut Vec<RowProblem>,
) {
    let offered = item.parts.iter().flat_map(|part| &part.choices);
    let unknown: BTreeSet<_> = offered
        .map(|choice| &choice.item)
        .filter(|id| !is_known(id))
        .collect();
    for id in unknown {
        said.push(error(Some("parts"), format!("there is no item {id}")));
    }
}
