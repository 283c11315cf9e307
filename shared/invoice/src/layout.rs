//! Where everything stands, on sheets and on rolls.

use crate::error::PdfError;
use crate::faces::{Faces, Weight};
use crate::letters::Style;
use crate::piece::{Cell, Ink, Mark, Piece, Side};
use crate::sheet::{Heads, Invoice, Line, Paper, Sum};

/// Marks by page, and how large the pages are.
pub struct Pages {
    pub width: i32,
    pub height: i32,
    pub pages: Vec<Vec<Mark>>,
}

/// 210 mm by 297 mm.
const SHEET: (i32, i32) = (59_528, 84_189);
/// 18 mm at each side of a sheet.
const SHEET_MARGIN: i32 = 5_100;
/// 80 mm.
const ROLL: i32 = 22_677;
/// 4 mm at each side, where the printers of tills do not reach.
const ROLL_MARGIN: i32 = 1_134;

const fn style(weight: Weight, size: i32) -> Style {
    Style { weight, size }
}

/// Sets an invoice.
///
/// # Errors
/// Never with the faces that are in here.
pub fn pages(faces: &Faces, invoice: &Invoice, paper: Paper) -> Result<Pages, PdfError> {
    let setter = Setter { faces, invoice };
    match paper {
        Paper::A4 => setter.sheets(),
        Paper::Roll => setter.roll(),
    }
}

struct Setter<'a> {
    faces: &'a Faces,
    invoice: &'a Invoice,
}

/// Columns of a sheet's table, each from where to where.
const ITEM: (i32, i32) = (SHEET_MARGIN, 25_000);
const QUANTITY: (i32, i32) = (30_500, 5_000);
const PRICE: (i32, i32) = (36_000, 8_500);
const AMOUNT: (i32, i32) = (45_000, SHEET.0 - SHEET_MARGIN - 45_000);
const LABEL: (i32, i32) = (30_500, 14_000);

fn cell(text: &str, style: Style, side: Side, (x, width): (i32, i32)) -> Cell<'_> {
    Cell {
        text,
        style,
        ink: Ink::Black,
        side,
        x,
        width,
    }
}

fn soft<'a>(cell: Cell<'a>) -> Cell<'a> {
    Cell {
        ink: Ink::Grey,
        ..cell
    }
}

impl Setter<'_> {
    fn text(&self, cell: &Cell<'_>) -> Result<Piece, PdfError> {
        Piece::text(self.faces, cell)
    }

    /// Texts below each other.
    fn stack<'t>(
        &self,
        texts: impl IntoIterator<Item = &'t String>,
        style: Style,
        side: Side,
        column: (i32, i32),
        ink: Ink,
    ) -> Result<Piece, PdfError> {
        let mut stack = Piece::default();
        for text in texts {
            let cell = Cell {
                ink,
                ..cell(text, style, side, column)
            };
            stack = stack.above(self.text(&cell)?);
        }
        Ok(stack)
    }

    fn sheets(&self) -> Result<Pages, PdfError> {
        let invoice = self.invoice;
        let inner = (SHEET_MARGIN, SHEET.0 - 2 * SHEET_MARGIN);
        let mut pieces = vec![self.sheet_head()?.with_room(1_400)];
        if let Some(stamp) = &invoice.stamp {
            let stamp = cell(stamp, style(Weight::Bold, 2_200), Side::Centre, inner);
            let rule = || Piece::rule(inner, 150, Ink::Black);
            let framed = rule().with_room(400).above(self.text(&stamp)?);
            pieces.push(framed.with_room(400).above(rule()).with_room(1_400));
        }
        if !invoice.recipient.is_empty() {
            let head = cell(
                &invoice.heads.recipient,
                style(Weight::Regular, 850),
                Side::Left,
                inner,
            );
            let who = &invoice.recipient;
            let plain = style(Weight::Regular, 1_000);
            let who = self.stack(who, plain, Side::Left, inner, Ink::Black)?;
            let piece = self.text(&soft(head))?.above(who);
            pieces.push(piece.with_room(1_400));
        }
        pieces.push(self.sheet_table_head(&invoice.heads)?);
        for line in &invoice.lines {
            pieces.push(self.sheet_line(line)?);
        }
        pieces.push(Piece::space(700));
        for sum in &invoice.sums {
            pieces.push(self.sheet_sum(sum)?);
        }
        if !invoice.taxes.is_empty() {
            pieces.push(self.sheet_taxes()?);
        }
        if !invoice.payments.is_empty() {
            pieces.push(self.sheet_payments()?);
        }
        let small = style(Weight::Regular, 850);
        let footer = self.stack(&invoice.footer, small, Side::Centre, inner, Ink::Grey)?;
        pieces.push(Piece::space(1_800).above(footer));
        self.paged(pieces)
    }

    /// Who sells at the left, what it is at the right.
    fn sheet_head(&self) -> Result<Piece, PdfError> {
        let invoice = self.invoice;
        let left = (SHEET_MARGIN, 26_000);
        let (right, facts) = (
            (30_500, SHEET.0 - SHEET_MARGIN - 30_500),
            style(Weight::Regular, 950),
        );
        let name = cell(
            &invoice.seller,
            style(Weight::Bold, 1_800),
            Side::Left,
            left,
        );
        let seller = self.text(&name)?.with_room(100).above(self.stack(
            &invoice.seller_lines,
            style(Weight::Regular, 950),
            Side::Left,
            left,
            Ink::Grey,
        )?);
        let title = cell(
            &invoice.title,
            style(Weight::Bold, 1_400),
            Side::Right,
            right,
        );
        let mut what = self.text(&title)?.with_room(300);
        for (name, value) in &invoice.facts {
            let name = soft(cell(name, facts, Side::Left, (right.0, 9_000)));
            let value = cell(
                value,
                facts,
                Side::Right,
                (right.0 + 7_000, right.1 - 7_000),
            );
            what = what.above(Piece::row(self.faces, &[name, value])?);
        }
        Ok(seller.beside(what))
    }

    fn sheet_table_head(&self, heads: &Heads) -> Result<Piece, PdfError> {
        let small = style(Weight::Regular, 850);
        let cells = [
            (&heads.item, Side::Left, ITEM),
            (&heads.quantity, Side::Right, QUANTITY),
            (&heads.price, Side::Right, PRICE),
            (&heads.amount, Side::Right, AMOUNT),
        ];
        let cells = cells.map(|(text, side, column)| soft(cell(text, small, side, column)));
        let rule = Piece::rule((SHEET_MARGIN, SHEET.0 - 2 * SHEET_MARGIN), 80, Ink::Black);
        let row = Piece::row(self.faces, &cells)?.with_room(200);
        Ok(row.above(rule).with_room(350))
    }

    fn sheet_line(&self, line: &Line) -> Result<Piece, PdfError> {
        let plain = style(Weight::Regular, 1_000);
        let row = Piece::row(
            self.faces,
            &[
                cell(&line.name, plain, Side::Left, ITEM),
                cell(&line.quantity, plain, Side::Right, QUANTITY),
                cell(&line.price, plain, Side::Right, PRICE),
                cell(&line.amount, plain, Side::Right, AMOUNT),
            ],
        )?;
        let row = match &line.note {
            Some(note) => {
                let note = cell(note, style(Weight::Regular, 850), Side::Left, ITEM);
                row.above(self.text(&soft(note))?)
            }
            None => row,
        };
        Ok(row.with_room(250))
    }

    fn sheet_sum(&self, sum: &Sum) -> Result<Piece, PdfError> {
        let of = match sum.strong {
            true => style(Weight::Bold, 1_200),
            false => style(Weight::Regular, 1_000),
        };
        let row = Piece::row(
            self.faces,
            &[
                cell(&sum.label, of, Side::Left, LABEL),
                cell(&sum.amount, of, Side::Right, AMOUNT),
            ],
        )?;
        Ok(match sum.strong {
            true => {
                let across = (LABEL.0, SHEET.0 - SHEET_MARGIN - LABEL.0);
                let rule = Piece::space(200).above(Piece::rule(across, 80, Ink::Black));
                rule.with_room(250).above(row).with_room(150)
            }
            false => row.with_room(100),
        })
    }

    fn sheet_taxes(&self) -> Result<Piece, PdfError> {
        let heads = &self.invoice.heads;
        let small = style(Weight::Regular, 850);
        let columns = [(SHEET_MARGIN, 11_000), (16_500, 8_000), (25_000, 7_000)];
        let [name, taxable, amount] = columns;
        let width = amount.0 + amount.1 - name.0;
        let head = [
            soft(cell(&heads.tax, small, Side::Left, name)),
            soft(cell(&heads.taxable, small, Side::Right, taxable)),
            soft(cell(&heads.amount, small, Side::Right, amount)),
        ];
        let rule = Piece::rule((name.0, width), 40, Ink::Grey);
        let mut table = Piece::space(1_000).above(Piece::row(self.faces, &head)?);
        table = table.with_room(150).above(rule).with_room(200);
        for tax in &self.invoice.taxes {
            let row = [
                cell(&tax.name, small, Side::Left, name),
                cell(&tax.taxable, small, Side::Right, taxable),
                cell(&tax.amount, small, Side::Right, amount),
            ];
            table = table.above(Piece::row(self.faces, &row)?);
        }
        Ok(table)
    }

    fn sheet_payments(&self) -> Result<Piece, PdfError> {
        let small = style(Weight::Regular, 900);
        let head = cell(
            &self.invoice.heads.payments,
            style(Weight::Regular, 850),
            Side::Left,
            ITEM,
        );
        let mut all = Piece::space(1_000).above(self.text(&soft(head))?);
        for (how, amount) in &self.invoice.payments {
            let row = [
                cell(how, small, Side::Left, (SHEET_MARGIN, 19_000)),
                cell(amount, small, Side::Right, (24_500, 7_500)),
            ];
            all = all.above(Piece::row(self.faces, &row)?);
        }
        Ok(all)
    }

    /// Pieces from the top down, a new page where one does not fit. Each page but a lone one says
    /// which it is.
    fn paged(&self, pieces: Vec<Piece>) -> Result<Pages, PdfError> {
        let bottom = SHEET.1 - SHEET_MARGIN - 1_500;
        let mut pages = vec![Vec::new()];
        let mut y = SHEET_MARGIN;
        for piece in pieces {
            if y + piece.height > bottom && y > SHEET_MARGIN {
                pages.push(Vec::new());
                y = SHEET_MARGIN;
            }
            if let Some(page) = pages.last_mut() {
                page.extend(piece.marks.into_iter().map(|mark| mark.lower(y)));
            }
            y += piece.height;
        }
        let count = pages.len();
        if count > 1 {
            for (n, page) in pages.iter_mut().enumerate() {
                let text = format!("{}   {}/{count}", self.invoice.number, n + 1);
                let inner = (SHEET_MARGIN, SHEET.0 - 2 * SHEET_MARGIN);
                let foot = cell(&text, style(Weight::Regular, 850), Side::Right, inner);
                let marks = self.text(&soft(foot))?.marks.into_iter();
                page.extend(marks.map(|mark| mark.lower(SHEET.1 - SHEET_MARGIN)));
            }
        }
        Ok(Pages {
            width: SHEET.0,
            height: SHEET.1,
            pages,
        })
    }

    fn roll(&self) -> Result<Pages, PdfError> {
        let invoice = self.invoice;
        let inner = (ROLL_MARGIN, ROLL - 2 * ROLL_MARGIN);
        let small = style(Weight::Regular, 800);
        let rule = || {
            Piece::space(350)
                .above(Piece::rule(inner, 60, Ink::Black))
                .with_room(350)
        };
        let name = cell(
            &invoice.seller,
            style(Weight::Bold, 1_400),
            Side::Centre,
            inner,
        );
        let mut all = Piece::space(ROLL_MARGIN).above(self.text(&name)?);
        let who = &invoice.seller_lines;
        all = all.above(self.stack(who, small, Side::Centre, inner, Ink::Black)?);
        let title = cell(
            &invoice.title,
            style(Weight::Bold, 1_000),
            Side::Centre,
            inner,
        );
        all = all.with_room(400).above(self.text(&title)?);
        if let Some(stamp) = &invoice.stamp {
            let stamp = cell(stamp, style(Weight::Bold, 1_600), Side::Centre, inner);
            all = all.above(rule()).above(self.text(&stamp)?);
        }
        all = all.above(rule());
        for (name, value) in &invoice.facts {
            all = all.above(self.pair(name, value, small)?);
        }
        if !invoice.recipient.is_empty() {
            let head = cell(&invoice.heads.recipient, small, Side::Left, inner);
            all = all.with_room(300).above(self.text(&head)?);
            let who = &invoice.recipient;
            all = all.above(self.stack(who, small, Side::Left, inner, Ink::Black)?);
        }
        all = all.above(rule());
        for line in &invoice.lines {
            all = all.above(self.roll_line(line)?);
        }
        all = all.above(rule());
        for sum in &invoice.sums {
            let of = match sum.strong {
                true => style(Weight::Bold, 1_200),
                false => style(Weight::Regular, 900),
            };
            all = all.above(self.pair(&sum.label, &sum.amount, of)?);
        }
        if !invoice.taxes.is_empty() {
            all = all.above(rule());
            for tax in &invoice.taxes {
                let name = format!("{} {} {}", tax.name, invoice.heads.on, tax.taxable);
                all = all.above(self.pair(&name, &tax.amount, small)?);
            }
        }
        if !invoice.payments.is_empty() {
            all = all.above(rule());
            for (how, amount) in &invoice.payments {
                all = all.above(self.pair(how, amount, small)?);
            }
        }
        let footer = self.stack(&invoice.footer, small, Side::Centre, inner, Ink::Black)?;
        all = all.with_room(600).above(footer).with_room(ROLL_MARGIN);
        Ok(Pages {
            width: ROLL,
            height: all.height,
            pages: vec![all.marks],
        })
    }

    /// What it is at the left, how much at the right.
    fn pair(&self, name: &str, value: &str, style: Style) -> Result<Piece, PdfError> {
        let value_width = 8_500;
        let (x, width) = (ROLL_MARGIN, ROLL - 2 * ROLL_MARGIN);
        let row = [
            cell(name, style, Side::Left, (x, width - value_width)),
            cell(
                value,
                style,
                Side::Right,
                (x + width - value_width, value_width),
            ),
        ];
        Piece::row(self.faces, &row)
    }

    fn roll_line(&self, line: &Line) -> Result<Piece, PdfError> {
        let inner = (ROLL_MARGIN, ROLL - 2 * ROLL_MARGIN);
        let of = style(Weight::Regular, 900);
        let mut piece = self.text(&cell(&line.name, of, Side::Left, inner))?;
        let count = match line.quantity.is_empty() {
            true => String::new(),
            false => format!("{} × {}", line.quantity, line.price),
        };
        piece = piece.above(self.pair(&count, &line.amount, of)?);
        if let Some(note) = &line.note {
            let note = cell(note, style(Weight::Regular, 800), Side::Left, inner);
            piece = piece.above(self.text(&note)?);
        }
        Ok(piece.with_room(200))
    }
}
