//! Where people find the site.

use serde::{Deserialize, Serialize};

/// Longest origin, in bytes: a host name has at most 253.
const LONGEST: usize = 270;

/// The origin of the site's pages, as a browser names it: scheme and host, and a port where it
/// is not the usual one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SiteOrigin(String);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    SiteOrigin,
    "Where the site's pages are, as a browser names it: without a path or a slash at its end.",
    r"^https?://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-f:]+\])(:[0-9]{1,5})?$",
    1..=LONGEST
);

impl SiteOrigin {
    /// The origin itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SiteOrigin {
    type Error = String;
    fn try_from(typed: String) -> Result<Self, String> {
        let schemes = ["https://", "http://"];
        let rest = schemes.iter().find_map(|scheme| typed.strip_prefix(scheme));
        if rest.is_some_and(is_host) && typed.len() <= LONGEST {
            return Ok(Self(typed));
        }
        Err("https://HOST or http://HOST:PORT, without a path or a slash at its end".to_owned())
    }
}

impl From<SiteOrigin> for String {
    fn from(origin: SiteOrigin) -> Self {
        origin.0
    }
}

/// Whether a text is a host and perhaps a port.
fn is_host(text: &str) -> bool {
    let v6 = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (host_is_good, port) = match v6 {
        Some((v6, port)) => {
            let digits = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c) || c == b':';
            (!v6.is_empty() && v6.bytes().all(digits), port)
        }
        None => {
            let (host, port) = text.split_at(text.find(':').unwrap_or(text.len()));
            let ends = |c: char| c.is_ascii_alphanumeric();
            let within = |c: char| ends(c) || matches!(c, '.' | '-');
            let is_good =
                host.starts_with(ends) && host.ends_with(ends) && host.chars().all(within);
            (is_good, port)
        }
    };
    let port_is_good = match port.strip_prefix(':') {
        Some(digits) => {
            (1..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        }
        None => port.is_empty(),
    };
    host_is_good && port_is_good
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port_and_nothing_more() {
        let is_good = |text: &str| SiteOrigin::try_from(text.to_owned()).is_ok();
        for good in [
            "https://order.example.com",
            "http://192.168.1.10:8080",
            "http://localhost:80",
            "http://[::1]:8080",
        ] {
            assert!(is_good(good), "{good}");
        }
        for bad in [
            "",
            "order.example.com",
            "https://",
            "https://a/",
            "https://a#b",
            "https://a b",
            "ftp://a",
            "https://a:",
            "https://a:123456",
            "https://-a",
            "https://u@a",
            "https://a,b",
            "http://[]",
            "javascript:alert(1)",
        ] {
            assert!(!is_good(bad), "{bad}");
        }
    }
}
