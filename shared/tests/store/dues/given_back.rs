//! What is given back is owed no more, or is to the customer's credit; that goes out once, and by the
//! word of somebody who may.

use salver::auth::staff_token::StaffClaims;
use salver::domain::DomainError;
use salver::domain::bill::give_back::{BackWish, RefundWish};
use salver::domain::bill::payment::PaidBy;
use salver::domain::dues::account::{DuesWish, PayOutWish};
use salver::domain::id::{BillId, CheckId, DuesId, StaffId};
use salver::domain::text::Reason;
use salver::service::dues::{self, SettleDues};
use salver::service::intent::Intent;
use salver::service::settle::{Deal, SettleRequest, settle};
use salver::service::{By, Refusal};
use salver::store::Approval;
use salver_demo::fixtures::{branch, inr, later, now};

use super::{BILL, meera, owed, recounted, settling};
use crate::bills::{billed, deal, ordered, pay};
use crate::taking::{asha, body, signed_in};
use crate::world::{World, deed, together};

/// When a manager's word ends, in seconds after the time of the tests.
const APPROVED_UNTIL: i64 = 120;

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
