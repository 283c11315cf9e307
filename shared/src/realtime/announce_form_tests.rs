//! Each event as it goes out, one snapshot for each type and audience: a page that was loaded
//! yesterday reads it tomorrow.

use std::collections::{BTreeMap, BTreeSet};

use salver_demo::fixtures::inr;

use super::data_along::full_order;
use super::*;

/// Money that came for what somebody owes.
fn settled_due() -> DuesEntry {
    DuesEntry {
        account_id: "lane_d1".parse().unwrap(),
        number: 3,
        what: DuesMove::Settled {
            method: crate::domain::bill::payment::PaidBy::Cash,
            cash_rounding: inr(0),
            change: inr(0),
            reference: None,
        },
        amount: inr(-5_000),
        balance: inr(0),
        by: "omar".parse().unwrap(),
        at: now(),
        business_day: "2026-11-20".parse().unwrap(),
    }
}

#[test]
fn what_moves_with_a_bill_is_told_by_the_bill_alone() {
    let charged = DuesEntry {
        what: DuesMove::Charged {
            bill_id: "lane_check1_b1".parse().unwrap(),
            bill_number: crate::domain::bill_fixtures::settled().settlement.bills[0]
                .number
                .clone(),
            payment_id: "lane_check1_p1".parse().unwrap(),
        },
        amount: inr(5_000),
        ..settled_due()
    };
    let key = keys::dues_entry(&charged.account_id, charged.number);
    assert_eq!(of(&key, &charged), Announcement::default());
    let paid_out = DuesEntry {
        what: DuesMove::PaidOut {
            method: crate::domain::bill::payment::PaidBy::Card,
            cash_rounding: inr(0),
            reason: crate::domain::text::Reason::parse(Some("asked for it"))
                .unwrap()
                .unwrap(),
            approved_by: None,
        },
        ..charged
    };
    let said = of(&key, &paid_out);
    let [event] = said.events.as_slice() else {
        panic!("{said:?}")
    };
    assert_eq!(
        (event.topic.as_str(), event.kind),
        ("branch:lane:floor", "dues.changed")
    );
    assert_eq!(
        (event.entity.id.as_str(), event.entity.version),
        ("lane_d1", 3)
    );
}

/// What follows from each kind of item that anybody watches.
fn all() -> Vec<Event> {
    let party = party();
    let seated = Check {
        waiter_id: Some(waiter().id),
        last_order_at: Some(now()),
        ..party.clone()
    };
    let closed = party.close(later(3600)).unwrap();
    let order = full_order();
    let own = Cart {
        id: "g1".to_owned(),
        ..cart(&[line("a", "dosa", 1, &["large"])])
    };
    let id: crate::domain::id::CallId = "lane_check1_k1".parse().unwrap();
    let note = Note::parse(Some("two glasses")).unwrap();
    let call = Call::open(id, &party, &g1(), CallReason::Water, note, now()).unwrap();
    let free = super::seated(1, Mode::Family).0.vacate().unwrap();
    let (fact, counted) = fact(&order, 7);
    let pickup = pickup();
    let screen = StatusScreen::first(branch());
    let job = crate::domain::print_job::PrintJob::new(
        "lane_01k8q".parse().unwrap(),
        "hot".parse().unwrap(),
        crate::domain::print_job::PrintContent::Test,
        crate::domain::slip::Slip::default(),
        now(),
    );
    let message = crate::domain::message::Message::new(
        crate::domain::message::About {
            id: "lane_01k8r".parse().unwrap(),
            check: &pickup.id,
            settings: crate::domain::message_settings::MessageSettings::default(),
            to: "+919845012345".to_owned().try_into().unwrap(),
        },
        &crate::domain::message_text::Said::OutForDelivery {
            brand: "Saffron Table",
            number: 12,
        },
        now(),
    );
    let due = settled_due();
    let said = [
        of(&keys::check(&pickup.id), &pickup),
        of(&keys::check(&party.id), &closed),
        of(&keys::check(&party.id), &seated),
        of(&keys::guest(&party.id, &g1().id), &g1()),
        of(&keys::cart(&party.id, &own.id), &own),
        of(&keys::order(&order.id), &order),
        of(&keys::call(&call.id), &call),
        of(
            &keys::settlement(&party.id),
            &crate::domain::bill::settlement::Settlement {
                version: 3,
                ..crate::domain::bill::settlement::Settlement::none(&party.id, party.total.currency)
            },
        ),
        of(&keys::dues_entry(&due.account_id, due.number), &due),
        of(&keys::table(&branch(), &free.id), &free),
        of(&keys::floor_plan(&branch()), &FloorPlan { version: 4 }),
        of(&keys::stock(&branch()), &stock()),
        of(&keys::print_job(&job.id), &job),
        of(&keys::message(&message.id), &message),
        of(&keys::draft(&stock().brand_id), &draft()),
        told(None, Some(item(&fact, &counted))),
        of(&keys::status_screen(&branch()), &screen),
    ];
    let mut all: Vec<Event> = said.into_iter().flat_map(|said| said.events).collect();
    all.push(new_menu().told(Topic::session(&party.id)));
    all
}

/// The messages by `order.changed-kitchen`, by `table.changed-floor-occupied` where one type
/// of event has several forms.
fn messages() -> BTreeMap<String, Value> {
    let mut messages = BTreeMap::new();
    for event in all() {
        let topic = event.topic.as_str();
        let topic = match topic.starts_with("session:") {
            true => "session",
            false => topic.rsplit(':').next().unwrap(),
        };
        let mut name = format!("{}-{topic}", event.kind);
        if event.kind == "table.changed" {
            let status = &event.data.as_ref().unwrap()["status"];
            name = format!("{name}-{}", status.as_str().unwrap());
        }
        let message = Envelope::new(&event, 7, now()).to_message().unwrap();
        messages.insert(name, serde_json::from_str(&message).unwrap());
    }
    messages
}

#[test]
fn each_event_has_the_form_of_its_snapshot() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        for (name, message) in messages() {
            insta::assert_json_snapshot!(name, message);
        }
    });
}

#[test]
fn those_whom_an_event_does_not_concern_get_its_number_only() {
    let event = all()
        .into_iter()
        .find(|e| e.kind == "cart.changed")
        .unwrap();
    let message = Envelope::number_only(&event, 7, now()).to_message();
    let message: Value = serde_json::from_str(&message.unwrap()).unwrap();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_json_snapshot!("number_only", message);
    });
}

#[test]
fn no_type_of_event_is_left_out() {
    let source = include_str!("announce.rs");
    let texts = source.split('"').skip(1).step_by(2);
    let types: BTreeSet<_> = texts
        .filter(|text| text.ends_with(".changed") || text.ends_with(".closed"))
        .collect();
    assert!(types.len() > 5, "{types:?}");
    let all = all();
    let told: BTreeSet<_> = all.iter().map(|event| event.kind).collect();
    assert_eq!(told, types);
}
