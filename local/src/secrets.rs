//! Secrets of the template: made once, kept in the data directory, readable by its owner only.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use crate::template::Secret;

const FILE: &str = "secrets.json";
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// The values of the template's secrets, by name.
#[derive(Clone, Default)]
pub struct Secrets(BTreeMap<String, String>);

/// Why secrets cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file cannot be read or written.
    #[error("the secrets in {} cannot be read or written", file.display())]
    File {
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is not what this program wrote.
    #[error("the secrets in {} are damaged; put a backup in its place, or move it away to make new ones", file.display())]
    Damaged {
        file: PathBuf,
        /// Where it goes wrong.
        source: serde_json::Error,
    },
    /// The template leaves no character to choose from, or its JSON is none.
    #[error("the secret {name} cannot be made: {reason}")]
    Impossible {
        /// The secret's name.
        name: String,
        /// Why.
        reason: String,
    },
    /// A `{{resolve:..}}` that means nothing here.
    #[error("{reference} cannot be resolved: {reason}")]
    Unresolved {
        /// The reference as written.
        reference: String,
        /// Why.
        reason: String,
    },
}

impl Secrets {
    /// Reads the secrets of a data directory and makes those that are missing.
    ///
    /// # Errors
    /// See [`SecretError`].
    pub fn open(folder: &Path, wanted: &[Secret]) -> Result<Self, SecretError> {
        let file = folder.join(FILE);
        let mut values: BTreeMap<String, String> = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|source| SecretError::Damaged {
                file: file.clone(),
                source,
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(source) => return Err(SecretError::File { file, source }),
        };
        let known = values.len();
        for secret in wanted {
            if !values.contains_key(&secret.name) {
                values.insert(secret.name.clone(), generate(secret)?);
            }
        }
        if values.len() > known {
            write(&file, &values).map_err(|source| SecretError::File { file, source })?;
        }
        Ok(Self(values))
    }

    /// One of the secrets of a data directory, by its logical ID in the template, as an earlier
    /// start has made it; `None` when it has made none.
    ///
    /// # Errors
    /// When the file is missing, not this user's to read, or damaged.
    pub fn kept(folder: &Path, id: &str) -> Result<Option<String>, SecretError> {
        let file = folder.join(FILE);
        let bytes = fs::read(&file).map_err(|source| SecretError::File {
            file: file.clone(),
            source,
        })?;
        let read = serde_json::from_slice::<BTreeMap<String, String>>(&bytes);
        let values = read.map_err(|source| SecretError::Damaged { file, source })?;
        // A secret without a name of its own is named after its stack.
        let named = |name: &str| {
            name.strip_suffix(id)
                .is_some_and(|stack| stack.is_empty() || stack.ends_with('-'))
        };
        Ok(values
            .into_iter()
            .find(|(name, _)| named(name))
            .map(|(_, value)| value))
    }

    /// Puts the values in the place of `{{resolve:secretsmanager:<name or ARN>..}}`.
    ///
    /// # Errors
    /// A reference to another service, or to a secret or key that does not exist.
    pub fn resolve(&self, text: &str) -> Result<String, SecretError> {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{resolve:") {
            let Some((reference, tail)) = after.split_once("}}") else {
                break;
            };
            result.push_str(before);
            result.push_str(&self.look_up(reference)?);
            rest = tail;
        }
        result.push_str(rest);
        Ok(result)
    }

    fn look_up(&self, reference: &str) -> Result<String, SecretError> {
        let wrong = |reason: &str| SecretError::Unresolved {
            reference: format!("{{{{resolve:{reference}}}}}"),
            reason: reason.to_owned(),
        };
        let rest = reference
            .strip_prefix("secretsmanager:")
            .ok_or_else(|| wrong("only secretsmanager is understood"))?;
        let parts: Vec<_> = rest.split(':').collect();
        let (name, options) = match parts.as_slice() {
            // arn:aws:secretsmanager:<region>:<account>:secret:<name>
            ["arn", _, _, _, _, _, name, options @ ..] => (*name, options),
            [name, options @ ..] => (*name, options),
            [] => return Err(wrong("it names no secret")),
        };
        let value = self
            .0
            .get(name)
            .ok_or_else(|| wrong("the template has no such secret"))?;
        match options {
            [] | ["" | "SecretString"] | ["" | "SecretString", ""] => Ok(value.clone()),
            ["" | "SecretString", key] => {
                let document: serde_json::Value = serde_json::from_str(value)
                    .map_err(|_| wrong("the secret is not JSON, so it has no keys"))?;
                let field = document.get(key).and_then(serde_json::Value::as_str);
                field
                    .map(str::to_owned)
                    .ok_or_else(|| wrong("the secret has no such key"))
            }
            _ => Err(wrong("versions of secrets are not understood")),
        }
    }
}

fn generate(secret: &Secret) -> Result<String, SecretError> {
    let wrong = |reason: String| SecretError::Impossible {
        name: secret.name.clone(),
        reason,
    };
    let punctuation = if secret.exclude_punctuation {
        ""
    } else {
        PUNCTUATION
    };
    let allowed: Vec<char> = LETTERS
        .chars()
        .chain(punctuation.chars())
        .filter(|one| !secret.exclude.contains(*one))
        .collect();
    if allowed.is_empty() {
        return Err(wrong("every character is excluded".to_owned()));
    }
    // Bytes above the largest multiple are thrown away, so that every character is as likely.
    let fair = 256 - 256 % allowed.len();
    let mut value = String::with_capacity(secret.length);
    while value.chars().count() < secret.length {
        let mut byte = [0_u8];
        getrandom::fill(&mut byte).map_err(|error| wrong(error.to_string()))?;
        let index = usize::from(byte[0]);
        if index < fair {
            value.extend(allowed.get(index % allowed.len()));
        }
    }
    match &secret.json {
        None => Ok(value),
        Some((template, key)) => {
            let mut document: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(template)
                    .map_err(|error| wrong(format!("SecretStringTemplate: {error}")))?;
            document.insert(key.clone(), value.into());
            Ok(serde_json::Value::Object(document).to_string())
        }
    }
}

/// Writes beside and renames, so that a kill leaves the old file or the new one.
fn write(file: &Path, values: &BTreeMap<String, String>) -> io::Result<()> {
    let new = file.with_extension("json.new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut out = options.open(&new)?;
    out.write_all(serde_json::to_string_pretty(values)?.as_bytes())?;
    out.sync_all()?;
    fs::rename(&new, file)?;
    match file.parent() {
        Some(folder) => fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn secret(name: &str) -> Secret {
        Secret {
            id: name.to_owned(),
            name: name.to_owned(),
            length: 64,
            exclude: "abc".to_owned(),
            exclude_punctuation: true,
            json: None,
        }
    }

    #[test]
    fn secrets_are_made_once_and_kept_private() {
        let folder = tempfile::tempdir().unwrap();
        let first = Secrets::open(folder.path(), &[secret("one")]).unwrap();
        let second = Secrets::open(folder.path(), &[secret("one"), secret("two")]).unwrap();
        let one = "{{resolve:secretsmanager:one}}";
        let value = first.resolve(one).unwrap();
        assert_eq!(second.resolve(one).unwrap(), value);
        assert_ne!(
            second.resolve("{{resolve:secretsmanager:two}}").unwrap(),
            value
        );
        assert_eq!(value.len(), 64);
        assert!(
            value
                .chars()
                .all(|c| c.is_ascii_alphanumeric() && !"abc".contains(c)),
            "{value}"
        );
        let mode = fs::metadata(folder.path().join(FILE))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        let kept = |id: &str| Secrets::kept(folder.path(), id).unwrap();
        assert_eq!(kept("one"), Some(value), "whoever has the folder reads it");
        Secrets::open(folder.path(), &[secret("stack-Code")]).unwrap();
        assert!(kept("Code").is_some() && kept("ode").is_none());
        assert_eq!(kept("three"), None);
        let elsewhere = folder.path().join("elsewhere");
        assert!(Secrets::kept(&elsewhere, "one").is_err());
    }

    #[test]
    fn references_are_resolved_by_name_arn_and_key() {
        let values = [("plain", "p"), ("map", r#"{"user":"u","password":"w"}"#)];
        let secrets = Secrets(
            values
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        );
        for (text, expected) in [
            ("no reference", Ok("no reference")),
            ("a{{resolve:secretsmanager:plain}}b", Ok("apb")),
            (
                "{{resolve:secretsmanager:arn:aws:secretsmanager:r:1:secret:plain}}",
                Ok("p"),
            ),
            ("{{resolve:secretsmanager:plain:SecretString}}", Ok("p")),
            (
                "{{resolve:secretsmanager:map:SecretString:password}}",
                Ok("w"),
            ),
            (
                "{{resolve:secretsmanager:map:SecretString:nothing}}",
                Err("no such key"),
            ),
            (
                "{{resolve:secretsmanager:plain:SecretString:user}}",
                Err("not JSON"),
            ),
            ("{{resolve:secretsmanager:other}}", Err("no such secret")),
            ("{{resolve:ssm:plain}}", Err("only secretsmanager")),
            (
                "{{resolve:secretsmanager:plain:SecretString:::v1}}",
                Err("versions"),
            ),
        ] {
            match (secrets.resolve(text), expected) {
                (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{text}"),
                (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
                (found, expected) => panic!("{text}: {found:?}, not {expected:?}"),
            }
        }
    }

    #[test]
    fn a_damaged_file_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "{\"one\":").unwrap();
        let error = Secrets::open(folder.path(), &[secret("one")])
            .err()
            .unwrap();
        assert!(matches!(error, SecretError::Damaged { .. }), "{error}");
        assert_eq!(
            fs::read_to_string(folder.path().join(FILE)).unwrap(),
            "{\"one\":"
        );
    }
}
