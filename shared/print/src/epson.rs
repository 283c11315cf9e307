//! Epson Server Direct Print: a printer posts a form and gets its jobs as XML, and posts how they
//! went. By Epson's "Server Direct Print User's Manual", and by what printers send in the field.

mod written;

use roxmltree::{Document, Node};

use super::heard::{Fault, Health, Heard, cleaned};
pub use written::{job, picture};

/// What a printer asks for or tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// It asks for its jobs.
    Job { id: String },
    /// It tells how jobs went. It says so again until it gets an answer.
    Results { id: String, results: Vec<JobResult> },
    /// It tells how it is.
    Status { id: String, heard: Heard },
    /// Something else, which gets an empty answer: an error would make it fall silent.
    Unknown,
}

/// How one job went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobResult {
    /// Which one; older firmware does not say it.
    pub job: Option<String>,
    pub printed: bool,
    /// The printer cannot print at all until somebody has been there.
    pub fault: Option<Fault>,
    /// Its own word for what went wrong.
    pub code: String,
}

/// Reads what a printer posts as a form. Nothing that it sends is an error.
pub fn ask(body: &[u8]) -> Ask {
    let field = |name: &str| {
        let mut pairs = form_urlencoded::parse(body);
        let found = pairs.find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.into_owned())
    };
    // Some models call themselves by name as well; the ID is what was entered for us.
    let id = field("ID").or_else(|| field("Name")).unwrap_or_default();
    let id = cleaned(&id);
    match field("ConnectionType").unwrap_or_default().trim() {
        "GetRequest" => Ask::Job { id },
        "SetResponse" => {
            let results = results(&field("ResponseFile").unwrap_or_default());
            Ask::Results { id, results }
        }
        "SetStatus" => {
            let heard = status(&field("Status").unwrap_or_default());
            Ask::Status { id, heard }
        }
        _ => Ask::Unknown,
    }
}

/// An element's name without its namespace.
fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name().eq_ignore_ascii_case(name)
}

/// The results in an answer: one for each `ePOSPrint`, or a single `response` of older firmware.
fn results(xml: &str) -> Vec<JobResult> {
    let Ok(document) = Document::parse(xml.trim_start_matches('\u{feff}').trim()) else {
        return Vec::new();
    };
    let prints: Vec<_> = document
        .descendants()
        .filter(|node| is(node, "ePOSPrint"))
        .collect();
    let parts = match prints.is_empty() {
        true => vec![document.root()],
        false => prints,
    };
    parts.into_iter().filter_map(result).collect()
}

fn result(part: Node<'_, '_>) -> Option<JobResult> {
    let inner = |name: &str| part.descendants().find(|node| is(node, name));
    let response = inner("response")?;
    let job = inner("printjobid").and_then(|node| node.text());
    let job = job.map(cleaned).filter(|job| !job.is_empty());
    let success = response.attribute("success").unwrap_or_default().trim();
    let code = cleaned(response.attribute("code").unwrap_or_default());
    Some(JobResult {
        job,
        printed: success.eq_ignore_ascii_case("true") || success == "1",
        fault: fault(&code),
        code,
    })
}

/// What a person must see to, by the code of a result.
fn fault(code: &str) -> Option<Fault> {
    match code {
        "EPTR_REC_EMPTY" => Some(Fault::NoPaper),
        "EPTR_COVER_OPEN" => Some(Fault::CoverOpen),
        "EPTR_CUTTER" => Some(Fault::Cutter),
        "EPTR_MECHANICAL" | "EPTR_AUTOMATICAL" | "EPTR_UNRECOVERABLE" => Some(Fault::Other),
        _ => None,
    }
}

/// Bits of Epson's automatic status back.
mod asb {
    pub(super) const NO_RESPONSE: u32 = 0x1;
    pub(super) const OFFLINE: u32 = 0x8;
    pub(super) const COVER_OPEN: u32 = 0x20;
    pub(super) const MECHANICAL: u32 = 0x400;
    pub(super) const CUTTER: u32 = 0x800;
    pub(super) const UNRECOVERABLE: u32 = 0x2000;
    pub(super) const PAPER_NEAR_END: u32 = 0x2_0000;
    pub(super) const PAPER_END: u32 = 0x8_0000;
}

fn status(xml: &str) -> Heard {
    let unknown = |code: String| Heard {
        health: Health::Unknown,
        code,
    };
    let Ok(document) = Document::parse(xml.trim_start_matches('\u{feff}').trim()) else {
        return unknown(String::new());
    };
    let mut all = document.descendants();
    let Some(code) = all.find_map(|node| node.attribute("asbstatus")) else {
        return unknown(String::new());
    };
    let digits = code
        .trim()
        .trim_start_matches("0x")
        .trim_start_matches("0X");
    let Ok(bits) = u32::from_str_radix(digits, 16) else {
        return unknown(cleaned(code));
    };
    let faulty = |fault| Health::Faulty { fault };
    let has = |bit: u32| bits & bit != 0;
    let health = match () {
        () if has(asb::PAPER_END) => faulty(Fault::NoPaper),
        () if has(asb::COVER_OPEN) => faulty(Fault::CoverOpen),
        () if has(asb::CUTTER) => faulty(Fault::Cutter),
        () if has(asb::MECHANICAL | asb::UNRECOVERABLE | asb::OFFLINE | asb::NO_RESPONSE) => {
            faulty(Fault::Other)
        }
        () if has(asb::PAPER_NEAR_END) => Health::PaperLow,
        () => Health::Online,
    };
    Heard {
        health,
        code: cleaned(code),
    }
}

#[cfg(test)]
#[path = "epson_tests.rs"]
mod tests;
