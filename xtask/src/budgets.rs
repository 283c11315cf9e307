//! The pages' size budgets: what a phone must load before it can show anything, compressed.

use std::{fs, io::Write, path::Path};

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;

use crate::{
    node,
    project::{Project, read},
    shell::{Fault, Result},
};

/// Compares every built page with static-site/budgets.json. A page without a budget fails, as does a budget
/// without a page.
pub(crate) fn check(project: &Project) -> Result<()> {
    let file = project.path("static-site/budgets.json");
    let budgets: Value = serde_json::from_str(&read(&file)?)
        .map_err(|error| Fault::new(format!("{} is not JSON: {error}", file.display())))?;
    let dist = node::dist(project);
    let of_menu = budgets["menu_page"]["js"]
        .as_u64()
        .ok_or_else(|| Fault::new("budgets.json has no whole number `menu_page.js`"))?;
    let budgets = budgets["pages"]
        .as_object()
        .ok_or_else(|| Fault::new("budgets.json names no pages"))?;
    let mut wrong: Vec<String> = pages(&dist)?
        .into_iter()
        .filter(|page| !budgets.contains_key(page))
        .map(|page| format!("{page} has no budget in static-site/budgets.json"))
        .collect();
    eprintln!(
        "{:<16}{:>18}{:>18}{:>18}   (gzip bytes, budget)",
        "page", "HTML", "CSS", "JS at start"
    );
    for (page, budget) in budgets {
        let html = read(&dist.join(page))?;
        wrong.extend(
            inline(&html)
                .into_iter()
                .map(|what| format!("{page}: {what}")),
        );
        let start = start(&html);
        let sizes = [
            ("html", gzip(html.as_bytes())?),
            (
                "css",
                sum(&dist, start.iter().filter(|path| path.ends_with(".css")))?,
            ),
            (
                "js",
                sum(&dist, start.iter().filter(|path| path.ends_with(".js")))?,
            ),
        ];
        let mut row = format!("{page:<16}");
        for (kind, size) in sizes {
            let allowed = budget[kind].as_u64().ok_or_else(|| {
                Fault::new(format!("budgets.json: {page} has no whole number `{kind}`"))
            })?;
            row.push_str(&format!("{:>18}", format!("{size} / {allowed}")));
            if size > allowed {
                wrong.push(format!(
                    "{page}: {kind} is {size} bytes, {} over its budget",
                    size - allowed
                ));
            }
        }
        eprintln!("{row}");
    }
    let script = read(&dist.join("guest.js"))?;
    let size = sum(&dist, menu_page(&script).iter())?;
    eprintln!(
        "{:<16}{:>54}",
        "a menu's page",
        format!("{size} / {of_menu}")
    );
    if size > of_menu {
        wrong.push(format!(
            "a menu's page: js is {size} bytes, {} over its budget",
            size - of_menu
        ));
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Fault::new(wrong.join("\n")))
    }
}

/// The scripts that a menu's page begins with at a table: its own two, and what the first of them names. What puts
/// the page into another language is for phones without a table.
fn menu_page(script: &str) -> Vec<String> {
    let named = script.split('"').filter(|part| {
        part.starts_with("/assets/") && part.ends_with(".js") && !part.contains("/reading-")
    });
    let own = ["/guest.js", "/watch.js"];
    let mut paths: Vec<String> = own.into_iter().chain(named).map(str::to_owned).collect();
    paths.sort();
    paths.dedup();
    paths
}

fn pages(dist: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(dist)
        .map_err(|error| Fault::new(format!("cannot read {}: {error}", dist.display())))?;
    let names = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter(|name| name.ends_with(".html")).collect())
}

/// The scripts, preloaded modules and style sheets that a page names. Vite lists every static import of the entry
/// as a `modulepreload`, so this is all that loads before the page can run.
/// What waits in a template is not fetched.
fn start(html: &str) -> Vec<String> {
    let drawn: String = html
        .split("<template")
        .map(|part| {
            part.split_once("</template>")
                .map_or(part, |(_, after)| after)
        })
        .collect::<Vec<_>>()
        .join("");
    let mut paths: Vec<String> = tags(&drawn)
        .filter(|tag| {
            tag.starts_with("script")
                || (tag.starts_with("link")
                    && matches!(
                        attribute(tag, "rel").as_deref(),
                        Some("modulepreload" | "stylesheet")
                    ))
        })
        .filter_map(|tag| attribute(tag, "src").or_else(|| attribute(tag, "href")))
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

/// What the content security policy would block: it allows no inline script or style.
fn inline(html: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    if tags(html).any(|tag| tag.starts_with("script") && attribute(tag, "src").is_none()) {
        found.push("an inline script, which the content security policy blocks");
    }
    if tags(html).any(|tag| tag.starts_with("style") || attribute(tag, "style").is_some()) {
        found.push("an inline style, which the content security policy blocks");
    }
    found
}

fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

fn sum<'a>(dist: &Path, paths: impl Iterator<Item = &'a String>) -> Result<u64> {
    let mut sum = 0;
    for path in paths {
        let file = dist.join(path.trim_start_matches('/'));
        let content = fs::read(&file)
            .map_err(|error| Fault::new(format!("cannot read {}: {error}", file.display())))?;
        sum += gzip(&content)?;
    }
    Ok(sum)
}

fn gzip(content: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(9));
    encoder
        .write_all(content)
        .and_then(|()| encoder.finish())
        .map(|packed| packed.len() as u64)
        .map_err(|error| Fault::new(format!("cannot compress: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><head><link rel="icon" href="/icon.svg">
        <script type="module" crossorigin src="/assets/a-1.js"></script>
        <link rel="modulepreload" crossorigin href="/assets/b-2.js">
        <link rel="stylesheet" crossorigin href="/assets/c-3.css"></head>
        <template id="plain"><script src="/plain.js"></script></template>"#;

    #[test]
    fn a_page_starts_with_its_scripts_their_imports_and_its_style() {
        assert_eq!(
            start(PAGE),
            ["/assets/a-1.js", "/assets/b-2.js", "/assets/c-3.css"]
        );
        assert_eq!(inline(PAGE), [""; 0]);
    }

    #[test]
    fn inline_scripts_and_styles_are_found() {
        assert_eq!(inline("<script>let a</script>").len(), 1);
        assert_eq!(inline(r#"<p style="color: red">"#).len(), 1);
        assert_eq!(inline("<style>p {}</style>").len(), 1);
    }

    #[test]
    fn compressed_is_smaller() {
        assert!(gzip(&[b'a'; 1000]).unwrap() < 100);
    }

    #[test]
    fn a_menus_page_starts_with_what_its_script_names() {
        let script = r#"for(const e of["/assets/app-1.js","/assets/app-1.css"])e;import("/assets/index-2.js");import("/assets/index-2.js");import("/assets/reading-3.js")"#;
        let named = [
            "/assets/app-1.js",
            "/assets/index-2.js",
            "/guest.js",
            "/watch.js",
        ];
        assert_eq!(menu_page(script), named);
    }
}
