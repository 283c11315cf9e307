//! The pages: Node.js, npm and the site's build.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    project::Project,
    shell::{Fault, Result, run, run_tests, version},
    stamp::Stamp,
};

/// The oldest Node.js that Vite 8 runs on.
const OLDEST: (u32, u32) = (20, 19);

/// Fails with a sentence that helps when Node.js is missing or too old.
pub(crate) fn check() -> Result<()> {
    let (major, minor) = OLDEST;
    let help = format!(
        "Salver's pages are built with Node.js {major}.{minor} or newer: install it from https://nodejs.org or \
         with your package manager, then run the command again."
    );
    let Some(found) = version("node", &["--version"]) else {
        return Err(Fault::new(format!("Node.js was not found. {help}")));
    };
    if version("npm", &["--version"]).is_none() {
        return Err(Fault::new(format!(
            "npm, which comes with Node.js, was not found. {help}"
        )));
    }
    let mut numbers = found
        .trim_start_matches('v')
        .split('.')
        .map(|part| part.parse().unwrap_or(0));
    let present: (u32, u32) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if present < OLDEST {
        return Err(Fault::new(format!("Node.js {found} is too old. {help}")));
    }
    Ok(())
}

/// Installs the packages of a folder's lock file, when it is not what was installed last.
pub(crate) fn install(folder: &Path) -> Result<()> {
    check()?;
    let lock = folder.join("package-lock.json");
    if !lock.is_file() {
        return Err(Fault::new(format!("{} is missing", lock.display())));
    }
    // Kept inside, so that removing node_modules removes the note too.
    let stamp = Stamp::of(folder.join("node_modules/.salver-installed"), &[lock], &[])?;
    if stamp.is_fresh() {
        return Ok(());
    }
    eprintln!("Installing the packages of {}", folder.display());
    run(Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(folder))?;
    stamp.note()
}

/// Runs a script of a folder's package.json, after installing what it needs.
pub(crate) fn script(folder: &Path, name: &str) -> Result<()> {
    install(folder)?;
    run_tests(
        Command::new("npm")
            .args(["run", "--silent", name])
            .current_dir(folder),
    )
}

/// Where the site's built pages are.
pub(crate) fn dist(project: &Project) -> PathBuf {
    project.path("static-site/dist")
}

/// Builds the site, when its sources are not what was built last.
pub(crate) fn site(project: &Project) -> Result<()> {
    let folder = project.path("static-site");
    let document = project.path("docs/openapi.json");
    install(&folder)?;
    let mut inputs = vec![folder.clone()];
    inputs.extend(document.is_file().then(|| document.clone()));
    let stamp = Stamp::of(
        project.target.join("xtask/site"),
        &inputs,
        &["node_modules", "dist"],
    )?;
    let dist = dist(project);
    if stamp.is_fresh() && dist.join("index.html").is_file() {
        return Ok(());
    }
    eprintln!("Building the pages");
    script(&folder, "build")?;
    // docs/ holds the one committed copy; the site serves it beside the API.
    if document.is_file() {
        let served = dist.join("api/v1/openapi.json");
        served
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::copy(&document, &served).map(drop))
            .map_err(|error| Fault::new(format!("cannot write {}: {error}", served.display())))?;
    }
    stamp.note()
}
