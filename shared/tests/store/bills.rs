//! A check's money through the path that the function takes: nothing is paid twice, no number is
//! missing or given twice, nothing that was ordered is forgotten.

use std::collections::BTreeSet;

use jiff::Timestamp;
use salver::auth::secret::Key;
use salver::auth::staff_token::{StaffClaims, issue, verify};
use salver::domain::DomainError;
use salver::domain::bill::checkout::PayAll;
use salver::domain::bill::give_back::{BackWish, RefundWish};
use salver::domain::bill::issue::{BillWish, SplitWish};
use salver::domain::bill::number::Series;
use salver::domain::bill::pay::PayWish;
use salver::domain::bill::payment::{PaidBy, Pay};
use salver::domain::check::Mode;
use salver::domain::id::{BillId, CheckId};
use salver::domain::role::Role;
use salver::domain::sign_in::RefreshFamily;
use salver::domain::taking::Action;
use salver::domain::text::Reason;
use salver::domain::transitions::{CheckStatus, TableStatus};
use salver::service::intent::Intent;
use salver::service::settle::{Deal, SettleRequest, settle};
use salver::service::take_order::take;
use salver::service::{By, Refusal};
use salver::store::Approval;
use salver_demo::fixtures::{access, branch, inr, later, line, now, waiter};
use serde_json::Value;

use crate::taking::{asha, body, opened, pickup, request, signed_in};
use crate::world::{World, deed, together};

pub fn deal(claims: &StaffClaims, check: &CheckId, key: &str, deal: Deal) -> SettleRequest {
    let said = format!("{deal:?}");
    SettleRequest {
        intent: Intent::new(
            claims.scope(),
            key,
            &format!("POST {check}"),
            said.as_bytes(),
        ),
        claims: claims.clone(),
        check: check.clone(),
        deal,
        approval: None,
        print: None,
        by: By {
            at: later(60),
            ..asha()
        },
    }
}

pub fn pay(bill: &BillId, by: PaidBy, minor: i64) -> Deal {
    let pay = Pay {
        by,
        amount: inr(minor),
        tip: None,
        tendered: None,
    };
    let wish = PayWish {
        pay,
        reference: None,
        again: false,
    };
    Deal::Pay(bill.clone(), wish)
}

pub fn whole() -> Deal {
    Deal::Bill(BillWish::default())
}

pub fn by_card() -> Deal {
    Deal::CheckOut(Some(PayAll {
        by: PaidBy::Card,
        tendered: None,
        reference: None,
    }))
}

/// A pickup on which something for 320.00 was ordered.
pub async fn ordered(world: &World, claims: &StaffClaims, n: usize) -> CheckId {
    let id = opened(world, &format!("key-o{n:04}"), pickup()).await;
    let lines = [line("a", "tikka", 1, &[])];
    let taking = request(claims, &id, &format!("key-t{n:04}"), (Action::Kot, &lines));
    take(&world.store, &taking).await.unwrap();
    id
}

pub async fn billed(
    world: &World,
    claims: &StaffClaims,
    check: &CheckId,
    key: &str,
) -> Vec<BillId> {
    let answer = settle(&world.store, &deal(claims, check, key, whole())).await;
    bills(&body(&answer.unwrap()))
}

fn bills(answer: &Value) -> Vec<BillId> {
    let bills = answer["bills"].as_array().unwrap().iter();
    bills
        .map(|bill| bill["id"].as_str().unwrap().parse().unwrap())
        .collect()
}

/// Fifty cashiers, each with a key of their own, take the same money.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_bill_that_fifty_pay_at_once_is_paid_once() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let check = ordered(&world, &claims, 0).await;
    let bill = billed(&world, &claims, &check, "key-0001").await.remove(0);
    for by in [PaidBy::Cash, PaidBy::Upi] {
        let answers = together((0..25).map(|n| {
            let store = world.store.clone();
            let key = format!("key-{by:?}{n:04}");
            let request = deal(&claims, &check, &key, pay(&bill, by, 32_000));
            async move { settle(&store, &request).await }
        }))
        .await;
        let paid = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(
            paid,
            usize::from(by == PaidBy::Cash),
            "the second 25 come late"
        );
        for refused in answers.into_iter().filter_map(Result::err) {
            let is_paid = matches!(refused, Refusal::Domain(DomainError::BillPaid));
            assert!(is_paid, "{refused}");
        }
    }
    let books = world.store.books(&check).await.unwrap().unwrap();
    assert_eq!(books.payments.len(), 1);
    let state = &books.settlement.bills[0];
    assert_eq!((state.paid, state.payments), (inr(32_000), 1));
    // Money that came again is kept when somebody says so.
    let Deal::Pay(_, mut wish) = pay(&bill, PaidBy::Upi, 32_000) else {
        panic!("no payment");
    };
    wish.again = true;
    let again = deal(&claims, &check, "key-0002", Deal::Pay(bill, wish));
    let told = body(&settle(&world.store, &again).await.unwrap());
    assert_eq!(told["bill"]["credit"]["minor"], 32_000);
}

/// The same request twenty times at once is one, in parts as well.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_payment_that_is_sent_twenty_times_is_one() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let check = ordered(&world, &claims, 0).await;
    let bill = billed(&world, &claims, &check, "key-0001").await.remove(0);
    for (key, minor) in [("key-0002", 12_000), ("key-0003", 20_000)] {
        let answers = together((0..20).map(|_| {
            let store = world.store.clone();
            let request = deal(&claims, &check, key, pay(&bill, PaidBy::Cash, minor));
            async move { settle(&store, &request).await.unwrap() }
        }))
        .await;
        let bodies: BTreeSet<_> = answers.iter().map(|answer| &answer.body).collect();
        assert_eq!(bodies.len(), 1);
        assert_eq!(answers.iter().filter(|answer| !answer.replayed).count(), 1);
    }
    let other = deal(&claims, &check, "key-0003", pay(&bill, PaidBy::Cash, 1));
    let other = settle(&world.store, &other).await;
    assert!(matches!(other, Err(Refusal::KeyReused)), "{other:?}");
    let deeds = world.deeds().await;
    let payments = deeds.iter().filter(|deed| *deed == "payment_taken");
    assert_eq!(payments.count(), 2);
}

/// 200 cashiers end their checks at once: the numbers are those from 1 to 200.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_checkouts_have_the_numbers_from_1_to_200() {
    const CHECKS: u32 = 200;
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let mut requests = Vec::new();
    for n in 0..CHECKS {
        let check = ordered(&world, &claims, n.try_into().unwrap()).await;
        requests.push(deal(&claims, &check, &format!("key-c{n:04}"), by_card()));
    }
    let answers = together(requests.clone().into_iter().map(|request| {
        let store = world.store.clone();
        async move { settle(&store, &request).await.unwrap() }
    }))
    .await;
    let number = |answer: Value| answer["bills"][0]["number"].as_str().unwrap().to_owned();
    let numbers: BTreeSet<_> = answers.iter().map(|answer| number(body(answer))).collect();
    let expected = (1..=CHECKS).map(|n| format!("2026-27/{n}")).collect();
    assert_eq!(numbers, expected);
    // A retry has the number that it had, and takes none.
    let first = requests.remove(0);
    let again = settle(&world.store, &first).await.unwrap();
    assert_eq!((&again.body, again.replayed), (&answers[0].body, true));
    let row = Series {
        year: "2026-27".parse().unwrap(),
        prefix: None,
    };
    let last = world.store.last_bill_number(&branch(), &row).await;
    assert_eq!(last.unwrap(), CHECKS);
}

/// A second before midnight of 31 March on the branch's clock, and at midnight.
#[tokio::test]
async fn a_new_financial_year_begins_with_1() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let mut numbers = Vec::new();
    let times = [
        "2027-03-31T18:29:58Z",
        "2027-03-31T18:29:59Z",
        "2027-03-31T18:30:00Z",
    ];
    for (n, at) in times.into_iter().enumerate() {
        let check = ordered(&world, &claims, n).await;
        let at: Timestamp = at.parse().unwrap();
        let request = SettleRequest {
            claims: signed_in_at(&world, at, n).await,
            by: By { at, ..asha() },
            ..deal(&claims, &check, &format!("key-y{n:04}"), by_card())
        };
        let told = body(&settle(&world.store, &request).await.unwrap());
        numbers.push(told["bills"][0]["number"].as_str().unwrap().to_owned());
    }
    assert_eq!(numbers, ["2026-27/1", "2026-27/2", "2027-28/1"]);
}

pub async fn signed_in_at(world: &World, at: Timestamp, n: usize) -> StaffClaims {
    let id = format!("y{n}").parse().unwrap();
    let family = RefreshFamily::begin(id, waiter().id, 1, access(), at);
    let begun = world.store.begin_sign_in(&family, &[], &deed(), at).await;
    assert_eq!(begun.unwrap(), Ok(()));
    let key = Key::new("a key of the tests with 32 letters").unwrap();
    let token = issue(&key, &family, access(), at).unwrap();
    verify(&key, &token, at).unwrap()
}

/// Somebody orders while somebody else ends the check: what stands is paid for.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_that_was_ordered_is_left_out_of_what_is_paid() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let (mut late, mut ended) = (0, 0);
    for n in 0..12 {
        let check = ordered(&world, &claims, n).await;
        let water = [line("b", "water", 1, &[])];
        let order = request(
            &claims,
            &check,
            &format!("key-l{n:04}"),
            (Action::Kot, &water),
        );
        let end = deal(&claims, &check, &format!("key-e{n:04}"), by_card());
        let (store, other) = (world.store.clone(), world.store.clone());
        let ordering = tokio::spawn(async move { take(&store, &order).await });
        let ending = tokio::spawn(async move { settle(&other, &end).await });
        let (ordered, settled) = (ordering.await.unwrap(), ending.await.unwrap());
        settled.unwrap();
        let books = world.store.books(&check).await.unwrap().unwrap();
        assert!(books.check.paid_at.is_some());
        let owed = if ordered.is_ok() { 36_000 } else { 32_000 };
        late += usize::from(ordered.is_err());
        ended += usize::from(ordered.is_ok());
        assert_eq!(books.check.total, inr(owed));
        assert_eq!(books.settlement.bills[0].paid, inr(owed));
    }
    assert_eq!(late + ended, 12);
}

/// A late order makes an issued bill stale, and no money is taken for it until it is made anew.
#[tokio::test]
async fn a_stale_bill_takes_no_money_and_ends_no_check() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let check = ordered(&world, &claims, 0).await;
    let bill = billed(&world, &claims, &check, "key-0001").await.remove(0);
    let water = [line("b", "water", 1, &[])];
    let order = request(&claims, &check, "key-0002", (Action::Kot, &water));
    take(&world.store, &order).await.unwrap();
    let at = |key: &str, what: Deal| {
        let request = deal(&claims, &check, key, what);
        let store = world.store.clone();
        async move { settle(&store, &request).await }
    };
    for (key, what) in [
        ("key-0003", pay(&bill, PaidBy::Cash, 1)),
        ("key-0004", by_card()),
        ("key-0005", Deal::CheckOut(None)),
    ] {
        let refused = at(key, what).await;
        let is_stale = matches!(refused, Err(Refusal::Domain(DomainError::BillStale)));
        assert!(is_stale, "{refused:?}");
    }
    let anew = body(&at("key-0006", whole()).await.unwrap());
    assert_eq!(bills(&anew), [bill]);
    assert_eq!(anew["bills"][0]["version"], 2);
    at("key-0007", by_card()).await.unwrap();
    let twice = at("key-0008", by_card()).await;
    assert!(
        matches!(twice, Err(Refusal::Domain(DomainError::CheckBilled))),
        "{twice:?}"
    );
    let order = request(
        &claims,
        &check,
        "key-0009",
        (Action::Kot, &[line("c", "water", 1, &[])]),
    );
    assert!(take(&world.store, &order).await.is_err());
    // What was issued first is still there, as it was.
    let books = world.store.books(&check).await.unwrap().unwrap();
    let issues: Vec<_> = books.bills.iter().map(|bill| bill.issue).collect();
    assert_eq!(issues, [1, 2]);
}

/// A party that has paid leaves: its table is free and its tokens are over with the same commit.
#[tokio::test]
async fn a_table_is_free_with_the_payment_of_its_party() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let party = world.party(1, Mode::Family, 2).await;
    let lines = [line("a", "tikka", 1, &[])];
    let taking = request(&claims, &party.id, "key-0001", (Action::Kot, &lines));
    take(&world.store, &taking).await.unwrap();
    let split = BillWish {
        split: Some(SplitWish::Equal(2)),
        ..BillWish::default()
    };
    let split = deal(&claims, &party.id, "key-0002", Deal::Bill(split));
    settle(&world.store, &split).await.unwrap();
    assert_eq!(world.check(&party.id).await.status, CheckStatus::Billed);
    let end = deal(&claims, &party.id, "key-0003", by_card());
    let told = body(&settle(&world.store, &end).await.unwrap());
    assert_eq!(told["check"]["status"], "paid");
    let check = world.check(&party.id).await;
    assert!(!check.is_open());
    let table = world
        .store
        .table_of(&branch(), &"t1".parse().unwrap())
        .await;
    let table = table.unwrap().unwrap();
    assert_eq!((table.status, table.session), (TableStatus::Free, None));
    assert_eq!(world.store.open_checks(&branch()).await.unwrap(), []);
}

/// A manager's word is good once, for whom it was given, for two minutes.
#[tokio::test]
async fn an_approval_is_good_once() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    assert_eq!(claims.access.role, Role::Waiter);
    let check = ordered(&world, &claims, 0).await;
    let bill = billed(&world, &claims, &check, "key-0001").await.remove(0);
    let paid = deal(
        &claims,
        &check,
        "key-0002",
        pay(&bill, PaidBy::Cash, 32_000),
    );
    settle(&world.store, &paid).await.unwrap();
    let approval = |secret: &str, whom: &str, seconds: i64| Approval {
        hash: salver::auth::secret::hash(secret),
        branch_id: branch(),
        for_whom: whom.parse().unwrap(),
        approved_by: "ravi".parse().unwrap(),
        expires_at: later(seconds).as_second(),
    };
    for given in [
        approval("good", claims.sub.as_str(), 120),
        approval("other", "omar", 120),
        approval("late", claims.sub.as_str(), 60),
    ] {
        let entry = deed();
        let given = world.store.give_approval(&given, &[], &entry, now());
        given.await.unwrap().unwrap();
    }
    let refund = |key: &str, secret: Option<&str>| {
        let wish = RefundWish {
            of: BackWish::Amount(inr(1_000)),
            by: PaidBy::Cash,
            reason: Reason::parse(Some("cold")).unwrap().unwrap(),
        };
        let request = SettleRequest {
            approval: secret.map(str::to_owned),
            ..deal(&claims, &check, key, Deal::Refund(bill.clone(), wish))
        };
        let store = world.store.clone();
        async move { settle(&store, &request).await }
    };
    let without = refund("key-0003", None).await;
    let needed = matches!(without, Err(Refusal::Domain(DomainError::ApprovalNeeded)));
    assert!(needed, "{without:?}");
    for secret in ["bad", "other", "late"] {
        let refused = refund("key-0004", Some(secret)).await;
        let over = matches!(refused, Err(Refusal::Domain(DomainError::ApprovalOver)));
        assert!(over, "{secret}: {refused:?}");
    }
    let given = refund("key-0005", Some("good")).await.unwrap();
    assert_eq!(body(&given)["refund"]["approved_by"], "ravi");
    let again = refund("key-0005", Some("good")).await.unwrap();
    assert_eq!((again.body, again.replayed), (given.body, true));
    let second = refund("key-0006", Some("good")).await;
    let over = matches!(second, Err(Refusal::Domain(DomainError::ApprovalOver)));
    assert!(over, "{second:?}");
    let record = world.record().await;
    let entry = record
        .iter()
        .rfind(|entry| entry.details.contains_key("approved_by"));
    assert_eq!(entry.unwrap().details["approved_by"], "ravi");
}
