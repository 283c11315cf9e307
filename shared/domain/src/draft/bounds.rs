//! How much a menu may hold.

/// The most categories of a menu.
pub const MAX_CATEGORIES: usize = 100;
/// The most items of a menu.
pub const MAX_ITEMS: usize = 1_000;
/// The most option groups of a menu.
pub const MAX_GROUPS: usize = 300;
/// The most options of a group, and groups and variants of an item.
pub const MAX_OPTIONS: usize = 60;
/// The most variants of all items of a menu: with the items no more than a menu file has rows, so that an export can be
/// imported again.
pub const MAX_ALL_VARIANTS: usize = 4_000;
/// The most single options of which the items of a menu say something of their own.
pub const MAX_OVERRIDES: usize = 4_000;
/// The most price lists of a menu.
pub const MAX_PRICE_LISTS: usize = 20;
/// The most prices that items and variants have in all lists of a menu.
pub const MAX_LIST_PRICES: usize = 4_000;
/// The most that all combos of a menu offer together.
pub const MAX_ALL_CHOICES: usize = 4_000;
/// The most stations that a menu names.
pub const MAX_STATIONS: usize = 40;
/// The most bytes that the texts of a menu may be together: what is stored is one item of at
/// most 400 KB, and texts in many scripts hardly shrink.
pub const MAX_TEXT_BYTES: usize = 250_000;
/// The most bytes that texts and IDs may be together, each ID as often as it is named: IDs come
/// from whoever adds a thing, and hardly shrink either.
pub const MAX_ID_BYTES: usize = 400_000;
/// The most commands of one commit.
pub const MAX_COMMANDS: usize = 200;
/// The most published versions that are listed, and can be rolled back to.
pub const MAX_PUBLISHED: usize = 50;
/// The longest that an item may take, in minutes.
pub const MAX_PREP_MINUTES: u16 = 600;
