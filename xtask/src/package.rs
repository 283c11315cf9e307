//! What a deployment uploads: the functions for arm64, the template that names them, and the site.

use std::fs;

use crate::{
    node,
    project::{Project, read, write},
    shell::{Fault, Result, run},
    tools::{Python, rust_target},
};

/// Builds with cargo-lambda into target/lambda/<function>/bootstrap, and says how large each function is. `sam build`
/// would do the same without `--locked`, which it cannot be told, so target/lambda/template.yaml stands in for it.
pub(crate) fn package(project: &Project, only: &[String]) -> Result<()> {
    if let Some(unknown) = only.iter().find(|name| !project.functions.contains(name)) {
        return Err(Fault::new(format!(
            "there is no function `{unknown}` in functions/"
        )));
    }
    let functions = if only.is_empty() {
        &project.functions
    } else {
        only
    };
    // cargo-lambda brings its own linker (zig); only the standard library comes from rustup.
    rust_target(project, "aarch64-unknown-linux-gnu")?;
    let python = Python::with(project, "package", "infra/requirements-package.txt")?;
    let mut build = python.program("cargo-lambda");
    build
        .args(["lambda", "build", "--release", "--arm64", "--locked"])
        .current_dir(&project.root);
    for function in functions {
        build.args(["--package", function]);
    }
    run(&mut build)?;
    for function in functions {
        let file = project
            .target
            .join("lambda")
            .join(function)
            .join("bootstrap");
        let size = fs::metadata(&file)
            .map_err(|error| Fault::new(format!("cannot read {}: {error}", file.display())))?
            .len();
        println!("{function:<20}{:>6} KB", size / 1024);
    }
    node::site(project)?;
    println!("{:<20}{}", "site", node::dist(project).display());
    if only.is_empty() {
        let file = project.target.join("lambda/template.yaml");
        write(
            &file,
            &built(project, &read(&project.path("infra/template.yaml"))?)?,
        )?;
        println!("{:<20}{}", "template", file.display());
    }
    Ok(())
}

/// The template with the built functions, which lie beside it, in the place of their sources.
fn built(project: &Project, template: &str) -> Result<String> {
    let mut built = template.to_owned();
    for function in &project.functions {
        let source = format!("CodeUri: ../functions/{function}/\n");
        if built.matches(&source).count() != 1 {
            let message = format!("infra/template.yaml does not have `{}` once", source.trim());
            return Err(Fault::new(message));
        }
        built = built.replace(&source, &format!("CodeUri: ./{function}/\n"));
    }
    if built.contains("../functions/") {
        return Err(Fault::new(
            "infra/template.yaml names a function that is not in functions/",
        ));
    }
    Ok(built)
}

#[cfg(test)]
mod tests {
    use std::{os::unix::fs::PermissionsExt, process::Command};

    use super::*;

    #[test]
    fn the_deployed_template_names_what_was_built() {
        let project = Project::open().unwrap();
        let template = read(&project.path("infra/template.yaml")).unwrap();
        let built = built(&project, &template).unwrap();
        assert!(built.contains("CodeUri: ./place-order/\n") && !built.contains("CodeUri: ../"));
        let stranger = template.replace("../functions/place-order/", "../functions/else/");
        assert!(super::built(&project, &stranger).is_err());
    }

    /// A page must not be there before what it names, nor the worker before the pages it keeps.
    #[test]
    fn assets_are_uploaded_first_then_pages_and_the_worker_last() {
        let project = Project::open().unwrap();
        let folder = project.target.join("xtask/upload-test");
        fs::create_dir_all(&folder).unwrap();
        let (aws, said) = (folder.join("aws"), folder.join("said"));
        fs::write(
            &aws,
            format!("#!/bin/sh\necho \"$*\" >> '{}'\n", said.display()),
        )
        .unwrap();
        fs::set_permissions(&aws, fs::Permissions::from_mode(0o755)).unwrap();
        fs::write(&said, "").unwrap();
        let path = format!("{}:/usr/bin:/bin", folder.display());
        let mut upload = Command::new(project.path("infra/upload-site.sh"));
        run(upload.args(["dist", "bucket"]).env("PATH", path)).unwrap();
        let said = fs::read_to_string(&said).unwrap();
        let lines: Vec<&str> = said.lines().collect();
        let [assets, others, pages, worker] = lines.as_slice() else {
            panic!("{said}");
        };
        assert_eq!(*assets, "s3 sync dist/assets s3://bucket/assets");
        assert!(others.ends_with("--exclude assets/* --exclude *.html --exclude worker.js"));
        assert!(pages.ends_with("--exclude * --include *.html"));
        assert!(worker.ends_with("--exclude * --include worker.js"));
    }
}
