//! Star CloudPRNT: a printer posts how it is, hears whether there is a job, fetches it and says how
//! it went. By Star's "CloudPRNT Protocol Guide", and by what printers send in the field.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use salver_domain::slip::{Slip, SlipLine};
use serde_json::{Value, json};

use super::columns::{Laid, lay_out};
use super::heard::{Fault, Health, Heard, cleaned};
use super::paper::Paper;

/// The most answers to questions of ours that are kept of one poll.
const MOST_ANSWERS: usize = 16;

/// What a printer posts every few seconds. Only the status is promised; all else may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poll {
    pub heard: Heard,
    /// It prints something else just now: no job may be offered.
    pub busy: bool,
    /// Its address in the network, which two printers may share.
    pub mac: Option<String>,
    /// The job that it has in hand, of printers that know tokens.
    pub token: Option<String>,
    /// What it answered to questions, such as its model.
    pub answers: BTreeMap<String, String>,
}

/// In what form a job is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// Words, where all of them are in every printer's own letters.
    Text,
    /// A picture of the whole slip.
    Png,
}

/// How a job went, as its printer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Printed,
    /// It is kept: the printer fetches it again once somebody has been there.
    Kept,
    /// The printer could not read it, and will not. Whether the same again may help.
    Failed {
        again: bool,
    },
}

/// Reads a poll. Nothing that a printer sends is an error: what cannot be read is not there.
pub fn poll(body: &[u8]) -> Poll {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |key: &str| {
        let said = body.get(key).and_then(Value::as_str).map(cleaned);
        said.filter(|said| !said.is_empty())
    };
    let busy = match body.get("printingInProgress") {
        Some(Value::Bool(busy)) => *busy,
        Some(Value::String(busy)) => busy.trim().eq_ignore_ascii_case("true"),
        _ => false,
    };
    let status = body.get("statusCode");
    Poll {
        heard: heard(&status.map(said).unwrap_or_default()),
        busy,
        mac: text("printerMAC"),
        token: text("jobToken"),
        answers: answers(body.get("clientAction")),
    }
}

/// A value as text: some firmware sends numbers where texts belong.
fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// How a printer is by a status code, which may be percent-encoded: `200%20OK`.
fn heard(status: &str) -> Heard {
    let code = cleaned(&percent_decode_str(status).decode_utf8_lossy());
    let digits: String = code.chars().take_while(char::is_ascii_digit).collect();
    let health = match (digits.as_str(), digits.as_bytes().first()) {
        ("210" | "211", _) => Health::PaperLow,
        (_, Some(b'2')) => Health::Online,
        ("410", _) => Health::Faulty {
            fault: Fault::NoPaper,
        },
        ("411", _) => Health::Faulty { fault: Fault::Jam },
        ("420", _) => Health::Faulty {
            fault: Fault::CoverOpen,
        },
        (_, Some(_)) => Health::Faulty {
            fault: Fault::Other,
        },
        (_, None) if code.eq_ignore_ascii_case("ok") => Health::Online,
        (_, None) => Health::Unknown,
    };
    Heard { health, code }
}

/// The answers that have both a question and something to say. Some firmware calls them
/// `response`, and some answers with a list.
fn answers(actions: Option<&Value>) -> BTreeMap<String, String> {
    let actions = actions.and_then(Value::as_array).into_iter().flatten();
    let pairs = actions.filter_map(|action| {
        let question = cleaned(action.get("request")?.as_str()?);
        let answer = action.get("result").or_else(|| action.get("response"))?;
        let answer = match answer {
            Value::Array(many) => many.iter().map(said).collect::<Vec<_>>().join(", "),
            one => said(one),
        };
        let answer = cleaned(&answer);
        (!question.is_empty() && !answer.is_empty()).then_some((question, answer))
    });
    pairs.take(MOST_ANSWERS).collect()
}

/// The answer to a poll: the job that is to be fetched, or none.
pub fn offer(job: Option<(&str, Media)>) -> Value {
    match job {
        None => json!({"jobReady": false}),
        Some((token, media)) => json!({
            "jobReady": true,
            "mediaTypes": [media.mime()],
            "jobToken": token,
            "deleteMethod": "DELETE",
        }),
    }
}

/// A slip as plain words: that form knows no large letters, so all lines are as wide as the paper.
pub fn words(slip: &Slip, paper: Paper) -> String {
    let mut plain = slip.clone();
    for line in &mut plain.lines {
        if let SlipLine::Words { style, .. } | SlipLine::Amount { style, .. } = line {
            style.large = false;
        }
    }
    let mut text = String::new();
    for line in lay_out(&plain, paper) {
        match line {
            Laid::Text { text: line, .. } | Laid::Code { text: line } => text.push_str(&line),
        }
        text.push('\n');
    }
    text
}

impl Media {
    /// As HTTP calls it.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Png => "image/png",
        }
    }

    /// The form that a printer asks for, whatever follows behind the type.
    pub fn asked(mime: &str) -> Option<Self> {
        let name = mime.split(';').next().unwrap_or_default().trim();
        [Self::Text, Self::Png]
            .into_iter()
            .find(|media| media.mime().eq_ignore_ascii_case(name))
    }
}

/// How a job went, by the code of a confirmation. The first digit says it; 520 is a download that
/// took too long, which the same again may help.
pub fn outcome(code: &str) -> (Outcome, String) {
    let Heard { health, code } = heard(code);
    let first = code.bytes().next();
    let outcome = match (health, first) {
        (Health::Online | Health::PaperLow, _) => Outcome::Printed,
        (_, Some(b'4')) => Outcome::Kept,
        _ => Outcome::Failed {
            again: code.starts_with("520"),
        },
    };
    (outcome, code)
}

#[cfg(test)]
#[path = "star_tests.rs"]
mod tests;
