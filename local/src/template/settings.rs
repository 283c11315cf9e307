//! What a template is read with, besides its file.

use std::collections::BTreeMap;

use crate::runtime::Account;

/// What a template is read with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `AWS::StackName`.
    pub stack_name: String,
    /// `AWS::Region` and `AWS::AccountId`.
    pub account: Account,
    /// Parameters in place of their defaults.
    pub parameters: BTreeMap<String, String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            stack_name: "local".to_owned(),
            account: Account::default(),
            parameters: BTreeMap::new(),
        }
    }
}
