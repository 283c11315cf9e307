//! `cargo xtask up`: build everything, then become the local stack.

use std::process::{Command, ExitCode};

use crate::{
    node,
    project::Project,
    rust,
    shell::{Fault, Result},
};

/// Builds what has changed and replaces this process by the local stack, so that its signals and its exit code
/// are the terminal's.
pub(crate) fn up(project: &Project, options: &[String]) -> Result<ExitCode> {
    rust::check()?;
    node::site(project)?;
    let first = !project.target.join("debug/salver-local").exists();
    eprintln!(
        "Building {} functions and the local stack",
        project.functions.len()
    );
    if first {
        eprintln!("(the first build takes some minutes; later ones take seconds)");
    }
    rust::build(project)?;

    let bin = project.target.join("debug");
    let mut stack = Command::new(bin.join("salver-local"));
    stack
        .arg("--template")
        .arg(project.path("infra/template.yaml"));
    stack
        .arg("--bin-dir")
        .arg(bin)
        .arg("--site-dir")
        .arg(node::dist(project));
    if !options
        .iter()
        .any(|option| option == "--data-dir" || option.starts_with("--data-dir="))
    {
        stack.arg("--data-dir").arg(project.path("data"));
    }
    become_it(stack.args(options.iter().filter(|option| *option != "--")))
}

#[cfg(unix)]
fn become_it(command: &mut Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;

    let error = command.exec();
    Err(Fault::new(format!(
        "{} could not be started: {error}",
        command.get_program().to_string_lossy()
    )))
}

#[cfg(not(unix))]
fn become_it(_: &mut Command) -> Result<ExitCode> {
    Err(Fault::new("the local stack runs on Linux and macOS only"))
}
