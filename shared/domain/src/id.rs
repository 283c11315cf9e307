//! One ID type per entity, so that a table's ID cannot be passed where an order's belongs.
//!
//! IDs are opaque to clients. Inside, a check's ID begins with its branch
//! (`<branch>_<ulid>`) and an order's with its check (`<branch>_<ulid>_<ulid>`),
//! so that a path names every key it needs without a look-up.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A text that is not an ID of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {0}")]
pub struct BadId(pub &'static str);

/// How long an ID may be, in bytes; key attributes may hold 1,024.
pub const ID_LENGTH: RangeInclusive<usize> = 1..=MAX_LEN;
/// Longest ID that is accepted.
const MAX_LEN: usize = 120;

fn is_word(s: &str) -> bool {
    !s.is_empty() && s.len() <= MAX_LEN && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Clients make these themselves, so an underscore in them parts nothing.
const OF_CLIENTS: usize = 0;

fn has_parts(s: &str, parts: usize) -> bool {
    if parts == OF_CLIENTS {
        return is_word(&s.replace('_', "-"));
    }
    s.len() <= MAX_LEN && s.split('_').count() == parts && s.split('_').all(is_word)
}

/// The regular expression of IDs of so many parts.
const fn pattern(parts: usize) -> &'static str {
    match parts {
        OF_CLIENTS => "^[A-Za-z0-9_-]+$",
        1 => "^[A-Za-z0-9-]+$",
        2 => "^[A-Za-z0-9-]+_[A-Za-z0-9-]+$",
        _ => "^[A-Za-z0-9-]+_[A-Za-z0-9-]+_[A-Za-z0-9-]+$",
    }
}

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $name:ident, $label:literal, $parts:expr;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        #[cfg(feature = "openapi")]
        crate::schema::text_schema!($name, concat!($($doc),*), Self::PATTERN, ID_LENGTH);

        impl $name {
            /// The regular expression that every such ID fits.
            pub const PATTERN: &'static str = pattern($parts);

            /// The ID as text.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(s: &str) -> Result<Self, BadId> {
                if has_parts(s, $parts) { Ok(Self(s.to_owned())) } else { Err(BadId($label)) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(s: String) -> Result<Self, BadId> { s.parse() }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String { id.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )*};
}

ids! {
    /// A chain.
    BrandId, "brand ID", 1;
    /// One restaurant of a chain.
    BranchId, "branch ID", 1;
    /// An area of the floor.
    SectionId, "section ID", 1;
    TableId, "table ID", 1;
    /// The random code in a table's QR link.
    TableCode, "table code", 1;
    /// A kitchen station.
    StationId, "station ID", 1;
    /// A person's account.
    StaffId, "staff ID", 1;
    /// A party's account; a dine-in check is a session.
    CheckId, "session ID", 2;
    /// One phone in a session.
    GuestId, "guest ID", 1;
    /// A cart of a session: `family`, or the ID of the guest whose it is.
    CartId, "cart ID", 1;
    /// One submission of lines.
    OrderId, "order ID", 3;
    /// A guest's call for somebody.
    CallId, "call ID", 3;
    /// A printer of a branch.
    PrinterId, "printer ID", 1;
    /// What a printer shall print.
    PrintJobId, "print job ID", 2;
    /// What a customer is told at their telephone.
    MessageId, "message ID", 2;
    /// A share of a check that is paid as one.
    BillId, "bill ID", 3;
    /// Money that came for a bill.
    PaymentId, "payment ID", 3;
    /// Money that was given back of a bill.
    RefundId, "refund ID", 3;
    /// What a customer owes a branch.
    DuesId, "dues account ID", 2;
    /// A line of a cart or an order; made by the client for carts.
    LineId, "line ID", OF_CLIENTS;
    /// A category of the menu.
    CategoryId, "category ID", 1;
    /// An item of the menu.
    ItemId, "item ID", 1;
    /// A group of options.
    GroupId, "option group ID", 1;
    /// An option within its group.
    OptionId, "option ID", 1;
    /// A variant within its item.
    VariantId, "variant ID", 1;
    /// A part of a combo, within its item.
    PartId, "combo part ID", 1;
    /// A kind of taxed thing, for example `standard` or `alcohol`.
    TaxClass, "tax class", 1;
    /// A list of prices.
    PriceListId, "price list ID", 1;
    /// What one staff sign-in and its refreshes share.
    FamilyId, "sign-in ID", 1;
    /// A photo of a dish: the hash of the pictures that were made of it.
    PhotoId, "photo ID", 1;
    /// A one-time link of the staff: the hash of its code.
    LinkId, "link ID", 1;
}

impl TaxClass {
    /// What an item is that says nothing else.
    pub fn standard() -> Self {
        Self("standard".to_owned())
    }

    /// Whether it is the class of what says nothing else.
    pub fn is_standard(&self) -> bool {
        self.0 == "standard"
    }

    /// Whether it is the class of what is not taxed wherever nothing else is said.
    pub fn is_untaxed(&self) -> bool {
        self.0 == "untaxed"
    }
}

impl PriceListId {
    /// The prices that stand on the menu itself.
    pub fn base() -> Self {
        Self("base".to_owned())
    }
}

/// All of an ID but its last part.
fn parent(id: &str) -> String {
    id.rsplit_once('_')
        .map_or_else(String::new, |(parent, _)| parent.to_owned())
}

impl CheckId {
    /// Makes the ID of a new check; `unique` is a fresh ULID.
    ///
    /// # Errors
    /// When `unique` holds anything but letters, digits and hyphens.
    pub fn new(branch: &BranchId, unique: &str) -> Result<Self, BadId> {
        format!("{branch}_{unique}").parse()
    }

    /// The branch that the check belongs to.
    pub fn branch(&self) -> BranchId {
        BranchId(self.0.split('_').next().unwrap_or_default().to_owned())
    }
}

impl GuestId {
    /// Who it is on lines that staff put: no guest, whose IDs are longer.
    pub fn of_staff() -> Self {
        Self("staff".to_owned())
    }
}

impl CallId {
    /// Makes the ID of a new call; `unique` is a fresh ULID.
    ///
    /// # Errors
    /// When `unique` holds anything but letters, digits and hyphens.
    pub fn new(check: &CheckId, unique: &str) -> Result<Self, BadId> {
        format!("{check}_{unique}").parse()
    }

    /// The session that calls.
    pub fn check(&self) -> CheckId {
        CheckId(parent(&self.0))
    }

    /// The branch that is called.
    pub fn branch(&self) -> BranchId {
        self.check().branch()
    }
}

impl PrintJobId {
    /// Makes the ID of a new job; `unique` is a fresh ULID, by which jobs sort.
    ///
    /// # Errors
    /// When `unique` holds anything but letters, digits and hyphens.
    pub fn new(branch: &BranchId, unique: &str) -> Result<Self, BadId> {
        format!("{branch}_{unique}").parse()
    }

    /// The branch whose printers print it.
    pub fn branch(&self) -> BranchId {
        BranchId(parent(&self.0))
    }

    /// What tells it from others of its branch: so printers call it, which take no long names.
    pub fn token(&self) -> &str {
        self.0.rsplit('_').next().unwrap_or_default()
    }
}

impl MessageId {
    /// Makes the ID of a new message; `unique` is a ULID, by which messages sort.
    ///
    /// # Errors
    /// When `unique` holds anything but letters, digits and hyphens.
    pub fn new(branch: &BranchId, unique: &str) -> Result<Self, BadId> {
        format!("{branch}_{unique}").parse()
    }

    /// The branch that tells it.
    pub fn branch(&self) -> BranchId {
        BranchId(parent(&self.0))
    }
}

impl DuesId {
    /// Makes the ID of a new account; `unique` is a fresh ULID.
    ///
    /// # Errors
    /// When `unique` holds anything but letters, digits and hyphens.
    pub fn new(branch: &BranchId, unique: &str) -> Result<Self, BadId> {
        format!("{branch}_{unique}").parse()
    }

    /// The branch that is owed.
    pub fn branch(&self) -> BranchId {
        BranchId(parent(&self.0))
    }

    /// What tells it from others of its branch.
    pub fn unique(&self) -> &str {
        self.0.rsplit('_').next().unwrap_or_default()
    }
}

impl OrderId {
    /// Makes the ID of a new order; `unique` is a fresh ULID.
    ///
    /// # Errors
    /// When `unique` holds anything but letters, digits and hyphens.
    pub fn new(check: &CheckId, unique: &str) -> Result<Self, BadId> {
        format!("{check}_{unique}").parse()
    }

    /// The check that the order belongs to.
    pub fn check(&self) -> CheckId {
        CheckId(parent(&self.0))
    }

    /// The branch that the order belongs to.
    pub fn branch(&self) -> BranchId {
        self.check().branch()
    }
}

macro_rules! of_checks {
    ($($name:ident)*) => {$(
        impl $name {
            /// Makes a new one; `unique` is a fresh ULID.
            ///
            /// # Errors
            /// When `unique` holds anything but letters, digits and hyphens.
            pub fn new(check: &CheckId, unique: &str) -> Result<Self, BadId> {
                format!("{check}_{unique}").parse()
            }

            /// The check that it belongs to.
            pub fn check(&self) -> CheckId {
                CheckId(parent(&self.0))
            }
        }
    )*};
}

of_checks! { BillId PaymentId RefundId }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_carry_their_parents() {
        let order: OrderId = "lane_01ck_01or".parse().unwrap();
        assert_eq!(order.check().as_str(), "lane_01ck");
        assert_eq!(order.branch().as_str(), "lane");
    }

    #[test]
    fn foreign_shapes_are_refused() {
        for bad in ["", "_", "a__b", "a_b_c_d", "a#b_c", "a.b_c", "a/b_c", "ü_x"] {
            assert!(bad.parse::<CheckId>().is_err(), "{bad}");
            assert!(bad.parse::<TableId>().is_err(), "{bad}");
        }
        assert!("x".repeat(MAX_LEN + 1).parse::<TableId>().is_err());
        assert!("a_b_c".parse::<CheckId>().is_err());
        assert!("a_b".parse::<OrderId>().is_err());
        assert!(
            "_a__b-".parse::<LineId>().is_ok(),
            "clients name lines as they like"
        );
        assert!("a#b".parse::<LineId>().is_err());
    }
}
