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
    let defaults = [
        // Phones in the same network are to scan the code that is printed; the store, the
        // functions and their keys stay on loopback.
        ("--host", "0.0.0.0".into()),
        ("--template", project.path("infra/template.yaml")),
        ("--bin-dir", bin),
        ("--site-dir", node::dist(project)),
        ("--data-dir", project.path("data")),
        // The owner's page compares today with the week before. Tests leave this out.
        ("--past-days", "14".into()),
    ];
    for (name, value) in defaults {
        if !options
            .iter()
            .any(|option| option.split('=').next() == Some(name))
        {
            stack.arg(name).arg(value);
        }
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
