//! Who may do what: roles and branches.

use reqwest::Method;
use salver::api::routes::{Caller as Who, ROUTES};
use salver::auth::{Permission, Role};
use salver::demo;
use salver_tests::{SignIn, Stack, Staff, ticket};
use serde_json::{Value, json};

/// Every staff operation, called at `branch` for a table, session and order that are not
/// there, with what it needs to be allowed.
fn staff_calls(branch: &str) -> impl Iterator<Item = (Method, String, Permission)> {
    ROUTES.iter().filter_map(move |route| {
        let Who::Staff(permission) = route.caller else {
            return None;
        };
        let path = route
            .path
            .replace("/api/v1", "")
            .replace("{branch}", branch)
            .replace("{table}", "no-such-table")
            .replace("{session}", &format!("{branch}_no-such-session"))
            .replace("{order}", &format!("{branch}_no-such_order"))
            .replace("{call}", &format!("{branch}_no-such_call"))
            .replace("{line}", "no-such-line");
        Some((route.method.parse().unwrap(), path, permission))
    })
}

/// A second branch of another owner, on the same table of the same stack.
async fn other_branch(stack: &Stack) -> Staff {
    let password = demo::fresh_password().unwrap();
    let mut seed = demo::seed(&password).unwrap();
    let id: salver::domain::id::BranchId = "hill-road".parse().unwrap();
    seed.profile.id = id.clone();
    for table in &mut seed.tables {
        table.branch_id = id.clone();
    }
    for person in &mut seed.staff {
        person.branch_id = id.clone();
        person.branches = vec![id.clone()];
        person.login = format!("hill-{}", person.login);
    }
    let waiter = seed.staff.iter().find(|s| s.role == Role::Waiter).unwrap();
    let sign_in = SignIn {
        login: waiter.login.clone(),
        password,
    };
    stack.store().seed(&seed).await.unwrap();
    Staff::sign_in(&stack.nobody(), id.as_str(), &sign_in).await
}

#[tokio::test]
async fn each_role_may_do_what_the_table_of_roles_says() {
    let stack = Stack::start().await;
    for role in Role::ALL {
        let person = stack.staff(role).await;
        for (method, path, permission) in staff_calls(&stack.branch) {
            let answer = person.caller.send(method, &path, &json!({})).await;
            if role.may(permission) {
                // Allowed: only what it names is missing, or the body is not enough, or a key.
                assert!(
                    matches!(answer.status, 200 | 400 | 404 | 422),
                    "{role:?} {path}: {}",
                    answer.text
                );
            } else {
                answer.refused(403, "forbidden");
            }
        }
        let answer = ticket(&person.caller, None).await;
        if role == Role::Rider {
            answer.refused(403, "forbidden");
        } else {
            answer.expect_status(201);
        }
    }
    for (method, path, _) in staff_calls(&stack.branch) {
        let answer = stack.nobody().send(method, &path, &json!({})).await;
        answer.refused(401, "unauthenticated");
    }
}

#[tokio::test]
async fn a_cook_opens_no_table_and_voids_nothing() {
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

#[tokio::test]
async fn staff_of_another_branch_find_nothing_here() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let ours = stack.staff(Role::Waiter).await;
    let theirs = other_branch(&stack).await;
    let party = ours.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let order = phone.order(&phone.put("line-1", &dish, 1).await).await;
    let before = party.state(&phone, &ours).await;

    for (method, path, _) in staff_calls(&stack.branch) {
        let answer = theirs.caller.send(method, &path, &json!({})).await;
        answer.refused(404, "not_found");
    }
    // Their own branch in the path, our session and order: nothing either.
    let (session, order) = (&party.session, order["id"].as_str().unwrap());
    for rest in [
        format!("sessions/{session}/close"),
        format!("sessions/{session}/pin/rotate"),
    ] {
        let answer = theirs.caller.post(&theirs.path(&rest), &json!({})).await;
        answer.refused(404, "not_found");
    }
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
