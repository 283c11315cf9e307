//! What a deployment uploads: the functions for arm64, and the site.

use std::fs;

use crate::{
    node,
    project::Project,
    shell::{Fault, Result, run},
    tools::{Python, rust_target},
};

/// Builds with cargo-lambda, as `sam build` does, into target/lambda/<function>/bootstrap, and says how large each
/// function is.
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
    Ok(())
}
