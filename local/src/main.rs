//! Runs the stack until it is told to stop.

use std::process::ExitCode;

use clap::Parser;
use salver_local::{
    cli::{StackArgs, explain, init_logging, stop_signal},
    stack::Stack,
};

/// The one-machine stack: Lambda functions behind a local API Gateway and DynamoDB
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    stack: StackArgs,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    init_logging();
    let stack = match Stack::start(arguments.stack.config()).await {
        Ok(stack) => stack,
        Err(error) => {
            eprintln!("error: {}", explain(&error));
            return ExitCode::FAILURE;
        }
    };
    tracing::info!("serving on {}", stack.url());
    let ended_well = tokio::select! {
        signal = stop_signal() => signal.is_ok(),
        error = stack.failed() => {
            tracing::error!(%error, "the store has failed");
            false
        }
    };
    tracing::info!("stopping");
    stack.shutdown().await;
    if ended_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
