//! What customers owe, through the path that the function takes: charged once, settled once, and
//! the balance is the sum of the ledger whatever meets.

mod charged;
mod found;
mod given_back;
mod settled;

use salver::auth::staff_token::StaffClaims;
use salver::domain::bill::pay::PayWish;
use salver::domain::bill::payment::{PaidBy, Pay};
use salver::domain::dues::account::{Debtor, DuesAccount, DuesWish, SettleWish};
use salver::domain::id::{BillId, CheckId, DuesId};
use salver::domain::text::GuestName;
use salver::service::By;
use salver::service::dues::SettleDues;
use salver::service::intent::Intent;
use salver::service::settle::{Deal, settle};
use salver_demo::fixtures::{inr, later};

use crate::bills::{billed, deal, ordered};
use crate::taking::{asha, body};
use crate::world::World;

/// What a tikka costs.
const BILL: i64 = 32_000;

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
