//! What the page says of a part that was measured in another checkout.

/// A part as it stands on the page.
#[derive(Debug, PartialEq)]
pub(super) struct Part<'a> {
    /// Its rows in the list of targets.
    pub(super) targets: Vec<&'a str>,
    /// From its heading on, without the blank lines around it.
    pub(super) section: &'a str,
}

/// The part of this name, if the page has one.
pub(super) fn part<'a>(page: &'a str, name: &str) -> Option<Part<'a>> {
    let origin = format!("\n`cargo xtask bench --only {name}`, commit ");
    let section = sections(page).find(|section| section.contains(&origin))?;
    let list = sections(page).find(|section| section.starts_with("## Targets\n"));
    let end = format!("| {name} |");
    let rows = list.unwrap_or_default().lines();
    Some(Part {
        targets: rows.filter(|row| row.ends_with(&end)).collect(),
        section,
    })
}

/// Each section of the page, its heading included.
fn sections(page: &str) -> impl Iterator<Item = &str> {
    let starts = page.match_indices("\n## ").map(|(at, _)| at + 1);
    let ends = starts.clone().skip(1).chain([page.len()]);
    starts.zip(ends).map(|(from, to)| page[from..to].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Benchmarks

## Targets

| figure | target | measured | met | part |
|---|---|---|---|---|
| round trips | 2 | 2 | yes | counts |
| memory | reported | 7 MB |  | listeners |

## Counted

`cargo xtask bench --only counts`, commit 1234567890, 2026-11-29.

### A table

| operation | part |
| --- | --- |
| signIn | counts |

## Heard

`cargo xtask bench --only listeners`, commit 1234567890+, 2026-11-29.
";

    #[test]
    fn a_part_is_found_with_its_targets_and_nothing_of_the_others() {
        let part = part(PAGE, "counts").unwrap();
        assert_eq!(part.targets, ["| round trips | 2 | 2 | yes | counts |"]);
        assert!(part.section.starts_with("## Counted\n"));
        assert!(part.section.ends_with("| signIn | counts |"));
    }

    #[test]
    fn a_part_that_was_never_measured_is_not_there() {
        assert_eq!(part(PAGE, "menus"), None);
        assert_eq!(part("", "counts"), None);
    }
}
