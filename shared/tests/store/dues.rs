//! What customers owe, through the path that the function takes: charged once, settled once, and
//! the balance is the sum of the ledger whatever meets.

use std::collections::BTreeSet;

use salver::auth::staff_token::StaffClaims;
use salver::domain::DomainError;
use salver::domain::bill::give_back::{BackWish, RefundWish};
use salver::domain::bill::pay::PayWish;
use salver::domain::bill::payment::{PaidBy, Pay};
use salver::domain::dues::account::{
    ChangeWish, Debtor, DuesAccount, DuesWish, PayOutWish, SettleWish,
};
use salver::domain::id::{BillId, CheckId, DuesId, StaffId};
use salver::domain::text::{GuestName, Reason};
use salver::service::dues::{self, SettleDues};
use salver::service::intent::Intent;
use salver::service::settle::{Deal, SettleRequest, settle};
use salver::service::{By, Refusal};
use salver::store::Approval;
use salver_demo::fixtures::{branch, inr, later, now};

use crate::bills::{billed, deal, ordered, pay};
use crate::taking::{asha, body, signed_in};
use crate::world::{World, deed, together};

/// What a tikka costs.
const BILL: i64 = 32_000;
/// When a manager's word ends, in seconds after the time of the tests.
const APPROVED_UNTIL: i64 = 120;

fn due(minor: i64) -> PayWish {
    PayWish {
        pay: Pay {
            by: PaidBy::Due,
            amount: inr(minor),
            tip: None,
            tendered: None,
        },
        reference: None,
        again: false,
    }
}

fn meera(last: u32) -> Debtor {
    Debtor::Customer {
        name: GuestName::parse(Some("Meera")).unwrap(),
        phone: format!("+91984501{last:04}").try_into().unwrap(),
    }
}

fn on_account(bill: &BillId, minor: i64, debtor: Debtor) -> Deal {
    Deal::PayOnAccount(bill.clone(), due(minor), debtor)
}

fn settling(
    claims: &StaffClaims,
    account: &DuesId,
    key: &str,
    (minor, version): (i64, Option<u64>),
) -> SettleDues {
    let wish = SettleWish {
        by: PaidBy::Cash,
        amount: inr(minor),
        tendered: None,
        reference: None,
        version,
    };
    let said = format!("{wish:?}");
    let route = format!("POST {account}");
    SettleDues {
        intent: Intent::new(claims.scope(), key, &route, said.as_bytes()),
        claims: claims.clone(),
        account: account.clone(),
        wish: DuesWish::Settle(wish),
        approval: None,
        by: By {
            at: later(90),
            ..asha()
        },
    }
}

/// The account, after its ledger was recounted.
async fn recounted(world: &World, id: &DuesId) -> DuesAccount {
    let account = world.store.dues_account(id).await.unwrap().unwrap();
    let mut entries = Vec::new();
    let mut before = None;
    // In small pages, so that the pages are tried as well.
    loop {
        let page = world.store.dues_entries(id, before, 7).await.unwrap();
        let Some(oldest) = page.last().map(|entry| entry.number) else {
            break;
        };
        before = Some(oldest);
        entries.extend(page);
    }
    entries.reverse();
    let mut sum = 0;
    for (n, entry) in (1..).zip(&entries) {
        sum += entry.amount.minor;
        assert_eq!((entry.number, entry.balance.minor), (n, sum));
    }
    assert_eq!(
        (account.balance.minor, account.entries),
        (sum, u32::try_from(entries.len()).unwrap())
    );
    account
}

async fn owed(world: &World, claims: &StaffClaims, n: usize) -> (CheckId, BillId, DuesId) {
    let check = ordered(world, claims, n).await;
    let bill = billed(world, claims, &check, &format!("key-b{n:04}"))
        .await
        .remove(0);
    let paying = on_account(&bill, BILL, meera(1));
    let paying = deal(claims, &check, &format!("key-p{n:04}"), paying);
    let told = body(&settle(&world.store, &paying).await.unwrap());
    let account = told["payment"]["account_id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    (check, bill, account)
}

/// A manager's word, good once and until [`APPROVED_UNTIL`], whose secret is its name.
async fn approved(world: &World, whom: &StaffId, secret: &str) {
    let given = Approval {
        hash: salver::auth::secret::hash(secret),
        branch_id: branch(),
        for_whom: whom.clone(),
        approved_by: "ravi".parse().unwrap(),
        expires_at: later(APPROVED_UNTIL).as_second(),
    };
    let given = world.store.give_approval(&given, &[], &deed(), now()).await;
    given.unwrap().unwrap();
}

/// One payment that is sent twenty times is one charge, in the same answer, which names nobody.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_put_on_an_account_twenty_times_is_owed_once() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let check = ordered(&world, &claims, 0).await;
    let bill = billed(&world, &claims, &check, "key-0001").await.remove(0);
    let answers = together((0..20).map(|_| {
        let store = world.store.clone();
        let paying = deal(
            &claims,
            &check,
            "key-0002",
            on_account(&bill, BILL, meera(1)),
        );
        async move { settle(&store, &paying).await.unwrap() }
    }))
    .await;
    let bodies: BTreeSet<_> = answers.iter().map(|answer| &answer.body).collect();
    assert_eq!(bodies.len(), 1);
    let kept = bodies.first().unwrap();
    assert!(
        !kept.contains("Meera") && !kept.contains("984501"),
        "{kept}"
    );
    let told = body(&answers[0]);
    assert_eq!(
        (&told["bill"]["status"], &told["bill"]["due"]["minor"]),
        (&"paid".into(), &0.into())
    );
    let id = told["payment"]["account_id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let account = recounted(&world, &id).await;
    assert_eq!((account.balance, account.entries), (inr(BILL), 1));
    // The record knows the account and not whose it is.
    let record = world.record().await;
    let entry = record
        .iter()
        .rfind(|entry| entry.details.contains_key("account"));
    assert_eq!(entry.unwrap().details["account"], account.id.to_string());
    assert!(!format!("{record:?}").contains("Meera"));
}

/// Fifty cashiers, each with a key of their own, settle the same due.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_due_that_fifty_settle_at_once_is_settled_once() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let (_, _, account) = owed(&world, &claims, 0).await;
    // The whole; then, of a new due, a part that was decided on one version.
    for (round, minor, version, left) in [(0, BILL, None, 0), (1, 12_000, Some(3), BILL - 12_000)] {
        if round > 0 {
            owed(&world, &claims, round).await;
        }
        let answers = together((0..50).map(|n| {
            let store = world.store.clone();
            let key = format!("key-{round}s{n:04}");
            let request = settling(&claims, &account, &key, (minor, version));
            async move { dues::settle(&store, &request).await }
        }))
        .await;
        let stand = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(stand, 1);
        for refused in answers.into_iter().filter_map(Result::err) {
            let late = match version {
                None => matches!(refused, Refusal::Domain(DomainError::NothingOwed)),
                Some(_) => {
                    matches!(
                        refused,
                        Refusal::Domain(DomainError::VersionConflict { .. })
                    )
                }
            };
            assert!(late, "{refused}");
        }
        assert_eq!(recounted(&world, &account).await.balance, inr(left));
    }
    let deeds = world.deeds().await;
    let settled = deeds.iter().filter(|deed| *deed == "dues_settled");
    assert_eq!(settled.count(), 2);
}

/// A settlement that is sent again is answered as it was, also once nothing is owed any more.
#[tokio::test]
async fn a_settlement_is_replayed() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let (_, _, account) = owed(&world, &claims, 0).await;
    let request = settling(&claims, &account, "key-0009", (BILL, Some(1)));
    let first = dues::settle(&world.store, &request).await.unwrap();
    let again = dues::settle(&world.store, &request).await.unwrap();
    assert_eq!((&again.body, again.replayed), (&first.body, true));
    let other = settling(&claims, &account, "key-0009", (1, None));
    let other = dues::settle(&world.store, &other).await;
    assert!(matches!(other, Err(Refusal::KeyReused)), "{other:?}");
    let page = dues::list(&world.store, &branch(), None, None)
        .await
        .unwrap();
    assert_eq!(page.accounts, []);
}

/// Many put their bills on the accounts of few at once: one account for each number, and no
/// charge is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn charges_that_meet_all_count_and_one_number_has_one_account() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let mut requests = Vec::new();
    for n in 0..24_u32 {
        let place = usize::try_from(n).unwrap();
        let check = ordered(&world, &claims, place).await;
        let bill = billed(&world, &claims, &check, &format!("key-b{n:04}"))
            .await
            .remove(0);
        let paying = on_account(&bill, 1_000 + i64::from(n), meera(n % 3));
        requests.push(deal(&claims, &check, &format!("key-p{n:04}"), paying));
    }
    let answers = together(requests.into_iter().map(|request| {
        let store = world.store.clone();
        async move { body(&settle(&store, &request).await.unwrap()) }
    }))
    .await;
    let ids = answers
        .iter()
        .map(|told| told["payment"]["account_id"].as_str().unwrap());
    let ids: BTreeSet<DuesId> = ids.map(|id| id.parse().unwrap()).collect();
    assert_eq!(ids.len(), 3);
    let mut sum = 0;
    for id in &ids {
        let account = recounted(&world, id).await;
        assert_eq!(account.entries, 8);
        sum += account.balance.minor;
    }
    assert_eq!(sum, (0..24).map(|n| 1_000 + n).sum::<i64>());
    let page = dues::list(&world.store, &branch(), None, None)
        .await
        .unwrap();
    assert_eq!(page.accounts.len(), 3);
}

/// A limit holds also where two reach it at once, and nothing of a refused payment stands.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_limit_holds_in_a_rush() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let (_, _, id) = owed(&world, &claims, 0).await;
    let wish = ChangeWish {
        name: None,
        limit: Some(Some(inr(BILL * 2))),
        version: Some(1),
    };
    dues::change(&world.store, &id, &wish, &asha())
        .await
        .unwrap();
    let mut requests = Vec::new();
    for n in 1..5 {
        let check = ordered(&world, &claims, n).await;
        let bill = billed(&world, &claims, &check, &format!("key-b{n:04}"))
            .await
            .remove(0);
        let paying = on_account(&bill, BILL, Debtor::Account(id.clone()));
        requests.push(deal(&claims, &check, &format!("key-p{n:04}"), paying));
    }
    let checks: Vec<CheckId> = requests
        .iter()
        .map(|request| request.check.clone())
        .collect();
    let answers = together(requests.into_iter().map(|request| {
        let store = world.store.clone();
        async move { settle(&store, &request).await }
    }))
    .await;
    for refused in answers.iter().filter_map(|answer| answer.as_ref().err()) {
        let limited = matches!(
            refused,
            Refusal::Domain(DomainError::DuesLimit { left: 0, .. })
        );
        assert!(limited, "{refused}");
    }
    let mut paid = 0;
    for (check, answer) in checks.iter().zip(&answers) {
        let books = world.store.books(check).await.unwrap().unwrap();
        assert_eq!(books.payments.len(), usize::from(answer.is_ok()));
        paid += books.payments.len();
    }
    assert_eq!(paid, 1);
    assert_eq!(recounted(&world, &id).await.balance, inr(BILL * 2));
}

/// What is given back of a bill on an account is owed no more, once, and stands in the ledger.
#[tokio::test]
async fn a_refund_takes_off_what_is_owed() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let (check, bill, account) = owed(&world, &claims, 0).await;
    let wish = |by| RefundWish {
        of: BackWish::Amount(inr(2_000)),
        by,
        reason: Reason::parse(Some("cold")).unwrap().unwrap(),
    };
    let asking = deal(
        &claims,
        &check,
        "key-0003",
        Deal::Refund(bill.clone(), wish(PaidBy::Cash)),
    );
    let without = settle(&world.store, &asking).await;
    assert!(
        matches!(without, Err(Refusal::Domain(DomainError::ApprovalNeeded))),
        "{without:?}"
    );
    approved(&world, &claims.sub, "good").await;
    let back = SettleRequest {
        approval: Some("good".to_owned()),
        ..deal(
            &claims,
            &check,
            "key-0004",
            Deal::RefundToAccount(bill.clone(), wish(PaidBy::Due), None),
        )
    };
    let given = settle(&world.store, &back).await.unwrap();
    let again = settle(&world.store, &back).await.unwrap();
    assert_eq!((&again.body, again.replayed), (&given.body, true));
    assert_eq!(body(&given)["refund"]["account_id"], account.to_string());
    let known = recounted(&world, &account).await;
    assert_eq!((known.balance, known.entries), (inr(BILL - 2_000), 2));
}

/// A bill of which so much more came than it is.
async fn overpaid(world: &World, claims: &StaffClaims, minor: i64) -> (CheckId, BillId) {
    let check = ordered(world, claims, 0).await;
    let bill = billed(world, claims, &check, "key-0001").await.remove(0);
    let transfer = pay(&bill, PaidBy::Upi, BILL + minor);
    let paying = deal(claims, &check, "key-0002", transfer);
    settle(&world.store, &paying).await.unwrap();
    (check, bill)
}

/// What was paid too much is kept for a customer.
fn kept(bill: &BillId, minor: i64) -> Deal {
    let wish = RefundWish {
        of: BackWish::Credit(inr(minor)),
        by: PaidBy::Due,
        reason: Reason::parse(Some("paid too much")).unwrap().unwrap(),
    };
    Deal::CreditToAccount(bill.clone(), wish, meera(1))
}

/// So much of a customer's credit goes out in cash, by the word with this secret.
fn paying_out(
    claims: &StaffClaims,
    account: &DuesId,
    key: &str,
    (minor, secret): (i64, Option<&str>),
) -> SettleDues {
    let wish = DuesWish::PayOut(PayOutWish {
        by: PaidBy::Cash,
        amount: inr(minor),
        reason: Reason::parse(Some("asked for it")).unwrap().unwrap(),
        version: None,
    });
    let (route, said) = (format!("POST {account}"), format!("{wish:?} {secret:?}"));
    SettleDues {
        intent: Intent::new(claims.scope(), key, &route, said.as_bytes()),
        wish,
        approval: secret.map(str::to_owned),
        ..settling(claims, account, key, (minor, None))
    }
}

/// Of many who give the same credit back at once, each with an approval, one does; so of many who
/// pay out what it made. No approval of the others is used up.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn credit_that_many_give_back_and_pay_out_at_once_goes_once() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let (check, bill) = overpaid(&world, &claims, 700).await;
    for n in 0..8 {
        approved(&world, &claims.sub, &format!("back-{n}")).await;
        approved(&world, &claims.sub, &format!("out-{n}")).await;
    }
    let answers = together((0..8).map(|n| {
        let store = world.store.clone();
        let deal = SettleRequest {
            approval: Some(format!("back-{n}")),
            ..deal(&claims, &check, &format!("key-k{n:04}"), kept(&bill, 700))
        };
        async move { settle(&store, &deal).await }
    }))
    .await;
    let stand: Vec<_> = answers
        .iter()
        .filter_map(|answer| answer.as_ref().ok())
        .collect();
    assert_eq!(stand.len(), 1);
    let account = body(stand[0])["refund"]["account_id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(recounted(&world, &account).await.balance, inr(-700));

    let request = |n: usize| {
        let secret = format!("out-{n}");
        paying_out(
            &claims,
            &account,
            &format!("key-o{n:04}"),
            (700, Some(&secret)),
        )
    };
    let answers = together((0..8).map(|n| {
        let store = world.store.clone();
        let request = request(n);
        async move { (n, dues::settle(&store, &request).await) }
    }))
    .await;
    let stand: Vec<_> = answers
        .iter()
        .filter(|(_, answer)| answer.is_ok())
        .collect();
    assert_eq!(stand.len(), 1);
    assert_eq!(recounted(&world, &account).await.balance, inr(0));
    // The same request is answered as it was, and nobody else's word was used.
    let (n, first) = stand[0];
    let again = dues::settle(&world.store, &request(*n)).await.unwrap();
    assert_eq!(
        (&again.body, again.replayed),
        (&first.as_ref().unwrap().body, true)
    );
    for other in (0..8).filter(|other| other != n) {
        let hash = salver::auth::secret::hash(&format!("out-{other}"));
        assert!(world.store.approval(&hash).await.unwrap().is_some());
    }
    let deeds = world.deeds().await;
    let paid = deeds.iter().filter(|deed| *deed == "dues_paid_out");
    assert_eq!(paid.count(), 1);
}

/// A manager's word that has ended, was used already or was given to a colleague pays nothing out:
/// the refusal is not the one of no word at all, nothing is written, and with a word that counts the
/// same key pays out after all.
#[tokio::test]
async fn a_credit_is_not_paid_out_by_a_word_that_has_ended() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let (check, bill) = overpaid(&world, &claims, 700).await;
    for secret in ["kept", "ends", "used", "good"] {
        approved(&world, &claims.sub, secret).await;
    }
    approved(&world, &"omar".parse().unwrap(), "not theirs").await;
    let keeping = SettleRequest {
        approval: Some("kept".to_owned()),
        ..deal(&claims, &check, "key-0003", kept(&bill, 700))
    };
    let told = body(&settle(&world.store, &keeping).await.unwrap());
    let account = told["refund"]["account_id"].as_str().unwrap();
    let account: DuesId = account.parse().unwrap();
    let out = |key: &str, secret: Option<&str>, at: i64| {
        let request = paying_out(&claims, &account, key, (200, secret));
        let by = By {
            at: later(at),
            ..asha()
        };
        let store = world.store.clone();
        async move { dues::settle(&store, &SettleDues { by, ..request }).await }
    };
    let last = APPROVED_UNTIL - 1;
    out("key-o001", Some("used"), last).await.unwrap();
    let before = world.items().await;
    for (secret, at) in [
        ("ends", APPROVED_UNTIL),
        ("ends", APPROVED_UNTIL + 60),
        ("used", last),
        ("not theirs", last),
        ("never given", last),
    ] {
        let refused = out("key-o002", Some(secret), at).await;
        let over = matches!(refused, Err(Refusal::Domain(DomainError::ApprovalOver)));
        assert!(over, "{secret}: {refused:?}");
    }
    let without = out("key-o002", None, last).await;
    let needed = matches!(without, Err(Refusal::Domain(DomainError::ApprovalNeeded)));
    assert!(needed, "{without:?}");
    assert_eq!(world.items().await, before, "nothing is written");
    let known = recounted(&world, &account).await;
    assert_eq!(known.balance, inr(-500));

    let paid = out("key-o002", Some("good"), last).await.unwrap();
    assert_eq!(body(&paid)["entry"]["approved_by"], "ravi");
    assert_eq!(recounted(&world, &account).await.balance, inr(-300));
    // Whoever asks again is answered as they were, though the word has ended since.
    let again = out("key-o002", Some("good"), APPROVED_UNTIL + 60);
    let again = again.await.unwrap();
    assert_eq!((again.body, again.replayed), (paid.body, true));
    assert_eq!(recounted(&world, &account).await.balance, inr(-300));
}

/// The list goes page by page, the longest owing first, and looks for name and number.
#[tokio::test]
async fn those_who_owe_are_found() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let mut ids = Vec::new();
    for n in 0..3 {
        let check = ordered(&world, &claims, n).await;
        let bill = billed(&world, &claims, &check, &format!("key-b{n:04}"))
            .await
            .remove(0);
        let last = u32::try_from(n).unwrap();
        let paying = deal(
            &claims,
            &check,
            &format!("key-p{n:04}"),
            on_account(&bill, BILL, meera(last)),
        );
        let paying = SettleRequest {
            by: By {
                at: later(60 + i64::from(last)),
                ..asha()
            },
            ..paying
        };
        let told = body(&settle(&world.store, &paying).await.unwrap());
        ids.push(
            told["payment"]["account_id"]
                .as_str()
                .unwrap()
                .parse::<DuesId>()
                .unwrap(),
        );
    }
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = world
            .store
            .open_dues(&branch(), after, (2, |_: &DuesAccount| true))
            .await
            .unwrap();
        found.extend(page.accounts.into_iter().map(|account| account.id));
        match page.next {
            Some(mark) => {
                let id = mark.account(&branch()).unwrap();
                after = Some((mark, id));
            }
            None => break,
        }
    }
    assert_eq!(found, ids);
    for (sought, count) in [
        ("meera", 3),
        ("0002", 1),
        ("asha", 0),
        ("984501", 3),
        (" ", 3),
    ] {
        let page = dues::list(&world.store, &branch(), Some(sought), None)
            .await
            .unwrap();
        assert_eq!(page.accounts.len(), count, "{sought}");
    }
    // By the whole number also who owes nothing any more.
    let request = settling(&claims, &ids[1], "key-0009", (BILL, None));
    dues::settle(&world.store, &request).await.unwrap();
    let page = dues::list(&world.store, &branch(), Some("meera"), None)
        .await
        .unwrap();
    assert_eq!(page.accounts.len(), 2);
    let page = dues::list(&world.store, &branch(), Some("98450 10001"), None)
        .await
        .unwrap();
    assert_eq!(page.accounts[0].id, ids[1]);
}
