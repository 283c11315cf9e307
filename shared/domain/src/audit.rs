//! The record of who did what: entries are only ever added (rule 11).
//!
//! An entry names people by their IDs only, and never holds a PIN, a password or a token.

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{BranchId, BrandId, CheckId, GuestId, StaffId};
use crate::role::Role;

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// A phone of a party, also one that did not get in.
    Guest {
        /// Which; made from its device and the session, so it leads to no person.
        id: GuestId,
        session: CheckId,
    },
    /// Somebody who works there.
    Staff {
        /// Who.
        id: StaffId,
        /// What they were at that moment, where the call had to know it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
    },
    /// Whoever runs the stack, by the operator's code.
    Operator,
    /// Somebody who did not show who they are.
    Nobody,
}

/// What was done. The names are stored; they never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// A PIN was tried that is not the session's.
    PinWrong,
    /// A session's PIN was tried so often that it lets nobody in for a while.
    PinLocked,
    /// The PIN was right, and the phone was turned away all the same: the table is full,
    /// or the phone wanted to come back and had never been there.
    GuestTurnedAway,
    /// A phone joined by PIN.
    GuestJoined,
    /// A phone that was there came back by PIN.
    GuestReturned,
    /// A guest took another name, or gave theirs up.
    GuestRenamed,
    /// A phone left.
    GuestLeft,
    /// An order was placed. Since 2026-11-30 the order itself says so, and has no entry.
    OrderPlaced,
    /// An order moved: accepted, rejected, started ...
    OrderMoved,
    /// A line of an order moved, or pieces of it were voided.
    LineMoved,
    /// A party was seated.
    TableOpened,
    /// A session was closed.
    SessionClosed,
    /// Staff opened a check for a pickup or a delivery.
    CheckOpened,
    /// Staff sent lines of a check to the kitchen.
    OrderTaken,
    /// Staff changed what is kept on a check and not sent.
    LinesKept,
    /// A check was put on hold: nothing of what is kept goes to the kitchen.
    CheckHeld,
    /// It goes on.
    CheckResumed,
    /// A delivery or a pickup came a step further, or somebody else brings it.
    CheckMoved,
    /// A check was billed: its bills were issued, or issued anew.
    BillsIssued,
    /// Money came for a bill.
    PaymentTaken,
    /// A check was settled: paid in full, and its party has left or has its food.
    CheckedOut,
    /// A bill without payments was taken back; its number stays its own.
    BillVoided,
    /// Money of a bill was given back.
    RefundGiven,
    /// Somebody said with how much cash a business day begins.
    TillOpened,
    /// Cash was put into the till, or taken out, that is of no bill.
    CashMoved,
    /// A business day was closed: counted, and its report stands.
    DayClosed,
    /// Money came for what a customer owes.
    DuesSettled,
    /// What was to a customer's credit was paid out.
    DuesPaidOut,
    /// A customer's account got another name or limit.
    DuesChanged,
    /// A colleague's discount, refund or void was approved at their own screen.
    ApprovalGiven,
    /// A session got a new PIN.
    PinRotated,
    /// A session got another waiter, or another number of people.
    PartyChanged,
    /// Guests at a table where no party sits asked that staff open it.
    OpeningAsked,
    /// A table was kept for a party, or freed.
    TableMoved,
    /// A branch works otherwise from now on.
    SettingsChanged,
    /// A brand is called otherwise, at each of its branches.
    BrandRenamed,
    /// A branch's sales are taxed otherwise from a day on.
    TaxesChanged,
    /// A branch has another printer, or one that works otherwise.
    PrinterChanged,
    /// A printer was taken away; its secret opens nothing.
    PrinterRemoved,
    /// A printer got a new secret; the one before opens nothing.
    PrinterSecretIssued,
    /// Somebody let something be printed again, or for a test.
    PrintJobAsked,
    /// What shall be printed was dismissed, released, said to be printed, or given to another
    /// printer.
    PrintJobMoved,
    /// Somebody had a bill sent to a customer's telephone.
    MessageAsked,
    /// What a customer is told was dismissed, released, or said to be sent.
    MessageMoved,
    /// A brand looks otherwise to its guests.
    LooksChanged,
    /// More or less is asked of a brand's menu before it is published.
    MenuRulesChanged,
    /// The address at which a brand's guests find it is another one, or was confirmed.
    SiteChanged,
    /// Somebody said which cards lie on the tables.
    CardsPrinted,
    /// A branch's status screens show more or less from then on.
    StatusScreenChanged,
    /// A branch's status screens got a new link; one before leads nowhere.
    StatusLinkMade,
    /// The link of a branch's status screens was taken back.
    StatusLinkRemoved,
    /// A brand's menu was published: each of its branches sells it from then on.
    MenuPublished,
    /// An earlier version of a brand's menu counts again.
    MenuRolledBack,
    /// A brand has one more branch.
    BranchMade,
    /// A branch has other prices of its own from then on, or offers other things.
    OverridesChanged,
    /// Somebody said how much of an item is to be had.
    StockChanged,
    /// Guests may order from then on, or may not.
    OrderingChanged,
    /// A table got a new code; the old one leads nowhere.
    CodeReissued,
    /// Tables were made in a section.
    TablesMade,
    /// A table got another name, other seats or another section.
    TableChanged,
    /// A table was taken away; its code leads nowhere.
    TableRemoved,
    /// A section of the floor got another name.
    SectionRenamed,
    /// Somebody signed in.
    SignedIn,
    /// Somebody tried to and did not know the password, or is disabled.
    SignInRefused,
    /// Somebody signed out.
    SignedOut,
    /// An old refresh token came back, so the whole sign-in was ended.
    RefreshReused,
    /// Somebody asked for what they may not do.
    PermissionRefused,
    /// The first brand was made, with its branch and its owner.
    SetUp,
    /// Somebody tried to do that with a wrong code.
    SetUpRefused,
    /// A link was made by which somebody can join the team.
    ColleagueInvited,
    /// Such a link was taken back before it was used.
    InvitationWithdrawn,
    /// Somebody joined the team by such a link.
    ColleagueJoined,
    /// A colleague is something else, or elsewhere, from now on.
    ColleagueChanged,
    /// A colleague works there no more.
    ColleagueLeft,
    /// A link was made by which a colleague, or an owner, can choose a new password.
    ResetOffered,
    /// Somebody asked for such a link for an owner with a wrong code, or for nobody who is one.
    ResetRefused,
    /// Somebody chose a new password by such a link.
    PasswordReset,
    /// Somebody tried a link that there is not, or a login that is taken.
    LinkRefused,
}

/// Whose record an entry stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Named", into = "Named")]
pub enum Record {
    Branch(BranchId),
    /// A brand's: what concerns no single branch.
    Brand(BrandId),
    /// Nobody's: what a stranger tried for a login that no person has.
    Nobody,
}

/// A record as an entry names it.
#[derive(Serialize, Deserialize)]
struct Named {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    branch_id: Option<BranchId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    brand_id: Option<BrandId>,
}

impl From<Record> for Named {
    fn from(record: Record) -> Self {
        let (branch_id, brand_id) = match record {
            Record::Branch(id) => (Some(id), None),
            Record::Brand(id) => (None, Some(id)),
            Record::Nobody => (None, None),
        };
        Self {
            branch_id,
            brand_id,
        }
    }
}

impl From<Named> for Record {
    fn from(named: Named) -> Self {
        match (named.branch_id, named.brand_id) {
            (Some(id), _) => Self::Branch(id),
            (None, Some(id)) => Self::Brand(id),
            (None, None) => Self::Nobody,
        }
    }
}

impl From<&BranchId> for Record {
    fn from(id: &BranchId) -> Self {
        Self::Branch(id.clone())
    }
}

/// Where a call came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The caller's address, as the gateway saw it.
    pub address: Option<IpAddr>,
    /// The gateway's ID of the request.
    pub request_id: String,
}

impl Origin {
    /// The network of the caller: enough to tell the house's own from elsewhere, too
    /// little to tell one household from its neighbours.
    pub fn network(&self) -> String {
        match self.address.map(|address| address.to_canonical()) {
            Some(IpAddr::V4(v4)) => {
                let [a, b, c, _] = v4.octets();
                format!("{a}.{b}.{c}.0/24")
            }
            Some(IpAddr::V6(v6)) => {
                let [a, b, c, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}::/48")
            }
            None => String::new(),
        }
    }
}

/// One thing that somebody did, or was refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Unique, and sorts by time.
    pub id: String,
    /// Whose record it stands in: as `branch_id` or `brand_id`, or neither.
    #[serde(flatten)]
    pub record: Record,
    /// When.
    pub at: Timestamp,
    pub who: Actor,
    pub what: Deed,
    /// What it was done to, by its ID: a session, an order, a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// What else belongs to it, such as `from`, `to` and `reason` of a step.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
    /// From which network, see [`Origin::network`].
    pub source: String,
    /// The gateway's ID of the request, by which the log is found.
    pub request_id: String,
}

impl AuditEntry {
    /// An entry of `now`. `id` is unique and sorts by time.
    pub fn new(
        id: String,
        record: impl Into<Record>,
        who: Actor,
        what: Deed,
        origin: &Origin,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            record: record.into(),
            at: now,
            who,
            what,
            entity: None,
            details: BTreeMap::new(),
            source: origin.network(),
            request_id: origin.request_id.clone(),
        }
    }

    /// What it was done to.
    #[must_use]
    pub fn about(mut self, entity: impl ToString) -> Self {
        self.entity = Some(entity.to_string());
        self
    }

    /// Adds a detail.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_names_its_record_by_the_id_of_what_it_belongs_to() {
        let branch = Record::Branch("lane".parse().unwrap());
        let brand = Record::Brand("lanes".parse().unwrap());
        for (record, branch_id, brand_id) in [
            (branch, Some("lane"), None),
            (brand, None, Some("lanes")),
            (Record::Nobody, None, None),
        ] {
            let origin = Origin::default();
            let id = "01k8a".to_owned();
            let now = Timestamp::UNIX_EPOCH;
            let entry = AuditEntry::new(id, record, Actor::Nobody, Deed::SignedIn, &origin, now);
            let stored = serde_json::to_value(&entry).unwrap();
            let named = |name| stored.get(name).and_then(|id| id.as_str());
            assert_eq!(
                (named("branch_id"), named("brand_id")),
                (branch_id, brand_id)
            );
            assert_eq!(serde_json::from_value::<AuditEntry>(stored).unwrap(), entry);
        }
    }

    /// Entries are never written again, so a name that was stored once is read for ever.
    #[test]
    fn names_of_deeds_stay() {
        let stored = "pin_wrong pin_locked guest_turned_away guest_joined guest_returned \
            guest_renamed guest_left order_placed order_moved line_moved table_opened \
            session_closed pin_rotated party_changed table_moved settings_changed \
            menu_published menu_rolled_back code_reissued signed_in sign_in_refused signed_out \
            refresh_reused permission_refused set_up set_up_refused opening_asked \
            reset_offered reset_refused brand_renamed check_opened order_taken lines_kept \
            check_held check_resumed check_moved status_screen_changed status_link_made \
            status_link_removed \
            bills_issued payment_taken checked_out \
            bill_voided refund_given approval_given \
            till_opened cash_moved day_closed \
            dues_settled dues_changed dues_paid_out";
        for name in stored.split_whitespace() {
            let deed: Deed = serde_json::from_value(name.into()).unwrap();
            assert_eq!(serde_json::to_value(deed).unwrap(), name);
        }
    }

    #[test]
    fn an_address_is_kept_as_its_network_only() {
        let network = |text: &str| {
            let address = text.parse().ok();
            let request_id = String::new();
            Origin {
                address,
                request_id,
            }
            .network()
        };
        assert_eq!(network("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(network("::ffff:203.0.113.77"), "203.0.113.0/24");
        assert_eq!(network("2001:db8:aaaa:bbbb::1"), "2001:db8:aaaa::/48");
        assert_eq!(network("nowhere"), "");
    }
}
