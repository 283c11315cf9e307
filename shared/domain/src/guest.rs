//! Guests: one phone in one session.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::cart::AddedBy;
use super::id::{BranchId, CheckId, GuestId};
use super::look_alike::{like_given_name, look_alike};
use super::text::{GuestName, Phone};

/// How long a guest's token is good, in seconds: 8 hours.
pub const TOKEN_SECONDS: i64 = 8 * 3600;
/// How long a guest is remembered when the token is over, in seconds: 7 days. A table may be
/// open for longer than a token is good, and its places, numbers and names are those of the
/// guests that are remembered.
pub const REMEMBERED_SECONDS: i64 = 7 * 24 * 3600;
/// The most phones that ever join one session. Who sits down brings a few; whoever makes up
/// phones on end must not fill the session that everybody reads.
pub const MAX_JOINED: u32 = 1_000;
/// The most changes of one guest: coming back, leaving, other names.
pub const MAX_CHANGES: u64 = 500;
/// The most phones that are in one session at a time.
pub const MAX_GUESTS: u32 = 50;
/// How long a phone must have had its token, in seconds, before another one that knows the PIN
/// may take its place: a minute, by which a phone that stays has opened its page.
const SETTLED_SECONDS: i64 = 60;

/// A phone that joined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Guest {
    /// The same for the same device in the same session.
    pub id: GuestId,
    /// Its session.
    pub check_id: CheckId,
    /// The session's branch.
    pub branch_id: BranchId,
    /// As typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<GuestName>,
    /// Whether the name could be taken for another one of the party; then the number stands
    /// behind it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub look_alike: bool,
    /// As typed; for the staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// SHA-256 of the token's secret, hexadecimal. Empty after leaving.
    pub token_hash: String,
    /// When it joined first.
    pub joined_at: Timestamp,
    /// Which guest it is in the session, from 1: names the guests who gave no name.
    pub number: u32,
    /// Seconds since 1970; after it the token is over. Guests of before 2026-11-29 do not say
    /// it: see [`Self::token_ends_at`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_expires_at: Option<i64>,
    /// Seconds since 1970; after it the guest may be forgotten: the table's TTL.
    #[serde(rename = "expires_at")]
    pub forgotten_at: i64,
    /// Grows with every change.
    pub version: u64,
}

impl Guest {
    /// The guest with a name that nobody takes for one of `party`, its other guests, or for
    /// one that is given to those who have none.
    #[must_use]
    pub fn told_apart(self, party: &[Self]) -> Self {
        let look_alike = self.name.as_ref().is_some_and(|name| {
            let others = party.iter().filter(|other| other.id != self.id);
            let mut others = others.filter_map(|other| other.name.as_ref());
            like_given_name(name.as_str())
                || others.any(|other| look_alike(name.as_str(), other.as_str()))
        });
        Self { look_alike, ..self }
    }

    /// The guest with another name, or without one, told apart as by [`Self::told_apart`];
    /// `None` where that is the name that it has, or that others see: a form that shows
    /// "Asha (2)" may send it back.
    #[must_use]
    pub fn rename(&self, name: Option<GuestName>, party: &[Self]) -> Option<Self> {
        if name.as_ref().map(GuestName::as_str) == Some(&*self.display_name()) {
            return None;
        }
        let renamed = Self {
            name,
            version: self.version + 1,
            ..self.clone()
        };
        let renamed = renamed.told_apart(party);
        renamed.is_called_otherwise(self).then_some(renamed)
    }

    /// Whether others see another name than they did `before`.
    pub fn is_called_otherwise(&self, before: &Self) -> bool {
        (&self.name, self.look_alike) != (&before.name, before.look_alike)
    }

    /// The name that others see.
    pub fn display_name(&self) -> String {
        match &self.name {
            Some(name) if self.look_alike => format!("{} ({})", name.as_str(), self.number),
            Some(name) => name.as_str().to_owned(),
            None => format!("Guest {}", self.number),
        }
    }

    /// Who this is on a line.
    pub fn as_adder(&self) -> AddedBy {
        AddedBy {
            guest_id: self.id.clone(),
            name: self.display_name(),
        }
    }

    /// Whether it has a place in the session: it joined and did not leave.
    pub fn is_here(&self) -> bool {
        !self.token_hash.is_empty()
    }

    /// Gives its place up: its token is over, its lines and orders stay with the party.
    #[must_use]
    pub fn leave(&self) -> Self {
        Self {
            token_hash: String::new(),
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// When its token is over, in seconds since 1970; then it was forgotten too, before there
    /// was a time for each.
    pub fn token_ends_at(&self) -> i64 {
        self.token_expires_at.unwrap_or(self.forgotten_at)
    }

    /// The guest with a token that is good from `now` on.
    #[must_use]
    pub fn with_token(self, token_hash: String, now: Timestamp) -> Self {
        let ends_at = now.as_second() + TOKEN_SECONDS;
        Self {
            token_hash,
            token_expires_at: Some(ends_at),
            forgotten_at: ends_at + REMEMBERED_SECONDS,
            ..self
        }
    }

    /// Whether its token is over at `now`.
    pub fn is_over(&self, now: Timestamp) -> bool {
        !self.is_here() || self.token_ends_at() <= now.as_second()
    }
}

/// Whose place in a full session a newcomer with the right PIN takes: a phone whose token is
/// over, or else the one that got its token longest ago of those that nobody has open now. A
/// browser that forgets itself and joins again and again so takes its own old places, and
/// locks no companion out. `None` when all of them are in use.
pub fn gives_way(
    guests: &[Guest],
    is_connected: impl Fn(&GuestId) -> bool,
    now: Timestamp,
) -> Option<&Guest> {
    let token_since = |guest: &Guest| guest.token_ends_at() - TOKEN_SECONDS;
    let is_idle = |guest: &Guest| {
        let settled = now.as_second() - token_since(guest) >= SETTLED_SECONDS;
        guest.is_over(now) || (settled && !is_connected(&guest.id))
    };
    let here = guests.iter().filter(|guest| guest.is_here());
    here.filter(|guest| is_idle(guest))
        .min_by_key(|guest| token_since(guest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, check, guest, now};

    /// A guest who got a token so many minutes ago.
    fn since(number: u32, minutes: i64) -> Guest {
        let at = now() - jiff::SignedDuration::from_mins(minutes);
        let guest = guest(&check(), number);
        let token_hash = guest.token_hash.clone();
        guest.with_token(token_hash, at)
    }

    fn chosen(guests: &[Guest], connected: &[u32]) -> Option<u32> {
        let connected: Vec<_> = connected.iter().map(|n| guest(&check(), *n).id).collect();
        gives_way(guests, |id| connected.contains(id), now()).map(|guest| guest.number)
    }

    #[test]
    fn a_place_is_taken_from_who_is_away_longest() {
        let guests = [since(1, 30), since(2, 40), since(3, 20)];
        assert_eq!(chosen(&guests, &[]), Some(2));
        assert_eq!(chosen(&guests, &[2]), Some(1));
        assert_eq!(chosen(&guests, &[1, 2, 3]), None);
    }

    #[test]
    fn nobody_who_came_just_now_or_left_gives_way() {
        assert_eq!(chosen(&[since(1, 0)], &[]), None);
        assert_eq!(chosen(&[since(1, 1)], &[]), Some(1));
        assert_eq!(chosen(&[since(1, 30).leave()], &[]), None);
        let over = since(1, 8 * 60);
        assert_eq!(chosen(&[over], &[1]), Some(1), "its token is over");
    }

    fn named(number: u32, name: &str) -> Guest {
        Guest {
            name: GuestName::parse(Some(name)).unwrap(),
            ..fixtures::guest(&fixtures::check(), number)
        }
    }

    #[test]
    fn names_of_one_party_are_told_apart() {
        let first = named(1, "Asha").told_apart(&[]);
        assert_eq!(first.display_name(), "Asha");
        let party = [
            first,
            named(2, "Rohan"),
            fixtures::guest(&fixtures::check(), 3),
        ];
        for (name, seen) in [
            ("Asha", "Asha (4)"),
            ("\u{410}s\u{200B}ha", "\u{410}sha (4)"),
            ("ROHAN", "ROHAN (4)"),
            ("Guest 3", "Guest 3 (4)"),
            ("Meera", "Meera"),
        ] {
            assert_eq!(named(4, name).told_apart(&party).display_name(), seen);
        }
    }

    #[test]
    fn who_comes_back_is_not_taken_for_themselves() {
        let party = [named(1, "Asha"), named(2, "Rohan")];
        let back = named(1, "asha").told_apart(&party);
        assert_eq!(back.display_name(), "asha");
        let renamed = named(1, "rohan").told_apart(&party);
        assert_eq!(renamed.display_name(), "rohan (1)");
        let again = Guest {
            name: GuestName::parse(Some("Asha")).unwrap(),
            ..renamed
        };
        assert_eq!(again.told_apart(&party).display_name(), "Asha");
    }

    #[test]
    fn a_guest_takes_another_name_and_gives_it_up_again() {
        let name = |text| GuestName::parse(Some(text)).unwrap();
        let party = [named(1, "Asha"), named(2, "Rohan")];
        let [asha, rohan] = &party;
        let meera = asha.rename(name("Meera"), &party).unwrap();
        assert_eq!(
            (&*meera.display_name(), meera.version),
            ("Meera", asha.version + 1)
        );
        assert_eq!(meera.token_hash, asha.token_hash);
        let like = rohan.rename(name("\u{410}sha"), &party).unwrap();
        assert_eq!(like.display_name(), "\u{410}sha (2)");
        let nameless = rohan.rename(None, &party).unwrap();
        assert_eq!(nameless.display_name(), "Guest 2");
        for (guest, same) in [
            (asha, "Asha"),
            (&like, "\u{410}sha (2)"),
            (&nameless, "Guest 2"),
        ] {
            assert_eq!(guest.rename(name(same), &party), None, "{same}");
        }
        // The other one has left that name, so it is theirs alone now.
        let alone = like.rename(name("\u{410}sha"), &[meera, like.clone()]);
        assert_eq!(alone.unwrap().display_name(), "\u{410}sha");
    }

    #[test]
    fn a_guest_is_remembered_for_longer_than_its_token_is_good() {
        let asha = since(1, 8 * 60);
        assert!(asha.is_over(now()) && asha.is_here());
        assert!(asha.forgotten_at > now().as_second() + 6 * 24 * 3600);
        let before = Guest {
            token_expires_at: None,
            forgotten_at: now().as_second(),
            ..asha
        };
        assert!(before.is_over(now()), "one time stood for both");
        assert!(!before.is_over(now() - jiff::SignedDuration::from_secs(1)));
    }

    #[test]
    fn what_was_stored_before_is_read() {
        let mut stored = serde_json::to_value(named(1, "Asha")).unwrap();
        assert!(stored.get("look_alike").is_none());
        stored["look_alike"] = true.into();
        let read: Guest = serde_json::from_value(stored).unwrap();
        assert!(read.look_alike);
    }
}
