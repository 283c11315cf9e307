//! The files beside the store: what is known of the demo, and the ready file.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde_json::json;

use super::error::SetUpError;
use super::facts::{Facts, Ready};

fn file_error(path: &Path) -> impl Fn(std::io::Error) -> SetUpError + '_ {
    move |source| SetUpError::File {
        path: path.to_owned(),
        source,
    }
}

/// The facts of an earlier start.
pub fn read(path: &Path) -> Result<Option<Facts>, SetUpError> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(file_error(path)(error)),
    };
    serde_json::from_slice(&text)
        .map(Some)
        .map_err(|e| file_error(path)(e.into()))
}

/// Keeps the facts; only this user may read the passwords.
pub fn write(path: &Path, facts: &Facts) -> Result<(), SetUpError> {
    write_json(path, &json!(facts))
}

/// The ready file. Of a house that its owner has set up only the address is known.
pub fn write_ready(path: &Path, url: &str, ready: Option<&Ready>) -> Result<(), SetUpError> {
    write_json(path, &told(url, ready))
}

fn told(url: &str, ready: Option<&Ready>) -> serde_json::Value {
    let mut told = json!({ "url": url, "branch": null, "staff": [], "tables": [] });
    match ready {
        Some(Ready::Demo(facts)) => {
            told["branch"] = json!(facts.branch);
            told["staff"] = json!(facts.staff);
            told["tables"] = json!(facts.tables);
            if let Some(second) = &facts.second {
                told["second"] = json!(second);
            }
        }
        Some(Ready::SetUpCode(code)) => told["set_up_code"] = json!(code),
        None => {}
    }
    told
}

/// Writes beside and renames, so that nobody reads half a file.
fn write_json(path: &Path, value: &serde_json::Value) -> Result<(), SetUpError> {
    let failed = file_error(path);
    let beside = path.with_extension("part");
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .map_err(&failed)?;
    file.write_all(value.to_string().as_bytes())
        .map_err(&failed)?;
    file.sync_all().map_err(&failed)?;
    fs::rename(&beside, path).map_err(failed)
}
