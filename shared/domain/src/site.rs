//! The address under which a brand's guests find its pages: what its cards carry.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::site_origin::SiteOrigin;

/// Former addresses that are kept, the last one first.
const FORMER: usize = 8;

/// An address that somebody who owns the brand has confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    pub origin: SiteOrigin,
    /// When it was confirmed.
    pub since: Timestamp,
    /// Which ones were before it, the last one first: printed cards may still carry them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerOrigin>,
}

/// An address that cards carried once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerOrigin {
    pub origin: SiteOrigin,
    /// When another one took its place.
    pub until: Timestamp,
}

impl Site {
    /// The first one that is confirmed.
    #[must_use]
    pub fn first(origin: SiteOrigin, now: Timestamp) -> Self {
        Self {
            origin,
            since: now,
            former: Vec::new(),
        }
    }

    /// The next one. `before` is what cards carried until now, if they carried anything.
    #[must_use]
    pub fn after(
        before: Option<&SiteOrigin>,
        own: Option<&Self>,
        origin: SiteOrigin,
        now: Timestamp,
    ) -> Self {
        let former = own.map(|site| site.former.clone()).unwrap_or_default();
        let last = before.map(|before| FormerOrigin {
            origin: before.clone(),
            until: now,
        });
        let mut former: Vec<_> = last.into_iter().chain(former).collect();
        let mut seen = vec![origin.clone()];
        former.retain(|one| {
            let is_new = !seen.contains(&one.origin);
            seen.push(one.origin.clone());
            is_new
        });
        former.truncate(FORMER);
        Self {
            origin,
            since: now,
            former,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> SiteOrigin {
        SiteOrigin::try_from(format!("https://{text}.example")).unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn names(site: &Site) -> Vec<&str> {
        site.former.iter().map(|one| one.origin.as_str()).collect()
    }

    #[test]
    fn each_address_before_is_remembered_once_the_last_first() {
        let first = Site::first(origin("a"), at(1));
        assert_eq!(first.former, []);
        let second = Site::after(Some(&first.origin), Some(&first), origin("b"), at(2));
        assert_eq!(
            (names(&second), second.since),
            (vec!["https://a.example"], at(2))
        );
        assert_eq!(second.former[0].until, at(2));
        // Back again: it is no former one any more.
        let third = Site::after(Some(&second.origin), Some(&second), origin("a"), at(3));
        assert_eq!(names(&third), ["https://b.example"]);
        // What nobody had confirmed was on cards all the same.
        let confirmed = Site::after(Some(&origin("c")), None, origin("a"), at(4));
        assert_eq!(names(&confirmed), ["https://c.example"]);
        let same = Site::after(Some(&origin("a")), None, origin("a"), at(4));
        assert_eq!(same.former, []);
    }

    #[test]
    fn so_many_are_kept_and_no_more() {
        let mut site = Site::first(origin("n0"), at(0));
        for n in 1..=20 {
            site = Site::after(
                Some(&site.origin),
                Some(&site),
                origin(&format!("n{n}")),
                at(n),
            );
        }
        assert_eq!(site.former.len(), FORMER);
        assert_eq!(site.former[0].origin, origin("n19"));
    }
}
