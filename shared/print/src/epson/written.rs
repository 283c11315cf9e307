//! Jobs as the XML that Epson's printers read.

use std::fmt::Write as _;

use crate::columns::Laid;

/// Milliseconds that a printer may take for a job: ten seconds fail all the time in the field.
const TIMEOUT: u32 = 60_000;
/// The namespace of what is printed, which printers compare by letter.
const NAMESPACE: &str = "http://www.epson-pos.com/schemas/2011/03/epos-print";
/// Dots of one square of a QR code: read from the table by a phone's camera.
const SQUARE: u32 = 6;

/// The answer to a printer that asks for its jobs: this one. Never in a SOAP envelope, which
/// printers drop without a word while the job waits for ever.
pub fn job(id: &str, laid: &[Laid]) -> String {
    request(id, |xml| {
        xml.push_str(r#"<text lang="en" smooth="true"/>"#);
        for line in laid {
            element(xml, line);
        }
    })
}

/// The same as a picture: `dots` are its rows of whole bytes, the highest bit first, ink is 1, in
/// Base64.
pub fn picture(id: &str, (width, height): (usize, usize), dots: &str) -> String {
    request(id, |xml| {
        // Writing to a text cannot fail.
        let _ = write!(
            xml,
            r#"<image width="{width}" height="{height}" color="color_1" mode="mono">{dots}</image>"#
        );
    })
}

fn request(id: &str, content: impl FnOnce(&mut String)) -> String {
    let mut xml = String::from(r#"<?xml version="1.0" encoding="utf-8"?>"#);
    xml.push_str(r#"<PrintRequestInfo Version="2.00"><ePOSPrint><Parameter>"#);
    let _ = write!(
        xml,
        "<devid>local_printer</devid><timeout>{TIMEOUT}</timeout><printjobid>{}</printjobid>",
        escaped(id)
    );
    let _ = write!(
        xml,
        r#"</Parameter><PrintData><epos-print xmlns="{NAMESPACE}">"#
    );
    content(&mut xml);
    xml.push_str(r#"<cut type="feed"/></epos-print></PrintData></ePOSPrint></PrintRequestInfo>"#);
    xml
}

/// A line. Printers keep a style until the next one is named, so each line names all of it.
fn element(xml: &mut String, line: &Laid) {
    let _ = match line {
        Laid::Text { text, large, bold } => {
            let times = if *large { 2 } else { 1 };
            write!(
                xml,
                r#"<text align="left" width="{times}" height="{times}" em="{bold}">{}&#10;</text>"#,
                escaped(text)
            )
        }
        Laid::Code { text } => write!(
            xml,
            r#"<text align="center"/><symbol type="qrcode_model_2" level="level_m" width="{SQUARE}">{}</symbol>"#,
            escaped(text)
        ),
    };
}

/// A text as it may stand in XML: what XML 1.0 cannot hold at all is left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}
