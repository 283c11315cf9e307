use proptest::prelude::*;
use salver_domain::slip::{Slip, SlipLine, Style};

use super::*;
use crate::columns::lay_out;
use crate::paper::Paper;

fn form(pairs: &[(&str, &str)]) -> Vec<u8> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (key, value) in pairs {
        form.append_pair(key, value);
    }
    form.finish().into_bytes()
}

#[test]
fn a_printer_asks_by_the_name_that_was_entered() {
    let asked = ask(&form(&[
        ("ConnectionType", "GetRequest"),
        ("ID", "kitchen-1"),
    ]));
    let id = "kitchen-1".to_owned();
    assert_eq!(asked, Ask::Job { id });
    let asked = ask(&form(&[("ConnectionType", "GetRequest"), ("Name", "bar")]));
    let id = "bar".to_owned();
    assert_eq!(asked, Ask::Job { id });
    assert_eq!(ask(b"ConnectionType=Other&ID=x"), Ask::Unknown);
    assert_eq!(ask(b"\xff\xfe"), Ask::Unknown);
}

fn results_of(xml: &str) -> Vec<JobResult> {
    let body = form(&[
        ("ConnectionType", "SetResponse"),
        ("ID", "k"),
        ("ResponseFile", xml),
    ]);
    match ask(&body) {
        Ask::Results { results, .. } => results,
        other => panic!("{other:?}"),
    }
}

#[test]
fn results_are_read_job_by_job() {
    let two = r#"<?xml version="1.0" encoding="utf-8"?><PrintResponseInfo Version="2.00">
        <ePOSPrint><Parameter><devid>local_printer</devid><printjobid>j1</printjobid></Parameter>
        <PrintResponse><response success="true" code="" status="251658262" xmlns="http://www.epson-pos.com/schemas/2011/03/epos-print"/></PrintResponse></ePOSPrint>
        <ePOSPrint><Parameter><printjobid>j2</printjobid></Parameter>
        <PrintResponse><response success="false" code="EPTR_REC_EMPTY" status="1"/></PrintResponse></ePOSPrint></PrintResponseInfo>"#;
    let one = |job: &str, printed, fault, code: &str| JobResult {
        job: Some(job.to_owned()),
        printed,
        fault,
        code: code.to_owned(),
    };
    let expected = [
        one("j1", true, None, ""),
        one("j2", false, Some(Fault::NoPaper), "EPTR_REC_EMPTY"),
    ];
    assert_eq!(results_of(two), expected);
}

#[test]
fn older_firmware_names_no_job() {
    let old =
        r#"<PrintResponseInfo Version="1.00"><response success="1" code=""/></PrintResponseInfo>"#;
    let [result] = &results_of(old)[..] else {
        panic!("one");
    };
    assert_eq!((result.job.as_deref(), result.printed), (None, true));
}

#[test]
fn broken_answers_say_nothing() {
    for xml in [
        "",
        "<PrintResponseInfo",
        "<a/>",
        "junk <response",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    ] {
        assert_eq!(results_of(xml), [], "{xml}");
    }
}

#[test]
fn a_status_is_read_by_its_bits() {
    let of = |asb: &str| {
        let xml = format!(
            r#"<PrinterStatus Version="1.00"><printerstatus devicename="local_printer" asbstatus="{asb}"/></PrinterStatus>"#
        );
        let body = form(&[
            ("ConnectionType", "SetStatus"),
            ("ID", "k"),
            ("Status", &xml),
        ]);
        match ask(&body) {
            Ask::Status { heard, .. } => heard.health,
            other => panic!("{other:?}"),
        }
    };
    let faulty = |fault| Health::Faulty { fault };
    assert_eq!(of("0x0F000014"), Health::Online);
    assert_eq!(of("0x0F02001C"), faulty(Fault::Other));
    assert_eq!(of("0x0F020014"), Health::PaperLow);
    assert_eq!(of("0x0F0A001C"), faulty(Fault::NoPaper));
    assert_eq!(of("0x0F00003C"), faulty(Fault::CoverOpen));
    assert_eq!(of("0x00000800"), faulty(Fault::Cutter));
    assert_eq!(of("soon"), Health::Unknown);
}

fn slip(text: &str) -> Slip {
    let mut slip = Slip::default();
    slip.words(text, Style::LARGE)
        .amount(text, "90.00", Style::USUAL);
    slip.lines.push(SlipLine::Code {
        text: text.to_owned(),
    });
    slip
}

proptest! {
    #[test]
    fn a_job_is_xml_that_says_what_was_meant(text in any::<String>(), id in "[a-z0-9-]{1,20}") {
        let laid = lay_out(&slip(&text), Paper::Wide);
        let xml = job(&id, &laid);
        let document = Document::parse(&xml).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(document.root_element().tag_name().name(), "PrintRequestInfo");
        let named = document.descendants().find(|node| is(node, "printjobid"));
        prop_assert_eq!(named.and_then(|node| node.text()), Some(&*id));
        let texts: String = document.descendants().filter(|node| is(node, "text")).filter_map(|node| node.text()).collect();
        prop_assert!(texts.contains("90.00"));
    }

    #[test]
    fn whatever_comes_is_read(body in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = ask(&body);
    }

    #[test]
    fn whatever_stands_in_a_result_is_read(xml in ".{0,300}") {
        let _ = results_of(&xml);
    }
}
