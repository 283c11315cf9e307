//! `cargo xtask chaos`: the long run of the test that lets everything fail.

use std::hash::{BuildHasher, RandomState};

use crate::{
    project::Project,
    rust,
    shell::{Fault, Result, run},
};

/// Runs an evening of `minutes` whose failures follow from `seed`, or from a new one. A run
/// that fails says how to repeat it.
pub(crate) fn chaos(project: &Project, minutes: u64, seed: Option<u64>) -> Result<()> {
    rust::build_all(project)?;
    let seed = seed.unwrap_or_else(fresh);
    // The whole workspace, for the features that it has just been built with.
    let mut test = project.cargo(&["test", "--workspace", "--test", "faults", "--"]);
    test.args(["--nocapture", "chaos::"])
        .env("SALVER_CHAOS_MINUTES", minutes.to_string())
        .env("SALVER_CHAOS_SEED", seed.to_string());
    run(&mut test).map_err(|fault| {
        let repeat = format!("cargo xtask chaos --minutes {minutes} --seed {seed}");
        Fault::new(format!("{fault}\nthe same decisions again: {repeat}"))
    })
}

/// A seed that nobody has chosen. Short, as people type it.
fn fresh() -> u64 {
    RandomState::new().hash_one("an evening") % 1_000_000
}
