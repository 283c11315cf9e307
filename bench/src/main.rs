//! The benchmarks behind `docs/benchmarks.md`.
//!
//! `cargo xtask bench` builds everything in release mode, runs each part and writes the page.
//! A part alone: `salver-bench PART --out FILE`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark that cannot go on stops, and this crate serves nothing but benchmarks"
)]

mod report;

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use report::Section;

/// Runs one part of the benchmarks and writes what it measured as JSON.
#[derive(Parser)]
struct Cli {
    part: Part,
    /// The file for the result.
    #[arg(long)]
    out: PathBuf,
}

/// What is measured together.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Part {}

#[tokio::main]
async fn main() {
    let cli = Cli::parse();
    let section: Section = match cli.part {};
    section.write(&cli.out);
}
