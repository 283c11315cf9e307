use jiff::Timestamp;

use super::currency::Currency;
use super::id::{GroupId, ItemId, LineId, OptionId, PartId, VariantId};

/// The line of a cart that cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhichLine {
    pub line_id: LineId,
    /// What it is of.
    pub item_id: ItemId,
    /// The item's name.
    pub name: String,
}

/// What guests are told while they may not order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paused {
    /// Why, in the branch's words.
    pub word: Option<String>,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
}

/// Why an item cannot be chosen so, with what would mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadChoice {
    /// Too few or too many of a group.
    #[error("{group}: choose {min} to {max}, not {chosen}")]
    Count {
        group_id: GroupId,
        /// Its name.
        group: String,
        /// At least so many.
        min: u8,
        /// At most so many.
        max: u8,
        /// How many were chosen.
        chosen: usize,
    },
    /// An option that the item does not offer.
    #[error("{item} does not offer the option {option_id}")]
    NotOffered {
        /// The item's name.
        item: String,
        option_id: OptionId,
    },
    /// An option that was named more than once.
    #[error("an option may be chosen once")]
    Twice,
    /// An item that is sold in variants, without saying which one.
    #[error("{item}: choose one of its variants")]
    VariantMissing {
        /// The item's name.
        item: String,
    },
    /// A variant that the item does not have.
    #[error("{item} has no variant {variant_id}")]
    VariantNotOffered {
        /// The item's name.
        item: String,
        variant_id: VariantId,
    },
    /// An item that staff have not priced yet, or have to weigh.
    #[error("{item} has no price yet: ask our staff")]
    NotPriced {
        /// The item's name.
        item: String,
    },
    /// A weight of an item that is not sold by weight.
    #[error("{item} is not sold by weight")]
    NotWeighed {
        /// The item's name.
        item: String,
    },
    /// A weight that is none of such an item.
    #[error("{item}: weigh 1 to {most} {unit}")]
    Weight {
        /// The item's name.
        item: String,
        /// At most so many.
        most: u32,
        /// Of these.
        unit: &'static str,
    },
    /// Too few or too many picked for a part of a combo.
    #[error("{part}: pick {count}, not {picked}")]
    PartCount {
        part_id: PartId,
        /// Its name.
        part: String,
        /// So many.
        count: u8,
        /// How many were picked.
        picked: usize,
    },
    /// Something that the combo does not offer for that part.
    #[error("{combo} does not offer {item_id} there")]
    PartNotOffered {
        /// The combo's name.
        combo: String,
        part_id: PartId,
        item_id: ItemId,
    },
}

impl From<BadChoice> for DomainError {
    fn from(bad: BadChoice) -> Self {
        let field = match bad {
            BadChoice::VariantMissing { .. } | BadChoice::VariantNotOffered { .. } => "variant_id",
            BadChoice::Count { .. } | BadChoice::NotOffered { .. } | BadChoice::Twice => "options",
            BadChoice::NotPriced { .. } => "item_id",
            BadChoice::NotWeighed { .. } | BadChoice::Weight { .. } => "weight",
            BadChoice::PartCount { .. } | BadChoice::PartNotOffered { .. } => "parts",
        };
        Self::invalid(field, bad.to_string())
    }
}

/// Why a command was refused. Nothing has changed when one of these comes back.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DomainError {
    /// A value of the request breaks a rule; `field` is its JSON path.
    #[error("{field}: {message}")]
    Invalid {
        /// Dotted path of the field in the request.
        field: &'static str,
        /// What is wrong with it, for a person.
        message: String,
    },
    /// The session is over.
    #[error("this session is closed")]
    SessionClosed,
    /// The cart is not the one that the caller saw.
    #[error("the cart has changed meanwhile")]
    CartChanged,
    /// There is nothing to order.
    #[error("the cart is empty")]
    CartEmpty,
    /// The total is not the one that the caller saw.
    #[error("prices have changed")]
    PricesChanged,
    /// The kitchen has run out of an item.
    #[error("{} is sold out", .0.name)]
    ItemSoldOut(Box<WhichLine>),
    /// The kitchen has fewer pieces of an item than were asked for.
    #[error("only {left} left of {}", .line.name)]
    TooFewLeft {
        line: Box<WhichLine>,
        /// How many there are.
        left: u32,
    },
    /// An item is not served at this time of the day.
    #[error("{} is not served now", .line.name)]
    ItemNotServed {
        line: Box<WhichLine>,
        /// From when on it is.
        from: Timestamp,
    },
    /// Staff have to say first what an item costs.
    #[error("{} has no price yet: ask our staff", .0.name)]
    ItemNotPriced(Box<WhichLine>),
    /// The menu does not hold an item any more.
    #[error("{} is no longer on the menu", .0.name)]
    ItemGone(Box<WhichLine>),
    /// The variant or the options of a line are not what the menu asks for any more.
    #[error("{}: {choice}", .line.name)]
    OptionsInvalid {
        line: Box<WhichLine>,
        /// What is wrong with them.
        choice: Box<BadChoice>,
    },
    /// The account was settled, so it stands as it is.
    #[error("the bill has been issued")]
    CheckBilled,
    /// Nothing was ordered that could be billed.
    #[error("there is nothing to bill")]
    NothingToBill,
    /// Something was ordered or voided after the bills were issued.
    #[error("the bills are older than what was ordered")]
    BillStale,
    /// Not all of the account is paid.
    #[error("{} is still to be paid, in minor units", due)]
    BillUnpaid {
        /// How much, in minor units.
        due: i64,
        currency: Currency,
    },
    /// The bill is paid already.
    #[error("this bill is paid")]
    BillPaid,
    /// The bill was taken back.
    #[error("this bill is void")]
    BillVoid,
    /// Money came for the bill: it is given back, not taken away.
    #[error("this bill has payments")]
    BillHasPayments,
    /// More would be owed on a customer's account than a manager allows.
    #[error("at most {left} more may be put on this account, in minor units")]
    DuesLimit {
        /// How much, in minor units.
        left: i64,
        currency: Currency,
    },
    /// Nothing is owed on the account, or not any more.
    #[error("nothing is owed on this account")]
    NothingOwed,
    /// Somebody with more say has to approve it.
    #[error("somebody who may has to approve this")]
    ApprovalNeeded,
    /// The approval was used, is over, or was never given.
    #[error("this approval does not count")]
    ApprovalOver,
    /// Nothing of the check goes to the kitchen until it is resumed.
    #[error("this check is on hold")]
    CheckOnHold,
    /// Lines are kept on the check that the kitchen does not know.
    #[error("there are lines that were not sent to the kitchen")]
    LinesUnsent,
    /// The party has placed as many orders as it may in all.
    #[error("this table has placed {limit} orders, as many as it may")]
    SessionOrderLimit {
        /// How many that are.
        limit: u32,
    },
    /// With this order the party would have ordered more dishes than it may in all.
    #[error("this table may order {limit} lines in all")]
    SessionLineLimit {
        /// How many that are.
        limit: u32,
    },
    /// The party has placed as many orders as it may in a short time.
    #[error("this table has ordered very often in the last minutes")]
    OrderedTooOften {
        /// Seconds until it may again.
        retry_after: u64,
    },
    /// The table of transitions does not hold this step.
    #[error("{what} cannot go from {from} to {to}")]
    IllegalTransition {
        /// `order`, `line`, `check` or `table`.
        what: &'static str,
        /// The state it is in.
        from: &'static str,
        /// The state asked for.
        to: &'static str,
    },
    /// The caller decided on an older version of the entity.
    #[error("version {expected} was expected, but it is at {actual}")]
    VersionConflict {
        /// The version the caller named.
        expected: u64,
        /// The version there is.
        actual: u64,
    },
    /// The table has a party already.
    #[error("this table is not free")]
    TableNotFree,
    /// The branch takes no orders now, for what it says.
    #[error("the restaurant takes no orders at the moment")]
    OrderingPaused(Box<Paused>),
    /// It is outside of the branch's opening hours.
    #[error("the restaurant is closed now")]
    BranchClosed {
        /// When guests may order again.
        opens_at: Timestamp,
    },
    /// The session holds as many phones as it may.
    #[error("this table has as many phones as it may have")]
    SessionFull,
    /// The business day is closed: no money of it is taken or given any more.
    #[error("the day {day} is closed")]
    DayClosed {
        /// Which, as text.
        day: String,
        /// When the next day begins, where it is the running one.
        next_at: Option<Timestamp>,
    },
    /// Somebody has said with how much cash the day began.
    #[error("the float of the day was said already")]
    FloatSaid,
    /// Something is open, and whoever closes the day has not decided on it.
    #[error("something is open that was not decided on")]
    DayUndecided {
        /// What, by ID.
        open: Vec<String>,
    },
    /// An amount left the range of 64-bit minor units.
    #[error("the amount is too large")]
    AmountTooLarge,
    /// A one-time link was used before.
    #[error("this link was used before")]
    LinkUsed,
    /// A one-time link leads nowhere any more: its time is over, it was taken back, or whoever
    /// made it may not do so any more.
    #[error("this link has ended")]
    LinkEnded,
    /// Whoever joins works there already.
    #[error("they work there already")]
    AlreadyColleague,
    /// A brand would be left without an owner.
    #[error("a brand needs an owner")]
    LastOwner,
    /// What the caller named is not there.
    #[error("{0} not found")]
    NotFound(&'static str),
}

impl DomainError {
    /// Shorthand for [`DomainError::Invalid`].
    pub fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid {
            field,
            message: message.into(),
        }
    }
}
