//! Prints the OpenAPI document of the API's types; with `currencies` the table of the currencies
//! whose amounts have not 2 digits, for the pages.

use std::collections::BTreeMap;
use std::process::ExitCode;

use salver::domain::money::Currency;

fn currencies() -> serde_json::Result<String> {
    let mut by_digits = BTreeMap::<u8, String>::new();
    for currency in Currency::all().filter(|currency| currency.digits() != 2) {
        let codes = by_digits.entry(currency.digits()).or_default();
        if !codes.is_empty() {
            codes.push(' ');
        }
        codes.push_str(currency.code());
    }
    serde_json::to_string_pretty(&by_digits)
}

fn main() -> ExitCode {
    let printed = match std::env::args().nth(1).as_deref() {
        Some("currencies") => currencies(),
        _ => salver::api::openapi::document().and_then(|d| serde_json::to_string_pretty(&d)),
    };
    match printed {
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
