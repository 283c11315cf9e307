//! That `docs/security.md` says which tests there are, and that each row has one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use salver_tests::root;

/// Rows that must be shown by a test with their number. The others say what they wait for.
const SHOWN: [u32; 34] = [
    1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 30,
    33, 34, 36, 39, 43, 49, 50, 51,
];
/// Where tests are.
const FOLDERS: [&str; 5] = [
    "tests/tests",
    "tests/browser",
    "shared",
    "local",
    "static-site/src",
];

fn sources() -> BTreeMap<PathBuf, String> {
    below(FOLDERS.into_iter())
}

/// Every source file below these folders, with its text.
fn below(folders: impl Iterator<Item = &'static str>) -> BTreeMap<PathBuf, String> {
    fn search(path: &Path, found: &mut BTreeMap<PathBuf, String>) {
        if path.ends_with("node_modules") {
            return;
        }
        if path.is_dir() {
            for entry in std::fs::read_dir(path).unwrap() {
                search(&entry.unwrap().path(), found);
            }
        } else if path.extension().is_some_and(|e| e == "rs" || e == "ts") {
            let text = std::fs::read_to_string(path).unwrap();
            found.insert(path.to_owned(), text);
        }
    }
    let mut found = BTreeMap::new();
    for folder in folders {
        search(&root().join(folder), &mut found);
    }
    found
}

/// A row of the page's table: its number and what it is shown by.
fn rows() -> BTreeMap<u32, String> {
    let page = std::fs::read_to_string(root().join("docs/security.md")).unwrap();
    let rows = page.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split(" | ").collect();
        let number = cells[0].strip_prefix("| ")?.parse().ok()?;
        Some((number, (*cells.get(3)?).to_owned()))
    });
    rows.collect()
}

/// What a cell names: a file, with what must stand in it when a test is named.
fn named(cell: &str) -> Vec<(&str, Option<String>)> {
    let parts: Vec<&str> = cell.split('`').collect();
    let mut found = Vec::new();
    for (at, code) in parts.iter().enumerate().skip(1).step_by(2) {
        let (file, function) = match code.split_once("::") {
            // The beginning of a name is enough.
            Some((file, name)) => (file, Some(format!("fn {}", name.trim_end_matches('…')))),
            None => (*code, None),
        };
        // A sentence in quotes behind a file is the name of a test in it.
        let quoted = parts.get(at + 1).and_then(|rest| rest.strip_prefix(" \""));
        let quoted = quoted.and_then(|rest| rest.split_once('"'));
        found.push((file, function.or(quoted.map(|(name, _)| name.to_owned()))));
    }
    for part in cell.split("browser \"").skip(1) {
        let name = part.split('"').next().unwrap_or_default();
        found.push((
            "tests/browser/threats.test.ts",
            Some(format!("test('{name}:")),
        ));
    }
    found
}

/// The number of a test that has one: `fn threat_07_...`, `test('threat 7: ...`.
fn number_of(line: &str) -> Option<u32> {
    let begins = ["async fn threat_", "fn threat_", "test('threat "];
    let line = line.trim_start();
    let rest = begins.iter().find_map(|begin| line.strip_prefix(begin))?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[test]
fn the_page_names_tests_that_are_there() {
    let sources = sources();
    let mut names = 0;
    for (row, cell) in rows() {
        for (file, name) in named(&cell) {
            let files = sources.iter().filter(|(path, _)| path.ends_with(file));
            let mut texts = files.map(|(_, text)| text).peekable();
            let is_there = texts.peek().is_some() || root().join(file).exists();
            assert!(is_there, "row {row}: {file} is missing");
            let Some(name) = name else { continue };
            names += 1;
            let is_there = texts.any(|text| text.contains(&name));
            assert!(is_there, "row {row}: {name} is not in {file}");
        }
    }
    assert!(names > 40, "{names} names were found");
}

#[test]
fn each_row_has_its_tests_and_each_test_its_row() {
    let (rows, sources) = (rows(), sources());
    let mut shown = BTreeSet::new();
    for (path, text) in &sources {
        for number in text.lines().filter_map(number_of) {
            let row = rows.get(&number);
            let Some(cell) = row else {
                panic!("{} has a test of row {number}", path.display());
            };
            let names = [
                format!("fn threat_{number:02}_"),
                format!("test('threat {number}:"),
                format!("threat {number}"),
            ];
            let is_it = |name: &Option<String>| {
                let name = name.as_deref().unwrap_or_default();
                name.starts_with(&names[0]) || names[1..].iter().any(|its| its == name)
            };
            let is_named = named(cell);
            let is_named = is_named
                .iter()
                .any(|(file, name)| path.ends_with(file) && is_it(name));
            assert!(
                is_named,
                "row {number} does not name that of {}",
                path.display()
            );
            shown.insert(number);
        }
    }
    let missing: Vec<_> = SHOWN
        .into_iter()
        .filter(|row| !shown.contains(row))
        .collect();
    assert_eq!(missing, [0; 0], "rows without a test");
}

/// What leaves a test out, or all others. Each is written in two, so that this file has none.
const LEFT_OUT: [(&str, &[&str]); 2] = [
    ("rs", &[concat!("#[ig", "nore")]),
    (
        "ts",
        &[
            concat!(".sk", "ip("),
            concat!(".sk", "ipIf("),
            concat!(".to", "do("),
            concat!(".on", "ly("),
            concat!(".fa", "ils("),
        ],
    ),
];
/// Where else tests are.
const OTHER_FOLDERS: [&str; 4] = ["tests/src", "functions", "xtask", "bench"];

#[test]
fn no_test_is_left_out() {
    let mut files = 0;
    for (path, text) in below(FOLDERS.into_iter().chain(OTHER_FOLDERS)) {
        let kind = path.extension().unwrap().to_str().unwrap();
        let marks = LEFT_OUT.iter().filter(|(of, _)| *of == kind);
        let mut marks = marks.flat_map(|(_, marks)| *marks);
        // A list of the floor is called to-do; it is not Vitest's.
        let text = text.replace("floor.todo(", "");
        assert_eq!(marks.find(|mark| text.contains(**mark)), None, "{path:?}");
        files += 1;
    }
    assert!(files > 300, "only {files} files were found");
}

#[test]
fn what_the_page_says_is_read_as_it_is_meant() {
    let cell = "`orders.rs::threat_07_a` (homes in); store `closing.rs::threat_07_…`; browser \
                \"threat 9\"; `live.test.ts` \"notices a frozen link\" (clock); `domain/money.rs`";
    let expected = [
        ("orders.rs", "fn threat_07_a"),
        ("closing.rs", "fn threat_07_"),
        ("live.test.ts", "notices a frozen link"),
        ("domain/money.rs", ""),
        ("tests/browser/threats.test.ts", "test('threat 9:"),
    ];
    let named = named(cell).into_iter();
    let named: Vec<_> = named
        .map(|(file, name)| (file, name.unwrap_or_default()))
        .collect();
    assert_eq!(named, expected.map(|(file, name)| (file, name.to_owned())));
    assert_eq!(number_of("async fn threat_07_order() {"), Some(7));
    assert_eq!(
        number_of("test('threat 30: names', async () => {"),
        Some(30)
    );
    assert_eq!(number_of("// Threat 30: see there"), None);
}
