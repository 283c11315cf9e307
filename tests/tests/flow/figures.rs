//! The owner's figures against a recount of the raw orders.

use jiff_free::parse;
