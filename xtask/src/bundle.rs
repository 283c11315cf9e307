//! Everything that one machine needs to run Salver, in a folder of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    bench, node,
    project::{Project, write},
    rust,
    shell::{Fault, Result},
};

/// Builds everything as it is used, optimised and stripped, and puts it into the new folder `to`.
pub(crate) fn bundle(project: &Project, to: &Path) -> Result<()> {
    // Before the long build.
    require_free(to)?;
    rust::check()?;
    node::site(project)?;
    Parts {
        programs: rust::build_release(project, &["salver-local"])?,
        site: node::dist(project),
        version: bench::commit(project)?,
    }
    .put(project, to)?;
    println!(
        "{} runs without this checkout: docs/operations.md",
        to.display()
    );
    Ok(())
}

/// What is built; the rest stands in the checkout.
struct Parts {
    programs: PathBuf,
    site: PathBuf,
    version: String,
}

impl Parts {
    /// Puts the folder together. It appears whole or not at all.
    fn put(&self, project: &Project, to: &Path) -> Result<()> {
        require_free(to)?;
        let draft = to.with_added_extension("part");
        if draft.exists() {
            fs::remove_dir_all(&draft).map_err(|error| {
                Fault::new(format!("cannot remove {}: {error}", draft.display()))
            })?;
        }
        for program in project
            .functions
            .iter()
            .map(String::as_str)
            .chain(["salver-local"])
        {
            copy(
                &self.programs.join(program),
                &draft.join("bin").join(program),
            )?;
        }
        copy(
            &project.path("infra/template.yaml"),
            &draft.join("template.yaml"),
        )?;
        copy(
            &project.path("infra/one-machine"),
            &draft.join("one-machine"),
        )?;
        copy(&self.site, &draft.join("site"))?;
        write(&draft.join("version.txt"), format!("{}\n", self.version))?;
        fs::rename(&draft, to)
            .map_err(|error| Fault::new(format!("cannot rename {}: {error}", draft.display())))
    }
}

/// What runs from a folder must not change under it, so each build gets one of its own.
fn require_free(to: &Path) -> Result<()> {
    if to.exists() {
        let place = to.display();
        return Err(Fault::new(format!(
            "{place} is there already; name a new folder"
        )));
    }
    Ok(())
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let failed = |error| Fault::new(format!("cannot copy {}: {error}", from.display()));
    if !from.is_dir() {
        let folder = to.parent().unwrap_or(to);
        fs::create_dir_all(folder).map_err(failed)?;
        return fs::copy(from, to).map(drop).map_err(failed);
    }
    for entry in fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read, Write},
        net::TcpStream,
        process::{Child, Command, Stdio},
        time::Duration,
    };

    use serde_json::Value;

    use super::*;

    /// Ends with the test; the functions go with it.
    struct Stack(Child);

    impl Drop for Stack {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    fn get(address: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn the_folder_runs_by_itself_and_is_never_written_over() {
        let place = tempfile::tempdir().unwrap();
        let site = place.path().join("dist");
        write(&site.join("assets/a.js"), "let a;").unwrap();
        write(&site.join("index.html"), "<h1>a page</h1>").unwrap();
        let program = std::env::current_exe().unwrap();
        let programs = program.parent().unwrap().parent().unwrap().to_owned();
        let built = programs.join("salver-local").is_file();
        assert!(built, "salver-local is missing: cargo build --workspace");
        let parts = Parts {
            programs,
            site,
            version: "0123456789".to_owned(),
        };
        let project = Project::open().unwrap();
        let to = place.path().join("salver");
        parts.put(&project, &to).unwrap();
        assert!(parts.put(&project, &to).is_err());
        // Nothing may lean on what it was made of.
        fs::remove_dir_all(place.path().join("dist")).unwrap();

        let ready = place.path().join("ready.json");
        let mut command = Command::new(to.join("bin/salver-local"));
        command.current_dir("/").env_clear().stdout(Stdio::null());
        command.args(["--port", "0", "--no-demo", "--template"]);
        command.arg(to.join("template.yaml"));
        command.arg("--site-dir").arg(to.join("site"));
        command.arg("--data-dir").arg(place.path().join("data"));
        command.arg("--ready-file").arg(&ready);
        let mut stack = Stack(command.spawn().unwrap());
        while !ready.exists() {
            assert!(stack.0.try_wait().unwrap().is_none(), "the stack has ended");
            std::thread::sleep(Duration::from_millis(20));
        }
        let facts: Value = serde_json::from_slice(&fs::read(&ready).unwrap()).unwrap();
        let address = facts["url"].as_str().unwrap().trim_start_matches("http://");
        assert!(get(address, "/").ends_with("<h1>a page</h1>"));
        let refusal = get(address, "/api/v1/branches/nowhere/menu");
        assert!(refusal.starts_with("HTTP/1.1 404 "), "{refusal}");
        assert!(
            refusal.contains("urn:salver:problem:not_found"),
            "a function's own: {refusal}"
        );
        assert_eq!(
            fs::read_to_string(to.join("version.txt")).unwrap(),
            "0123456789\n"
        );
        assert!(to.join("one-machine/salver.service").is_file());
    }
}
