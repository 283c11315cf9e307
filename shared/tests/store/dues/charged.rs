//! A bill is put on a customer's account: once, and never past its limit.

use std::collections::BTreeSet;

use salver::domain::DomainError;
use salver::domain::dues::account::{ChangeWish, Debtor};
use salver::domain::id::{CheckId, DuesId};
use salver::service::Refusal;
use salver::service::dues;
use salver::service::settle::settle;
use salver_demo::fixtures::{branch, inr};

use super::{BILL, meera, on_account, owed, recounted};
use crate::bills::{billed, deal, ordered};
use crate::taking::{asha, body, signed_in};
use crate::world::{World, together};

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
