//! What scripts and people need to know of the demo.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use salver::domain::role::Role;
use salver_demo::seed::Seed;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::SetUpError;

/// Somebody who can sign in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignIn {
    /// What they sign in with.
    pub login: String,
    /// Their password.
    pub password: String,
    /// What they may do.
    pub role: Role,
}

/// A table with its code.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CodedTable {
    /// Its ID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The code in its QR link.
    pub code: String,
}

/// The demo restaurant from outside.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Facts {
    /// The branch's ID.
    pub branch: String,
    /// Its name.
    pub name: String,
    /// All who can sign in.
    pub staff: Vec<SignIn>,
    /// All tables.
    pub tables: Vec<CodedTable>,
}

impl Facts {
    /// What is worth knowing of a seed.
    pub fn of(seed: &Seed, password: &str) -> Self {
        Self {
            branch: seed.profile.id.to_string(),
            name: format!("{}, {}", seed.profile.brand_name, seed.profile.name),
            staff: seed
                .staff
                .iter()
                .map(|person| SignIn {
                    login: person.login.clone(),
                    password: password.to_owned(),
                    role: person.role,
                })
                .collect(),
            tables: seed
                .tables
                .iter()
                .map(|table| CodedTable {
                    id: table.id.to_string(),
                    name: table.name.clone(),
                    code: table.code.to_string(),
                })
                .collect(),
        }
    }

    /// Somebody of a role.
    pub fn somebody(&self, role: Role) -> Option<&SignIn> {
        self.staff.iter().find(|person| person.role == role)
    }
}

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

/// The ready file.
pub fn write_ready(path: &Path, url: &str, facts: Option<&Facts>) -> Result<(), SetUpError> {
    let ready = match facts {
        Some(facts) => json!({
            "url": url,
            "branch": facts.branch,
            "staff": facts.staff,
            "tables": facts.tables,
        }),
        None => json!({ "url": url, "branch": null, "staff": [], "tables": [] }),
    };
    write_json(path, &ready)
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
