//! Paper: what a slip looks like in columns of a given width, and how the printers that ask a
//! server for work ask and answer.
//!
//! A printer on a counter opens a connection of its own every few seconds; nothing of ours stands in
//! the house. Two makers' ways are spoken: Star's CloudPRNT ([`star`]) and Epson's Server Direct
//! Print ([`epson`]). What printers send is read with patience: fields are missing, under another
//! name or of another type in the field, and a printer that gets an error prints nothing at all.

mod amounts;
mod bill;
mod columns;
pub mod epson;
mod head;
mod heard;
mod kitchen;
mod letters;
mod paper;
mod report;
pub mod star;

pub use bill::{BillCopy, bill};
pub use columns::{Laid, lay_out};
pub use heard::{Fault, Health, Heard};
pub use kitchen::{Heading, cancel_slip, kitchen_copy};
pub use letters::{lacks, spelled};
pub use paper::Paper;
pub use report::{DayCopy, day_report};
