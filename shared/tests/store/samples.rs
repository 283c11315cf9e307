//! What is stored is a promise: a sample of each item lies in `shared/store/samples`, as the
//! table held it when an evening began, and one more (`check+late.json`) where another form
//! has come of it when the evening ends: what may be left out of an item is in one of them.
//! Today's code still writes those forms, and it still reads every sample, older ones too.
//!
//! A form that has changed needs a new sample. The old one stays, under another name:
//! `git mv order.json order@2026-11-28.json`, then `SALVER_SAMPLES=new` writes what is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use salver::store::Item;
use serde_json::Value;

use crate::world::World;

mod file;
mod read;
mod said;
mod written;

pub use written::owner;

/// Ends the name of a sample of the evening's end.
const LATE: &str = "+late";

/// What no code ever writes.
const NEVER_WRITTEN: &str = "nothing";

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/store/samples"))
}

/// An item's key as `docs/table.md` has it.
struct Row {
    item: String,
    pk: String,
    sk: String,
}

impl Row {
    /// How many parts of a key this row spells out; `None` when it is not of this row.
    fn fits(&self, pk: &str, sk: &str) -> Option<usize> {
        let mut literal = 0;
        for (pattern, key) in [(&self.pk, pk), (&self.sk, sk)] {
            if pattern.split('#').count() != key.split('#').count() {
                return None;
            }
            for (wanted, part) in pattern.split('#').zip(key.split('#')) {
                match wanted.starts_with('{') {
                    true => {}
                    false if wanted == part => literal += 1,
                    false => return None,
                }
            }
        }
        Some(literal)
    }
}

/// The item chart, without what is never written.
fn chart() -> Vec<Row> {
    let page = include_str!("../../../docs/table.md");
    let (_, chart) = page.split_once("\n## Entities\n").unwrap();
    let chart = chart.split("\n## ").next().unwrap().lines();
    let rows = chart.filter(|line| line.starts_with('|')).skip(2);
    let row = |line: &str| {
        let cells: Vec<_> = line.split('|').map(|cell| cell.trim()).collect();
        let [item, pk, sk] = [1, 2, 3].map(|n| cells[n].trim_matches('`').to_owned());
        Row { item, pk, sk }
    };
    let rows = rows.map(row).filter(|row| row.item != NEVER_WRITTEN);
    rows.collect()
}

/// One item of each row, the first by its key.
fn by_row(items: Vec<Item>) -> BTreeMap<String, Item> {
    let text = |item: &Item, name: &str| item[name].as_s().unwrap().clone();
    let key = |item: &Item| (text(item, "pk"), text(item, "sk"));
    let mut items = items;
    items.sort_by_key(key);
    let chart = chart();
    let mut found = BTreeMap::new();
    for item in items {
        let (pk, sk) = key(&item);
        let fitting = chart
            .iter()
            .filter_map(|row| Some((row.fits(&pk, &sk)?, row)));
        let (_, row) = fitting.max_by_key(|(literal, _)| *literal).unwrap();
        found.entry(row.item.clone()).or_insert(item);
    }
    found
}

/// What an evening writes, by the names of its samples.
async fn evening() -> BTreeMap<String, Item> {
    let world = World::new().await;
    written::all(&world).await;
    let early = by_row(world.items().await);
    written::late(&world).await;
    let late = by_row(world.items().await);
    let name = |row: &str| row.replace(' ', "-");
    let form = |item: &Item| file::form(&file::sample_of(item));
    let changed = late
        .iter()
        .filter(|(row, item)| form(item) != form(&early[*row]));
    let changed = changed.map(|(row, item)| (name(row) + LATE, item.clone()));
    let mut all: BTreeMap<_, _> = changed.collect();
    all.extend(early.iter().map(|(row, item)| (name(row), item.clone())));
    all
}

/// The samples of the folder by their names; what follows an `@` says until when the item
/// was written so.
fn samples() -> BTreeMap<String, Value> {
    let mut samples = BTreeMap::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "json") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(path).unwrap();
            samples.insert(name, serde_json::from_str(&text).unwrap());
        }
    }
    samples
}

/// The row that a sample is of.
fn row_of(sample: &str) -> String {
    sample.split(['@', '+']).next().unwrap().replace('-', " ")
}

#[test]
fn every_row_of_the_chart_has_a_sample_and_no_sample_is_of_anything_else() {
    let rows: BTreeSet<_> = chart().into_iter().map(|row| row.item).collect();
    let samples = samples();
    let of: BTreeSet<_> = samples.keys().map(|name| row_of(name)).collect();
    assert_eq!(of, rows);
    for row in rows {
        let current = row.replace(' ', "-");
        assert!(samples.contains_key(&current), "{current}.json is missing");
    }
}

#[tokio::test]
async fn what_is_written_today_has_the_form_of_its_sample() {
    let written = evening().await;
    let rows: BTreeSet<_> = chart().into_iter().map(|row| row.item).collect();
    let of: BTreeSet<_> = written.keys().map(|name| row_of(name)).collect();
    assert_eq!(of, rows, "all rows are written");
    let samples = samples();
    for (name, item) in &written {
        let today = file::sample_of(item);
        match samples.get(name) {
            Some(sample) => assert_eq!(
                file::form(&today),
                file::form(sample),
                "{name} has another form: keep its sample as {name}@<today>.json, then write \
                 the new one with SALVER_SAMPLES=new"
            ),
            None if std::env::var("SALVER_SAMPLES").is_ok_and(|asked| asked == "new") => {
                let path = folder().join(format!("{name}.json"));
                let text = serde_json::to_string_pretty(&today).unwrap();
                fs::write(path, text + "\n").unwrap();
            }
            None => panic!("{name}.json is missing; SALVER_SAMPLES=new writes it"),
        }
    }
    let current = samples.keys().filter(|name| !name.contains('@'));
    let idle: Vec<_> = current
        .filter(|name| !written.contains_key(*name))
        .collect();
    assert!(idle.is_empty(), "nothing writes these any more: {idle:?}");
}

#[test]
fn what_is_compressed_in_a_sample_is_what_stands_beside_it() {
    for (name, sample) in samples() {
        let again = file::sample_of(&file::item_of(&sample));
        assert_eq!(again, sample, "{name}");
    }
}

/// A table with nothing in it but these samples: what is read by way of others finds those.
async fn holding<'a>(samples: impl Iterator<Item = &'a Value>) -> World {
    let world = World::empty().await;
    for sample in samples {
        world.put(file::item_of(sample)).await;
    }
    world
}

/// All rows, as the code reads them there.
async fn read_all(world: &World) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for row in chart() {
        let read = read::row(world, &row.item).await;
        all.insert(row.item, read);
    }
    all
}

/// Row by row: all of them together nobody can read.
fn alike(then: &BTreeMap<String, String>, written: &BTreeMap<String, String>) {
    assert!(then.keys().eq(written.keys()));
    for (row, read) in then {
        assert_eq!(Some(read), written.get(row), "{row}");
    }
}

#[tokio::test]
async fn every_sample_is_read_as_what_is_written_today_or_was_written_then() {
    let samples = samples();
    let (older, current): (Vec<_>, Vec<_>) =
        samples.iter().partition(|(name, _)| name.contains('@'));
    let (late, early): (Vec<_>, Vec<_>) =
        current.iter().partition(|(name, _)| name.ends_with(LATE));
    let early = || early.iter().map(|(_, sample)| *sample);
    // Whoever draws a number or takes a ticket finds another one, or none, the second time.
    let written = World::new().await;
    written::all(&written).await;
    let then = holding(early()).await;
    alike(&read_all(&then).await, &read_all(&written).await);
    let written = World::new().await;
    written::all(&written).await;
    written::late(&written).await;
    let then = holding(early().chain(late.iter().map(|(_, sample)| *sample))).await;
    alike(&read_all(&then).await, &read_all(&written).await);
    for (name, sample) in older {
        let then = holding(early().chain([sample])).await;
        let row = row_of(name);
        // What it did not say yet is read as not said, and that stays so.
        insta::assert_snapshot!(name.as_str(), read::row(&then, &row).await);
    }
}

/// An attribute that no sample holds could get another name, and all that was stored under
/// the old one would be read as not there: a closed check as an open one.
#[tokio::test]
async fn every_attribute_that_may_be_left_out_is_in_a_sample() {
    let world = World::new().await;
    written::all(&world).await;
    let mut read: Vec<_> = read_all(&world).await.into_iter().collect();
    written::late(&world).await;
    read.extend(read_all(&world).await);
    let mut held = BTreeMap::<String, BTreeSet<String>>::new();
    for (name, sample) in samples() {
        if !name.contains('@') {
            said::attributes(&sample, held.entry(row_of(&name)).or_default());
        }
    }
    let mut missing = said::Fields::default();
    for (row, text) in &read {
        missing.read(row, text);
    }
    let missing = missing.never_said(|row, field| held[row].contains(field));
    assert_eq!(missing, [""; 0], "let `written::late` write these");
}
