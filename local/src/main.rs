//! Runs Salver on one machine until it is told to stop.

mod demo;
mod first;
mod recount;
mod reset_link;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use salver_local::backup::DataCommand;
use salver_local::cli::{StackArgs, explain, init_logging, stop_signal};
use salver_local::stack::Stack;

use crate::demo::{Ready, SetUpError};
use crate::recount::Span;
use crate::reset_link::ResetLink;

/// The store keeps thousands of small things for minutes, between which glibc's heap falls to pieces.
/// docs/decisions.md, 2026-12-01, has the figures.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Salver on one machine: the functions behind a local API Gateway and DynamoDB
#[derive(Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    stack: StackArgs,
    /// Start without the demo restaurant; a house that nobody has set up prints the link for that
    #[arg(long)]
    no_demo: bool,
    /// Give the demo restaurant, when it is new, this many days of orders behind it
    #[arg(long, value_name = "DAYS", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=60))]
    past_days: u16,
    /// For tests: a second owner's restaurant beside the demo, when it is new
    #[arg(long, conflicts_with = "no_demo")]
    second_brand: bool,
    /// Make the figures of these business days again from their facts; may be repeated
    #[arg(long, value_name = "BRANCH=FIRST..LAST")]
    recount: Vec<Span>,
    /// Write addresses and sign-ins as JSON to this file once everything is served
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
}

/// What can be done besides running a stack.
#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Data(DataCommand),
    ResetLink(ResetLink),
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    init_logging();
    match &arguments.command {
        Some(Command::Data(command)) => return command.run(),
        Some(Command::ResetLink(command)) => return command.run().await,
        None => {}
    }
    let stack = match Stack::start(arguments.stack.clone().config()).await {
        Ok(stack) => stack,
        Err(error) => {
            eprintln!("error: {}", explain(&error));
            return ExitCode::FAILURE;
        }
    };
    tracing::info!("serving on {}", stack.url());
    let ended_well = tokio::select! {
        result = announce(&stack, &arguments) => match result {
            Ok(()) => wait(&stack).await,
            Err(error) => {
                eprintln!("error: {}", explain(&error));
                false
            }
        },
        signal = stop_signal() => signal.is_ok(),
    };
    tracing::info!("stopping");
    stack.shutdown().await;
    if ended_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

async fn wait(stack: &Stack) -> bool {
    tokio::select! {
        signal = stop_signal() => signal.is_ok(),
        error = stack.failed() => {
            tracing::error!(%error, "the store has failed");
            false
        }
    }
}

/// Sets the demo up, or finds out whether somebody has set the house up, and tells people and
/// scripts about it.
async fn announce(stack: &Stack, arguments: &Arguments) -> Result<(), SetUpError> {
    let ready = if arguments.no_demo {
        first::set_up_code(stack).await.map(Ready::SetUpCode)
    } else {
        let facts = demo::set_up(stack, arguments.past_days, arguments.second_brand).await?;
        Some(Ready::Demo(facts))
    };
    recount::recount(stack, &arguments.recount).await;
    match &ready {
        Some(Ready::Demo(facts)) => {
            // A courtesy: whoever has no table to scan can open one by hand.
            let table = demo::open_table(stack, facts).await;
            let table = table.inspect_err(|error| {
                tracing::warn!(error = explain(error), "no table could be opened")
            });
            demo::print(stack.origins(), facts, table.ok().as_ref());
        }
        Some(Ready::SetUpCode(code)) => first::print(stack.origins(), code),
        None => {}
    }
    if let Some(path) = &arguments.ready_file {
        demo::write_ready_file(path, stack.url(), ready.as_ref())?;
    }
    Ok(())
}
