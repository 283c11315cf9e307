//! `cargo xtask bench`: measures on release builds and writes docs/benchmarks.md.

mod kept;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};

use crate::{
    node,
    project::{Project, read, write},
    rust,
    shell::{Fault, Result, output, run},
    tools,
};

/// The parts of the page by their names at the command line, in the order in which they stand there.
const PARTS: [&str; 9] = [
    "counts",
    "orders",
    "listeners",
    "menus",
    "printing",
    "functions",
    "start",
    "pages",
    "first-order",
];
/// Those that can be measured in turns with another product.
const BESIDE: [&str; 2] = ["orders", "listeners"];
/// Those that are measured in a browser, each by a file of tests/browser/bench.
const IN_A_BROWSER: [&str; 2] = ["pages", "first-order"];

/// Runs the named parts, or all, and makes the page of the newest result of each. `beside` names
/// programs that measure another product in turns with ours, as bench/src/beside.rs says.
pub(crate) fn bench(project: &Project, only: &[String], beside: &[String]) -> Result<()> {
    if let Some(unknown) = only.iter().find(|name| !PARTS.contains(&name.as_str())) {
        let names = PARTS.join(", ");
        return Err(Fault::new(format!("there is no part `{unknown}`: {names}")));
    }
    node::site(project)?;
    rust::build_release(project, &["salver-local", "salver-bench"])?;
    let chosen = |part: &&str| only.is_empty() || only.iter().any(|name| name == part);
    for part in PARTS.into_iter().filter(chosen) {
        eprintln!("\n=== {part}");
        let file = result_file(project, part);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| {
                Fault::new(format!("cannot make {}: {error}", folder.display()))
            })?;
        }
        if IN_A_BROWSER.contains(&part) {
            in_a_browser(project, part, &file)?;
        } else {
            let beside = if BESIDE.contains(&part) { beside } else { &[] };
            measured(project, part, &file, beside)?;
        }
        note_origin(project, &file)?;
    }
    write_page(project)
}

/// Writes the page of the newest result of each part; of a part that was not measured in this
/// checkout stays what the page says.
pub(crate) fn write_page(project: &Project) -> Result<()> {
    let file = project.path("docs/benchmarks.md");
    let page = page(project, &read(&file)?)?;
    write(&file, page)
}

fn result_file(project: &Project, part: &str) -> PathBuf {
    project.target.join("bench").join(format!("{part}.json"))
}

/// A part of `salver-bench`, on the release binaries.
fn measured(project: &Project, part: &str, out: &Path, beside: &[String]) -> Result<()> {
    let bin = rust::release_folder(project);
    let mut bench = Command::new(bin.join("salver-bench"));
    bench
        .arg(part)
        .arg("--out")
        .arg(out)
        .args(
            beside
                .iter()
                .flat_map(|program| ["--beside", program.as_str()]),
        )
        .current_dir(&project.root);
    bench.env("SALVER_BIN_DIR", &bin);
    run(bench.env("SALVER_SITE_DIR", node::dist(project)))
}

/// A part on the pages in Chromium, on the release binaries.
fn in_a_browser(project: &Project, part: &str, out: &Path) -> Result<()> {
    let chromium = tools::chromium()?;
    let folder = project.path("tests/browser");
    node::install(&folder)?;
    let mut bench = Command::new("npm");
    bench
        .args(["run", "--silent", "bench", "--"])
        .arg(format!("bench/{part}.measure"))
        .current_dir(&folder);
    bench
        .env("CHROMIUM", chromium)
        .env("SALVER_BENCH_OUT", out)
        .env("SALVER_BIN_DIR", rust::release_folder(project));
    run(bench.env("SALVER_SITE_DIR", node::dist(project)))
}

/// Notes in a result which commit it is of, and when it was measured.
fn note_origin(project: &Project, file: &Path) -> Result<()> {
    let mut result = load(file)?;
    result["commit"] = json!(commit(project)?);
    result["day"] = json!(output(Command::new("date").args(["-u", "+%F"]))?.trim());
    write(file, result.to_string())
}

/// The commit that is checked out; with a plus when something was changed since.
pub(crate) fn commit(project: &Project) -> Result<String> {
    let git = |words: &[&str]| output(Command::new("git").args(words).current_dir(&project.root));
    let commit = git(&["rev-parse", "--short=10", "HEAD"])?;
    // The page itself is what a run changes.
    let changed = git(&["status", "--porcelain", "--", ".", ":!docs/benchmarks.md"])?;
    let mark = if changed.trim().is_empty() { "" } else { "+" };
    Ok(format!("{}{mark}", commit.trim()))
}

fn load(file: &Path) -> Result<Value> {
    serde_json::from_str(&read(file)?)
        .map_err(|error| Fault::new(format!("{} is not JSON: {error}", file.display())))
}

/// What the page says of a part.
enum Told<'a> {
    /// What was measured here.
    Measured(Value),
    /// What the page said before, measured elsewhere.
    Kept(kept::Part<'a>),
    Never,
}

/// The page, of the newest results and of `before`. A part that was never measured is named as
/// such.
fn page(project: &Project, before: &str) -> Result<String> {
    let mut sections = Vec::new();
    for name in PARTS {
        let file = result_file(project, name);
        let told = if file.is_file() {
            Told::Measured(load(&file)?)
        } else {
            kept::part(before, name).map_or(Told::Never, Told::Kept)
        };
        sections.push((name, told));
    }
    let mut page = String::from(INTRODUCTION);
    let _ = writeln!(page, "\nMachine: {}.\n", machine());
    targets(&mut page, &sections);
    // What a person says about figures that are missed.
    let _ = writeln!(page, "\n{}", read(&project.path("bench/notes.md"))?.trim());
    for (name, told) in &sections {
        match told {
            Told::Measured(result) => section(&mut page, name, result),
            Told::Kept(part) => drop(writeln!(page, "\n{}", part.section)),
            Told::Never => drop(writeln!(
                page,
                "\n## {name}\n\nNot measured on this machine yet."
            )),
        }
    }
    Ok(page)
}

const INTRODUCTION: &str = "# Benchmarks

`cargo xtask bench` measures all of this on release builds and writes this page; `cargo xtask bench --only PART` \
does it for a part. Load and product share the machine. Times depend on it, ratios and counts hardly do. Where it is \
not said otherwise, a time is the median of several rounds of one run.
";

fn targets(page: &mut String, sections: &[(&str, Told<'_>)]) {
    page.push_str(
        "## Targets\n\n| figure | target | measured | met | part |\n|---|---|---|---|---|\n",
    );
    for (name, told) in sections {
        let figures = match told {
            Told::Measured(result) => list(&result["figures"]),
            Told::Kept(part) => {
                for row in &part.targets {
                    let _ = writeln!(page, "{row}");
                }
                continue;
            }
            Told::Never => continue,
        };
        for figure in figures {
            let met = match figure["met"].as_bool() {
                Some(true) => "yes",
                Some(false) => "**no**",
                None => "",
            };
            let target = figure["target"].as_str().unwrap_or("reported");
            let cells = [
                text(&figure["name"]),
                target,
                text(&figure["measured"]),
                met,
                name,
            ];
            row(page, cells.into_iter());
        }
    }
}

fn section(page: &mut String, name: &str, result: &Value) {
    let _ = writeln!(page, "\n## {}", text(&result["title"]));
    let (commit, day) = (text(&result["commit"]), text(&result["day"]));
    let _ = writeln!(
        page,
        "\n`cargo xtask bench --only {name}`, commit {commit}, {day}."
    );
    for paragraph in list(&result["text"]) {
        let _ = writeln!(page, "\n{}", text(paragraph));
    }
    for table in list(&result["tables"]) {
        let columns = list(&table["columns"]);
        let _ = writeln!(page, "\n### {}\n", text(&table["title"]));
        row(page, columns.iter().map(text));
        row(page, columns.iter().map(|_| "---"));
        for cells in list(&table["rows"]) {
            row(page, list(cells).iter().map(text));
        }
    }
}

fn row<'a>(page: &mut String, cells: impl Iterator<Item = &'a str>) {
    let cells: Vec<_> = cells.map(|cell| cell.replace('|', "\\|")).collect();
    let _ = writeln!(page, "| {} |", cells.join(" | "));
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What the figures were measured on, as far as the system says.
fn machine() -> String {
    let field = |file: &str, name: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text
            .lines()
            .find(|line| line.starts_with(name))
            .unwrap_or_default();
        line.split_once(':')
            .map(|(_, value)| value.trim().to_owned())
    };
    let processor =
        field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = field("/proc/meminfo", "MemTotal").unwrap_or_default();
    let kilobytes: u64 = memory.trim_end_matches(" kB").parse().unwrap_or(0);
    let gigabytes = kilobytes / 1024 / 1024;
    format!(
        "{processor}, {cores} cores, {gigabytes} GiB, {}",
        std::env::consts::OS
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_target_is_seen_and_a_reported_figure_has_none() {
        let result = json!({"figures": [
            {"name": "a", "target": "<= 2", "measured": "3", "met": false},
            {"name": "b|c", "target": null, "measured": "7 MB", "met": null},
        ]});
        let mut page = String::new();
        targets(
            &mut page,
            &[("counts", Told::Measured(result)), ("pages", Told::Never)],
        );
        assert!(page.contains("| a | <= 2 | 3 | **no** | counts |\n"));
        assert!(page.contains("| b\\|c | reported | 7 MB |  | counts |\n"));
    }
}
