//! A link by which an owner chooses a new password, made by whoever has this machine: for the
//! owner whom nobody else of the restaurant can help.

use std::{path::PathBuf, process::ExitCode, time::Duration};

use clap::Args;
use salver_local::cli::explain;
use salver_local::secrets::{SecretError, Secrets};
use salver_local::stack::{NotRunning, origins_of};
use serde_json::{Value, json};

use crate::first;

/// The secret with the operator's code: its logical ID in the template.
const CODE: &str = "OperatorCode";
/// How long the stack may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Make a link by which an owner chooses a new password, while Salver runs
///
/// It is for an owner who has forgotten it when no other owner is there to help. The link is good
/// once and for 24 hours; the password itself is shown to nobody.
#[derive(Args)]
pub struct ResetLink {
    /// What the owner signs in with
    #[arg(long, visible_alias = "login", value_name = "E-MAIL")]
    email: String,
    /// The data directory of the stack that runs
    #[arg(long, default_value = "data")]
    data_dir: PathBuf,
}

/// Why there is no link.
#[derive(Debug, thiserror::Error)]
enum ResetLinkError {
    #[error(transparent)]
    NotRunning(#[from] NotRunning),
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The stack that runs is of a version before there was one.
    #[error("the stack on this data directory has made no operator's code: start it anew")]
    NoCode,
    #[error("Salver does not answer")]
    Http(#[from] reqwest::Error),
    /// What the API says.
    #[error("{0}")]
    Refused(String),
}

impl ResetLink {
    /// Makes the link and prints it, or says why not.
    pub async fn run(&self) -> ExitCode {
        match self.make().await {
            Ok(links) => {
                println!("\n  {} chooses a new password by this link:\n", self.email);
                for link in links {
                    println!("  {link}");
                }
                println!("\n  It is good once, for 24 hours. Give it to nobody else.\n");
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("error: {}", explain(&error));
                ExitCode::FAILURE
            }
        }
    }

    async fn make(&self) -> Result<Vec<String>, ResetLinkError> {
        let origins = origins_of(&self.data_dir)?;
        let code = Secrets::kept(&self.data_dir, CODE)?.ok_or(ResetLinkError::NoCode)?;
        let own = origins.first().map(String::as_str).unwrap_or_default();
        // A proxy of the environment has no business with this machine's own address.
        let client = reqwest::Client::builder().no_proxy().timeout(PATIENCE);
        let asked = client.build()?;
        let asked = asked.post(format!("{own}/api/v1/set-up/reset-links"));
        let answer = asked
            .header("idempotency-key", uuid::Uuid::new_v4().to_string())
            .json(&json!({"code": code, "login": self.email}))
            .send()
            .await?;
        let is_made = answer.status().is_success();
        let answer: Value = answer.json().await?;
        match answer["link"].as_str() {
            Some(path) if is_made => Ok(first::at_each_end(&origins, path)),
            _ => Err(ResetLinkError::Refused(said(&answer))),
        }
    }
}

/// What a problem says: of its first field, else of the whole.
fn said(problem: &Value) -> String {
    let field = &problem["errors"][0];
    let whole = || problem["detail"].as_str().or(problem["title"].as_str());
    let text = field["message"].as_str().or_else(whole);
    text.unwrap_or("Salver answered with something else")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_told_by_its_field_when_it_has_one() {
        let of_field = json!({"title": "Something is not valid",
            "errors": [{"field": "login", "message": "no owner has this e-mail"}]});
        assert_eq!(said(&of_field), "no owner has this e-mail");
        let whole = json!({"title": "Too many tries", "detail": "Please wait."});
        assert_eq!(said(&whole), "Please wait.");
        assert_eq!(said(&json!([])), "Salver answered with something else");
    }
}
