//! The host of the functions: what happens when they fail.

use std::collections::BTreeSet;

use futures::future::join_all;
use salver_local::runtime::InvokeError;
use serde_json::{Value, json};

use crate::support::{lives, start, start_with, until};

#[tokio::test]
async fn functions_get_the_environment_of_lambda_and_of_the_template() {
    let served = start().await;
    let (_, text) = served.text("/api/do/environment").await;
    let variables: Value = serde_json::from_str(&text).unwrap();
    for (name, expected) in [
        ("AWS_LAMBDA_FUNCTION_NAME", "local-fake"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/local-fake"),
        ("AWS_REGION", "us-east-1"),
        ("_HANDLER", "bootstrap"),
        ("TABLE_NAME", "local-Items"),
        ("RUST_LOG", "info"),
        ("NO_COLOR", "1"),
        ("STAGE_KIND", "trial"),
        ("JOINED", "a-y-us-east-1"),
        ("AWS_ENDPOINT_URL_DYNAMODB", served.store_endpoint()),
        ("SITE_ORIGINS", &served.origins().join(",")),
        ("OWN_API", &served.at("/do")),
    ] {
        assert_eq!(variables[name], expected, "{name}");
    }
    assert_eq!(variables["KEY"].as_str().unwrap().len(), 40);
    assert_eq!(
        variables.get("HOME"),
        None,
        "nothing of the developer's shell"
    );
    assert_eq!(variables.get("AWS_LAMBDA_MAX_CONCURRENCY"), None);

    let (_, text) = served.text("/api/items/1").await;
    let context: Value = serde_json::from_str::<Value>(&text).unwrap()["context"].take();
    assert_eq!(
        context["arn"],
        "arn:aws:lambda:us-east-1:000000000000:function:local-fake"
    );
    assert!(context["trace"].as_str().unwrap().starts_with("Root=1-"));
    assert!(context["deadline"].as_u64().unwrap() > 1_700_000_000_000);
    served.stop().await;
}

#[tokio::test]
async fn every_way_to_fail_is_500_and_the_next_call_works() {
    let served = start().await;
    for action in [
        "error",
        "panic",
        "garbage",
        "bad-status",
        "huge",
        "exit",
        "abort",
    ] {
        let refused = served.refusal(&format!("/api/do/{action}")).await;
        assert_eq!(refused, (500, "internal".to_owned()), "{action}");
        assert_eq!(served.text("/api/do/pid").await.0, 200, "after {action}");
    }
    let stray = served.text("/api/do/stray").await;
    assert_eq!(stray, (200, "after a stray answer".to_owned()));
    served.stop().await;
}

#[tokio::test]
async fn callers_learn_how_an_invocation_failed() {
    let served = start().await;
    let invoker = served.invoker();
    let call = async |function: &str, action: &str| {
        let event = json!({"pathParameters": {"action": action}}).to_string();
        invoker.invoke(function, event.into()).await
    };
    let error = call("Fake", "error").await.unwrap_err();
    let InvokeError::FunctionError { payload } = &error else {
        panic!("{error}")
    };
    let document: Value = serde_json::from_slice(payload).unwrap();
    assert_eq!(document["errorMessage"], "this is the function's own error");
    let error = call("Fake", "exit").await.unwrap_err();
    assert!(
        matches!(&error, InvokeError::Crashed { status } if status.contains('7')),
        "{error}"
    );
    assert_eq!(error.error_type(), "Runtime.ExitError");
    let error = call("Fake", "huge").await.unwrap_err();
    assert!(
        matches!(error, InvokeError::ResponseTooLarge { size } if size > 7_000_000),
        "{error}"
    );
    let error = call("Nobody", "echo").await.unwrap_err();
    assert!(
        matches!(error, InvokeError::UnknownFunction { .. }),
        "{error}"
    );
    let event = vec![b' '; 7_000_000].into();
    let error = invoker.invoke("Fake", event).await.unwrap_err();
    assert!(
        matches!(error, InvokeError::RequestTooLarge { .. }),
        "{error}"
    );
    served.stop().await;
}

#[tokio::test]
async fn a_function_that_hangs_is_killed_at_its_time_out() {
    let served = start().await;
    for action in ["hang", "spin"] {
        let before = served.pids("Brief");
        let refused = served.refusal(&format!("/api/brief/{action}")).await;
        assert_eq!(refused, (500, "internal".to_owned()));
        until("the worker is dead", || {
            before.iter().all(|&pid| !lives(pid))
        })
        .await;
        assert_eq!(served.text("/api/brief/pid").await.0, 200);
    }
    let event = json!({"pathParameters": {"action": "hang"}}).to_string();
    let error = served
        .invoker()
        .invoke("Brief", event.into())
        .await
        .unwrap_err();
    assert!(
        matches!(error, InvokeError::TimedOut { seconds: 2 }),
        "{error}"
    );
    served.stop().await;
}

#[tokio::test]
async fn a_worker_killed_in_mid_invocation_fails_it_at_once() {
    let served = start_with(|config| config.runtime.workers = 1).await;
    let [pid] = served.pids("Fake")[..] else {
        panic!("one worker")
    };
    let call = tokio::spawn(served.client.get(served.at("/api/do/hang")).send());
    until("it is taken", || {
        served.workers().iter().any(|one| one.busy == 1)
    })
    .await;
    let kill = std::process::Command::new("kill")
        .args(["-9", &pid.to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    // The time-out of the function is 20 s, the gateway's 30 s: neither ends this call.
    let refused = crate::support::problem(call.await.unwrap().unwrap()).await;
    assert_eq!(refused, (500, "internal".to_owned()));
    let (status, now) = served.text("/api/do/pid").await;
    assert_eq!(status, 200);
    assert_ne!(now, pid.to_string());
    served.stop().await;
}

#[tokio::test]
async fn workers_come_on_demand_up_to_their_number() {
    let served = start_with(|config| config.runtime.workers = 3).await;
    assert_eq!(served.pids("Fake").len(), 1, "one is started ahead");
    let calls = (0..12).map(|_| served.text("/api/do/sleep?ms=150"));
    let answers = join_all(calls).await;
    assert!(
        answers.iter().all(|(status, _)| *status == 200),
        "{answers:?}"
    );
    let pids: BTreeSet<_> = answers.iter().map(|(_, pid)| pid).collect();
    assert_eq!(pids.len(), 3);
    assert_eq!(served.pids("Fake").len(), 3);
    served.stop().await;
}

#[tokio::test]
async fn a_full_queue_is_throttled() {
    let served = start_with(|config| {
        config.runtime.workers = 1;
        config.runtime.queue = 2;
    })
    .await;
    let calls = join_all((0..10).map(|_| served.text("/api/do/sleep?ms=300"))).await;
    let throttled = calls.iter().filter(|(status, _)| *status == 503).count();
    let served_well = calls.iter().filter(|(status, _)| *status == 200).count();
    // One runs, two wait.
    assert_eq!((served_well, throttled), (3, 7), "{calls:?}");
    served.stop().await;
}

#[tokio::test]
async fn a_function_that_cannot_start_says_so_and_comes_back_by_itself() {
    let gate = tempfile::NamedTempFile::new().unwrap();
    let path = gate.path().to_str().unwrap().to_owned();
    let served = start_with(|config| {
        config.settings.parameters.insert("Gate".to_owned(), path);
        config.runtime.restart_cap = std::time::Duration::from_millis(200);
    })
    .await;
    let event = || {
        json!({"pathParameters": {"action": "pid"}})
            .to_string()
            .into()
    };
    let error = served.invoker().invoke("Brief", event()).await.unwrap_err();
    assert!(matches!(error, InvokeError::NotReady { .. }), "{error}");
    assert!(error.was_not_started());
    assert_eq!(
        served.refusal("/api/brief/pid").await,
        (500, "internal".to_owned())
    );
    assert_eq!(served.text("/api/do/pid").await.0, 200, "the others run");
    gate.close().unwrap();
    until("it polls", || !served.pids("Brief").is_empty()).await;
    let mut last = 0;
    for _ in 0..50 {
        last = served.get("/api/brief/pid").await.status().as_u16();
        if last == 200 {
            break;
        }
    }
    assert_eq!(last, 200);
    served.stop().await;
}

#[tokio::test]
async fn one_process_takes_several_invocations_when_asked_to() {
    let served = start_with(|config| {
        config.runtime.workers = 1;
        config.runtime.concurrency = 4;
    })
    .await;
    let calls = (0..4).map(|_| served.text("/api/do/sleep?ms=200"));
    let answers = join_all(calls).await;
    let pids: BTreeSet<_> = answers.iter().map(|(_, pid)| pid).collect();
    assert_eq!(pids.len(), 1);
    // The time-out of one kills the process, and the others with it: not with success.
    let calls = ["/api/brief/hang", "/api/brief/sleep?ms=60000"].map(|path| served.refusal(path));
    for refused in join_all(calls).await {
        assert_eq!(refused, (500, "internal".to_owned()));
    }
    assert_eq!(served.text("/api/brief/pid").await.0, 200);
    served.stop().await;
}

#[tokio::test]
async fn an_answer_with_a_made_up_path_is_refused() {
    let served = start().await;
    let (_, text) = served.text("/api/do/environment").await;
    let variables: Value = serde_json::from_str(&text).unwrap();
    let api = variables["AWS_LAMBDA_RUNTIME_API"]
        .as_str()
        .unwrap()
        .to_owned();
    let own = api.rsplit('/').next().unwrap();
    assert_eq!(own.len(), 32);
    let made_up = api.replace(own, &"0".repeat(32));
    for path in ["invocation/next", "invocation/1/response"] {
        let url = format!("{made_up}/2018-06-01/runtime/{path}");
        let request = match path.ends_with("next") {
            true => served.client.get(url),
            false => served.client.post(url),
        };
        assert_eq!(request.send().await.unwrap().status(), 403, "{path}");
    }
    served.stop().await;
}
