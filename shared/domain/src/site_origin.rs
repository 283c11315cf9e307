//! Where people find the site.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

/// Longest origin, in bytes: a host name has at most 253.
const LONGEST: usize = 270;
/// Longest part of a host name between two dots.
const LONGEST_LABEL: usize = 63;

/// The origin of the site's pages, as a browser names it: scheme and host in lower case, and a
/// port where it is not the usual one. A name in another script is in its form for machines,
/// `xn--..`, as browsers send it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SiteOrigin(String);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    SiteOrigin,
    "Where the site's pages are, as a browser names it: without a path or a slash at its end. Capitals and the usual port are taken, and left out of what is kept.",
    r"^https?://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?$",
    1..=LONGEST
);

impl SiteOrigin {
    /// The origin itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for SiteOrigin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for SiteOrigin {
    type Error = String;
    fn try_from(typed: String) -> Result<Self, String> {
        let wrong = "https://HOST or http://HOST:PORT, without a path or a slash at its end";
        let origin = (typed.len() <= LONGEST).then(|| as_browsers_do(&typed));
        let origin = origin.flatten().ok_or_else(|| wrong.to_owned())?;
        Ok(Self(origin))
    }
}

impl From<SiteOrigin> for String {
    fn from(origin: SiteOrigin) -> Self {
        origin.0
    }
}

/// What a browser makes of an origin that somebody typed; `None` for what is none.
fn as_browsers_do(typed: &str) -> Option<String> {
    let typed = typed.to_ascii_lowercase();
    let (scheme, rest) = typed.split_once("://")?;
    let usual = match scheme {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    let end_of_v6 = rest.find(']').map(|end| end + 1);
    let end = end_of_v6.or_else(|| rest.find(':')).unwrap_or(rest.len());
    let (host, port) = rest.split_at_checked(end)?;
    let port = match port.strip_prefix(':') {
        Some(digits) => Some(port_of(digits)?),
        None if port.is_empty() => None,
        None => return None,
    };
    is_host(host).then_some(())?;
    Some(match port.filter(|port| *port != usual) {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

fn port_of(digits: &str) -> Option<u16> {
    let are_digits = digits.len() <= 5 && digits.bytes().all(|b| b.is_ascii_digit());
    let port = are_digits.then(|| digits.parse().ok()).flatten();
    port.filter(|port| *port > 0)
}

/// Whether a text in lower case is a host, by name or by address.
fn is_host(text: &str) -> bool {
    let v6 = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    if let Some(v6) = v6 {
        // Dots are how nobody's browser writes it.
        return !v6.contains('.') && v6.parse::<Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        let ends = |c: char| c.is_ascii_alphanumeric();
        label.len() <= LONGEST_LABEL
            && label.starts_with(ends)
            && label.ends_with(ends)
            && label.chars().all(|c| ends(c) || c == '-')
    };
    // What ends with a number is an address to browsers, or nothing.
    let last = text.rsplit('.').next().unwrap_or_default();
    let hex = |rest: &str| rest.bytes().all(|b| b.is_ascii_hexdigit());
    let is_number =
        last.bytes().all(|b| b.is_ascii_digit()) || last.strip_prefix("0x").is_some_and(hex);
    text.split('.').all(is_label) && (!is_number || text.parse::<Ipv4Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        SiteOrigin::try_from(text.to_owned()).ok().map(String::from)
    }

    #[test]
    fn an_origin_is_scheme_host_and_port_and_nothing_more() {
        for good in [
            "https://order.example.com",
            "https://xn--mnchen-3ya.example",
            "http://192.168.1.10:8080",
            "http://localhost:8080",
            "http://[::1]:8080",
            "https://0xcafe.example",
        ] {
            assert_eq!(read(good).as_deref(), Some(good));
        }
        for bad in [
            "",
            "order.example.com",
            "https://",
            "https://a/",
            "https://a/menu",
            "https://a?b",
            "https://a#b",
            "https://a b",
            " https://a",
            "ftp://a",
            "https:a",
            "https://a:",
            "https://a:0",
            "https://a:65536",
            "https://a:123456",
            "https://a:+80",
            "https://-a",
            "https://a-",
            "https://a..b",
            "https://a.",
            "https://.a",
            "https://a_b.example",
            "https://u@a",
            "https://u:p@a",
            "https://a,b",
            "https://1.2.3",
            "https://1.2.3.256",
            "https://0x7f.0x1",
            "https://münchen.example",
            "https://\u{440}\u{430}.example",
            "http://[]",
            "http://[::1",
            "http://[::1]a",
            "http://[1:2]",
            "http://[::ffff:192.168.1.5]",
            "javascript:alert(1)",
            "javascript://a",
            "data:text/html,a",
            "https://a\u{0}",
            "https://a\u{200b}b",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(read(&format!("https://{}.example", "a".repeat(64))), None);
        assert_eq!(read(&format!("https://{}example", "a.".repeat(140))), None);
    }

    #[test]
    fn it_is_kept_as_a_browser_says_it() {
        for (typed, kept) in [
            ("HTTPS://Order.Example.COM", "https://order.example.com"),
            ("https://order.example:443", "https://order.example"),
            ("http://localhost:80", "http://localhost"),
            ("http://order.example:443", "http://order.example:443"),
            ("http://order.example:08080", "http://order.example:8080"),
            ("http://[FE80::1]:80", "http://[fe80::1]"),
        ] {
            let once = read(typed).unwrap();
            assert_eq!(once, kept);
            assert_eq!(read(&once), Some(once), "again it is the same");
        }
    }
}
