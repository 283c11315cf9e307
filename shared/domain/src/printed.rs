//! Which cards lie on the tables: what stood on each when somebody said that it does.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::id::TableId;
use crate::site_origin::SiteOrigin;

/// Length of a mark, in characters.
pub const MARK_LENGTH: usize = 16;

/// What stands on a card, in short: two cards with the same mark say the same. It tells nothing
/// else, so it may be kept where a table's code may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CardMark(String);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    CardMark,
    "What stands on a card, in short: two cards with the same mark say the same.",
    "^[A-Za-z0-9_-]+$",
    MARK_LENGTH..=MARK_LENGTH
);

impl CardMark {
    /// The mark of what a card says, by its hash.
    ///
    /// # Errors
    /// When the hash is too short for one.
    pub fn of_hash(hash: &str) -> Result<Self, String> {
        let start = hash.get(..MARK_LENGTH).unwrap_or_default();
        Self::try_from(start.to_owned())
    }
}

impl TryFrom<String> for CardMark {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if text.len() == MARK_LENGTH && text.bytes().all(fits) {
            return Ok(Self(text));
        }
        Err(format!("the mark of a card, {MARK_LENGTH} characters"))
    }
}

impl From<CardMark> for String {
    fn from(mark: CardMark) -> Self {
        mark.0
    }
}

/// A card that lies on its table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedCard {
    /// What stands on it.
    pub mark: CardMark,
    /// The address that it carries.
    pub origin: SiteOrigin,
    /// When somebody said that it lies there.
    pub at: Timestamp,
}

/// The cards on a branch's tables, as far as anybody said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedCards {
    #[serde(default)]
    pub cards: BTreeMap<TableId, PrintedCard>,
    /// Grows with every change; 0 while nobody has said anything.
    pub version: u64,
}

/// How the card on a table stands to what it should say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CardStanding {
    /// Nobody has said that there is one.
    Unprinted,
    /// It says something else: another address, code or name.
    Outdated,
    /// It says what it should.
    Current,
}

impl PrintedCards {
    /// How the card of a table stands, which should have this mark.
    pub fn standing(&self, table: &TableId, mark: &CardMark) -> CardStanding {
        match self.cards.get(table) {
            None => CardStanding::Unprinted,
            Some(card) if card.mark == *mark => CardStanding::Current,
            Some(_) => CardStanding::Outdated,
        }
    }

    /// With these cards on their tables, which carry `origin`. Tables that are gone are
    /// forgotten; what is known already keeps its time. `None` when nothing changes.
    ///
    /// # Errors
    /// `Invalid` for a table that is not there.
    pub fn with(
        &self,
        cards: &[(TableId, CardMark)],
        origin: &SiteOrigin,
        there: &BTreeSet<TableId>,
        now: Timestamp,
    ) -> Result<Option<Self>, DomainError> {
        if cards.iter().any(|(table, _)| !there.contains(table)) {
            return Err(DomainError::invalid("cards", "a table that is not there"));
        }
        let mut next = self.cards.clone();
        for (table, mark) in cards {
            let known = next.get(table);
            if known.is_some_and(|known| known.mark == *mark && known.origin == *origin) {
                continue;
            }
            let card = PrintedCard {
                mark: mark.clone(),
                origin: origin.clone(),
                at: now,
            };
            next.insert(table.clone(), card);
        }
        if next == self.cards {
            return Ok(None);
        }
        next.retain(|table, _| there.contains(table));
        Ok(Some(Self {
            cards: next,
            version: self.version + 1,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(letter: char) -> CardMark {
        CardMark::try_from(letter.to_string().repeat(MARK_LENGTH)).unwrap()
    }

    fn table(id: &str) -> TableId {
        id.parse().unwrap()
    }

    fn origin(text: &str) -> SiteOrigin {
        SiteOrigin::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn a_card_stands_by_what_was_on_it() {
        let there = ["t1", "t2", "t3"].map(table).into();
        let (at, old) = (Timestamp::UNIX_EPOCH, origin("http://10.0.0.1:8080"));
        let first = PrintedCards::default();
        let cards = [(table("t1"), mark('a')), (table("t2"), mark('b'))];
        let printed = first.with(&cards, &old, &there, at).unwrap().unwrap();
        let standing = |id: &str, letter| printed.standing(&table(id), &mark(letter));
        assert_eq!(standing("t1", 'a'), CardStanding::Current);
        assert_eq!(standing("t1", 'z'), CardStanding::Outdated);
        assert_eq!(standing("t3", 'a'), CardStanding::Unprinted);
        // The same again is nothing new, and keeps its time.
        let later = Timestamp::from_second(60).unwrap();
        assert_eq!(printed.with(&cards, &old, &there, later), Ok(None));
        let new = origin("https://order.example");
        let one = [(table("t1"), mark('c'))];
        let next = printed.with(&one, &new, &there, later).unwrap().unwrap();
        assert_eq!(next.version, 2);
        assert_eq!(
            (
                &next.cards[&table("t1")].origin,
                next.cards[&table("t1")].at
            ),
            (&new, later)
        );
        assert_eq!(next.cards[&table("t2")], printed.cards[&table("t2")]);
    }

    #[test]
    fn a_table_that_is_gone_is_forgotten_and_one_that_never_was_is_refused() {
        let there: BTreeSet<_> = ["t1", "t2"].map(table).into();
        let (at, old) = (Timestamp::UNIX_EPOCH, origin("https://order.example"));
        let both = [(table("t1"), mark('a')), (table("t2"), mark('b'))];
        let printed = PrintedCards::default();
        let printed = printed.with(&both, &old, &there, at).unwrap().unwrap();
        let left: BTreeSet<_> = [table("t2")].into();
        let again = [(table("t2"), mark('c'))];
        let next = printed.with(&again, &old, &left, at).unwrap().unwrap();
        assert_eq!(next.cards.keys().collect::<Vec<_>>(), [&table("t2")]);
        assert!(printed.with(&both, &old, &left, at).is_err());
    }

    #[test]
    fn a_mark_is_what_the_server_made() {
        for bad in ["", "short", "aaaaaaaaaaaaaaa#", "aaaaaaaaaaaaaaaaa"] {
            assert!(CardMark::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
