//! Commands that point at what the draft does not have are refused, and change nothing of it.

use salver::domain::role::Role;
use salver_tests::{Stack, key};
use serde_json::{Value, json};

use crate::menu_editing::edit;

#[tokio::test]
async fn a_command_that_points_nowhere_leaves_the_draft_as_it_was() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish().item_id;
    let manager = stack.staff(Role::Manager).await;
    let path = manager.path("menu/draft");
    // What the refused ones stand beside: a group that is there.
    let sauce = json!([{"do": "add_group", "id": "sauce", "name": "Sauce", "min": 0, "max": 1}]);
    edit(&manager, &key(), sauce).await.expect_status(201);
    let before = without_time(manager.caller.get(&path).await.expect_status(200));

    let good = json!({"do": "add_category", "id": "broths", "name": "Broths"});
    for lost in [
        json!({"do": "attach_group", "item": dish, "group": "no-such-group"}),
        json!({"do": "attach_group", "item": "no-such-dish", "group": "sauce"}),
        json!({"do": "override_group", "item": dish, "group": "no-such-group", "set": {"max": 1}}),
        json!({"do": "move_item", "id": dish, "category": "no-such-category"}),
        json!({"do": "edit_item", "id": dish, "set": {"station": "no-such-station"}}),
        json!({"do": "remove_option", "group": "sauce", "id": "no-such-option"}),
        json!({"do": "remove_variant", "item": dish, "id": "no-such-size"}),
        json!({"do": "move_category", "id": "no-such-category"}),
    ] {
        // What is right beside it is not done either.
        let refused = edit(&manager, &key(), json!([good, lost])).await;
        let refused = refused.refused(409, "draft_target_gone");
        assert_eq!(refused["command"], 1, "{lost}: {refused}");
    }
    let after = without_time(manager.caller.get(&path).await.expect_status(200));
    assert_eq!(after, before);
}

/// A draft as it is read, but for when it was.
fn without_time(mut draft: Value) -> Value {
    let at = draft.as_object_mut().unwrap().remove("server_time");
    assert!(at.is_some());
    draft
}
