//! People, links and records of the evening, as they are written.

use std::net::IpAddr;

use salver::domain::account::Account;
use salver::domain::audit::{Actor, AuditEntry, Deed, Origin, Record};
use salver::domain::call::COOL_DOWN_SECONDS;
use salver::domain::claims::Claims;
use salver::domain::credentials::Login;
use salver::domain::guest::Guest;
use salver::domain::id::CallId;
use salver::domain::name::Name;
use salver::domain::photo::Photo;
use salver::domain::role::Role;
use salver::domain::set_up::{NewBrand, NewIds, SetUp};
use salver::domain::sign_in::RefreshFamily;
use salver::domain::site_origin::SiteOrigin;
use salver::domain::staff_link::{NewLink, Purpose, StaffLink};
use salver::domain::team::Post;
use salver::domain::text::{GuestName, Phone};
use salver::domain::topic::Topic;
use salver::store::{Idempotent, Window};
use salver_demo::fixtures::{access, branch, check, guest, later, now, profile, waiter};

/// Who owns the brand.
pub fn owner() -> Account {
    Account {
        id: "vera".parse().unwrap(),
        name: "Vera".to_owned(),
        login: "vera@lane.example".to_owned(),
        ..waiter()
    }
}

/// A phone that has said all that one may say.
pub fn meera() -> Guest {
    Guest {
        name: GuestName::parse(Some("Meera")).unwrap(),
        phone: Phone::parse(Some("+91 98 7654 3210")).unwrap(),
        ..guest(&check(), 1)
    }
}

/// A photo; what is in its pictures is no matter here.
pub fn photo() -> Photo {
    let jpeg = |end: u8| vec![0xFF, 0xD8, 0xFF, 0xE0, end];
    Photo {
        id: "00ff11ee22dd33cc44bb55aa6699f078".parse().unwrap(),
        list: jpeg(1),
        sheet: jpeg(2),
    }
}

pub fn call_id() -> CallId {
    CallId::new(&check().id, "call1").unwrap()
}

/// The record that an entry of each kind goes into, and the entry's ID.
pub fn records() -> [(Record, &'static str); 3] {
    [
        (Record::from(&branch()), "01k8b"),
        (Record::Brand(profile().brand_id), "01k8c"),
        (Record::Nobody, "01k8d"),
    ]
}

pub fn cool_down() -> Window {
    Window {
        what: "call",
        who: "lane_check1-water".to_owned(),
        limit: 1,
        seconds: COOL_DOWN_SECONDS,
    }
}

pub fn family() -> RefreshFamily {
    let staff = waiter();
    let id = "f1".parse().unwrap();
    RefreshFamily::begin(id, staff.id, staff.session_version, access(), now())
}

/// An invitation of a branch's waiter.
pub fn link() -> StaffLink {
    let new = NewLink {
        id: "00ff".parse().unwrap(),
        brand: profile().brand_id,
        by: Some(owner().id),
        request_hash: "00ff".to_owned(),
    };
    let purpose = Purpose::Invitation {
        name: "Asha".to_owned(),
        post: Post::of(Role::Waiter, Some(vec![branch()])).unwrap(),
    };
    StaffLink::make(new, purpose, now())
}

pub fn record(key: &str) -> Idempotent {
    Idempotent {
        scope: "lane_check1.g1".to_owned(),
        key: key.to_owned(),
        request_hash: "00ff".to_owned(),
        location: "/api/v1/orders/lane_check1_order1".to_owned(),
        body: r#"{"id":"lane_check1_order1","number":1}"#.to_owned(),
        expires_at: later(24 * 3600).as_second(),
    }
}

pub(super) fn claims() -> Claims {
    let access = access();
    Claims::Staff {
        staff_id: waiter().id,
        access,
        family_id: family().id,
        session_version: 1,
    }
}

pub fn topic() -> Topic {
    Topic::kitchen(&branch())
}

pub(super) fn entry(id: &str, record: Record, what: Deed) -> AuditEntry {
    let who = Actor::Staff {
        id: waiter().id,
        role: Some(Role::Waiter),
    };
    let origin = Origin {
        address: Some(IpAddr::from([203, 0, 113, 77])),
        request_id: "request-1".to_owned(),
    };
    let entry = AuditEntry::new(id.to_owned(), record, who, what, &origin, now());
    entry.about("lane_check1").with("from", "free")
}

/// What the evening's commits put on record.
pub(super) fn noted(id: &str, what: Deed) -> AuditEntry {
    entry(id, Record::from(&branch()), what)
}

/// Another brand than the others', which stands behind theirs.
pub fn new_brand() -> NewBrand {
    let name = |text: &str| Name::try_from(text.to_owned()).unwrap();
    let wish = SetUp {
        owner: name("Zoya"),
        login: Login::try_from("zoya@yard.example".to_owned()).unwrap(),
        brand: name("The Yards"),
        language: salver::domain::language::Language::english(),
        branch: name("Mill Yard"),
        address: salver::domain::address::Address::default(),
        currency: profile().currency,
        time_zone: profile().time_zone,
        closing_hour: profile().closing_hour,
        origin: SiteOrigin::try_from("https://yard.example".to_owned()).ok(),
    };
    let ids = NewIds {
        brand: "yards".parse().unwrap(),
        branch: "yard".parse().unwrap(),
        owner: "zoya".parse().unwrap(),
    };
    wish.make(ids, "$argon2id$".to_owned(), now())
}
