//! The log of a function, as Lambda's own controls want it.
//!
//! The runtime's default reads its directives with regular expressions, which no function
//! needs and each would carry.

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, Registry, fmt};

/// Starts logging, as text or as JSON. Text has no time, as whoever collects it adds one. JSON has
/// one, in RFC 3339: of a JSON line without `timestamp` Lambda believes no `level` either and takes
/// it for `INFO`.
/// <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html>
///
/// `AWS_LAMBDA_LOG_LEVEL` or `RUST_LOG` choose what is written, as one level or as
/// `info,hyper=warn`; `info` when neither does.
pub fn start() {
    let variable = |name| std::env::var(name).ok();
    let level = variable("AWS_LAMBDA_LOG_LEVEL").or_else(|| variable("RUST_LOG"));
    let format = variable("AWS_LAMBDA_LOG_FORMAT").unwrap_or_default();
    let filter = wanted(level.as_deref());
    let lines = lines(format.eq_ignore_ascii_case("json"), filter, std::io::stdout);
    tracing_subscriber::registry().with(lines).init();
}

/// The lines that go to `out`.
fn lines<W>(json: bool, filter: Targets, out: W) -> Box<dyn Layer<Registry> + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = fmt::layer::<Registry>().with_target(false).with_writer(out);
    if json {
        lines.json().with_filter(filter).boxed()
    } else {
        let lines = lines.without_time().with_ansi(false);
        lines.with_filter(filter).boxed()
    }
}

/// What is written. What cannot be read, or names single modules only, leaves the rest at
/// `info`: a function without a log helps nobody.
fn wanted(said: Option<&str>) -> Targets {
    let said = said.filter(|text| !text.is_empty());
    let said = said.and_then(|text| text.to_ascii_lowercase().parse::<Targets>().ok());
    let said = said.unwrap_or_default();
    match said.default_level() {
        Some(_) => said,
        None => said.with_default(Level::INFO),
    }
}

/// An error with all its sources on one line.
pub fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        text.push_str(": ");
        text.push_str(&source.to_string());
        next = source.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use jiff::Timestamp;
    use serde_json::Value;

    use super::*;

    #[derive(Clone, Default)]
    struct Out(Arc<Mutex<Vec<u8>>>);

    impl Write for Out {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn said(json: bool) -> String {
        let out = Out::default();
        let writer = out.clone();
        let lines = lines(json, wanted(None), move || writer.clone());
        let log = tracing_subscriber::registry().with(lines);
        tracing::subscriber::with_default(log, || tracing::error!(code = "internal", "a fault"));
        let bytes = out.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_json_line_has_what_lambda_filters_and_sorts_by() {
        let line: Value = serde_json::from_str(&said(true)).unwrap();
        assert_eq!(line["level"], "ERROR");
        let at: Timestamp = line["timestamp"].as_str().unwrap().parse().unwrap();
        assert!(at > Timestamp::UNIX_EPOCH);
        assert_eq!(line["fields"]["message"], "a fault");
    }

    #[test]
    fn a_line_of_text_begins_with_its_level() {
        assert_eq!(said(false).trim(), "ERROR a fault code=\"internal\"");
    }

    #[test]
    fn a_level_or_directives_are_taken_and_nonsense_is_info() {
        let enabled = |said: Option<&str>, target: &str, level| {
            let wanted = wanted(said);
            wanted.would_enable(target, &level)
        };
        assert!(enabled(None, "salver", Level::INFO) && !enabled(None, "salver", Level::DEBUG));
        assert!(!enabled(Some("WARN"), "salver", Level::INFO));
        assert!(enabled(Some("DEBUG"), "salver", Level::DEBUG));
        let some = Some("info,hyper=warn");
        assert!(enabled(some, "salver", Level::INFO) && !enabled(some, "hyper", Level::INFO));
        for nonsense in ["loud", "hyper=loud", ""] {
            assert!(enabled(Some(nonsense), "salver", Level::INFO), "{nonsense}");
        }
    }
}
