//! `docs/table.md` against the code that makes keys.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::tests::{TIME, all, id, sample};
use super::*;

/// The rows of the table below a heading of `docs/table.md`, as trimmed cells.
fn rows(heading: &str) -> Vec<Vec<String>> {
    let page = include_str!("../../../docs/table.md");
    let (_, section) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows: Vec<_> = section
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(|c| c.trim().to_owned())
                .collect()
        })
        .collect();
    assert!(!rows.is_empty(), "{heading}");
    rows
}

/// A cell with code, its placeholders replaced by samples.
fn filled(cell: &str) -> String {
    let mut rest = cell
        .strip_prefix('`')
        .and_then(|c| c.strip_suffix('`'))
        .unwrap();
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (placeholder, after) = after.split_once('}').unwrap();
        text.push_str(before);
        text.push_str(sample(placeholder));
        rest = after;
    }
    text + rest
}

#[test]
fn the_chart_in_the_docs_is_what_the_code_makes() {
    let keys = all();
    let mut seen = BTreeSet::new();
    for row in rows("Entities") {
        let item = row[0].as_str();
        assert!(seen.insert(item.to_owned()), "{item} stands twice");
        let key = keys
            .get(item)
            .unwrap_or_else(|| panic!("{item} is not in the code"));
        assert_eq!(
            (filled(&row[1]), filled(&row[2])),
            (key.pk.clone(), key.sk.clone()),
            "{item}"
        );
    }
    assert_eq!(
        seen,
        keys.keys().map(|k| (*k).to_owned()).collect(),
        "all of the code"
    );
}

#[test]
fn the_index_in_the_docs_is_what_the_code_makes() {
    let at = TIME.parse().unwrap();
    let made = BTreeMap::from([
        (
            "check",
            (open_checks(&id("branch")), open_since(at, sample("check"))),
        ),
        (
            "check that was left",
            (left_checks(&id("branch")), open_since(at, sample("check"))),
        ),
        (
            "order",
            (open_orders(&id("branch")), open_since(at, sample("order"))),
        ),
        (
            "call",
            (open_calls(&id("branch")), open_since(at, sample("call"))),
        ),
        (
            "print job",
            (
                print_queue(&id("branch"), &id("printer")),
                open_since(at, sample("job")),
            ),
        ),
        (
            "message",
            (
                waiting_messages(message_shard(&id("message"))),
                open_since(at, sample("message")),
            ),
        ),
        (
            "dues account",
            (open_dues(&id("branch")), open_since(at, sample("dues"))),
        ),
        (
            "staff link",
            (
                open_invitations(&id("brand")),
                open_since(at, sample("hash")),
            ),
        ),
    ]);
    let rows = rows("The index");
    assert_eq!(rows.len(), made.len());
    for row in rows {
        assert_eq!(
            (filled(&row[1]), filled(&row[2])),
            made[row[0].as_str()],
            "{}",
            row[0]
        );
    }
}

/// All of the store's source, and of the demo, which writes whole branches.
fn source() -> String {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [here.join("src"), here.join("../demo/src")];
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let files = files.map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    files
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

#[test]
fn every_item_has_an_access_pattern_and_every_pattern_its_code() {
    let (keys, source) = (all(), source());
    let functions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../functions");
    let mut used = BTreeSet::new();
    for row in rows("Access patterns") {
        for item in row[1].split(", ").filter(|i| !i.is_empty()) {
            assert!(keys.contains_key(item), "{}: the item {item}", row[0]);
            used.insert(item.to_owned());
        }
        let name = row[2].trim_matches('`');
        assert!(
            source.contains(&format!("pub async fn {name}("))
                || source.contains(&format!("pub async fn {name}<'")),
            "{}: {name}",
            row[0]
        );
        for function in row[3]
            .split(", ")
            .filter(|f| f.contains('-') && !f.contains(' '))
        {
            assert!(functions.join(function).is_dir(), "{}: {function}", row[0]);
        }
        assert!(!row[4].is_empty() && !row[5].is_empty(), "{}", row[0]);
    }
    assert_eq!(
        used,
        keys.keys().map(|k| (*k).to_owned()).collect(),
        "every item is of use"
    );
}
