//! Printing with no server on site: printers of two makers by script, and the queue that staff see.

mod bills;
mod days;
mod epson;
mod late;
mod queue;
mod script;
mod setting_up;
mod star;
