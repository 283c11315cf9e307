//! Where things are in this checkout.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::shell::{Fault, Result, output};

/// This checkout.
pub(crate) struct Project {
    /// The workspace's root folder.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, wherever the machine's settings put it.
    pub(crate) target: PathBuf,
    /// The packages of `functions/`, sorted; each has one binary of the same name.
    pub(crate) functions: Vec<String>,
}

impl Project {
    /// Asks cargo about the workspace that this program was built from.
    pub(crate) fn open() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().unwrap_or(manifest).to_path_buf();
        let metadata = metadata(&root)?;
        let target = metadata["target_directory"].as_str().map(PathBuf::from);
        let folder = root.join("functions");
        let mut functions: Vec<String> = metadata["packages"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|package| {
                Path::new(package["manifest_path"].as_str().unwrap_or_default())
                    .starts_with(&folder)
            })
            .filter_map(|package| package["name"].as_str().map(str::to_owned))
            .collect();
        functions.sort();
        Ok(Self {
            target: target.unwrap_or_else(|| root.join("target")),
            root,
            functions,
        })
    }

    /// A path inside the checkout.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// `cargo`, to be run in the workspace's root.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(&self.root);
        // `cargo run` tells this program about its own package. Build scripts watch these variables (ring's does), so
        // with them a plain `cargo build` and this one would each build anew what the other has built.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
    }

    /// Where the tools are kept that the project installs for itself.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }
}

/// What cargo says about the packages of the workspace in this folder.
pub(crate) fn metadata(root: &Path) -> Result<Value> {
    let text = output(
        Command::new("cargo")
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(root),
    )?;
    serde_json::from_str(&text).map_err(|error| {
        Fault::new(format!(
            "cargo metadata printed something unexpected: {error}"
        ))
    })
}

/// Reads a text file; the fault names it.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path)
        .map_err(|error| Fault::new(format!("cannot read {}: {error}", path.display())))
}

/// Writes a file and the folders above it; the fault names it.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .map_err(|error| Fault::new(format!("cannot make {}: {error}", folder.display())))?;
    }
    fs::write(path, content)
        .map_err(|error| Fault::new(format!("cannot write {}: {error}", path.display())))
}
