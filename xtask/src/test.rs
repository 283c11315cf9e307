//! `cargo xtask test`: the steps of CI, one after the other.

use std::{
    path::Path,
    process::{Command, ExitCode},
    time::Instant,
};

use crate::{
    budgets, circles, contract, docs, infra, links, node, openapi,
    project::{Project, read},
    rust, second_store,
    shell::{Fault, Result, run, run_tests},
    source, tools,
};

/// One step: its name, what it shows, and how.
struct Step {
    name: &'static str,
    shows: &'static str,
    run: fn(&Project) -> Result<()>,
}

/// Quick ones first; what a step needs (packages, builds) it brings up to date itself.
const STEPS: [Step; 21] = [
    Step {
        name: "fmt",
        shows: "the code is formatted",
        run: rust::fmt,
    },
    Step {
        name: "source",
        shows: "no scan and no other banned store call in the source",
        run: source::check,
    },
    Step {
        name: "docs",
        shows: "public items say something, and no comment repeats a name",
        run: docs::check,
    },
    Step {
        name: "circles",
        shows: "no module imports itself through others",
        run: circles::check,
    },
    Step {
        name: "links",
        shows: "one TLS stack in the functions, no demo in them, no I/O in the domain",
        run: links::check,
    },
    Step {
        name: "deny",
        shows: "licences, bans and sources of the crates",
        run: deny,
    },
    Step {
        name: "template",
        shows: "the template lints, its IAM actions exist, its guards hold",
        run: infra::lint,
    },
    Step {
        name: "clippy",
        shows: "no warning in any crate",
        run: rust::clippy,
    },
    Step {
        name: "build",
        shows: "functions, local stack and tests build",
        run: rust::build_all,
    },
    Step {
        name: "openapi",
        shows: "docs/openapi.json and the pages' currencies are what the types say",
        run: openapi::check,
    },
    Step {
        name: "types",
        shows: "the pages' types are what docs/openapi.json says",
        run: |p| page_script(p, "types:check"),
    },
    Step {
        name: "pages",
        shows: "the pages have no type or accessibility warning",
        run: |p| page_script(p, "check"),
    },
    Step {
        name: "page-tests",
        shows: "the pages' unit tests",
        run: |p| page_script(p, "test"),
    },
    Step {
        name: "site",
        shows: "the site builds, and the page of a menu has its style",
        run: site,
    },
    Step {
        name: "budgets",
        shows: "the pages keep their size budgets",
        run: page_budgets,
    },
    Step {
        name: "rust",
        shows: "the Rust tests",
        run: rust::tests,
    },
    Step {
        name: "store-twice",
        shows: "the store's tests against a second store",
        run: second_store::tests,
    },
    Step {
        name: "contract",
        shows: "the running service is as its document says",
        run: contract::check,
    },
    Step {
        name: "doctests",
        shows: "the examples in the documentation",
        run: rust::doctests,
    },
    Step {
        name: "policies",
        shows: "each function may do what it does and no more",
        run: infra::policies,
    },
    Step {
        name: "browser",
        shows: "the flow in Chromium",
        run: browser,
    },
];

/// Prints the steps.
pub(crate) fn list() {
    for Step { name, shows, .. } in STEPS {
        println!("{name:<12}{shows}");
    }
}

/// Runs all steps, or the named ones; the exit code says whether all passed.
pub(crate) fn test(project: &Project, only: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = only
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        return Err(Fault::new(format!(
            "there is no step `{unknown}`; `cargo xtask test --list` names them"
        )));
    }
    let mut rows = Vec::new();
    for step in STEPS
        .iter()
        .filter(|step| only.is_empty() || only.iter().any(|name| name == step.name))
    {
        eprintln!("\n=== {}: {}", step.name, step.shows);
        let start = Instant::now();
        let result = (step.run)(project);
        if let Err(fault) = &result {
            eprintln!("{fault}");
        }
        let seconds = start.elapsed().as_secs();
        eprintln!("=== {}: {} in {seconds} s", step.name, word(&result));
        rows.push((step.name, seconds, result));
    }
    let failed = rows.iter().filter(|(_, _, result)| result.is_err()).count();
    println!();
    for (name, seconds, result) in &rows {
        println!("{:<8}{name:<12}{seconds:>5} s", word(result));
    }
    println!("{} passed, {failed} failed", rows.len() - failed);
    // Once more at the very end: whoever reads a log reads that.
    for (name, _, result) in &rows {
        if let Err(fault) = result {
            println!("{name}: {fault}");
        }
    }
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn word(result: &Result<()>) -> &'static str {
    if result.is_ok() { "passed" } else { "FAILED" }
}

fn deny(project: &Project) -> Result<()> {
    let mut deny = Command::new(tools::cargo_deny(project)?);
    run(deny
        .args(["--all-features", "check", "licenses", "bans", "sources"])
        .current_dir(&project.root))
}

fn page_script(project: &Project, name: &str) -> Result<()> {
    node::script(&project.path("static-site"), name)
}

/// The style that the page of a menu carries is a part of the built site, and committed, so that the function
/// needs no site to be built.
fn site(project: &Project) -> Result<()> {
    node::site(project)?;
    let built = node::dist(project).join("document.css");
    let committed = project.path("functions/serve-menu/src/page/document.css");
    if read(&built)? == read(&committed)? {
        return Ok(());
    }
    Err(Fault::new(format!(
        "{} is not what the built site has: copy {} there, and look at the page",
        committed.display(),
        built.display()
    )))
}

fn page_budgets(project: &Project) -> Result<()> {
    node::site(project)?;
    budgets::check(project)
}

fn browser(project: &Project) -> Result<()> {
    node::site(project)?;
    rust::build_all(project)?;
    let chromium = tools::chromium()?;
    let folder: &Path = &project.path("tests/browser");
    node::install(folder)?;
    let mut tests = Command::new("npm");
    tests.args(["test", "--silent"]).current_dir(folder);
    tests
        .env("CHROMIUM", chromium)
        .env("SALVER_BIN_DIR", project.target.join("debug"));
    run_tests(tests.env("SALVER_SITE_DIR", node::dist(project)))
}
