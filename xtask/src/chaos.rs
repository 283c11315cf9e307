//! `cargo xtask chaos`: the long run of the test that lets everything fail.

use crate::{
    project::Project,
    rust,
    shell::{Result, run},
};

/// Runs an evening of `minutes` whose failures follow from `seed`; a failing run prints it.
pub(crate) fn chaos(project: &Project, minutes: u64, seed: Option<u64>) -> Result<()> {
    rust::build_all(project)?;
    // The whole workspace, for the features that it has just been built with.
    let mut test = project.cargo(&["test", "--workspace", "--test", "faults", "--"]);
    test.args(["--nocapture", "chaos::"])
        .env("SALVER_CHAOS_MINUTES", minutes.to_string());
    if let Some(seed) = seed {
        test.env("SALVER_CHAOS_SEED", seed.to_string());
    }
    run(&mut test)
}
