//! Prints the OpenAPI document of the API's types.

use std::process::ExitCode;

fn main() -> ExitCode {
    match serde_json::to_string_pretty(&salver::api::openapi::document()) {
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
