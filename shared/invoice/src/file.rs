//! The file itself: pages of marks.

use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;

use crate::error::PdfError;
use crate::faces::Faces;
use crate::layout::{self, Pages};
use crate::length::part;
use crate::piece::{Ink, Mark};
use crate::{Invoice, Paper};

/// An invoice as a PDF file.
///
/// # Errors
/// Never in practice: what is typed is bounded, and letters that there are not have a stand-in.
pub fn pdf(invoice: &Invoice, paper: Paper) -> Result<Vec<u8>, PdfError> {
    let faces = Faces::read()?;
    let Pages {
        width,
        height,
        pages,
    } = layout::pages(&faces, invoice, paper)?;
    let mut document = Document::new();
    let title = format!("{} {}", invoice.title, invoice.number);
    document.set_metadata(
        Metadata::new()
            .title(title)
            .authors(vec![invoice.seller.clone()])
            .creator("Salver".to_owned()),
    );
    for marks in pages {
        let settings = PageSettings::from_wh(points(width), points(height));
        let mut page = document.start_page_with(settings.ok_or(PdfError::Size)?);
        let mut surface = page.surface();
        for mark in marks {
            draw(&mut surface, &faces, mark)?;
        }
        surface.finish();
        page.finish();
    }
    let written = document.finish();
    written.map_err(|error| PdfError::Written(format!("{error:?}")))
}

fn draw(surface: &mut Surface<'_>, faces: &Faces, mark: Mark) -> Result<(), PdfError> {
    match mark {
        Mark::Text {
            x,
            y,
            size,
            ink,
            run,
        } => {
            surface.set_fill(Some(fill(ink)));
            let face = faces.get(run.face)?.pdf.clone();
            let start = Point::from_xy(points(x), points(y));
            surface.draw_glyphs(start, &run.glyphs, face, &run.text, points(size), false);
        }
        Mark::Rule {
            x,
            y,
            width,
            height,
            ink,
        } => {
            surface.set_fill(Some(fill(ink)));
            let rect = Rect::from_xywh(points(x), points(y), points(width), points(height));
            let mut path = PathBuilder::new();
            path.push_rect(rect.ok_or(PdfError::Size)?);
            surface.draw_path(&path.finish().ok_or(PdfError::Size)?);
        }
    }
    Ok(())
}

fn fill(ink: Ink) -> Fill {
    let shade = match ink {
        Ink::Black => 0,
        Ink::Grey => 90,
    };
    Fill {
        paint: luma::Color::new(shade).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}

/// Hundredths of a point as the file has them.
fn points(hundredths: i32) -> f32 {
    part(hundredths, 100)
}
