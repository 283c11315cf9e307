//! Requests and answers, one file for each capability. What a request does not name here
//! is refused; what an answer does not name here never leaves.

pub mod asked;
pub mod bill;
pub mod bill_request;
pub mod branch;
pub mod brand;
pub mod call;
pub mod cart;
pub mod check;
pub mod combo;
pub mod draft;
pub mod draft_item;
pub mod dues;
pub mod figures;
pub mod floor;
pub mod floor_plan;
pub mod guest;
pub mod kitchen;
pub mod looks;
pub mod menu;
pub mod menu_file;
pub mod message;
pub mod order;
pub mod own_change;
pub mod own_menu;
pub mod pay_ask;
pub mod photo;
pub mod price_list;
pub mod printing;
pub mod published;
pub mod realtime;
pub mod receipt;
pub mod session;
pub mod set_up;
pub mod site;
pub mod staff;
pub mod status_screen;
pub mod stock;
pub mod table;
pub mod tax;
pub mod team;
pub mod texts;
pub mod till;
pub mod till_request;
pub mod to_pay;
pub mod unpriced;
mod words;
mod zone;

#[cfg(test)]
mod answer_tests;
