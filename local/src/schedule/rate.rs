//! `rate(..)` expressions.

use std::time::Duration;

/// Why an expression is refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ExpressionError {
    /// A cron expression.
    #[error("cron(..) is not run by this stack: use rate(..)")]
    Cron,
    /// Neither a rate nor a cron expression, or one that AWS would refuse.
    #[error("{0:?} is not a rate: rate(1 minute), rate(5 minutes), rate(2 hours), rate(1 day)")]
    NotARate(String),
}

/// The period of a rate.
///
/// # Errors
/// See [`ExpressionError`].
pub fn parse(expression: &str) -> Result<Duration, ExpressionError> {
    let expression = expression.trim();
    if expression.starts_with("cron(") {
        return Err(ExpressionError::Cron);
    }
    read(expression).ok_or_else(|| ExpressionError::NotARate(expression.to_owned()))
}

fn read(expression: &str) -> Option<Duration> {
    let inner = expression.strip_prefix("rate(")?.strip_suffix(')')?;
    let (value, unit) = inner.trim().split_once(' ')?;
    let value: u64 = value.parse().ok().filter(|value| *value > 0)?;
    let seconds = match (unit.trim(), value) {
        ("minute", 1) => 60,
        ("hour", 1) => 60 * 60,
        ("day", 1) => 24 * 60 * 60,
        ("minutes", 2..) => 60,
        ("hours", 2..) => 60 * 60,
        ("days", 2..) => 24 * 60 * 60,
        _ => return None,
    };
    value.checked_mul(seconds).map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_as_aws_writes_them() {
        for (expression, seconds) in [
            ("rate(1 minute)", 60),
            ("rate(5 minutes)", 300),
            (" rate(1 hour) ", 3600),
            ("rate(2 days)", 172_800),
        ] {
            assert_eq!(
                parse(expression),
                Ok(Duration::from_secs(seconds)),
                "{expression}"
            );
        }
        for expression in [
            "rate(0 minutes)",
            "rate(1 minutes)",
            "rate(2 minute)",
            "rate(5)",
            "5 m",
        ] {
            let error = parse(expression).unwrap_err();
            assert_eq!(error, ExpressionError::NotARate(expression.to_owned()));
        }
        assert_eq!(parse("cron(0 12 * * ? *)"), Err(ExpressionError::Cron));
    }
}
