//! Every operation against everybody who may not do it.

use std::collections::BTreeSet;

use reqwest::Method;
use salver::auth::Role;
use salver_tests::{Caller, Dump, Phone, Scene, Stack, Tenant, changes, key, ticket};
use serde_json::{Value, json};

use crate::operations::{Ids, Operation, operations};

/// Somebody who has no business at our table.
struct Outsider {
    who: &'static str,
    caller: Caller,
    /// The session that is their own, if they have one.
    own: Option<String>,
}

/// What they are told by an operation: the statuses that are right.
type Verdict = fn(&Operation) -> &'static [u16];

const ANY: &[u16] = &[];

/// Whoever shows nothing, or something that is over: 401. Signing out is no matter of
/// rights, and whoever is out already may do it again.
fn nobody(operation: &Operation) -> &'static [u16] {
    if operation.id == "signOut" {
        return &[204];
    }
    &[401]
}

/// A guest is let through to what is their own, and finds nothing of ours there.
fn guest(operation: &Operation) -> &'static [u16] {
    match (operation.is_for("guest"), operation.names_a_party()) {
        (true, true) => &[404],
        (true, false) => ANY,
        (false, _) => nobody(operation),
    }
}

/// Another owner's person does not even learn that our branch is there.
fn foreign_owner(operation: &Operation) -> &'static [u16] {
    match (operation.is_for("guest"), operation.is_for("staff")) {
        (true, true) => ANY,
        (false, true) => &[404],
        _ => nobody(operation),
    }
}

fn rider(operation: &Operation) -> &'static [u16] {
    if operation.is_for("staff") {
        return &[403];
    }
    nobody(operation)
}

fn cook(operation: &Operation) -> &'static [u16] {
    match operation.permission() {
        Some(needed) if !Role::Cook.may(needed) => &[403],
        // What a cook may do is no attack; it is left out.
        Some(_) => &[0],
        None if operation.is_for("staff") => &[0],
        None => nobody(operation),
    }
}

/// What anybody may call. A new name here is a new door to the street: look at it twice.
const PUBLIC: [&str; 6] = [
    "joinSession",
    "listTables",
    "lookUpTable",
    "readMenu",
    "resumeSession",
    "signIn",
];

/// All of the table that is not the outsider's own, nor the counting and recording of them.
fn ours(mut dump: Dump, own: Option<&str>) -> Dump {
    dump.retain(|key, _| {
        let noted = ["RATE#", "AUDIT#", "TOPIC#", "TICKET#"];
        // A number is drawn before the token is judged; gaps cost nothing.
        let counter = key.contains(" COUNT#ORDER#");
        let theirs = own.is_some_and(|session| key.contains(session));
        !counter && !theirs && !noted.iter().any(|prefix| key.starts_with(prefix))
    });
    dump
}

#[tokio::test]
async fn threat_15_every_operation_against_every_outsider() {
    let scene = Scene::set().await;
    let stack = &scene.stack;
    let request = scene.phone.caller.request(Method::POST, "/calls");
    let call = request
        .header("idempotency-key", key())
        .json(&json!({"reason": "bill"}));
    let call = salver_tests::Answer::to(call).await.expect_status(201);
    let text = |value: &Value| value["id"].as_str().unwrap().to_owned();
    let ids = Ids {
        branch: stack.branch.clone(),
        table: scene.party.table.id.clone(),
        session: scene.party.session.clone(),
        order: text(&scene.order),
        call: text(&call),
        line: "line-0".to_owned(),
        code: scene.party.table.code.clone(),
    };
    let closed = scene.waiter.open(&stack.tables[2], "family").await;
    let closed_phone = closed.join(stack, "phone-late").await;
    scene.waiter.close(&closed).await.expect_status(200);
    let elsewhere = scene.waiter.open(&stack.tables[1], "family").await;
    let tenant = Tenant::move_in(stack, "hill-road").await;
    let owner = tenant.staff(stack, Role::Owner).await;
    let abroad = owner.open(&tenant.tables[0], "family").await;
    let outsider = |who, caller: &Caller, own: Option<&str>| Outsider {
        who,
        caller: caller.clone(),
        own: own.map(str::to_owned),
    };
    let near = elsewhere.join(stack, "phone-near").await;
    let far = abroad.join(stack, "phone-far").await;
    let made_up = stack
        .nobody()
        .with_token(&format!("{}.made.up", ids.session));
    let everybody: [(Outsider, Verdict); 9] = [
        (outsider("nobody", &stack.nobody(), None), nobody),
        (outsider("a made-up token", &made_up, None), nobody),
        (
            outsider("a closed session", &closed_phone.caller, None),
            nobody,
        ),
        (
            outsider("a guest", &scene.phone.caller, Some(&ids.session)),
            guest,
        ),
        (
            outsider("another table", &near.caller, Some(&elsewhere.session)),
            guest,
        ),
        (
            outsider("another tenant's table", &far.caller, Some(&abroad.session)),
            guest,
        ),
        (
            outsider("another tenant", &owner.caller, None),
            foreign_owner,
        ),
        (
            outsider("a rider", &stack.staff(Role::Rider).await.caller, None),
            rider,
        ),
        (
            outsider("a cook", &stack.staff(Role::Cook).await.caller, None),
            cook,
        ),
    ];
    let operations = operations();
    let open: BTreeSet<&str> = operations
        .iter()
        .filter(|o| o.callers.is_empty())
        .map(|o| o.id.as_str())
        .collect();
    assert!(open.is_subset(&PUBLIC.into()), "{open:?}");

    let mut refusals = 0;
    for (outsider, verdict) in &everybody {
        let own = outsider.own.as_deref();
        let before = ours(stack.dump().await, own);
        for operation in operations.iter().filter(|o| !o.callers.is_empty()) {
            let (who, id) = (outsider.who, operation.id.as_str());
            let right = verdict(operation);
            // What is a guest's own is theirs to do, also to leave: at the very end.
            let leaves = id == "leaveSession" && right.is_empty();
            // A guest of ours reads their own order; the operations of staff are the matter.
            let own_party = own == Some(&ids.session) && operation.is_for("guest");
            if right == [0] || leaves || own_party {
                continue;
            }
            let answer = operation.call(&outsider.caller, &ids).await;
            let status = answer.status;
            if right.is_empty() {
                assert!(status < 500, "{who}, {id}: {}", answer.text);
                assert!(
                    !answer.text.contains(&ids.session),
                    "{who}, {id}: {}",
                    answer.text
                );
            } else {
                assert!(
                    right.contains(&status),
                    "{who}, {id}: {status} {}",
                    answer.text
                );
                refusals += 1;
            }
        }
        let after = ours(stack.dump().await, own);
        assert_eq!(
            changes(&before, &after).into_iter().next(),
            None,
            "{}",
            outsider.who
        );
    }
    assert!(refusals > 100, "{refusals}");

    // Their own branch in the path, our party behind it.
    let mixed = Ids {
        branch: tenant.branch.clone(),
        ..ids.clone()
    };
    let before = ours(stack.dump().await, None);
    let naming = |o: &&Operation| o.is_for("staff") && o.names_a_party();
    for operation in operations.iter().filter(naming) {
        let answer = operation.call(&owner.caller, &mixed).await;
        answer.refused(404, "not_found");
    }
    let after = ours(stack.dump().await, None);
    assert_eq!(changes(&before, &after).into_iter().next(), None, "mixed");
}

#[tokio::test]
async fn threat_15_another_table_s_token_reaches_nothing_of_this_one() {
    let scene = Scene::set().await;
    let elsewhere = scene.waiter.open(&scene.stack.tables[1], "family").await;
    let stranger = elsewhere.join(&scene.stack, "phone-far").await;
    let order = scene.order["id"].as_str().unwrap();
    let path = format!("/orders/{order}");
    stranger.caller.get(&path).await.refused(404, "not_found");
    // A line ID is of the caller's own cart, whatever others call theirs.
    let dish = scene.stack.menu().await.dish();
    let own = stranger.put("line-1", &dish, 7).await;
    assert_eq!(own["lines"].as_array().unwrap().len(), 1);
    stranger
        .caller
        .delete("/cart/lines/line-1")
        .await
        .expect_status(200);
    let body = Phone::order_body(&scene.cart);
    let answer = stranger.try_order(&key(), &body).await;
    let problem = answer.refused(409, "cart_changed");
    assert_eq!(problem["cart"]["lines"], json!([]));
    // Neither do the parts of two good tokens make a third, nor a guest's token staff.
    let (mine, theirs) = (scene.phone.caller.token(), stranger.caller.token());
    let parts = |token: &str| token.split('.').map(str::to_owned).collect::<Vec<_>>();
    let (mine, theirs) = (parts(mine), parts(theirs));
    for mixed in [
        [&mine[0], &mine[1], &theirs[2]],
        [&mine[0], &theirs[1], &theirs[2]],
        [&theirs[0], &mine[1], &mine[2]],
    ] {
        let token = mixed.map(String::as_str).join(".");
        let caller = stranger.caller.with_token(&token);
        caller.get("/session").await.refused(401, "unauthenticated");
    }
    let floor = scene.waiter.path("floor");
    stranger
        .caller
        .get(&floor)
        .await
        .refused(401, "unauthenticated");
    scene
        .waiter
        .caller
        .get("/session")
        .await
        .refused(401, "unauthenticated");
    scene.assert_unchanged("the stranger").await;
}

#[tokio::test]
async fn threat_15_staff_of_another_branch_find_nothing_here() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let ours = stack.staff(Role::Waiter).await;
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let theirs = tenant.staff(&stack, Role::Waiter).await;
    let party = ours.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let order = phone.order(&phone.put("line-1", &dish, 1).await).await;
    let before = party.state(&phone, &ours).await;

    // Their own branch in the path, our session and order: nothing either.
    let (session, order) = (&party.session, order["id"].as_str().unwrap());
    for rest in [
        format!("sessions/{session}/close"),
        format!("sessions/{session}/pin/rotate"),
    ] {
        let answer = theirs.caller.post(&theirs.path(&rest), &json!({})).await;
        answer.refused(404, "not_found");
    }
    let path = theirs.path(&format!("sessions/{session}"));
    theirs.caller.get(&path).await.refused(404, "not_found");
    let body = json!({"party_size": 9});
    let answer = theirs.caller.send(Method::PATCH, &path, &body).await;
    answer.refused(404, "not_found");
    let path = theirs.path(&format!("orders/{order}"));
    let body = json!({"status": "accepted"});
    let answer = theirs.caller.send(Method::PATCH, &path, &body).await;
    answer.refused(404, "not_found");
    let topic = format!("branch:{}:floor", stack.branch);
    let answer = ticket(&theirs.caller, Some(&[&topic])).await;
    answer.refused(403, "forbidden");
    assert_eq!(theirs.board().await, Vec::<Value>::new());
    assert_eq!(party.state(&phone, &ours).await, before);
}

#[tokio::test]
async fn threat_16_each_role_against_every_operation() {
    let stack = Stack::start().await;
    let ids = Ids {
        branch: stack.branch.clone(),
        table: "no-such-table".to_owned(),
        session: format!("{}_no-such-session", stack.branch),
        order: format!("{}_no-such_order", stack.branch),
        call: format!("{}_no-such_call", stack.branch),
        line: "no-such-line".to_owned(),
        code: "ZZZZZZZZ".to_owned(),
    };
    let mut expected = BTreeSet::new();
    for role in Role::ALL {
        let person = stack.staff(role).await;
        let name = serde_json::to_value(role).unwrap();
        let name = name.as_str().unwrap();
        for operation in operations() {
            let Some(needed) = operation.permission() else {
                continue;
            };
            let answer = operation.send(&person.caller, &ids, &json!({})).await;
            if role.may(needed) {
                // Allowed: only what it names is missing, or the body is not enough.
                assert!(
                    matches!(answer.status, 200 | 404 | 422),
                    "{role:?} {}: {}",
                    operation.id,
                    answer.text
                );
            } else {
                answer.refused(403, "forbidden");
                expected.insert((name.to_owned(), operation.route()));
            }
        }
        let answer = ticket(&person.caller, None).await;
        if role == Role::Rider {
            answer.refused(403, "forbidden");
            let route = "POST /api/v1/realtime/tickets";
            expected.insert((name.to_owned(), route.to_owned()));
        } else {
            answer.expect_status(201);
        }
    }
    // Every refusal is on record, and nothing else is a refusal.
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let record = stack.record().await;
    let refused: Vec<_> = record
        .iter()
        .filter(|e| e["what"] == "permission_refused")
        .map(|e| (text(&e["who"]["role"]), text(&e["details"]["operation"])))
        .collect();
    assert_eq!(refused.len(), expected.len());
    assert_eq!(refused.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[tokio::test]
async fn threat_16_a_cook_voids_nothing() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let cook = stack.staff(Role::Cook).await;
    let rider = stack.staff(Role::Rider).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let order = phone.order(&phone.put("line-1", &dish, 2).await).await;
    let before = party.state(&phone, &waiter).await;

    let free = cook.path(&format!("tables/{}/open", stack.tables[1].id));
    let answer = cook.caller.post(&free, &json!({"mode": "family"})).await;
    answer.refused(403, "forbidden");
    cook.close(&party).await.refused(403, "forbidden");
    let pin = cook.path(&format!("sessions/{}/pin", party.session));
    cook.caller.get(&pin).await.refused(403, "forbidden");
    let path = cook.path(&format!("orders/{}", order["id"].as_str().unwrap()));
    let line = format!("{path}/lines/line-1");
    for (path, status) in [
        (&path, "cancelled"),
        (&path, "rejected"),
        (&line, "cancelled"),
    ] {
        let body = json!({"status": status, "reason": "because"});
        let answer = cook.caller.send(Method::PATCH, path, &body).await;
        answer.refused(403, "forbidden");
    }
    rider
        .move_order(&order, "accepted")
        .await
        .refused(403, "forbidden");
    assert_eq!(party.state(&phone, &waiter).await, before);
    // Each is on record: who, what they asked for, and nothing of what they sent.
    let record = stack.record().await;
    let refused = record.iter().filter(|e| e["what"] == "permission_refused");
    let asked: Vec<_> = refused
        .map(|e| {
            (
                e["who"]["role"].as_str().unwrap(),
                &e["details"]["operation"],
            )
        })
        .collect();
    let of = |role| asked.iter().filter(|(who, _)| *who == role).count();
    assert_eq!(
        (of("cook"), of("rider"), asked.len()),
        (6, 1, 7),
        "{asked:?}"
    );

    // What a cook may see of an order has no price in it, also as an answer.
    let moved = cook.move_order(&order, "accepted").await.expect_status(200);
    assert_eq!(
        (&moved["status"], &moved["total"]),
        (&json!("accepted"), &Value::Null)
    );
    let body = json!({"status": "cancelled", "reason": "because", "quantity": 1});
    let voided = waiter.caller.send(Method::PATCH, &line, &body).await;
    assert_eq!(voided.expect_status(200)["total"]["minor"], dish.price);
    assert_eq!(
        phone.snapshot().await["check"]["total"]["minor"],
        dish.price
    );
}
