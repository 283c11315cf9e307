use super::*;
use serde_json::json;

fn check(pattern: &Value, record: &Value) -> bool {
    Pattern::parse(pattern).unwrap().matches(record)
}

#[test]
fn rules_match_as_documented() {
    let record = json!({
        "eventName": "MODIFY",
        "empty": "",
        "nothing": null,
        "count": 7,
        "tags": ["a", "b"],
        "dynamodb": {"Keys": {"pk": {"S": "CHECK#1"}}, "NewImage": {"n": {"N": "7"}}},
    });
    let cases = [
        (json!({"eventName": ["MODIFY"]}), true),
        (json!({"eventName": ["INSERT", "MODIFY"]}), true),
        (json!({"eventName": ["INSERT"]}), false),
        (
            json!({"eventName": [{"equals-ignore-case": "modify"}]}),
            true,
        ),
        (json!({"eventName": [{"prefix": "MOD"}]}), true),
        (json!({"eventName": [{"suffix": "IFY"}]}), true),
        (json!({"eventName": [{"anything-but": "REMOVE"}]}), true),
        (
            json!({"eventName": [{"anything-but": ["REMOVE", "MODIFY"]}]}),
            false,
        ),
        (json!({"absent": [{"anything-but": ["x"]}]}), false),
        (json!({"empty": [""]}), true),
        (json!({"nothing": [null]}), true),
        (json!({"nothing": [{"exists": true}]}), true),
        (json!({"absent": [{"exists": false}]}), true),
        (json!({"absent": {"deeper": [{"exists": false}]}}), true),
        (json!({"absent": {"deeper": [{"exists": true}]}}), false),
        (json!({"dynamodb": [{"exists": true}]}), false),
        (json!({"count": [{"numeric": [">", 6, "<=", 7]}]}), true),
        (json!({"count": [{"numeric": ["=", 8]}]}), false),
        (
            json!({"dynamodb": {"NewImage": {"n": {"N": [{"numeric": ["=", 7]}]}}}}),
            false,
        ),
        (json!({"tags": ["b", "c"]}), true),
        (json!({"tags": ["c"]}), false),
        (
            json!({"dynamodb": {"Keys": {"pk": {"S": [{"prefix": "CHECK#"}]}}}}),
            true,
        ),
        (
            json!({"dynamodb": {"Keys": {"sk": {"S": [{"prefix": "CHECK#"}]}}}}),
            false,
        ),
        (json!({"eventName": ["MODIFY"], "count": [8]}), false),
        (
            json!({"$or": [{"count": [8]}, {"eventName": ["MODIFY"]}]}),
            true,
        ),
        (json!({"$or": [{"count": [8]}, {"count": [9]}]}), false),
    ];
    for (pattern, wanted) in cases {
        assert_eq!(check(&pattern, &record), wanted, "{pattern}");
    }
}

#[test]
fn deletions_by_ttl_can_be_left_out() {
    let pattern = json!({"userIdentity": {"type": [{"exists": false}]}});
    assert!(check(&pattern, &json!({"eventName": "REMOVE"})));
    let by_ttl = json!({"userIdentity": {"type": "Service", "principalId": "dynamodb"}});
    assert!(!check(&pattern, &by_ttl));
}

#[test]
fn what_is_not_understood_is_refused_with_its_place() {
    let cases = [
        (json!([]), "$"),
        (json!({}), "$"),
        (json!({"a": []}), "$.a"),
        (json!({"a": "x"}), "$.a"),
        (json!({"a": {"b": [["x"]]}}), "$.a.b"),
        (json!({"a": [{"cidr": "10.0.0.0/8"}]}), "$.a"),
        (json!({"a": [{"prefix": 7}]}), "$.a"),
        (json!({"a": [{"prefix": "x", "suffix": "y"}]}), "$.a"),
        (json!({"a": [{"anything-but": {"prefix": "x"}}]}), "$.a"),
        (json!({"a": [{"exists": "yes"}]}), "$.a"),
        (json!({"a": [{"numeric": ["=", 1, "<"]}]}), "$.a"),
        (json!({"a": [{"numeric": ["~", 1]}]}), "$.a"),
        (json!({"$or": [{"a": ["x"]}]}), "$.$or"),
    ];
    for (pattern, place) in cases {
        let error = Pattern::parse(&pattern).unwrap_err();
        assert_eq!(error.path, place, "{pattern}");
    }
}
