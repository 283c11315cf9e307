//! The log of a function, as Lambda's own controls want it.
//!
//! The runtime's default reads its directives with regular expressions, which no function
//! needs and each would carry.

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, Registry, fmt};

/// Starts logging: lines without a time, which the service adds, as text or as JSON.
/// `AWS_LAMBDA_LOG_LEVEL` or `RUST_LOG` choose what is written, as one level or as
/// `info,hyper=warn`; `info` when neither does.
pub fn start() {
    let variable = |name| std::env::var(name).ok();
    let level = variable("AWS_LAMBDA_LOG_LEVEL").or_else(|| variable("RUST_LOG"));
    let format = variable("AWS_LAMBDA_LOG_FORMAT").unwrap_or_default();
    let filter = wanted(level.as_deref());
    let lines = fmt::layer::<Registry>().with_target(false).without_time();
    let lines = if format.eq_ignore_ascii_case("json") {
        lines.json().with_filter(filter).boxed()
    } else {
        lines.with_ansi(false).with_filter(filter).boxed()
    };
    tracing_subscriber::registry().with(lines).init();
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
    use super::*;

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
