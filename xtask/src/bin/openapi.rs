//! Prints the OpenAPI document of the API's types.

use std::process::ExitCode;

fn main() -> ExitCode {
    match salver::api::openapi::document().and_then(|d| serde_json::to_string_pretty(&d)) {
        Ok(document) => {
            println!("{document}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: the document cannot be written as JSON: {error}");
            ExitCode::FAILURE
        }
    }
}
