//! The stack as a program of its own: how another product embeds it.
//!
//! `cargo run --example plain-stack -- --template template.yaml --bin-dir target/debug`

use std::process::ExitCode;

use clap::Parser;
use salver_local::{
    cli::{StackArgs, explain, init_logging, stop_signal},
    stack::Stack,
};

/// Lambda functions of a SAM template behind a local API Gateway and DynamoDB
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
    println!("serving on {}", stack.url());
    let heard = stop_signal().await.is_ok();
    stack.shutdown().await;
    if heard {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
