//! The SAM template: linters, the check of its IAM actions, guards against what was once forgotten in it, and its
//! policies against the built functions.

use std::process::Command;

use crate::{
    project::Project,
    rust,
    shell::{Result, run},
    tools::Python,
};

/// A region to lint for; the template names none.
const REGION: &str = "eu-west-1";

fn python(project: &Project) -> Result<Python> {
    Python::with(project, "infra", "infra/requirements.txt")
}

/// Lints the template as written (cfn-lint, SAM) and as CloudFormation will see it (cfn-lint, IAM actions), then asks
/// its guards, and breaks it in every way that they are there for.
pub(crate) fn lint(project: &Project) -> Result<()> {
    let python = python(project)?;
    let translated = project.target.join("xtask/template.translated.json");
    let here = |mut command: Command| {
        command
            .current_dir(&project.root)
            .env("AWS_DEFAULT_REGION", REGION)
            .env("SAM_CLI_TELEMETRY", "0");
        command
    };
    let mut lint = here(python.program("cfn-lint"));
    run(lint.args(["--regions", REGION, "--", "infra/template.yaml"]))?;
    let mut sam = here(python.program("sam"));
    run(sam.args([
        "validate",
        "--lint",
        "--region",
        REGION,
        "--template",
        "infra/template.yaml",
    ]))?;
    let mut translate = here(python.program("python3"));
    run(translate
        .args(["infra/translate.py", "infra/template.yaml"])
        .arg(&translated))?;
    let mut lint = here(python.program("cfn-lint"));
    // SAM puts a parameter's value where it stood, so the translated parameter has no reader left (W2001).
    run(lint
        .args(["--regions", REGION, "--ignore-checks", "W2001", "--"])
        .arg(&translated))?;
    let mut actions = here(python.program("python3"));
    run(actions.arg("infra/iam_actions.py").arg(&translated))?;
    for program in ["infra/guards.py", "infra/guards_test.py"] {
        let mut guards = here(python.program("python3"));
        run(guards.args([program, "infra/template.yaml"]))?;
    }
    Ok(())
}

/// Compares the store calls that are linked into each function with what its policy allows.
pub(crate) fn policies(project: &Project) -> Result<()> {
    let python = python(project)?;
    rust::build_all(project)?;
    let mut check = python.program("python3");
    check
        .args(["infra/policies.py", "infra/template.yaml"])
        .arg(project.target.join("debug"));
    run(check.current_dir(&project.root))
}
