//! One TLS stack in the functions: a second one costs 3 MB per binary and a slower start.

use std::collections::BTreeSet;

use crate::{
    project::Project,
    shell::{Fault, Result, output},
};

/// Crates of which exactly the ones with `true` must be in the functions.
const STACKS: [(&str, bool); 11] = [
    ("ring", true),
    ("rustls", true),
    ("aws-lc-rs", false),
    ("aws-lc-sys", false),
    ("aws-lc-fips-sys", false),
    ("boring", false),
    ("mbedtls", false),
    ("native-tls", false),
    ("openssl", false),
    ("openssl-sys", false),
    ("s2n-tls", false),
];

/// Asks cargo what the deployed functions are made of, all together and for the architecture they run on.
pub(crate) fn check(project: &Project) -> Result<()> {
    let mut tree = project.cargo(&[
        "tree", "--edges", "normal", "--prefix", "none", "--format", "{p}",
    ]);
    tree.args(["--target", "aarch64-unknown-linux-gnu"]);
    for function in &project.functions {
        tree.args(["--package", function]);
    }
    let tree = output(&mut tree)?;
    let wrong = faults(&tree);
    if wrong.is_empty() {
        eprintln!(
            "{} functions, one TLS stack: {}",
            project.functions.len(),
            present(&tree, "rustls").join(", ")
        );
        return Ok(());
    }
    Err(Fault::new(wrong.join("\n")))
}

fn faults(tree: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, wanted) in STACKS {
        let versions = present(tree, name);
        match (wanted, versions.len()) {
            (true, 1) | (false, 0) => {}
            (true, 0) => wrong.push(format!("{name} is not in the functions; was the TLS stack changed?")),
            (true, _) => wrong.push(format!("{name} is there more than once: {}", versions.join(", "))),
            (false, _) => wrong.push(format!(
                "{} brings a second TLS stack; `cargo tree -i {name} -e features` says who asks for it",
                versions.join(", ")
            )),
        }
    }
    wrong
}

/// The different versions of a crate in a tree that was printed without a prefix.
fn present(tree: &str, name: &str) -> Vec<String> {
    let lines: BTreeSet<&str> = tree
        .lines()
        .map(|line| {
            line.trim_end_matches(" (*)")
                .trim_end_matches(" (proc-macro)")
        })
        .filter(|line| line.split(' ').next() == Some(name))
        .collect();
    lines.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "place-order v0.1.0 (/x)\nrustls v0.23.1\nring v0.17.14\nrustls v0.23.1 (*)\nrustls-pki v1.0.0";

    #[test]
    fn one_stack_named_twice_is_one_stack() {
        assert_eq!(faults(GOOD), [""; 0]);
    }

    #[test]
    fn a_second_provider_and_a_second_version_are_named() {
        let tree = format!("{GOOD}\naws-lc-sys v0.30.0\nrustls v0.21.12");
        let wrong = faults(&tree);
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert!(
            wrong[0].contains("rustls v0.21.12, rustls v0.23.1"),
            "{wrong:?}"
        );
        assert!(wrong[1].contains("aws-lc-sys v0.30.0"), "{wrong:?}");
    }

    #[test]
    fn a_tree_without_the_expected_stack_fails() {
        assert_eq!(faults("place-order v0.1.0").len(), 2);
    }
}
