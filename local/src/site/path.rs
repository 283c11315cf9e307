//! From a URL's path to a file's.

use percent_encoding::percent_decode_str;

/// The file below the site's folder that a path stands for; `None` when it cannot be one.
///
/// Segments that begin with a dot are refused: `..` would leave the folder, and hidden files are
/// nobody's business. Only `.well-known` is meant to be read.
pub(super) fn map(path: &str, clean_urls: bool, root_document: Option<&str>) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let mut relative = decoded.strip_prefix('/')?.to_owned();
    if relative.is_empty() && (clean_urls || root_document.is_some()) {
        relative = root_document.unwrap_or("index.html").to_owned();
    }
    let last = relative.rsplit('/').next().unwrap_or_default();
    if clean_urls && !last.contains('.') {
        relative.push_str(".html");
    }
    let fine = |segment: &str| {
        !segment.is_empty()
            && (!segment.starts_with('.') || segment == ".well-known")
            && !segment.contains(['\\', '\0', ':'])
    };
    relative.split('/').all(fine).then_some(relative)
}

/// Whether a path is one of a page: its last segment has no extension.
pub(super) fn is_page(path: &str) -> bool {
    !path.rsplit('/').next().unwrap_or_default().contains('.')
}

/// Letters of the codes that stand on tables.
const OF_CODES: &str = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const CODE_LENGTH: usize = 8;

/// What people make of a link: its table's code without the `#`, with one that was encoded, or
/// the name of a page in capitals or with a slash behind it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// To this address.
    To(String),
    /// To the page of this name if there is one, else to the other address.
    Page { name: String, or: Option<String> },
}

/// The page of a menu that a path means, where it is written in another way: in capitals, with
/// slashes, with an encoded `#`. `None` for a path of something else, and for the page itself. The
/// CDN's function does the same.
pub(crate) fn menu(path: &str) -> Option<String> {
    let rest = path.trim_start_matches('/');
    let (first, rest) = rest.split_once('/')?;
    let rest = rest.trim_start_matches('/');
    let (branch, table) = rest.split_once("%23").unwrap_or((rest, ""));
    let branch = branch.trim_end_matches('/');
    let is_branch = (1..=120).contains(&branch.len())
        && branch
            .bytes()
            .all(|one| one.is_ascii_alphanumeric() || one == b'-');
    if !first.eq_ignore_ascii_case("m") || !is_branch {
        return None;
    }
    let page = format!("/m/{}", branch.to_lowercase());
    let table = table.replace("%23", "").replace("%20", "");
    let whole = match code(&table.replace('/', "")) {
        Some(code) => format!("{page}#{code}"),
        None => page,
    };
    (whole != path).then_some(whole)
}

/// A table's code as it is printed, if that is what was typed.
fn code(typed: &str) -> Option<String> {
    let code = typed.replace('-', "").to_uppercase();
    let fits = code.len() == CODE_LENGTH && code.chars().all(|one| OF_CODES.contains(one));
    fits.then_some(code)
}

/// Where a path leads that is none of a page. The CDN's function does the same.
pub(super) fn lead(path: &str) -> Lead {
    if let Some(address) = menu(path) {
        return Lead::To(address);
    }
    let bare = path.trim_matches('/');
    let fragment = bare.strip_prefix("%23");
    let typed = fragment.map_or(bare, |rest| rest.trim_start_matches('/'));
    if typed.is_empty() {
        return Lead::To("/".to_owned());
    }
    let or = code(&typed.replace("%20", "")).map(|code| format!("/#{code}"));
    let is_branch = fragment.is_some()
        && typed.len() <= 120
        && typed
            .bytes()
            .all(|one| one.is_ascii_alphanumeric() || one == b'-');
    Lead::Page {
        name: typed.to_lowercase(),
        or: or.or_else(|| is_branch.then(|| format!("/#/{typed}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list that the CDN's function is held to as well (`static-site/build/edge.test.ts`).
    #[test]
    fn what_people_make_of_a_link_leads_on() {
        let list = include_str!("../../../infra/links.json");
        let cases: Vec<(String, Option<String>)> = serde_json::from_str(list).unwrap();
        for (path, expected) in cases {
            let Some(expected) = expected else { continue };
            let found = match lead(&path) {
                Lead::To(address) => address,
                Lead::Page { name, .. } if ["index", "kitchen"].contains(&name.as_str()) => {
                    format!("/{name}")
                }
                Lead::Page { or, .. } => or.unwrap_or_else(|| "missing".to_owned()),
            };
            assert_eq!(found, expected, "{path}");
        }
    }

    #[test]
    fn paths_become_files_inside_the_folder() {
        for (path, clean, expected) in [
            ("/", true, Some("index.html")),
            ("/kitchen", true, Some("kitchen.html")),
            ("/kitchen.html", true, Some("kitchen.html")),
            ("/a/b", true, Some("a/b.html")),
            ("/kitchen", false, Some("kitchen")),
            ("/", false, None),
            ("/assets/app-1a2b.js", false, Some("assets/app-1a2b.js")),
            ("/a%20b.txt", true, Some("a b.txt")),
            ("/kitchen/", true, None),
            ("/../secret", true, None),
            ("/%2e%2e/secret", true, None),
            ("/a/..%2fsecret", true, None),
            ("/a/%2e%2e%5csecret", true, None),
            ("/.env", true, None),
            ("/.well-known/x.json", true, Some(".well-known/x.json")),
            ("//etc/passwd.txt", true, None),
            ("/a%00.txt", true, None),
            ("/%ff.txt", true, None),
        ] {
            assert_eq!(map(path, clean, None).as_deref(), expected, "{path}");
        }
        assert_eq!(
            map("/", false, Some("home.html")).as_deref(),
            Some("home.html")
        );
    }
}
