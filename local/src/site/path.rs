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

#[cfg(test)]
mod tests {
    use super::*;

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
