//! What a page is made of, besides its menu.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use salver::wire::looks::LooksView;

/// What a page is made of.
#[derive(Debug)]
pub struct Page<'a> {
    /// The brand's name.
    pub brand: &'a str,
    /// The branch's name.
    pub branch: &'a str,
    /// Where the branch is, in lines, if its manager said so.
    pub address: Option<&'a str>,
    /// The branch, as its address names it.
    pub id: &'a str,
    /// By which its clocks go.
    pub zone: TimeZone,
    /// Where the site is, such as `https://order.example.com`, if the deployment says.
    pub origin: Option<&'a str>,
    /// Of a brand that has some.
    pub looks: Option<&'a LooksView>,
    /// What it was read as: the app asks by it what has changed since.
    pub etag: &'a str,
    /// When it is shown.
    pub now: Timestamp,
}
