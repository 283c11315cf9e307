//! What our JSON says of a dish in whole things, not in cells: its variants, its parts, and what it says
//! otherwise of the option lists that it offers.

use std::collections::{BTreeMap, BTreeSet};

use salver_domain::draft::MAX_OPTIONS;
use salver_domain::language::{Language, Text};
use salver_domain::menu::{Item, Menu};
use salver_domain::money::MAX_MINOR;
use salver_domain::offer::Offer;
use salver_domain::variant::Variant;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::fault::{FileFault, wrong};
use crate::index::Index;
use crate::report::RowProblem;
use crate::said::{Kind, error, text};
use crate::table::Whole;
use crate::wording::Wording;

/// Takes out of the items of our files what is no cell; the IDs of option lists stay.
pub(crate) fn taken(items: &mut [Value]) -> Result<BTreeMap<u32, Whole>, FileFault> {
    let mut all = BTreeMap::new();
    for (at, item) in items.iter_mut().enumerate() {
        let row = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let Some(fields) = item.as_object_mut() else {
            continue;
        };
        let mut whole = Whole::default();
        if let Some(variants) = fields.remove("variants").filter(|v| !v.is_null()) {
            let read = serde_json::from_value(variants);
            let faulty = |error| wrong(&format!("item {row}: variants: {error}"));
            whole.variants = Some(read.map_err(faulty)?);
        }
        whole.priced = field(fields, "priced", row)?;
        whole.may_be_free = field(fields, "may_be_free", row)?;
        whole.times = field(fields, "times", row)?;
        if let Some(groups) = fields
            .get_mut("option_groups")
            .and_then(Value::as_array_mut)
        {
            let mut offers = Vec::new();
            for group in groups.iter_mut().filter(|group| group.is_object()) {
                let id = group.get("group").cloned().unwrap_or_default();
                match offer(group.take()) {
                    Ok(offer) => offers.push(offer),
                    Err(fault) => whole.faults.push(fault),
                }
                *group = id;
            }
            whole.offers = Some(offers);
        }
        if let Some(parts) = fields.remove("parts").filter(|p| !p.is_null()) {
            match serde_json::from_value(parts) {
                Ok(parts) => whole.parts = Some(parts),
                Err(error) => whole.part_fault = Some(error.to_string()),
            }
        }
        all.insert(row, whole);
    }
    Ok(all)
}

/// What a dish says otherwise of an option list. A name that a hand has mistyped is refused: read
/// as if it were not there, it would take off what the dish says.
fn offer(written: Value) -> Result<Offer, String> {
    let mut names = written.as_object().into_iter().flat_map(Map::keys);
    if let Some(name) = names.find(|name| !Offer::FIELDS.contains(&name.as_str())) {
        let known = Offer::FIELDS.join(", ");
        return Err(format!("unknown field `{name}`, expected one of {known}"));
    }
    Offer::of_fields(written).map_err(|error| error.to_string())
}

/// A field that is no cell, if it is there.
fn field<T: for<'de> Deserialize<'de>>(
    fields: &mut Map<String, Value>,
    name: &str,
    row: u32,
) -> Result<Option<T>, FileFault> {
    let value = fields.remove(name).filter(|value| !value.is_null());
    let read = value.map(serde_json::from_value).transpose();
    read.map_err(|error| wrong(&format!("item {row}: {name}: {error}")))
}

/// Sets what a file of ours says whole.
pub(crate) fn put(item: &mut Item, whole: &Whole, index: &Index<'_>, said: &mut Vec<RowProblem>) {
    if let Some(file) = &whole.variants {
        item.variants = variants(file, item, index.menu, said);
    }
    if let Some(priced) = whole.priced {
        item.priced = priced;
    }
    if let Some(may_be_free) = whole.may_be_free {
        item.may_be_free = may_be_free;
    }
    if let Some(times) = &whole.times {
        item.times = times.clone();
    }
    let mut refuse = |reason: &str| said.push(error(Some("option_groups"), reason));
    whole.faults.iter().for_each(|fault| refuse(fault));
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
            refuse(&format!("the option list {} has no option {id}", group.id));
        }
        if !offer.prices.values().all(is_price) {
            refuse(&format!("{}: a price is {NO_PRICE}", group.id));
        }
    }
}

pub(crate) const NO_PRICE: &str = "below 0 or too large";

pub(crate) fn is_price(minor: &i64) -> bool {
    (0..=MAX_MINOR).contains(minor)
}

/// The variants of a dish, with names as the menu can hold them.
fn variants(
    file: &[Variant],
    item: &Item,
    menu: &Menu,
    said: &mut Vec<RowProblem>,
) -> Vec<Variant> {
    if file.len() > MAX_OPTIONS {
        let reason = format!("a dish has at most {MAX_OPTIONS} variants");
        said.push(error(Some("variants"), reason));
        return Vec::new();
    }
    let mut ids = BTreeSet::new();
    let put = file.iter().map(|variant| {
        let mut reasons = Vec::new();
        if !ids.insert(&variant.id) {
            reasons.push("two variants have this ID".to_owned());
        }
        if !is_price(&variant.price) {
            reasons.push(format!("the price is {NO_PRICE}"));
        }
        let mut known = item.variants.iter().filter(|known| known.id == variant.id);
        let name = match known.any(|known| known.name == variant.name) {
            true => variant.name.clone(),
            false => name(&variant.name, &menu.language, &mut reasons),
        };
        let reasons = reasons.into_iter();
        said.extend(
            reasons.map(|reason| error(Some("variants"), format!("{}: {reason}", variant.id))),
        );
        Variant {
            name,
            ..variant.clone()
        }
    });
    put.collect()
}

/// A name in its languages, each of them as a cell of ours would be read.
pub(crate) fn name(file: &Text, own: &Language, reasons: &mut Vec<String>) -> Text {
    let mut read = |said: &String| match text(said, "variants", Kind::Name, true) {
        Ok(said) => said,
        Err(problem) => {
            reasons.push(problem.reason);
            None
        }
    };
    let (plain, others) = match file {
        Text::Plain(plain) => (read(plain), Vec::new()),
        Text::Translated(texts) => {
            let others = texts.iter().filter(|(language, _)| *language != own);
            let others: Vec<_> = others.map(|(l, said)| (l.clone(), read(said))).collect();
            (texts.get(own).and_then(read), others)
        }
    };
    let wording = Wording {
        own: plain.as_ref(),
        others: &others,
        all: true,
        kind: Kind::Name,
    };
    let mut doubts = Vec::new();
    let name = wording.put(None, own, &mut doubts);
    reasons.extend(doubts.into_iter().map(|doubt| doubt.reason));
    name.unwrap_or_else(|| Text::Plain(String::new()))
}
