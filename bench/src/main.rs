//! The benchmarks behind `docs/benchmarks.md`.
//!
//! `cargo xtask bench` builds everything in release mode, runs each part and writes the page.
//! A part alone: `salver-bench PART --out FILE`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark that cannot go on stops, and this crate serves nothing but benchmarks"
)]

mod beside;
mod counter;
mod counts;
mod ears;
mod functions;
mod listeners;
mod memory;
mod menus;
mod orders;
mod printing;
mod report;
mod start;
mod stats;

use std::path::PathBuf;

use beside::Beside;
use clap::{Parser, ValueEnum};
use report::Section;

/// Runs one part of the benchmarks and writes what it measured as JSON.
#[derive(Parser)]
struct Cli {
    part: Part,
    /// The file for the result.
    #[arg(long)]
    out: PathBuf,
    /// A program that measures another product, whose rounds are in turns with ours; for `orders` and
    /// `listeners`. May be given several times. `beside.rs` says how it is run.
    #[arg(long, value_name = "NAME=PROGRAM")]
    beside: Vec<Beside>,
}

/// What is measured together.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Part {
    /// What operations ask of the store, and what an order costs.
    Counts,
    /// Placing orders, over its own store calls and by the second.
    Orders,
    /// Placing twenty thousand of them within ten minutes.
    Lasting,
    /// From an order to the kitchen's sockets.
    Listeners,
    /// Publishing a large menu, and from "sold out" to the guests' sockets.
    Menus,
    /// From a KOT to a polling printer.
    Printing,
    /// Every function's binary: start, memory, size.
    Functions,
    /// From `cargo xtask up` to the first page.
    Start,
}

#[tokio::main]
async fn main() {
    let cli = Cli::parse();
    let section: Section = match cli.part {
        Part::Counts => counts::measure().await,
        Part::Orders => orders::measure(&cli.beside).await,
        Part::Lasting => orders::lasting::measure().await,
        Part::Listeners => listeners::measure(&cli.beside).await,
        Part::Menus => menus::measure().await,
        Part::Printing => printing::measure().await,
        Part::Functions => functions::measure().await,
        Part::Start => start::measure().await,
    };
    section.write(&cli.out);
}
