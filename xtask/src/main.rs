//! The project's commands. `cargo xtask --help` lists them.

mod bench;
mod budgets;
mod bundle;
mod chaos;
mod circles;
mod contract;
mod docs;
mod findings;
mod infra;
mod links;
mod node;
mod openapi;
mod package;
mod project;
mod rust;
mod second_store;
mod shell;
mod source;
mod stamp;
mod test;
mod tools;
mod up;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use project::Project;
use shell::Result;

/// Commands of the Salver project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and serve it on this machine.
    ///
    /// What follows goes to the local stack: --host, --port, --data-dir, --workers, --no-demo, --past-days, --ready-file
    /// (`cargo xtask up --help` shows this page; `cargo xtask up -- --help` the stack's own).
    Up {
        /// Options of the local stack.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Run every check that CI runs; go on after a failure, and fail at the end.
    Test {
        /// Run only this step; may be given several times.
        #[arg(long, value_name = "STEP")]
        only: Vec<String>,
        /// Name the steps and stop.
        #[arg(long)]
        list: bool,
    },
    /// Let functions, store and network fail for some minutes while 100 phones order; then
    /// check that no order was lost or doubled.
    Chaos {
        /// How long phones go on ordering.
        #[arg(long, default_value_t = 10)]
        minutes: u64,
        /// The seed of an earlier run, to repeat its decisions.
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Measure on release builds and write docs/benchmarks.md.
    Bench {
        /// Measure only this part; may be given several times. The page keeps the rest.
        #[arg(long, value_name = "PART")]
        only: Vec<String>,
        /// Measure another product in turns with ours, for the parts `orders` and `listeners`; bench/src/beside.rs
        /// says how the program is run.
        #[arg(long, value_name = "NAME=PROGRAM")]
        beside: Vec<String>,
        /// Measure nothing; write the page of the newest results.
        #[arg(long)]
        page: bool,
    },
    /// Write docs/openapi.json from the API's types.
    Openapi {
        /// Write nothing; fail when the committed document is not what the types say.
        #[arg(long)]
        check: bool,
    },
    /// Lint infra/template.yaml as it stands and as CloudFormation will see it.
    LintInfra,
    /// Build the functions for arm64 and the site, as they are deployed.
    Package {
        /// Only these functions; all when none is named.
        functions: Vec<String>,
        /// For one machine instead: stack, functions, template and site in a new folder that runs without this
        /// checkout.
        #[arg(long, value_name = "FOLDER", conflicts_with = "functions")]
        local: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let done = Project::open().and_then(|project| run(&project, Cli::parse().command));
    match done {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(project: &Project, command: Command) -> Result<ExitCode> {
    match command {
        Command::Up { options } => return up::up(project, &options),
        Command::Test { list: true, .. } => test::list(),
        Command::Test { only, .. } => return test::test(project, &only),
        Command::Chaos { minutes, seed } => chaos::chaos(project, minutes, seed)?,
        Command::Bench { page: true, .. } => bench::write_page(project)?,
        Command::Bench { only, beside, .. } => bench::bench(project, &only, &beside)?,
        Command::Openapi { check: true } => openapi::check(project)?,
        Command::Openapi { check: false } => openapi::write(project)?,
        Command::LintInfra => infra::lint(project)?,
        Command::Package {
            local: Some(folder),
            ..
        } => bundle::bundle(project, &folder)?,
        Command::Package {
            functions,
            local: None,
        } => package::package(project, &functions)?,
    }
    Ok(ExitCode::SUCCESS)
}
