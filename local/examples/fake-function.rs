//! A function for the stack's own tests: it does whatever the path asks for, good or bad.
//!
//! `ANY /do/{action}` takes the action from the path; every other event is echoed.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    // While this file exists the function fails before its first poll.
    if let Ok(gate) = std::env::var("FAIL_WHILE_EXISTS")
        && std::path::Path::new(&gate).exists()
    {
        println!("start refused by the gate");
        std::process::exit(3);
    }
    println!("started");
    lambda_runtime::Runtime::new(service_fn(handle))
        .run_concurrent()
        .await
}

async fn handle(event: LambdaEvent<Value>) -> Result<Value, Error> {
    let LambdaEvent { payload, context } = event;
    let query = |name: &str| {
        payload["queryStringParameters"][name]
            .as_str()
            .map(str::to_owned)
    };
    let number = |name: &str| query(name).and_then(|text| text.parse::<u64>().ok());
    // Stream events are kept as lines of a file.
    if let (Some(_), Ok(log)) = (payload.get("Records"), std::env::var("STREAM_LOG")) {
        let mut file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(log)?;
        writeln!(file, "{payload}")?;
        return Ok(Value::Null);
    }
    // WebSocket events want a status only.
    if payload["requestContext"].get("eventType").is_some() {
        return Ok(json!({"statusCode": 200}));
    }
    let action = payload["pathParameters"]["action"]
        .as_str()
        .unwrap_or("echo")
        .to_owned();
    println!("doing {action}");
    let text = |body: String| Ok(json!({"statusCode": 200, "body": body}));
    match action.as_str() {
        "sleep" => {
            note(&query("note"))?;
            tokio::time::sleep(Duration::from_millis(number("ms").unwrap_or(0))).await;
            text(std::process::id().to_string())
        }
        "hang" => std::future::pending().await,
        // Blocks the only thread, so that the process cannot even notice that it is unwanted.
        "spin" => loop {
            note(&query("note"))?;
            std::thread::sleep(Duration::from_secs(60));
        },
        "exit" => std::process::exit(7),
        "abort" => std::process::abort(),
        #[expect(clippy::panic, reason = "the panic is what is asked for")]
        "panic" => panic!("as asked"),
        "error" => Err("this is the function's own error".into()),
        "garbage" => {
            answer_raw(&context.request_id, b"<html>not json")?;
            Ok(Value::Null)
        }
        "stray" => {
            answer_raw("00000000-0000-0000-0000-000000000000", b"{}")?;
            text("after a stray answer".to_owned())
        }
        "bad-status" => Ok(json!({"statusCode": "many"})),
        "huge" => text("x".repeat(7_000_000)),
        "big" => text("x".repeat(5_500_000)),
        "pid" => text(std::process::id().to_string()),
        "cookies" => Ok(json!({
            "statusCode": 201,
            "headers": {"Content-Type": "text/plain", "X-Own": "yes", "Location": "/here"},
            "cookies": ["a=1; Path=/", "b=2; HttpOnly"],
            "body": "done",
        })),
        // The bytes 0, 159, 146, 150, 255.
        "binary" => Ok(json!({
            "statusCode": 200,
            "headers": {"content-type": "application/octet-stream"},
            "isBase64Encoded": true,
            "body": "AJ+Slv8=",
        })),
        "document" => Ok(json!({"plain": "document"})),
        "environment" => {
            let all: serde_json::Map<_, _> = std::env::vars()
                .map(|(name, value)| (name, Value::String(value)))
                .collect();
            Ok(Value::Object(all))
        }
        _ => Ok(json!({
            "event": payload,
            "context": {
                "request_id": context.request_id,
                "deadline": context.deadline,
                "arn": context.invoked_function_arn,
                "trace": context.xray_trace_id,
                "memory": context.env_config.memory,
            },
        })),
    }
}

/// Makes a file, for a test that has to know that the work has begun.
fn note(file: &Option<String>) -> Result<(), Error> {
    if let Some(file) = file {
        std::fs::write(file, std::process::id().to_string())?;
    }
    Ok(())
}

/// Speaks to the Runtime API past the library, which would never send such bytes.
fn answer_raw(request_id: &str, body: &[u8]) -> Result<(), Error> {
    let api = std::env::var("AWS_LAMBDA_RUNTIME_API")?;
    let rest = api.trim_start_matches("http://");
    let (host, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host)?;
    write!(
        stream,
        "POST /{prefix}/2018-06-01/runtime/invocation/{request_id}/response HTTP/1.1\r\n\
         host: {host}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    println!("{}", answer.lines().next().unwrap_or_default());
    Ok(())
}
